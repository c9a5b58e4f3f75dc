"""The licence commands that compare, show and list, as a shell sees them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from inline_snapshot import snapshot

from licences import registry

Run = Callable[..., Any]
Shell = Callable[[str], Any]


def batch(path: Path, *lines: bytes | dict[str, Any]) -> Path:
    """Write a batch of questions."""
    path.write_bytes(
        b"".join((li if isinstance(li, bytes) else json.dumps(li).encode()) + b"\n" for li in lines)
    )
    return path


ASKED = {"upstream": "mit", "relation": "use"}


@pytest.mark.parametrize(
    ("words", "verdict", "code"),
    [
        ("mit", "compatible", 0),
        ("MIT apache-2.0", "compatible_with_obligations", 0),
        ("cc-by-nc-4.0", "incompatible", 1),
        ("llama3.1 apache-2.0 --relation finetune", "incompatible", 1),
        ("llama3.1 llama3.1 --name Other", "obligation_violated", 1),
        ("other", "unknown", 3),
        ("no-such-licence mit", "unknown", 3),
    ],
)
def test_one_pair_ends_with_its_verdict(run: Run, words: str, verdict: str, code: int) -> None:
    """Whatever the format; ``--exit-zero`` alone changes it."""
    text = run("licence", "compare", *words.split())
    assert (text.code, text.err) == (code, "")
    assert text.out.startswith(verdict.upper().replace("_", " ") + "  ")
    data = run("licence", "compare", *words.split(), "--format", "json")
    assert (data.code, json.loads(data.out)["verdict"]) == (code, verdict)
    zero = run("licence", "compare", *words.split(), "--exit-zero")
    assert (zero.code, zero.out) == (0, text.out)


def test_the_json_of_a_pair_is_an_answer_without_an_id(run: Run) -> None:
    """Reasons and obligations, each with licence, clause, status and text."""
    done = run("license", "compare", "llama3.1", "apache-2.0", "--format", "json")
    data = json.loads(done.out)
    assert list(data) == ["verdict", "reasons", "obligations"]
    assert {"licence", "clause", "status", "text"} <= set(data["reasons"][0])
    assert {"kind", "licence", "clause", "status", "text", "when"} <= set(data["obligations"][0])


def test_the_use_and_the_facts_decide(run: Run) -> None:
    """Every option reaches the question."""

    def verdict(*words: str) -> str:
        done = run("licence", "compare", *words, "--format", "json")
        return str(json.loads(done.out)["verdict"])

    assert verdict("cc-by-nc-4.0", "--use", "research") != "incompatible"
    assert verdict("llama3.1", "--mau-at-release", "800000000") == "incompatible"
    eu = ("llama3.2", "--region", "EU")
    assert verdict(*eu, "--modality", "multimodal") == "incompatible"
    assert verdict(*eu, "--modality", "text") != "incompatible"
    shared = ("llama3.1", "llama3.1", "--relation", "finetune", "--name", "Llama-x")
    proven = ("--shown", "Built with Llama", "--file", "LICENSE", "--file", "NOTICE")
    assert verdict(*shared, *proven) == "compatible_with_obligations"
    assert verdict(*shared, "--shown", "nothing") == "obligation_violated"
    assert verdict("mit,cc-by-nc-4.0", "mit", "--relation", "merge") == "incompatible"
    assert verdict("mit", "--use", "redistribute") == "compatible_with_obligations"


def test_a_label_means_that_the_work_is_shared(run: Run) -> None:
    """Unless ``--use`` says otherwise, be it what is the default elsewhere."""
    call = ("licence", "compare", "mit", "mit", "--format", "json")
    assert json.loads(run(*call).out)["obligations"] != []
    assert json.loads(run(*call, "--use", "commercial,serve").out)["obligations"] == []


def test_an_empty_label_is_no_missing_one(run: Run) -> None:
    """A script whose variable is empty must not read a pass."""
    done = run("licence", "compare", "mit", "")
    assert (done.code, done.out.splitlines()[0]) == (3, "UNKNOWN  mit -> no licence, by finetune")
    assert run("licence", "compare", "").code == 3


def test_a_pair_with_odd_names_moves_no_cursor(run: Run) -> None:
    """What was typed is shown."""
    done = run("licence", "compare", "mit\x1b[2J", "\u202eapache")
    assert done.code == 3
    assert done.out.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Error: give UPSTREAM (and DOWNSTREAM), or --batch FILE."),
        (["mit", "--relation", "child"], "--relation"),
        (["mit", "mit", "mit"], "unexpected extra argument"),
        (["mit", "--use", "fun"], "--use does not know 'fun'; it knows"),
        (["mit", "--region", "Europe"], "--region: 'Europe' is no region; give"),
        (["mit", "--mau", "-1"], "--mau"),
        (["mit", "--format", "xml"], "--format"),
        (["mit", "--batch", "-"], "--batch goes with no UPSTREAM: the file holds the questions."),
        (["", "--batch", "-"], "--batch goes with no UPSTREAM"),
        (["--batch", "-", "--use", "research"], "--batch goes with no --use"),
        (["--batch", "-", "--relation", "use"], "--batch goes with no --relation"),
        (["--batch", "-", "--other-family"], "--batch goes with no --same-family"),
        (["--batch", "none.jsonl"], "none.jsonl cannot be read: No such file or directory."),
        (["--batch", "."], "is a directory"),
        (["--batch", ""], "cannot be read: Is a directory."),
    ],
    ids=str,
)
def test_wrong_usage_of_compare_ends_with_2(run: Run, words: list[str], sentence: str) -> None:
    """The sentence names the thing and the next step."""
    done = run("licence", "compare", *words)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
    assert "Traceback" not in done.err


def test_a_batch_answers_every_line(run: Run, tmp_path: Path) -> None:
    """One answer a line, in order; the exit code says only that it was written."""
    file = batch(
        tmp_path / "q.jsonl",
        {"id": 1, **ASKED},
        b"{broken",
        b"",
        {"id": "two", "upstream": "cc-by-nc-4.0", "relation": "use", "use": {"mau": -1}},
        b'{"id": "caf\xe9"}',
        {"id": None, "upstream": "cc-by-nc-4.0", "relation": "use"},
    )
    done = run("licence", "compare", "--batch", file, "--format", "json", "--exit-zero")
    assert (done.code, done.err) == (0, "")
    answers = [json.loads(line) for line in done.out.splitlines()]
    said = [(a["id"], a.get("error") or a["verdict"]) for a in answers]
    assert said == snapshot(
        [
            (1, "compatible"),
            (None, "line 2: it is no JSON that can be read; write one object on one line"),
            ("two", "line 4: 'mau' is a number from 0, not -1"),
            (None, "line 5: it is no UTF-8; write the file in that encoding"),
            (None, "incompatible"),
        ]
    )


def test_a_batch_comes_from_standard_input(shell: Shell, tmp_path: Path) -> None:
    """With a byte order mark and ends of lines of another system."""
    line = b"\xef\xbb\xbf" + json.dumps({"id": "é", **ASKED}, ensure_ascii=False).encode() + b"\r"
    file = batch(tmp_path / "q.jsonl", line, {"id": 2, **ASKED})
    done = shell(f"$auditor licence compare --batch - < {file}")
    assert (done.code, done.err) == (0, "")
    assert [json.loads(a)["id"] for a in done.out.splitlines()] == ["é", 2]
    assert shell(f"$auditor licence compare --batch {file}").out == done.out
    assert shell("$auditor licence compare --batch - < /dev/null").out == ""


def test_standard_input_is_read_as_it_is(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its encoding is no matter of the environment; without one there is a next step."""
    file = batch(tmp_path / "q.jsonl", {"id": "é", **ASKED})
    with file.open(encoding="ascii") as asked:
        monkeypatch.setattr(sys, "stdin", asked)
        assert json.loads(run("licence", "compare", "--batch", "-").out)["id"] == "é"
    monkeypatch.setattr(sys, "stdin", None)
    done = run("licence", "compare", "--batch", "-")
    assert (done.code, done.out, "standard input is closed; send" in done.err) == (2, "", True)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("- <&-", "standard input is closed; send the questions to it, or name a file."),
        ("- 0> $tmp/x", "standard input cannot be read: Bad file descriptor."),
    ],
)
def test_a_standard_input_that_cannot_be_read_is_named(shell: Shell, source: str, why: str) -> None:
    """No error of ours."""
    done = shell(f"$auditor licence compare --batch {source}")
    assert (done.code, done.err) == (2, f"Error: {why}\n")


