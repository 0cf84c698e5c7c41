"""Whether the scenarios notice every small change of a rule that changes some answer."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from crdecide.evaluation.observation import observe
from crdecide.evaluation.semantics import Conclusions, evaluate
from crdecide.guideline.record_paths import filled, known_fields
from crdecide.language.cards import Rule
from crdecide.language.conditions import Condition
from crdecide.language.drug_list import normalised
from crdecide.language.ruleset import Ruleset
from crdecide.language.truth import FALSE

from ..distinguishing_child import decided, fields_behind, first_told_apart, telling_child
from ..properties.counterexample import Record
from ..scenarios.scenario import Scenario
from .comparison import settled_otherwise
from .operators import Mutant
from .refused_mutants import BESIDE_SOURCES, OF_FORM, PINNED, refused_by
from .shown import shown_of

TRIES = 60
"""How many variations of a scenario's child are tried to tell a mutant from the rules."""
SCENARIOS_VARIED = 8
EVERY = 40
"""Of all scenarios one in so many is tried with the record that speaks of what was changed."""

Fate = Literal["killed", "refused", "pinned", "unchanged", "survived"]


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant.

    Killed by a scenario; refused, as the loader would refuse it (`scenario` is then the check); pinned, as nothing
    but the second list of codes refuses it; unchanged, where no child was found whom it
    answers differently, so that what was changed can go (`proved`, where the rule comes out the same for every
    child); or survived, with a child whom it answers differently.
    """

    rule: str
    change: str
    fate: Fate
    scenario: str = ""
    child: Mapping[str, Any] | None = None
    proved: bool = False


@dataclass(frozen=True)
class Observed:
    """What comes out for the child of a scenario under the rules as they are."""

    conclusions: Conclusions
    shown: Hashable


def verdicts(ruleset: Ruleset, scenarios: Sequence[Scenario], changed: Iterable[Mutant]) -> Iterator[Verdict]:
    """The fate of each of these mutants of the rules, one after the other."""
    observed: dict[Scenario, Observed] = {}
    for scenario in scenarios:
        conclusions = evaluate(ruleset, observe(scenario.patient, ruleset))
        observed[scenario] = Observed(conclusions, shown_of(ruleset, conclusions))
    for mutant in changed:
        yield _verdict(mutant, ruleset, observed)


def _verdict(mutant: Mutant, ruleset: Ruleset, observed: Mapping[Scenario, Observed]) -> Verdict:
    if _lacks_a_demanded_caveat(mutant.ruleset):
        return Verdict(mutant.rule, mutant.change, "refused")
    # No scenario is asked about a rule set that could not be loaded: that takes long, and settles nothing.
    if check := refused_by(mutant.ruleset, OF_FORM):
        return Verdict(mutant.rule, mutant.change, "refused", check)
    # The rule's own scenarios mostly notice; only where they do not is it worth finding out which others could.
    own = [scenario for scenario in observed if scenario.rule == mutant.rule]
    if killer := _killer(mutant.ruleset, own):
        return Verdict(mutant.rule, mutant.change, "killed", killer.name)
    others = list(_concerned(mutant, ruleset, observed))
    if killer := _killer(mutant.ruleset, others):
        return Verdict(mutant.rule, mutant.change, "killed", killer.name)
    if check := refused_by(mutant.ruleset, BESIDE_SOURCES):
        return Verdict(mutant.rule, mutant.change, "pinned" if check == PINNED else "refused", check)
    if _same_conditions(mutant, ruleset):
        return _unnoticed_words(mutant, ruleset, [*own, *others], list(observed)[::EVERY])
    return _unnoticed(mutant, ruleset, _records([*own, *others]))


def _unnoticed_words(
    mutant: Mutant, ruleset: Ruleset, concerned: Sequence[Scenario], some: Sequence[Scenario]
) -> Verdict:
    """The same of a mutant that holds of the same children: of the scenarios' own, one who is shown something else."""
    told: list[Record] = [scenario.patient.model_dump(mode="json") for scenario in concerned]
    if mutant.witness is not None:
        varied = [scenario.patient.model_dump(mode="json") for scenario in some]
        told += _overlaid(varied, [mutant.witness])
    child = first_told_apart(told, ruleset, mutant.ruleset)
    if child is None and mutant.witness is None:
        fields = fields_behind(ruleset, _conditions(mutant.rule, ruleset))
        child = telling_child(ruleset, mutant.ruleset, fields, [{}, *_records(concerned)], TRIES, decided)
    return _without_scenario(mutant, child, proved=False)


