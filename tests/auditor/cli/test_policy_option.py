"""The policy file of an audit: which one is read, what it changes, and what is wrong with it."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor.policy import Curation
from auditor.settling import empty_policy, with_curation

Run = Callable[..., Any]
Write = Callable[..., dict[str, Any]]
WriteFile = Callable[..., Path]
SHA = "1" * 40
DIGEST = "e" * 64


@pytest.fixture
def unclear(record: Write, snapshot_file: WriteFile) -> Path:
    """A snapshot of a model whose licence is not clear, at a commit, and one made from it."""
    return snapshot_file(
        record("lab/model", "other", sha=SHA),
        record("lab/child", "mit", base_model="lab/model", base_model_relation="finetune"),
    )


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working directory of its own."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def policy(*settled: tuple[str, str]) -> bytes:
    """Write a policy file that settles some components."""
    text = empty_policy()
    for component, licence in settled:
        curation = Curation(component, licence, DIGEST, "it says so", "Ann")
        text = with_curation(text, curation, date(2026, 11, 25), "p.toml")
    return text


def licence_of(run: Run, hub: Path, *words: object) -> dict[str, Any]:
    """Audit the model, and give what the report says of its licence."""
    done = run("audit", "lab/model", "--hub", hub, "--format", "json", *words)
    (component,) = json.loads(done.out)["components"]
    return dict(component["licence"])


def test_without_a_policy_nothing_is_settled(run: Run, unclear: Path) -> None:
    """The answer is open."""
    assert run("audit", "lab/model", "--hub", unclear).code == 3
    licence = licence_of(run, unclear)
    assert (licence["concluded"], licence["basis"], licence["settled"]) == (None, "other", None)


@pytest.mark.parametrize("component", ["hf:lab/model", "hf:LAB/Model", f"hf:lab/model@{SHA}"])
def test_the_policy_where_the_user_is_counts(
    run: Run, unclear: Path, here: Path, component: str
) -> None:
    """A settled licence is judged like a declared one, and who settled it is told."""
    (here / "model-policy.toml").write_bytes(policy((component, "apache-2.0")))
    assert licence_of(run, unclear) == {
        "declared": ["other"],
        "detected": [],
        "concluded": "apache-2.0",
        "basis": "settled",
        "applies_to": "weights",
        "settled": {
            "by": "Ann",
            "on": "2026-11-25",
            "reason": "it says so",
            "text_sha256": DIGEST,
        },
    }
    done = run("audit", "lab/model", "--hub", unclear)
    assert done.code == 0
    said = " ".join(done.out.split())
    assert "lab/model apache-2.0 settled by Ann on 2026-11-25" in said
    assert "settled by Ann on 2026-11-25 (model-policy.toml); the text it was settled by" in said


@pytest.mark.parametrize(
    "component", ["hf:lab/other", f"hf:lab/model@{'2' * 40}", "hf-dataset:lab/model"]
)
def test_what_concerns_something_else_changes_nothing(
    run: Run, unclear: Path, here: Path, component: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another name, another commit, a dataset of the same name: the report is the same."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    call = ("audit", "lab/model", "--hub", unclear, "--format", "json")
    before = run(*call)
    (here / "model-policy.toml").write_bytes(policy((component, "apache-2.0")))
    assert run(*call) == before


def test_an_ancestor_that_is_settled_decides_with(run: Run, unclear: Path, here: Path) -> None:
    """For better and for worse."""
    call = ("audit", "lab/child", "--hub", unclear)
    assert run(*call).code == 3
    for licence, code in (("apache-2.0", 0), ("cc-by-nc-4.0", 1)):
        (here / "model-policy.toml").write_bytes(policy(("hf:lab/model", licence)))
        assert run(*call).code == code


def test_a_policy_that_is_named_counts_instead(run: Run, unclear: Path, here: Path) -> None:
    """The one where the user is then says nothing, even if it is broken."""
    (here / "model-policy.toml").write_text("broken", "utf-8")
    named = here / "other.toml"
    named.write_bytes(policy(("hf:lab/model", "mit")))
    assert licence_of(run, unclear, "--policy", named)["concluded"] == "mit"
    assert run("audit", "lab/model", "--hub", unclear).code == 2


def test_recommendations_rest_on_it_too(run: Run, unclear: Path, here: Path) -> None:
    """What was settled opens labels."""
    call = ("licence", "recommend", "lab/child", "--hub", unclear)
    assert "\n    None of the catalogue.\n" in run(*call).out
    (here / "model-policy.toml").write_bytes(policy(("hf:lab/model", "apache-2.0")))
    assert "\n    None of the catalogue.\n" not in run(*call).out


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "schema is missing; begin it with: schema = 1"),
        (b"schema = 2", "schema is 2; this version reads 1."),
        (b"schema = 1\ncurations = []", "unknown key 'curations'; did you mean 'curation'?"),
        (b"schema = 1\n[[curation]]", "curation 1: 'component' is missing or no text."),
        (b"schema = 1\n\xff", "model-policy.toml is no TOML: "),
        (b"schema = 1\nx = " + b"[" * 9999, "model-policy.toml is nested too deep"),
        (policy(("hf:a/b", "mit")).replace(b"mit", b"\\u001b[2J"), "value is '\\x1b[2J', no one"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_broken_policy_ends_with_2(
    run: Run, unclear: Path, here: Path, text: bytes, sentence: str
) -> None:
    """A gate must not go on as if there were none."""
    (here / "model-policy.toml").write_bytes(text)
    for call in (("audit", "lab/model"), ("licence", "recommend", "lab/model")):
        done = run(*call, "--hub", unclear)
        assert (done.code, done.out) == (2, "")
        assert sentence in done.err
        assert done.err.startswith("Error: model-policy.toml")
        assert done.err.replace("\n", "").isprintable()


def test_a_policy_that_is_no_file_is_not_passed_over(run: Run, unclear: Path, here: Path) -> None:
    """A folder, or a link to nowhere."""
    path = here / "model-policy.toml"
    path.mkdir()
    done = run("audit", "lab/model", "--hub", unclear)
    assert (done.code, "cannot be read: Is a directory." in done.err) == (2, True)
    path.rmdir()
    path.symlink_to("nowhere.toml")
    done = run("audit", "lab/model", "--hub", unclear)
    assert (done.code, "cannot be read: No such file" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("none.toml", "none.toml cannot be read: No such file or directory."),
        (".", "is a directory"),
        ("", "cannot be read: Is a directory."),
    ],
)
def test_a_policy_that_is_not_there_is_named(
    run: Run, unclear: Path, name: str, sentence: str
) -> None:
    """Who names one means one."""
    done = run("audit", "lab/model", "--hub", unclear, "--policy", name)
    assert (done.code, sentence in done.err) == (2, True)


@pytest.mark.skipif(
    os.geteuid() == 0 and not shutil.which("setpriv"),
    reason="to root every file is readable, unless setpriv (util-linux) takes that right away",
)
def test_a_policy_that_may_not_be_read_is_named(
    shell: Callable[[str], Any], unclear: Path, here: Path
) -> None:
    """It might forbid what nobody then sees."""
    path = here / "p.toml"
    path.write_bytes(empty_policy())
    path.chmod(0)
    taken = "-dac_override,-dac_read_search"
    plain = f"setpriv --bounding-set={taken} " if os.geteuid() == 0 else ""
    done = shell(f"{plain}$auditor audit lab/model --hub {unclear} --policy {path}")
    assert (done.code, "is not readable" in done.err) == (2, True)


def test_a_name_that_was_typed_moves_no_cursor(run: Run, unclear: Path, here: Path) -> None:
    """Whoever settles a licence writes into everybody's report."""
    odd = Curation("hf:lab/model", "mit", DIGEST, "\x1b[2J\u202e", "An\x1b[2Jn\u202e")
    text = with_curation(empty_policy(), odd, date(2026, 11, 25), "p.toml")
    (here / "model-policy.toml").write_bytes(text)
    for words in ((), ("--quiet",)):
        done = run("audit", "lab/model", "lab/child", "--hub", unclear, *words)
        assert done.out.replace("\n", "").isprintable()
    assert licence_of(run, unclear)["settled"]["by"] == "An\x1b[2Jn\u202e"
