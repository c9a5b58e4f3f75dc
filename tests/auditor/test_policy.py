"""Policy files: what is decided in them is read, and what cannot be read is named."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from auditor.errors import UsageProblem
from auditor.policy import Curation, Policy, parse_policy, read_policy

SHA = "0123456789abcdef0123456789abcdef01234567"
DIGEST = "e" * 64
ENTRY: dict[str, Any] = {
    "component": '"hf:a/b"',
    "field": '"licence"',
    "value": '"llama3.1"',
    "text-sha256": f'"{DIGEST}"',
    "reason": '"read it"',
    "approver": '"Ann"',
    "settled": "2026-11-25",
}


def entry(**changed: str | None) -> str:
    """Write a curation as TOML, with some values changed or (``None``) left out."""
    keys = {key.replace("_", "-"): value for key, value in changed.items()}
    lines = [f"{k} = {v}" for k, v in {**ENTRY, **keys}.items() if v is not None]
    return "\n".join(["[[curation]]", *lines, ""])


def parse(*parts: str) -> Policy:
    """Read a policy file of some parts."""
    return parse_policy("\n".join(["schema = 1", *parts]).encode(), "p.toml")


def refusal(raw: str | bytes) -> str:
    """What is said of bytes that are no policy file."""
    with pytest.raises(UsageProblem) as refused:
        parse_policy(raw.encode() if isinstance(raw, str) else raw, "p.toml")
    return str(refused.value)


def test_a_curation_is_read_with_who_settled_it_and_by_what() -> None:
    """The value may be any spelling; what is kept is the catalogue id."""
    assert parse(entry(value='"Llama 3.1"')) == snapshot(
        Policy(
            path="p.toml",
            curations=(
                Curation(
                    component="hf:a/b",
                    licence="llama3.1",
                    text_sha256="eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee",
                    reason="read it",
                    approver="Ann",
                    settled="2026-11-25",
                ),
            ),
        )
    )


def test_a_digest_is_read_in_any_case() -> None:
    """Programs write either; what is kept is the lower one."""
    (curation,) = parse(entry(text_sha256=f'"{DIGEST.upper()}"')).curations
    assert curation.text_sha256 == DIGEST


def test_the_day_may_be_left_out() -> None:
    """Then only the person is told."""
    dated, undated = parse(entry()), parse(entry(settled=None))
    assert dated.curations[0].told == "settled by Ann on 2026-11-25"
    assert undated.curations[0].told == "settled by Ann"


def test_a_file_that_settles_nothing_is_a_policy() -> None:
    """Comments, a byte order mark and any ends of lines are fine."""
    for raw in (
        b"schema = 1",
        b"\xef\xbb\xbfschema = 1\r\n# \xc3\xa9\r\n",
        b"schema=1\ncuration=[]",
    ):
        assert parse_policy(raw, "p.toml") == Policy("p.toml", ())


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("", snapshot("p.toml: schema is missing; begin it with: schema = 1")),
        ("schema = 2", snapshot("p.toml: schema is 2; this version reads 1.")),
        ("schema = '1'", snapshot("p.toml: schema is '1'; this version reads 1.")),
        ("schema = true", snapshot("p.toml: schema is True; this version reads 1.")),
        ("schema = 1.0", snapshot("p.toml: schema is 1.0; this version reads 1.")),
        ("shema = 1", snapshot("p.toml: unknown key 'shema'; did you mean 'schema'?")),
        (
            "schema = 1\n[licences]\nallow = []",
            snapshot("p.toml: unknown key 'licences'; known are schema, curation."),
        ),
        (
            "schema = 1\n[curation]\nfield = 'licence'",
            snapshot("p.toml: write [[curation]] with two brackets, once an entry."),
        ),
        ("schema = 1\ncuration = [1]", snapshot("p.toml: curation 1 is no table.")),
        (
            "schema = 1\nx = " + "[" * 100_000,
            snapshot("p.toml is nested too deep; it is no policy file."),
        ),
        (
            "schema = " + "9" * 1000,
            snapshot(
                "p.toml: schema is 999999999999999999999999999999999999999999999999999999999999; this version reads 1."
            ),
        ),
        (
            "#" * (2 * 1024 * 1024 + 1),
            snapshot("p.toml is larger than 2,097,152 bytes; it is no policy file."),
        ),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_no_policy_file_is_refused_with_the_next_step(raw: str | bytes, said: str) -> None:
    """None of it is an error of ours, and none is taken for an empty file."""
    assert refusal(raw) == said


@pytest.mark.parametrize(
    "raw",
    [
        *("schema = ", "schema = 1\nschema = 1", "schema = 1\nx = 2026-02-30", "schema = [" * 9),
        *(b"schema = 1 # \xff", b"s\x00c\x00h\x00", "schema = " + "9" * 5000),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_no_toml_is_refused_with_its_place(raw: str | bytes) -> None:
    """In the words of whoever could not read it."""
    assert refusal(raw).startswith("p.toml is no TOML: ")


@pytest.mark.parametrize("key", sorted(set(ENTRY) - {"settled"}))
@pytest.mark.parametrize("value", [None, '""', '" "', "1", "[]", "false"])
def test_every_key_of_a_curation_is_asked_for(key: str, value: str | None) -> None:
    """Absent, empty and of another type are one error, which names entry and key."""
    said = refusal("schema = 1\n" + entry() + entry(**{key: value}))
    assert said == f"p.toml: curation 2: {key!r} is missing or no text."


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"field": '"label"'},
            snapshot("p.toml: curation 1: field is 'label'; only 'licence' can be settled."),
        ),
        (
            {"component": '"a/b"'},
            snapshot(
                "p.toml: curation 1: component is 'a/b'; write hf:org/name or hf-dataset:org/name, with @ and the 40 digits of a commit or without."
            ),
        ),
        (
            {"component": '"hf:a/b@main"'},
            snapshot(
                "p.toml: curation 1: component is 'hf:a/b@main'; write hf:org/name or hf-dataset:org/name, with @ and the 40 digits of a commit or without."
            ),
        ),
        (
            {"component": '"hf:a b"'},
            snapshot(
                "p.toml: curation 1: component is 'hf:a b'; write hf:org/name or hf-dataset:org/name, with @ and the 40 digits of a commit or without."
            ),
        ),
        (
            {"component": '"hf:a/b@0123"'},
            snapshot(
                "p.toml: curation 1: component is 'hf:a/b@0123'; write hf:org/name or hf-dataset:org/name, with @ and the 40 digits of a commit or without."
            ),
        ),
        (
            {"component": f'"hf:a/b@{SHA}0"'},
            snapshot(
                "p.toml: curation 1: component is 'hf:a/b@0123456789abcdef0123456789abcdef012345670'; write hf:org/name or hf-dataset:org/name, with @ and the 40 digits of a commit or without."
            ),
        ),
        (
            {"component": '"path:a"'},
            snapshot(
                "p.toml: curation 1: component is 'path:a'; write hf:org/name or hf-dataset:org/name, with @ and the 40 digits of a commit or without."
            ),
        ),
        (
            {"component": r'"hf:\u001b[31m a"'},
            snapshot(
                "p.toml: curation 1: component is 'hf:\\x1b[31m a'; write hf:org/name or hf-dataset:org/name, with @ and the 40 digits of a commit or without."
            ),
        ),
        (
            {"text_sha256": f'"{DIGEST}0"'},
            snapshot("p.toml: curation 1: text-sha256 is not 64 hexadecimal digits."),
        ),
        (
            {"value": '"no such licence"'},
            snapshot("p.toml: curation 1: value is 'no such licence', no one licence we know."),
        ),
        ({"value": '"cc"'}, snapshot("p.toml: curation 1: value is 'cc', no one licence we know.")),
        (
            {"value": '"other"'},
            snapshot("p.toml: curation 1: value is 'other', no one licence we know."),
        ),
        (
            {"value": '"MIT OR Apache-2.0"'},
            snapshot("p.toml: curation 1: value is 'MIT OR Apache-2.0', no one licence we know."),
        ),
        (
            {"settled": '"2026-11-25"'},
            snapshot("p.toml: curation 1: settled is a date such as 2026-11-25, without quotes."),
        ),
        (
            {"settled": "2026-11-25T08:00:00Z"},
            snapshot("p.toml: curation 1: settled is a date such as 2026-11-25, without quotes."),
        ),
        (
            {"settled": "2026"},
            snapshot("p.toml: curation 1: settled is a date such as 2026-11-25, without quotes."),
        ),
        (
            {"approvers": '"Ann"'},
            snapshot("p.toml: curation 1: unknown key 'approvers'; did you mean 'approver'?"),
        ),
        (
            {"x": "1"},
            snapshot(
                "p.toml: curation 1: unknown key 'x'; known are component, field, value, text-sha256, reason, approver, settled."
            ),
        ),
    ],
    ids=str,
)
def test_a_wrong_value_is_named_with_what_belongs_there(changed: dict[str, str], said: str) -> None:
    """File, entry and key, so that it can be found."""
    assert refusal("schema = 1\n" + entry(**changed)) == said


@pytest.mark.parametrize(
    ("component", "identity", "covered"),
    [
        ("hf:a/b", "hf:a/b", True),
        ("hf:a/b", f"hf:a/b@{SHA}", True),
        ("hf:A/B", f"hf:a/b@{SHA}", True),
        ("hf:a/b", "hf:a/bc", False),
        ("hf:a/b", "hf-dataset:a/b", False),
        ("hf-dataset:a/b", "hf-dataset:A/b", True),
        (f"hf:a/b@{SHA}", f"hf:a/b@{SHA}", True),
        (f"hf:A/b@{SHA}", f"hf:a/B@{SHA}", True),
        (f"hf:a/b@{SHA}", "hf:a/b", False),
        (f"hf:a/b@{SHA}", f"hf:a/b@{SHA[::-1]}", False),
    ],
)
def test_a_curation_covers_a_component(component: str, identity: str, covered: bool) -> None:
    """One with a commit that commit alone; one without every commit; the case never matters."""
    (curation,) = parse(entry(component=f'"{component}"')).curations
    assert curation.covers(identity) is covered
    assert (Policy("p", (curation,)).curation_of(identity) is curation) is covered


@pytest.mark.parametrize("commit_first", [True, False])
def test_the_commit_that_is_settled_comes_before_the_name(commit_first: bool) -> None:
    """Whatever the order in the file; other commits go by the name."""
    parts = [entry(component=f'"hf:a/b@{SHA}"', value='"mit"'), entry()]
    policy = parse(*(parts if commit_first else parts[::-1]))
    found = [policy.curation_of(i) for i in (f"hf:a/b@{SHA}", "hf:a/b", "hf:a/c")]
    assert [c and c.licence for c in found] == ["mit", "llama3.1", None]


def test_nobody_settles_one_thing_in_two_ways() -> None:
    """Not in another case either; the same answer by two people or two texts is fine."""
    assert refusal(
        "schema = 1\n" + entry() + entry(component='"hf:A/b"', value='"mit"')
    ) == snapshot("p.toml: two curations settle hf:A/b differently.")
    twice = parse(entry(), entry(value='"Llama 3.1"', text_sha256=f'"{"0" * 64}"'))
    assert [c.licence for c in twice.curations] == ["llama3.1", "llama3.1"]


def test_no_policy_settles_nothing() -> None:
    """That is the policy where there is no file."""
    assert Policy().curation_of("hf:a/b") is None


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Not there, a folder, or far too large."""
    folder, huge = tmp_path / "folder", tmp_path / "huge.toml"
    folder.mkdir()
    huge.write_bytes(b"#" * (3 * 1024 * 1024))
    for path, why in (
        (tmp_path / "none.toml", "cannot be read: No such file or directory."),
        (folder, "cannot be read: Is a directory."),
        (huge, "is larger than 2,097,152 bytes; it is no policy file."),
        (Path("/dev/zero"), "is larger than 2,097,152 bytes; it is no policy file."),
    ):
        with pytest.raises(UsageProblem) as refused:
            read_policy(path)
        assert str(refused.value) == f"{path} {why}"


def test_a_file_is_read_with_its_path(tmp_path: Path) -> None:
    """The path is told where a licence rests on it."""
    path = tmp_path / "p.toml"
    path.write_bytes(("\ufeffschema = 1\r\n" + entry().replace("\n", "\r\n")).encode())
    policy = read_policy(path)
    assert policy.path == str(path)
    assert policy.curations == (
        Curation("hf:a/b", "llama3.1", DIGEST, "read it", "Ann", "2026-11-25"),
    )


_toml = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=60).map(lambda text: f"schema = 1\n{text}".encode()),
    st.dictionaries(st.sampled_from(sorted(ENTRY)), st.sampled_from(sorted(ENTRY.values()))).map(
        lambda changed: f"schema = 1\n{entry(**changed)}".encode()
    ),
)


@given(_toml)
def test_any_bytes_are_a_policy_or_refused(raw: bytes) -> None:
    """Nothing but ``UsageProblem`` comes out, and it names the file."""
    try:
        policy = parse_policy(raw, "p.toml")
    except UsageProblem as refused:
        said = str(refused)
    else:
        said = policy.path
    assert said.startswith("p.toml")
