"""Which of all that codes can say a feed could say already: by the code systems of its resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from crdecide.language.ruleset import Ruleset
from crdecide.records.effects_of_codes import CodeEffect, Way

from .feed_openings import Addition, Power
from .feed_sample import FeedSample

CONDITIONS = ("Condition", "DiagnosticReport", "phenotypicFeatures", "diseases")
DRUGS = (
    "MedicationRequest", "MedicationStatement", "MedicationDispense", "MedicationAdministration", "Medication",
)  # fmt: skip
SENT_IN: Mapping[Way, tuple[str, ...]] = {
    "present": (*CONDITIONS, "Observation"),
    "absent": (*CONDITIONS, "Observation"),
    "measured": ("Observation",),
    "performed": ("Procedure",),
    "due": ("ImmunizationRecommendation",),
    "variant": ("Observation", "interpretations"),
    "place": ("Condition", "Observation"),
    "drug": DRUGS,
    "allergy": ("AllergyIntolerance",),
    "no_allergy": ("AllergyIntolerance",),
    "element": ("Patient",),
}
KINDS: Mapping[str, tuple[str, ...]] = {
    "diagnoses (Condition)": CONDITIONS,
    "drugs (MedicationRequest or another)": DRUGS,
    "allergies (AllergyIntolerance)": ("AllergyIntolerance",),
    "measurements and findings (Observation)": ("Observation",),
    "operations (Procedure)": ("Procedure",),
    "vaccines due (ImmunizationRecommendation)": ("ImmunizationRecommendation",),
}
"""Kinds of entries for whoever sends them, and where a code of each would be met."""
DENIALS: tuple[Way, ...] = ("absent", "no_allergy")
"""Ways of which it takes more than the code: somebody has to say that it is not there."""


def sendable(sample: FeedSample, coded: tuple[Addition, ...]) -> tuple[Addition, ...]:
    """The additions that the feed could say with codes of the kinds that it sends, each with those codes alone.

    That something is not there counts only where the feed was seen to say so of anything.
    """
    sent = _sent(sample, sample.ruleset)
    denies = _denies(sample, coded)
    kept: list[Addition] = []
    for addition in coded:
        effects = tuple(_with_sent_codes(addition.effects, sent, sample, denies=denies))
        kept += [replace(addition, effects=effects)] if effects else []
    return tuple(kept)


def kinds_never_sent(sample: FeedSample) -> Iterator[str]:
    """The kinds of entries of which no code was met."""
    places = {met.place for met in sample.met}
    return (kind for kind, where in KINDS.items() if places.isdisjoint(where))


def _sent(sample: FeedSample, ruleset: Ruleset) -> Mapping[str, set[str]]:
    """The code systems that were met, by our names, in each type of resource."""
    sent: dict[str, set[str]] = {}
    for place, coding in sample.met:
        if (key := ruleset.terminology.spellings.key(coding)) is not None:
            sent.setdefault(place, set()).add(key.system)
    return sent


def _denies(sample: FeedSample, coded: tuple[Addition, ...]) -> bool:
    """Whether anything was read that only a denial says."""
    otherwise = Power({}, {}).with_additions([one for one in coded if one.effects[0].way not in DENIALS]).values
    for addition in coded:
        for path, values in addition.says.items():
            said = values & sample.values.get(path, set())
            if addition.effects[0].way in DENIALS and said - otherwise.get(path, frozenset()):
                return True
    return False


def _with_sent_codes(
    effects: tuple[CodeEffect, ...], sent: Mapping[str, set[str]], sample: FeedSample, *, denies: bool
) -> Iterator[CodeEffect]:
    for effect in effects:
        if effect.way == "element":
            # Who has a Patient may come to have one who died; a date of birth that nobody had is not sent.
            if effect.entry == "Patient.deceased[x]" and sample.types["Patient"]:
                yield effect
        elif effect.way not in DENIALS or denies:
            systems = set[str]().union(*(sent.get(place, ()) for place in SENT_IN[effect.way]))
            codes = tuple(code for code in effect.codes if code.system in systems)
            if codes:
                yield replace(effect, codes=codes)