def _unnoticed(mutant: Mutant, ruleset: Ruleset, records: Sequence[dict[str, Any]]) -> Verdict:
    """Survived, with a child whom the mutant answers differently, though no scenario shows it; else unchanged."""
    settled = settled_otherwise(_rule(mutant.rule, ruleset), _rule(mutant.rule, mutant.ruleset), ruleset)
    children = list(_overlaid(records, settled.children))
    # What is decided is quickly compared; the words of an answer also show a finding that decides nothing here.
    child = first_told_apart(children, ruleset, mutant.ruleset, decided) or first_told_apart(
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


def _lacks_a_demanded_caveat(ruleset: Ruleset) -> bool:
    options = ruleset.vocabulary.options
    return any(options[card.says.option].lacking(card.caveats) for card in ruleset.options)


def _concerned(mutant: Mutant, ruleset: Ruleset, observed: Mapping[Scenario, Observed]) -> Iterator[Scenario]:
    """The scenarios of other rules that could notice.

    Those for whom something comes out or is shown otherwise; where conditions changed, those that claim something
    of what is missing.
    """
    if mutant.ruleset.terminology is not ruleset.terminology:
        return  # a scenario is told in the fields of the record, and reads no code
    if mutant.ruleset.vocabulary.options is not ruleset.vocabulary.options:
        yield from observed
        return
    if mutant.ruleset.drugs is not ruleset.drugs:
        yield from (scenario for scenario in observed if _names_are_read_otherwise(scenario, mutant, ruleset))
        return
    same = _same_conditions(mutant, ruleset) and _reads_the_same(mutant, ruleset)
    for scenario, before in observed.items():
        if scenario.rule == mutant.rule and not same:
            continue
        about_missing = (
            not same and scenario.about_the_unknown and before.conclusions.truths.get(mutant.rule) is not FALSE
        )
        if about_missing or _comes_out_otherwise(mutant, scenario, before, same=same):
            yield scenario


def _comes_out_otherwise(mutant: Mutant, scenario: Scenario, before: Observed, *, same: bool) -> bool:
    if same:
        return shown_of(mutant.ruleset, before.conclusions) != before.shown
    values = observe(scenario.patient, mutant.ruleset)
    # Where a drug or a list was changed, most children are read as before, and all that follows is as it was.
    if not _is_rule(mutant) and values.items() <= before.conclusions.values.items():
        return False
    after = evaluate(mutant.ruleset, values)
    return (after.values, after.truths) != (before.conclusions.values, before.conclusions.truths)


def _names_are_read_otherwise(scenario: Scenario, mutant: Mutant, ruleset: Ruleset) -> bool:
    """Whether a drug that the child takes is another entry of the list: of all others the same is said."""
    before, after = ruleset.drugs.by_name, mutant.ruleset.drugs.by_name
    names = map(normalised, scenario.patient.medications or ())
    return any(before.get(name) is not after.get(name) for name in names)


def _same_conditions(mutant: Mutant, ruleset: Ruleset) -> bool:
    return list(_conditions(mutant.rule, ruleset)) == list(_conditions(mutant.rule, mutant.ruleset))


def _is_rule(mutant: Mutant) -> bool:
    return any(part.id == mutant.rule for part in mutant.ruleset.rules)


def _reads_the_same(mutant: Mutant, ruleset: Ruleset) -> bool:
    return mutant.ruleset.vocabulary.inputs is ruleset.vocabulary.inputs


def _rule(rule: str, ruleset: Ruleset) -> Rule:
    return next(part for part in ruleset.rules if part.id == rule)


def _conditions(rule: str, *rulesets: Ruleset) -> Iterator[Condition]:
    for ruleset in rulesets:
        for part in ruleset.rules:
            if part.id == rule:
                yield from part.conditions


def _records(scenarios: Iterable[Scenario]) -> list[dict[str, Any]]:
    return [scenario.patient.model_dump(mode="json") for scenario in islice(scenarios, SCENARIOS_VARIED)]
