"""``auditor licence identify`` and ``settle`` as a shell sees them, and audits that follow."""

import getpass
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.policy import parse_policy

pytest.importorskip("licences.detection", reason="licence texts are not identified yet")

Run = Callable[..., Any]
Settle = Callable[..., Any]
WORDS = "Whoever reads this may do as they please.\n"
SHA = "1" * 40


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working directory of its own, with a text in it."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "LICENSE").write_text(WORDS, "utf-8")
    return folder


@pytest.fixture
def settle(run: Run) -> Settle:
    """Give a function that settles a reference, by default as Llama 3.1, with some words more."""

    def call(reference: str, licence: str = "llama3.1", *words: object) -> Any:
        given = ["--because", "it says so", "--text", "LICENSE", "--approver", "Ann", *words]
        return run("licence", "settle", reference, licence, *given)

    return call


def curations(path: Path) -> list[tuple[str, str]]:
    """What a policy file settles."""
    return [(c.component, c.licence) for c in parse_policy(path.read_bytes(), "p").curations]


def test_a_settled_licence_is_what_an_audit_judges(
    run: Run,
    settle: Settle,
    record: Callable[..., dict[str, Any]],
    snapshot_file: Callable[..., Path],
    here: Path,
) -> None:
    """Undetermined before; afterwards judged, with who settled it, when and by which text."""
    hub = snapshot_file(record("lab/model", "other", sha=SHA))
    call = ("audit", "lab/model", "--hub", hub, "--format", "json")
    assert run(*call).code == 3
    done = settle("lab/model", "Llama 3.1")
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines() == [
        "Note: LICENSE is no licence text that is known; it is settled as llama3.1 on your word.",
        "model-policy.toml: hf:lab/model is under llama3.1.",
    ]
    audited = run(*call)
    licence = json.loads(audited.out)["components"][0]["licence"]
    (curation,) = parse_policy((here / "model-policy.toml").read_bytes(), "p").curations
    assert (audited.code, licence["basis"], licence["concluded"]) == (0, "settled", "llama3.1")
    assert licence["settled"] == {
        "by": "Ann",
        "on": curation.settled,
        "reason": "it says so",
        "text_sha256": hashlib.sha256(WORDS.encode()).hexdigest(),
    }


@pytest.mark.parametrize(
    ("reference", "component"),
    [
        ("lab/model", "hf:lab/model"),
        ("gpt2", "hf:gpt2"),
        ("hf:lab/model", "hf:lab/model"),
        (f"lab/model@{SHA}", f"hf:lab/model@{SHA}"),
        (f"lab/model@{'A' * 40}", f"hf:lab/model@{'a' * 40}"),
        ("dataset:lab/d", "hf-dataset:lab/d"),
        ("https://huggingface.co/datasets/lab/d", "hf-dataset:lab/d"),
        (f"https://huggingface.co/lab/m/blob/{SHA}/LICENSE", f"hf:lab/m@{SHA}"),
    ],
)
def test_any_reference_can_be_settled(
    settle: Settle, here: Path, reference: str, component: str
) -> None:
    """One with a commit settles that commit alone."""
    assert settle(reference).code == 0
    assert curations(here / "model-policy.toml") == [(component, "llama3.1")]


@pytest.mark.parametrize(
    ("reference", "licence", "words", "sentence"),
    [
        ("lab/model@main", "mit", [], "names no commit, and 'main' may mean another one tomorrow"),
        ("lab/model@abc123", "mit", [], "give the 40 digits of a commit, or nothing"),
        ("https://huggingface.co/lab/m/tree/main", "mit", [], "names no commit"),
        ("lab/a model", "mit", [], "'lab/a model' is no name on the Hub; give org/name"),
        ("", "mit", [], "'' is no name on the Hub"),
        ("./model", "mit", [], "is a path"),
        ("lab/model", "lama3", [], "no licence of the catalogue is called 'lama3'; did you mean"),
        ("lab/model", "", [], "'auditor licence list' lists them all."),
        ("lab/model", "cc", [], "cc names no one licence; give the version that the text is."),
        ("lab/model", "other", [], "other names no one licence"),
        ("lab/model", "mit", ["--because", " "], "--because is empty; say why"),
        ("lab/model", "mit", ["--approver", ""], "--approver is empty; say who"),
        ("lab/model", "mit", ["--text", "none"], "none cannot be read: No such file"),
        ("lab/model", "mit", ["--text", "."], "is a directory"),
        ("lab/model", "mit", ["--text", ""], "cannot be read: Is a directory."),
        ("lab/model", "mit", ["--text", "/dev/zero"], "is larger than 2,097,152 bytes"),
        ("lab/model", "mit", ["--policy", "."], "is a directory"),
        ("lab/model", "mit", ["--policy", ""], "cannot be written: Is a directory."),
        ("lab/model", "mit", ["--policy", "no/p.toml"], "no/p.toml cannot be written: No such"),
    ],
)  # fmt: skip
def test_what_cannot_be_settled_is_named(
    settle: Settle, here: Path, reference: str, licence: str, words: list[str], sentence: str
) -> None:
    """And nothing is written."""
    before = sorted(here.iterdir())
    done = settle(reference, licence, *words)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
    assert sorted(here.iterdir()) == before