def test_answers_come_as_questions_do(root: Path) -> None:
    """Whoever asks line by line is answered line by line."""
    call = [sys.executable, "-m", "auditor", "licence", "compare", "--batch", "-"]
    with subprocess.Popen(call, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as asked:
        assert asked.stdin is not None
        assert asked.stdout is not None
        for number in range(3):
            asked.stdin.write(json.dumps({"id": number, **ASKED}).encode() + b"\n")
            asked.stdin.flush()
            assert json.loads(asked.stdout.readline())["id"] == number
        asked.stdin.close()
        assert asked.wait() == 0


def test_a_reader_that_leaves_a_batch_is_no_failure(shell: Shell, tmp_path: Path) -> None:
    """Nor one that leaves a card; a verdict stays."""
    file = batch(tmp_path / "q.jsonl", *[ASKED] * 3000)
    for call, code in (
        (f"compare --batch {file}", 0),
        ("list", 0),
        ("show llama3.1", 0),
        ("compare cc-by-nc-4.0", 1),
    ):
        done = shell(f"$auditor licence {call} | head -c 10; exit ${{PIPESTATUS[0]}}")
        assert (done.code, done.err) == (code, ""), call


def test_the_words_of_a_list_narrow_it(run: Run) -> None:
    """Without words everything; nothing that matches is an answer too."""
    every, some = run("licence", "list"), run("licence", "list", "QWEN", "research")
    assert every.out.splitlines()[-1].startswith(f"{len(registry.ids())} licences, catalogue ")
    assert [line.split()[0] for line in some.out.splitlines()[:2]] == [
        "qwen-research",
        "qwen-research-2026",
    ]
    none = run("licence", "list", "no such licence")
    assert (none.code, none.out) == (0, "No licence of the catalogue matches.\n")
    assert run("licence", "list", "").out == every.out


def test_a_list_is_json_where_asked(run: Run) -> None:
    """One object a licence, with the spellings of the Hub and of SPDX."""
    done = run("licence", "list", "mit", "license", "permissive", "--format", "json")
    assert {
        "id": "mit",
        "name": "MIT License",
        "kind": "permissive",
        "hub": "mit",
        "spdx": "MIT",
        "commercial": "yes",
    } in json.loads(done.out)
    assert json.loads(run("licence", "list", "nothing", "--format", "json").out) == []


@pytest.mark.parametrize("name", ["llama3.1", " LLAMA3.1 ", "LicenseRef-hf-llama3.1"])
def test_a_licence_is_shown_by_any_spelling(run: Run, name: str) -> None:
    """With what it allows, its limit and where each clause is."""
    done = run("licence", "show", name)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Llama 3.1 Community License Agreement\n  id llama3.1; ")
    assert "\nIt bites\n  - above 700,000,000 monthly users, once, at the release, " in done.out
    data = json.loads(run("licence", "show", name, "--format", "json").out)
    assert (data["id"], data["thresholds"][0]["amount"]) == ("llama3.1", 700_000_000)


def test_what_is_no_one_licence_is_shown_as_such(run: Run) -> None:
    """A family with its members, a territory with its regions, a word that states nothing."""
    assert "This name states no one licence. It may mean: " in run("licence", "show", "cc").out
    assert " in EU" in run("licence", "show", "llama3.2").out
    assert "\nNot known\n  - commercial, " in run("licence", "show", "other").out


def test_what_was_not_read_in_the_text_is_told_on_the_card(run: Run) -> None:
    """A term from somebody else's summary says so."""
    secondary = [
        licence
        for licence in map(registry.get, registry.ids())
        if any(getattr(licence.terms, t).status == "secondary" for t in ("commercial", "copies"))
    ]
    done = run("licence", "show", secondary[0].id)
    assert "from a summary, not read in the text)" in done.out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "lama3",
            snapshot(
                "Error: no licence of the catalogue is called 'lama3'; did you mean llama3, llama3.3, llama3.2, llama3.1?\n"
            ),
        ),
        (
            "",
            snapshot(
                "Error: no licence of the catalogue is called ''; 'auditor licence list' lists them all.\n"
            ),
        ),
        (
            "zzzzzz",
            snapshot(
                "Error: no licence of the catalogue is called 'zzzzzz'; 'auditor licence list' lists them all.\n"
            ),
        ),
        (
            "\x1b[2J",
            snapshot(
                "Error: no licence of the catalogue is called '\\x1b[2J'; 'auditor licence list' lists them all.\n"
            ),
        ),
    ],
)
def test_an_unknown_licence_gets_a_suggestion(run: Run, name: str, said: str) -> None:
    """Near names, or the command that lists them all."""
    done = run("licence", "show", name)
    assert (done.code, done.out) == (2, "")
    assert done.err == said


