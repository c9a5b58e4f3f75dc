"""The command as a shell sees it: output, exit codes, and errors that name the next step."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Write = Callable[..., dict[str, Any]]
WriteFile = Callable[..., Path]


Run = Callable[..., Any]


@pytest.mark.parametrize(("name", "code"), [("a/good", 0), ("a/bad", 1), ("a/open", 3)])
def test_the_exit_code_is_the_verdict(run: Run, hub: Path, name: str, code: int) -> None:
    """Whatever the format; ``--exit-zero`` alone changes it."""
    for form in ("text", "json"):
        assert run("audit", name, "--hub", hub, "--format", form).code == code
    assert run("audit", name, "--hub", hub, "--exit-zero").code == 0


def test_several_references_end_with_the_worst(run: Run, hub: Path) -> None:
    """Fail beats undetermined beats pass, over references."""
    assert run("audit", "a/good", "a/open", "--hub", hub).code == 3
    assert run("audit", "a/good", "a/open", "a/bad", "--hub", hub).code == 1


def test_the_embedded_snapshot_is_there(run: Run) -> None:
    """The demo needs no file and no network."""
    done = run("audit", "--hub", "demo", "HuggingFaceH4/zephyr-7b-beta")
    assert done.code == 0
    assert "mistralai/Mistral-7B-v0.1" in done.out


def test_the_use_is_read_from_options(run: Run, hub: Path) -> None:
    """Every option lands in the report."""
    done = run(
        "audit",
        "a/bad",
        "--hub",
        hub,
        "--format",
        "json",
        "--use",
        "research, internal",
        "--region",
        "eu,us",
        "--domicile",
        "de",
        "--mau",
        5,
        "--mau-at-release",
        4,
        "--revenue",
        3,
        "--revenue-month",
        2,
        "--role",
        "end-user",
    )
    assert done.code == 0
    assert json.loads(done.out)["use"] == {
        "commercial": False,
        "activities": ["internal"],
        "purpose": "research",
        "role": "end-user",
        "regions": ["EU", "US"],
        "domicile": "DE",
        "mau": 5,
        "mau_at_release": 4,
        "revenue_usd": 3,
        "revenue_usd_month": 2,
    }


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["./model", "--hub", "demo"], "is a path"),
        (["a b", "--hub", "demo"], "is no name on the Hub"),
        (["a/good", "--hub", "demo", "--use", "fun"], "--use does not know 'fun'; it knows"),
        (["a/good", "--hub", "demo", "--use", "commercial,research"], "--use takes one of"),
        (["a/good", "--hub", "demo", "--use", ""], "--use is empty; say what"),
        (["a/good", "--hub", "demo", "--use", " ,"], "--use is empty; say what"),
        (["a/good", "--hub", "demo", "--region", "EU,Europe"], "--region: 'Europe' is no region"),
        (["a/good", "--hub", "demo", "--region", " ,"], "--region: ' ,' is no region; give"),
        (["a/good", "--hub", "demo", "--domicile", ""], "--domicile: '' is no region; give"),
        (["a/good", "--hub", "demo", "--mau", "-1"], "--mau"),
        (["a/good", "--hub", "demo", "--format", "xml"], "--format"),
        ([], "Missing argument"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_next_step(
    run: Run, arguments: list[str], sentence: str
) -> None:
    """Each error names the thing; none is a traceback."""
    done = run("audit", *arguments)
    assert done.code == 2
    assert sentence in done.err
    assert "Traceback" not in done.err


def test_quiet_is_one_line_a_reference(run: Run, hub: Path) -> None:
    """Nothing on standard error, one line on standard output."""
    done = run("audit", "a/good", "a/bad", "--hub", hub, "--quiet")
    assert [line.split()[:2] for line in done.out.splitlines()] == [
        ["PASS", "a/good:"],
        ["FAIL", "a/bad:"],
    ]
    assert done.err == ""


def test_a_mistyped_name_gets_a_suggestion(run: Run, hub: Path) -> None:
    """What is not in the snapshot is undetermined, and near names are shown."""
    done = run("audit", "a/goood", "--hub", hub)
    assert done.code == 3
    assert "a/goood is not in the snapshot; it has a/good" in done.err


def test_a_suggestion_cannot_move_the_cursor(
    run: Run, record: Write, snapshot_file: WriteFile
) -> None:
    """A name in a snapshot is shown, never obeyed."""
    hub = snapshot_file(record("a/good\x1b[31m\u202e\ue000", "mit"))
    done = run("audit", "a/good", "--hub", hub)
    assert r"it has a/good\u001b[31m\u202e\ue000." in done.err
    assert done.err.replace("\n", "").isprintable()


def test_regions_are_read_as_the_eu_spells_them_and_once(run: Run, hub: Path) -> None:
    """UK and EL are the EU's own spellings; the report has the ISO codes."""
    call = ("audit", "a/good", "--hub", hub, "--format", "json")
    use = json.loads(run(*call, "--region", "uk,GB,el,,EU", "--domicile", "UK").out)["use"]
    assert (use["regions"], use["domicile"]) == (["GB", "GR", "EU"], "GB")


def test_the_time_of_a_report_can_be_fixed(
    run: Run, hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``SOURCE_DATE_EPOCH`` makes two runs the same bytes; nonsense in it is a usage error."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    call = ("audit", "a/good", "--hub", hub, "--format", "json")
    first = run(*call)
    assert json.loads(first.out)["generated"] == "2023-11-14T22:13:20Z"
    assert run(*call).out == first.out
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert "SOURCE_DATE_EPOCH is 'soon'" in run(*call).err


def test_a_crash_of_ours_ends_with_5(run: Run, hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An internal error is told apart from a bad model."""
    monkeypatch.setattr("auditor.cli.audit.read_use", lambda **_: 1 / 0)
    done = run("audit", "a/good", "--hub", hub)
    assert done.code == 5
    assert "Internal error; please report it" in done.err
    assert "ZeroDivisionError" in done.err


def test_help_names_commands_and_exit_codes(run: Run) -> None:
    """The first page tells what there is."""
    done = run("--help")
    assert done.code == 0
    assert "audit" in done.out and "Exit codes: 0 pass" in done.out
    assert run("audit", "--help").code == 0
    assert run("nonsense").code == 2


def test_the_version_is_ours(run: Run) -> None:
    """``--version`` names program and version."""
    assert run("--version").out.startswith("auditor, version ")


def test_a_rule_explains_itself(run: Run) -> None:
    """A rule's page is shown; an unknown rule names the known ones."""
    assert run("explain", "lineage-cycle").out.startswith("# lineage-cycle")
    wrong = run("explain", "no-such-rule")
    assert (wrong.code, "the rules are ambiguous-licence" in wrong.err) == (2, True)


def test_progress_is_shown_on_a_terminal_only(
    run: Run, record: Write, snapshot_file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many references are counted on standard error where somebody watches."""
    many = [f"a/m{n}" for n in range(25)]
    hub = snapshot_file(*(record(name, "mit") for name in many))
    assert run("audit", *many, "--hub", hub).err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert "Auditing" in run("audit", *many, "--hub", hub).err