def test_what_is_missing_is_asked_for(run: Run) -> None:
    """A reason and a text are no options that can be left out."""
    for words in (["a/b", "mit"], ["a/b", "mit", "--because", "x"], ["a/b", "mit", "--text", "x"]):
        done = run("licence", "settle", *words)
        assert (done.code, "Missing option" in done.err) == (2, True)


def test_the_login_name_approves_where_nobody_is_named(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process without one is asked for a name."""
    call = ("licence", "settle", "a/b", "mit", "--because", "x", "--text", "LICENSE")
    monkeypatch.setattr(getpass, "getuser", lambda: "ann")
    assert run(*call).code == 0
    assert (
        parse_policy((here / "model-policy.toml").read_bytes(), "p").curations[0].approver == "ann"
    )
    for problem in (KeyError("uid"), OSError("no user"), ImportError("pwd")):

        def nobody(problem: Exception = problem) -> str:
            raise problem

        monkeypatch.setattr(getpass, "getuser", nobody)
        done = run(*call[:2], "a/c", *call[3:])
        assert (done.code, "give --approver NAME" in done.err) == (2, True)


def test_nothing_is_settled_twice(settle: Settle, here: Path) -> None:
    """The file stays as it is, byte for byte."""
    assert settle("lab/model").code == 0
    before = (here / "model-policy.toml").read_bytes()
    for reference in ("lab/model", "LAB/Model"):
        done = settle(reference, "mit")
        assert (done.code, "already; take that entry out first." in done.err) == (2, True)
        assert done.err.count("\n") == 1
    assert (here / "model-policy.toml").read_bytes() == before
    assert settle("lab/other").code == 0
    assert (here / "model-policy.toml").read_bytes().startswith(before)


@pytest.mark.parametrize(
    "broken", [b"", b"schema = 2\n", b"[[curation]]\n", b"\xff", b"#" * 3_000_000]
)
def test_a_broken_policy_stays_as_it_is(settle: Settle, here: Path, broken: bytes) -> None:
    """Nothing is added to what cannot be read."""
    path = here / "model-policy.toml"
    path.write_bytes(broken)
    done = settle("lab/model")
    assert (done.code, done.err.startswith("Error: model-policy.toml")) == (2, True)
    assert path.read_bytes() == broken


def test_whatever_is_typed_is_kept(settle: Settle, here: Path) -> None:
    """Quotes, ends of lines, control characters, and bytes that are no text."""
    odd = 'a "b" \\ \x1b[2J\n\u202eé 🤗'
    assert settle("a/b", "mit", "--because", odd, "--approver", odd).code == 0
    assert settle("a/c", "mit", "--because", os.fsdecode(b"caf\xe9")).code == 0
    first, second = parse_policy((here / "model-policy.toml").read_bytes(), "p").curations
    assert (first.reason, first.approver, second.reason) == (odd, odd, "caf?")


def test_names_of_files_move_no_cursor(settle: Settle) -> None:
    """They are shown as JSON writes them."""
    done = settle("a/b", "mit", "--policy", "p\x1b[2J.toml")
    assert done.code == 0
    assert done.err.replace("\n", "").isprintable()


def test_a_policy_behind_a_link_is_written_to(settle: Settle, here: Path) -> None:
    """The link stays a link, be there a file behind it or not."""
    (here / "link.toml").symlink_to("real.toml")
    for reference in ("a/b", "a/c"):
        assert settle(reference, "mit", "--policy", "link.toml").code == 0
    assert (here / "link.toml").is_symlink()
    assert curations(here / "real.toml") == [("hf:a/b", "mit"), ("hf:a/c", "mit")]


@pytest.mark.skipif(
    os.geteuid() == 0 and not shutil.which("setpriv"),
    reason="to root every file is writable, unless setpriv (util-linux) takes that right away",
)
def test_a_policy_that_may_not_be_written_stays(
    shell: Callable[[str], Any], settle: Settle, here: Path
) -> None:
    """Replacing it would get round its permissions."""
    assert settle("a/b", "mit").code == 0
    path = here / "model-policy.toml"
    path.chmod(0o444)
    before = path.read_bytes()
    plain = "setpriv --bounding-set=-dac_override " if os.geteuid() == 0 else ""
    done = shell(
        f"{plain}$auditor licence settle a/c mit --because x --text {here / 'LICENSE'} "
        f"--approver Ann --policy {path}"
    )
    assert (done.code, str(path) in done.err) == (2, True)
    assert path.read_bytes() == before


def test_settling_at_once_leaves_a_whole_file(root: Path, here: Path) -> None:
    """Whoever comes last wins; nobody leaves half a file or a scratch file."""
    words = ["mit", "--because", "x", "--text", "LICENSE", "--approver", "Ann"]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "auditor", "licence", "settle", f"a/m{n}", *words],
            env=os.environ | {"PYTHONPATH": str(root)},
            stderr=subprocess.DEVNULL,
        )
        for n in range(4)
    ]
    assert [one.wait() for one in running] == [0] * 4
    assert 1 <= len(curations(here / "model-policy.toml")) <= 4
    assert sorted(p.name for p in here.iterdir()) == ["LICENSE", "model-policy.toml"]


def test_a_text_that_reads_as_another_licence_is_told(
    settle: Settle, here: Path, shared: Path
) -> None:
    """It is settled all the same: a person has read it."""
    shutil.copy(shared / "licences" / "texts" / "llama3.1.txt", here / "LICENSE")
    assert settle("a/right").err == "model-policy.toml: hf:a/right is under llama3.1.\n"
    done = settle("a/other", "gemma")
    assert done.code == 0
    assert done.err.splitlines()[0] == (
        "Note: LICENSE reads as llama3.1; it is settled as gemma on your word."
    )


def test_a_text_is_identified(run: Run, here: Path, shared: Path) -> None:
    """With its lines; a text that is none has an empty list."""
    shutil.copy(shared / "licences" / "texts" / "llama3.1.txt", here / "COPY")
    done = run("licence", "identify", "COPY", "LICENSE", "--format", "json")
    first, second = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert (first["file"], first["licences"][0]["licence"]) == ("COPY", "llama3.1")
    assert {"licence", "score", "spans", "residue"} <= set(first["licences"][0])
    assert second == {"file": "LICENSE", "licences": []}
    text = run("licence", "identify", "COPY", "LICENSE").out
    assert text.startswith("COPY:\n  llama3.1  ")
    assert text.endswith("LICENSE: no licence text that is known\n")


def test_files_that_cannot_be_read_do_not_stop_the_others(run: Run, here: Path) -> None:
    """What was found is written; then each of them is named, and the end is 2."""
    (here / "bytes").write_bytes(b"\xff\xfe\x00" * 100)
    (here / "empty").touch()
    for form in ("text", "json"):
        words = ("none", "bytes", ".", "empty", "/dev/zero", "--format", form)
        done = run("licence", "identify", *words)
        assert done.code == 2
        assert "none cannot be read: No such file or directory." in done.err
        assert ". cannot be read: Is a directory." in done.err
        assert "/dev/zero is larger than 2,097,152 bytes; it is no licence text." in done.err
        assert "bytes" in done.out and "empty" in done.out
    assert run("licence", "identify").code == 2


def test_an_odd_file_name_moves_no_cursor(run: Run, here: Path) -> None:
    """Neither found nor missing."""
    name = "a\x1b[2J\u202e"
    (here / name).write_text(WORDS, "utf-8")
    done = run("licence", "identify", name, name + "x")
    assert (done.out + done.err).replace("\n", "").isprintable()
