"""Terms of training data that are disputed, not known, or bar the use."""

from collections.abc import Iterator

from auditor.assessment import TrainingReach
from auditor.findings import Clause, Confidence, Finding, Severity
from auditor.rule import Case, Rule, cite
from licences.licence import Status
from licences.training import Training

RULE = Rule(
    "dataset-terms",
    Severity.MEDIUM,
    "A dataset in the lineage has terms whose meaning for the trained model is not clear.",
)


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding for each dataset whose terms are not clear for the trained model."""
    for reach in case.assessment.training:
        if reach.judgement.answer is not Training.CLEAR:
            yield _finding(case, reach)


def _finding(case: Case, reach: TrainingReach) -> Finding:
    judged = reach.judgement
    dataset = case.component(reach.node)
    clauses = [Clause(judged.licence, judged.clause, judged.status)] if judged.clause else []
    where = f" ({cite(clauses)})" if clauses else ""
    if judged.answer is Training.UNKNOWN:
        said = (
            judged.text
            if judged.text.startswith(dataset.name)
            else (f"{dataset.name}: {judged.text}")
        )
        message = f"Training data of unknown terms: {said}."
        remedy = "Find out the dataset's licence; until then this is an open condition."
    elif judged.answer is Training.DISPUTED:
        message = f"{dataset.name}: {judged.text}{where}."
        remedy = (
            "Decide which reading you follow: that the dataset's terms end with the data, or that "
            "they reach the model."
        )
    else:
        message = f"{dataset.name}: {judged.text}{where}."
        remedy = "Take a model that was not trained on this dataset."
    return RULE.found(
        case,
        reach.way,
        message,
        remedy,
        severity=Severity.HIGH if judged.answer is Training.BARRED else None,
        confidence=(Confidence.HIGH if judged.status is Status.VERIFIED else Confidence.MEDIUM),
        clauses=clauses,
        evidence=dataset.licence_evidence,
    )