@pytest.mark.parametrize(
    "words", ["", "nothing", "show", "show a b", "list --format xml", "show -x"]
)
def test_wrong_usage_of_the_others_ends_with_2(run: Run, words: str) -> None:
    """Without a command the group tells which there are."""
    done = run("licence", *words.split())
    assert done.code == 2
    assert "Traceback" not in done.err


def test_help_is_there_for_each_command(run: Run) -> None:
    """With an example that a reader can type."""
    for name in ("list", "show", "compare", "identify", "recommend", "settle"):
        done = run("licence", name, "--help")
        assert (done.code, f"Example: auditor licence {name} " in done.out) == (0, True), name


def on_a_terminal(root: Path, call: list[str], **environment: str) -> str:
    """Run the command with standard output on a terminal of 60 columns, and give what it shows."""
    pty = pytest.importorskip("pty")
    screen, terminal = pty.openpty()
    clean = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "COLUMNS"}}
    with subprocess.Popen(
        [sys.executable, "-m", "auditor", *call],
        cwd=root,
        stdout=terminal,
        env=clean | {"TERM": "xterm", "COLUMNS": "60", **environment},
    ) as shown:
        os.close(terminal)
        parts = []
        try:
            while part := os.read(screen, 65536):
                parts.append(part)
        except OSError:  # how Linux tells that the other side is closed
            pass
        os.close(screen)
        shown.wait()
    return b"".join(parts).decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    "call",
    [
        ["licence", "show", "mit"],
        ["licence", "recommend", "--hub", "demo", "--quiet", "HuggingFaceH4/zephyr-7b-beta"],
    ],
    ids=lambda call: call[1],
)
def test_colour_is_for_terminals_that_want_it(root: Path, call: list[str]) -> None:
    """A page has the width of the terminal; ``NO_COLOR`` is obeyed, a file never has any."""
    coloured = on_a_terminal(root, call)
    plain = on_a_terminal(root, call, NO_COLOR="1")
    assert "\x1b[1m" in coloured
    assert "\x1b" not in plain
    assert coloured.replace("\x1b[1m", "").replace("\x1b[0m", "") == plain
    assert max(map(len, plain.splitlines()[1:])) <= 60


def test_a_batch_on_a_terminal_moves_no_cursor(root: Path, tmp_path: Path) -> None:
    """An id comes from a file that anybody may have written."""
    odd = "\x9b2J\u202e"
    file = batch(tmp_path / "q.jsonl", {"id": odd, **ASKED})
    shown = on_a_terminal(root, ["licence", "compare", "--batch", str(file)])
    assert shown.replace("\n", "").isprintable()
    assert json.loads(shown)["id"] == odd
