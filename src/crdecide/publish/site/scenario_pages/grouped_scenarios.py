"""All scenarios in groups: those of each card, and those of no card by the feature that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crdecide.assurance.scenarios.scenario import Scenario
from crdecide.assurance.scenarios.steps.then import OPTIONS
from crdecide.guideline.options import OptionName
from crdecide.language.cards import Alert, Note, OptionCard, Rule
from crdecide.language.ruleset import Ruleset

from ..pass_marks import passes


@dataclass(frozen=True)
class ListedScenario:
    """Scenarios of one name, the rows of one outline: the options that they claim something of, and their marks."""

    name: str
    rows: tuple[Scenario, ...]
    options: tuple[OptionName, ...]
    passes: bool


@dataclass(frozen=True)
class ScenarioGroup:
    """The scenarios of one rule, or of none. `sources` are what the rule cites."""

    title: str
    rule: Rule | None
    sources: tuple[str, ...]
    listed: tuple[ListedScenario, ...]


def scenario_groups(scenarios: Sequence[Scenario], ruleset: Ruleset) -> tuple[ScenarioGroup, ...]:
    """Every group, cards before findings; then those of no rule that these rules have, in theirs."""
    by_rule: dict[str, list[Scenario]] = {}
    of_none: dict[str, list[Scenario]] = {}
    known = {rule.id for rule in ruleset.rules}
    for scenario in scenarios:
        kept = by_rule if scenario.rule in known else of_none
        kept.setdefault(scenario.rule if scenario.rule in known else scenario.feature, []).append(scenario)
    in_order: tuple[Rule, ...] = (*ruleset.cards, *ruleset.findings)
    shown = [rule for rule in in_order if rule.id in by_rule]
    groups = [_group(rule.title, rule, by_rule[rule.id], ruleset) for rule in shown]
    groups += [_group(title, None, those, ruleset) for title, those in of_none.items()]
    return tuple(groups)


def _group(title: str, rule: Rule | None, scenarios: Iterable[Scenario], ruleset: Ruleset) -> ScenarioGroup:
    by_name: dict[str, list[Scenario]] = {}
    for scenario in scenarios:
        by_name.setdefault(scenario.name, []).append(scenario)
    sources = dict.fromkeys(reference.partition("#")[0] for reference in rule.evidence) if rule else ()
    listed = (_listed(name, rule, rows, ruleset) for name, rows in by_name.items())
    return ScenarioGroup(title, rule, tuple(sources), tuple(listed))


def _listed(name: str, rule: Rule | None, rows: Sequence[Scenario], ruleset: Ruleset) -> ListedScenario:
    options = dict.fromkeys(_options_of_card(rule))
    for row in rows:
        options.update(dict.fromkeys(options_claimed(row)))
    return ListedScenario(name, tuple(rows), tuple(options), all(passes(row, ruleset) for row in rows))


def options_claimed(scenario: Scenario) -> Iterator[OptionName]:
    """The options of which a scenario claims something by name."""
    for claim in scenario.claims:
        if name := OPTIONS.get(str(claim.words.get("option"))):
            yield name


def _options_of_card(rule: Rule | None) -> tuple[OptionName, ...]:
    match rule:
        case OptionCard():
            return (rule.says.option,)
        case Note():
            return tuple(rule.qualifies)
        case Alert():
            return rule.bears_on
    return ()
