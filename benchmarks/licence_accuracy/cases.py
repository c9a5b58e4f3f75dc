"""The labelled sets: what is asked, which answers are acceptable, and what was answered."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.asking import GREEN, Answer, ask

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OWN = HERE / "cases"
CALIBRATION = ROOT.parent / "shared" / "licences" / "labelled_cases.jsonl"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One case with the verdicts that its reader accepts, the clause, and our answer.

    ``confidence`` is the reader's: ``high``, ``medium`` or ``disputed``.
    """

    case: dict[str, Any]
    expected: tuple[str, ...]
    confidence: str
    clause: str
    answer: Answer

    @property
    def id(self) -> str:
        """The id of the case, unique over all sets."""
        return str(self.case["id"])

    @property
    def right(self) -> bool:
        """Whether the reader accepts the answer."""
        return self.answer.verdict in self.expected

    @property
    def wrongly_green(self) -> bool:
        """Whether the answer is green and no green one is accepted: the worst error."""
        return self.answer.verdict in GREEN and not GREEN & set(self.expected)

    @property
    def wrongly_forbidden(self) -> bool:
        """Whether the answer is ``incompatible`` where only green ones are accepted."""
        return self.answer.verdict == "incompatible" and set(self.expected) <= GREEN


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """One file of cases, answered. ``own`` tells the project's own from the calibration set."""

    name: str
    own: bool
    cases: tuple[Labelled, ...]

    @property
    def wrong(self) -> tuple[Labelled, ...]:
        """The cases whose answer the reader does not accept, in the order of the file."""
        return tuple(case for case in self.cases if not case.right)


def read_sets() -> tuple[LabelledSet, ...]:
    """Answer every set: the calibration cases where they are, then each file of our own.

    Raises ``ValueError`` where two cases have one id.
    """
    files = [CALIBRATION] if CALIBRATION.is_file() else []
    files += sorted(OWN.glob("*.jsonl"))
    sets = tuple(LabelledSet(_name(file), file.parent == OWN, _read(file)) for file in files)
    ids = [case.id for one in sets for case in one.cases]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise ValueError(f"two cases are called {twice[0]}")
    return sets


def _name(file: Path) -> str:
    return file.stem if file.parent == OWN else "calibration"


def _read(file: Path) -> tuple[Labelled, ...]:
    lines = file.read_text("utf-8").splitlines()
    return tuple(_labelled(json.loads(line)) for line in lines if line.strip())


def _labelled(data: dict[str, Any]) -> Labelled:
    case, expected = data["case"], tuple(data["expected"])
    return Labelled(case, expected, data["confidence"], data["clause"], ask(case))


def read_explained() -> dict[str, str]:
    """Read why we answer otherwise than a reader, by the id of the case."""
    return tomllib.loads((HERE / "explained.toml").read_text("utf-8"))


def read_first_runs() -> dict[str, str]:
    """Read how many were right when a set was first asked, by its name, where that was kept."""
    kept = tomllib.loads((HERE / "first_run.toml").read_text("utf-8"))
    return {
        name: f"{one['right']} of {one['cases']} (high: {one['high']}; {one['repeated']} repeated)"
        for name, one in kept.items()
    }


def put(case: dict[str, Any]) -> str:
    """Put a case into one line for people."""
    up = case["upstream"]
    named = " + ".join(map(str, up)) if isinstance(up, list) else str(up or "no licence")
    down = case.get("downstream")
    asked = f"{named} {case['relation']}" + (f" -> {down}" if down else "")
    given = {**(case.get("use") or {}), **(case.get("facts") or {})}
    return "; ".join([asked, *(f"{key}: {_value(value)}" for key, value in given.items())])


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return str(value)
