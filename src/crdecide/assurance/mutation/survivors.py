"""Whether the scenarios notice every small change of a rule that changes some answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import Conclusions, evaluate
from crdecide.guideline.record_paths import filled, known_fields
from crdecide.language.cards import OptionCard, Rule
from crdecide.language.conditions import Condition
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import FALSE

from ..distinguishing_child import Answer, decided, fields_behind, first_told_apart, telling_child, whole_answer
from ..properties.counterexample import Record
from ..scenarios.scenario import Scenario
from .comparison import settled_otherwise
from .operators import Mutant

TRIES = 60
"""How many variations of a scenario's child are tried to tell a mutant from the rules."""
SCENARIOS_VARIED = 8

Fate = Literal["killed", "refused", "unchanged", "survived"]


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant.

    Killed by a scenario; refused, as the loader would refuse it; unchanged, where no child was found whom it
    answers differently, so that what was changed can go (`proved`, where the rule comes out the same for every
    child); or survived, with a child whom it answers differently.
    """

    rule: str
    change: str
    fate: Fate
    scenario: str = ""
    child: Mapping[str, Any] | None = None
    proved: bool = False


def verdicts(ruleset: Ruleset, scenarios: Sequence[Scenario], changed: Iterable[Mutant]) -> Iterator[Verdict]:
    """The fate of each of these mutants of the rules, one after the other."""
    observed = {scenario: evaluate(ruleset, observe(scenario.patient, ruleset)) for scenario in scenarios}
    for mutant in changed:
        yield _verdict(mutant, ruleset, observed)


def _verdict(mutant: Mutant, ruleset: Ruleset, observed: Mapping[Scenario, Conclusions]) -> Verdict:
    if _lacks_a_demanded_caveat(mutant.ruleset):
        return Verdict(mutant.rule, mutant.change, "refused")
    # The rule's own scenarios mostly notice; only where they do not is it worth finding out which others could.
    own = [scenario for scenario in observed if scenario.rule == mutant.rule]
    if killer := _killer(mutant.ruleset, own):
        return Verdict(mutant.rule, mutant.change, "killed", killer.name)
    others = list(_concerned(mutant, ruleset, observed))
    if killer := _killer(mutant.ruleset, others):
        return Verdict(mutant.rule, mutant.change, "killed", killer.name)
    return _unnoticed(mutant, ruleset, _records([*own, *others]))


def _unnoticed(mutant: Mutant, ruleset: Ruleset, records: Sequence[dict[str, Any]]) -> Verdict:
    """Survived, with a child whom the mutant answers differently, though no scenario shows it; else unchanged."""
    answer = _answer(mutant, ruleset)
    if _same_conditions(mutant, ruleset):
        fields = fields_behind(ruleset, _conditions(mutant.rule, ruleset))
        child = telling_child(ruleset, mutant.ruleset, fields, records, TRIES, answer)
        return _without_scenario(mutant, child, proved=False)
    settled = settled_otherwise(_rule(mutant.rule, ruleset), _rule(mutant.rule, mutant.ruleset), ruleset)
    children = list(_overlaid(records, settled.children))
    # What is decided is quickly compared; the words of an answer also show a finding that decides nothing here.
    child = first_told_apart(children, ruleset, mutant.ruleset, answer) or first_told_apart(
        children, ruleset, mutant.ruleset
    )
    return _without_scenario(mutant, child, proved=not settled.exists)


def _without_scenario(mutant: Mutant, child: dict[str, Any] | None, *, proved: bool) -> Verdict:
    fate: Fate = "unchanged" if child is None else "survived"
    return Verdict(mutant.rule, mutant.change, fate, child=child, proved=proved)


def _overlaid(records: Sequence[Record], fragments: Iterable[Record]) -> Iterator[Record]:
    """Each fragment by itself, then written into each record: what it takes to be in scope comes from there."""
    for fragment in fragments:
        yield fragment
        for record in records:
            overlaid = dict(record)
            for path, value in known_fields(fragment):
                overlaid = filled(overlaid, path, value)
            yield overlaid


def _killer(changed: Ruleset, scenarios: Sequence[Scenario]) -> Scenario | None:
    """The first scenario that fails; by its tags, if one does, since that is quickly seen."""
    for scenario in scenarios:
        if not scenario.is_as_tagged(changed):
            return scenario
    for scenario in scenarios:
        if not scenario.passes(changed):
            return scenario
    return None


def _answer(mutant: Mutant, ruleset: Ruleset) -> Answer:
    """In what the answers have to differ: in what is decided, or word for word where only that can differ."""
    same = _decisive(mutant.rule, ruleset) == _decisive(mutant.rule, mutant.ruleset)
    return whole_answer if same else decided


def _decisive(rule: str, ruleset: Ruleset) -> object:
    """What decides whether a rule counts and at which stance; findings have conditions only."""
    card = next((card for card in ruleset.cards if card.id == rule), None)
    stance = card.says.stance if isinstance(card, OptionCard) else None
    return list(_conditions(rule, ruleset)), card.withheld_by if card else (), stance


def _lacks_a_demanded_caveat(ruleset: Ruleset) -> bool:
    options = ruleset.vocabulary.options
    return any(options[card.says.option].lacking(card.caveats) for card in ruleset.options)


def _concerned(mutant: Mutant, ruleset: Ruleset, observed: Mapping[Scenario, Conclusions]) -> Iterator[Scenario]:
    """The scenarios of other rules that could notice.

    Those for whom something comes out otherwise; where only conditions changed, those that claim something of
    what is missing; where only words did, those in which the rule says them.
    """
    same = _same_conditions(mutant, ruleset)
    for scenario, before in observed.items():
        if scenario.rule == mutant.rule:
            continue
        spoken = before.truths.get(mutant.rule) is not FALSE and (same or scenario.about_the_unknown)
        if spoken or _comes_out_otherwise(mutant, scenario, before):
            yield scenario


def _comes_out_otherwise(mutant: Mutant, scenario: Scenario, before: Conclusions) -> bool:
    after = evaluate(mutant.ruleset, observe(scenario.patient, mutant.ruleset))
    return (after.values, after.truths) != (before.values, before.truths)


def _same_conditions(mutant: Mutant, ruleset: Ruleset) -> bool:
    return list(_conditions(mutant.rule, ruleset)) == list(_conditions(mutant.rule, mutant.ruleset))


def _rule(rule: str, ruleset: Ruleset) -> Rule:
    return next(part for part in ruleset.rules if part.id == rule)


def _conditions(rule: str, *rulesets: Ruleset) -> Iterator[Condition]:
    for ruleset in rulesets:
        for part in ruleset.rules:
            if part.id == rule:
                yield from part.conditions


def _records(scenarios: Iterable[Scenario]) -> list[dict[str, Any]]:
    return [scenario.patient.model_dump(mode="json") for scenario in islice(scenarios, SCENARIOS_VARIED)]
