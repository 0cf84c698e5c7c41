"""Whether the presentation may be life-threatening: said first, in every scope, and apart from every option."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crdecide.evaluation.semantics import Values
from crdecide.explanation.matched_values import finding_matched, matched
from crdecide.explanation.open_inputs import OpenInputs
from crdecide.guideline.named_ids import DANGER, DANGER_CONCERNS, DANGER_SENTENCE
from crdecide.language.conditions import Value
from crdecide.language.ruleset import Ruleset, fields_of

from . import wording
from .answer_parts import DangerOut

NOT_CONCERNED = DangerOut(value="unknown", text=None, because=(), asks=(), rules=(), evidence=())


def is_said_apart(ruleset: Ruleset) -> bool:
    """Whether the rules say whom a danger concerns; before 0.2.0 the sentence was an alert like any other."""
    return DANGER_CONCERNS in ruleset.finding_by_id


def fields_behind(ruleset: Ruleset, *findings: str) -> frozenset[str]:
    """The fields of the record on which these findings may rest, through others; none where the rules have none."""
    inputs = ruleset.vocabulary.inputs
    found, names = set[str](), [*findings]
    while names:
        name = names.pop()
        if name in inputs:
            found.update(inputs[name].paths)
        elif name in ruleset.finding_by_id:
            names += fields_of(ruleset.finding_by_id[name])
    return frozenset(found)


def danger_of(ruleset: Ruleset, values: Values, open_inputs: OpenInputs) -> DangerOut:
    """The danger of a living child with a tumour on record, or with TSC and no tumour denied; else nothing is said."""
    if not is_said_apart(ruleset) or values[DANGER_CONCERNS] != "yes":
        return NOT_CONCERNED
    finding = ruleset.finding_by_id[DANGER]
    if values[DANGER] is None:
        asks = ruleset.vocabulary.fields_of(open_inputs.behind_value(finding))
        return DangerOut(value="unknown", text=None, because=(), asks=asks, rules=(), evidence=finding.evidence)
    if values[DANGER] == "no":
        return DangerOut(value="no", text=None, because=(), asks=(), rules=(DANGER,), evidence=finding.evidence)
    sentence = ruleset.alert_by_id[DANGER_SENTENCE]
    grounds = dict(_grounds(matched(sentence.applies_when, values), ruleset, values))
    return DangerOut(
        value="yes",
        text=sentence.says.text,
        because=wording.recorded(grounds, ruleset),
        asks=(),
        rules=(DANGER_SENTENCE, DANGER),
        evidence=sentence.evidence,
    )


def _grounds(fields: Mapping[str, Value], ruleset: Ruleset, values: Values) -> Iterator[tuple[str, Value]]:
    """What is recorded of the child that the danger rests on, through findings; not whom it concerns."""
    for name, value in fields.items():
        if name == DANGER_CONCERNS:
            continue
        if name in ruleset.finding_by_id:
            yield from _grounds(finding_matched(ruleset.finding_by_id[name], values), ruleset, values)
        else:
            yield name, value
