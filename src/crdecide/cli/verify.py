"""``crdecide verify``: hold the rules to their properties, and to their scenarios."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crdecide.errors import CrdecideError, nearest
from crdecide.language.loading import default_rules_path, load_ruleset

from .completion import property_names, rule_names
from .console_encoding import complain, echo_for_people
from .ending import exit_codes
from .progress_bar import progress
from .shared_options import FEATURES, rules_option

if TYPE_CHECKING:
    from crdecide.assurance.mutation.survivors import Verdict
    from crdecide.assurance.scenarios.scenario import Scenario
    from crdecide.language.ruleset import Ruleset


@click.command("verify")
@click.argument("features", metavar="[FEATURES]", required=False, type=FEATURES)
@click.option("--mutate", is_flag=True, help="Change each rule in every small way and see a scenario notice.")
@click.option("--rule", metavar="RULE", shell_complete=rule_names, help="With --mutate, change this rule or part only.")
@click.option("--coverage", is_flag=True, help="Show for each condition two children who differ in it and in answer.")
@click.option(
    "--property",
    "named",
    metavar="NAME",
    multiple=True,
    shell_complete=property_names,
    help="Look at this property only; may be given again.",
)
@rules_option
def verify_command(
    features: Path | None, mutate: bool, rule: str | None, coverage: bool, named: tuple[str, ...], folder: Path | None
) -> None:
    """Prove the named properties of the rules for every child, or show a child who refutes one.

    With FEATURES, run the scenarios in it against the rules, in process; with --mutate too, every mutant of the rules
    that changes some answer has to fail a scenario. Exit 2 where a property is refuted, a scenario fails or a mutant
    survives.

    \b
    Examples:
      crdecide verify --property never_directs
      crdecide verify features/
      crdecide verify features/ --mutate --rule surgery_inoperable
    """
    with exit_codes("rules"):
        ruleset = load_ruleset(folder or default_rules_path())
        if features is not None:
            failed = _scenarios(ruleset, features, mutate, rule)
        elif coverage:
            failed = _coverage(ruleset)
        else:
            failed = _properties(ruleset, named)
    sys.exit(2 if failed else 0)


def _properties(ruleset: Ruleset, named: Sequence[str]) -> bool:
    from crdecide.assurance.properties.catalogue import PROPERTIES
    from crdecide.assurance.properties.report import table_of_properties
    from crdecide.assurance.properties.subject import Subject

    known = {claimed.name: claimed for claimed in PROPERTIES}
    for name in named:
        if name not in known:
            raise CrdecideError(f"no such property as '{name}'{nearest(name, known)}")
    wanted = [known[name] for name in named or known]
    subject = Subject(ruleset)
    with progress(wanted, len(wanted), "Properties") as bar:
        judged = [(claimed, claimed.check(subject)) for claimed in bar]
    echo_for_people(table_of_properties(judged, ruleset))
    return any(outcome.counterexample for _, outcome in judged)


def _coverage(ruleset: Ruleset) -> bool:
    from crdecide.assurance.properties.coverage import count, decisions
    from crdecide.assurance.properties.report import table_of_decisions
    from crdecide.assurance.properties.subject import Subject

    subject = Subject(ruleset)
    with progress(decisions(subject), count(subject), "Conditions") as bar:
        conditions = list(bar)
    echo_for_people(table_of_decisions(conditions))
    return any(not decision.children and not decision.implied for decision in conditions)


def _scenarios(ruleset: Ruleset, features: Path, mutate: bool, rule: str | None) -> bool:
    from crdecide.assurance.mutation.operators import mutants
    from crdecide.assurance.scenarios.scenario import read_scenarios

    with exit_codes(str(features)):
        scenarios = read_scenarios(features)
    known = dict.fromkeys(mutant.rule for mutant in mutants(ruleset)) if rule else {}
    if rule is not None and rule not in known:
        raise CrdecideError(f"no such rule as '{rule}'{nearest(rule, known)}")
    failing = [said for scenario in scenarios if (said := scenario.complaints(ruleset))]
    for said in failing:
        complain("\n".join(said))
    echo_for_people(f"{len(scenarios) - len(failing)} of {len(scenarios)} scenarios pass.")
    if mutate and failing:
        # A scenario that fails on the rules themselves would be said to notice every mutant.
        complain("crdecide: no mutant was tried: every scenario has to pass first.")
    survived = _mutate(ruleset, scenarios, rule) if mutate and not failing else False
    return bool(failing) or survived


def _mutate(ruleset: Ruleset, scenarios: Sequence[Scenario], rule: str | None) -> bool:
    """Whether some mutant survives; the progress goes to standard error, the table to standard output."""
    from crdecide.assurance.mutation.operators import mutants
    from crdecide.assurance.mutation.survivors import verdicts

    changed = [mutant for mutant in mutants(ruleset) if rule in (None, mutant.rule)]
    with progress(verdicts(ruleset, scenarios, changed), len(changed), "Mutants") as bar:
        judged = list(bar)
    _print(judged)
    return any(verdict.fate == "survived" for verdict in judged)


def _print(judged: Sequence[Verdict]) -> None:
    """A line a rule, then what a reviewer has to act on."""
    columns = f"{'killed':>7} {'refused':>7} {'pinned':>6} {'unchanged':>9} {'survived':>8}"
    echo_for_people(f"{'rule':44} {'mutants':>7} {columns}")
    fates: dict[str, list[str]] = {}
    for verdict in judged:
        fates.setdefault(verdict.rule, []).append(verdict.fate)
    for rule, of_rule in fates.items():
        echo_for_people(_row(rule, of_rule))
    echo_for_people(_row("all", [verdict.fate for verdict in judged]))
    for verdict in judged:
        if verdict.fate == "unchanged":
            how = "proved for every child" if verdict.proved else "no child was found"
            echo_for_people(f"Changes no answer ({how}): {verdict.rule}: {verdict.change}")
        elif verdict.fate == "survived":
            echo_for_people(f"SURVIVED: {verdict.rule}: {verdict.change}")
            echo_for_people(f"  needs a scenario for a child like {json.dumps(verdict.child)}")


def _row(name: str, fates: Sequence[str]) -> str:
    killed, refused, pinned = fates.count("killed"), fates.count("refused"), fates.count("pinned")
    unchanged, survived = fates.count("unchanged"), fates.count("survived")
    return f"{name:44} {len(fates):7} {killed:7} {refused:7} {pinned:6} {unchanged:9} {survived:8}"
