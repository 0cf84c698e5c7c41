"""What a feed might say besides, in words and codes for whoever is to send them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from crdecide.evaluation.symbolic.representatives import read_from
from crdecide.guideline.spelling import spoken
from crdecide.language.ruleset import Ruleset
from crdecide.records.effects_of_codes import SENT_AS, CodeEffect

from .feed_openings import Addition
from .feed_report import AdditionOut, FeedCodeOut
from .open_states import ANY

ANYTHING = "any that there may be"
SYSTEM_ORDER = ("snomed", "icd10", "icd10cm", "hpo", "loinc", "rxnorm", "atc", "cvx", "hgnc")
"""The systems that most feeds use; the others follow by name."""


def addition_out(addition: Addition, ruleset: Ruleset, or_else: Sequence[Addition] = ()) -> AdditionOut:
    """An addition with one code of each system; others that do as much by name."""
    says = {path: tuple(sorted(value_words(value) for value in values)) for path, values in addition.says.items()}
    if not addition.effects:
        [(path, values)] = addition.says.items()
        said = "" if ANY in values else f" = {', '.join(map(value_words, values))}"
        return AdditionOut(says=says, label=f"{path}{said}", question=question_of(path, ruleset))
    first, *others = addition.effects
    others += [effect for other in or_else for effect in other.effects]
    return AdditionOut(
        says=says,
        label=_label(first),
        way=first.way,
        sent_as=SENT_AS[first.way],
        codes=tuple(_codes(first)),
        or_else=tuple(dict.fromkeys(label for label in map(_label, others) if label != _label(first))),
    )


def value_words(value: Any) -> str:
    """A value of a field in words; of what may be anything no value is told."""
    if value is ANY:
        return ANYTHING
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def question_of(path: str, ruleset: Ruleset) -> str:
    """The question that asks for a field."""
    return next(entry.question for _, entry in read_from(ruleset)[path])


def _label(effect: CodeEffect) -> str:
    match effect.way:
        case "absent":
            return f"no {effect.label}"
        case "allergy":
            return f"allergy to {effect.label}"
        case "no_allergy":
            return f"no allergy to {effect.label}"
        case "variant":
            return f"pathogenic variant in {effect.label}"
        case "element":
            return f"{effect.label} ({effect.entry})"
        case "place":
            return f"tumour in: {effect.label}"
        case "due":
            return f"{effect.label} due"
    return spoken(effect.label)


def _codes(effect: CodeEffect) -> Iterable[FeedCodeOut]:
    """One code of each system."""
    by_system: dict[str, FeedCodeOut] = {}
    for code in effect.codes:
        shown = FeedCodeOut(system=code.system, code=code.code, display=code.display)
        by_system.setdefault(code.system, shown)
    known = [name for name in SYSTEM_ORDER if name in by_system]
    return [by_system[name] for name in (*known, *sorted(by_system.keys() - set(known)))]
