"""``crdecide rules``: look at the rules, check them, and hold them to their scenarios."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crdecide.errors import nearest
from crdecide.language.loading import default_rules_path, load_ruleset
from crdecide.language.loading.site_file import with_site_codes

from .completion import rule_names
from .console_encoding import complain, echo_for_people, echo_for_programs
from .copy_rules import copy_command
from .ending import exit_codes
from .pin_texts import pin_command
from .shared_options import FEATURES, rules_option
from .signoff import signoff_command
from .signoff_words import progress_lines

if TYPE_CHECKING:
    from crdecide.assurance.changed_answers import AnswerChange
    from crdecide.assurance.ruleset_diff import Change
    from crdecide.assurance.scenarios.scenario import Scenario


@click.group("rules")
def rules_command() -> None:
    """Look at the rules, check and compare them.

    \b
    Examples:
      crdecide rules check
      crdecide rules show surgery_haemodynamic_compromise
    """


rules_command.add_command(copy_command)
rules_command.add_command(pin_command)
rules_command.add_command(signoff_command)


@rules_command.command("check", short_help="Check the rules and list every problem.")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--site-codes",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A file of a site's own codes, to be checked too.",
)
@click.option(
    "--features",
    metavar="DIR",
    type=FEATURES,
    help="A folder of features, to be checked too: that no scenario in it is lost; `crdecide verify` runs them.",
)
def check_command(folder: Path | None, site_codes: Path | None, features: Path | None) -> None:
    """Check the rules in DIR (or the ones in use) and list every problem with file and line.

    Then say what reviewers have signed, and what has changed since; of vignettes only with --features. Exit 2 where
    there is a problem.

    \b
    Examples:
      crdecide rules check
      crdecide rules check my-rules/ --features my-features/
    """
    from crdecide.assurance.signing import review_by
    from crdecide.evaluation.clusters import too_large

    path = folder or default_rules_path()
    with exit_codes("rules"):
        ruleset = load_ruleset(path)
        if site_codes is not None:
            used = with_site_codes(ruleset, site_codes).site_codes
    scenarios = _scenarios_in(features) if features else None
    with exit_codes("rules"):
        review = review_by(path, ruleset, scenarios)
    counts = f"{len(ruleset.findings)} findings, {len(ruleset.cards)} cards, {len(ruleset.sources)} sources"
    for remark in too_large(ruleset):
        complain(f"crdecide: {remark}")
    echo_for_people(
        f"{ruleset.manifest.name} {ruleset.manifest.version}: no problems ({counts}; sha256 {ruleset.sha256})"
    )
    if site_codes is not None and used is not None:
        echo_for_people(f"{used.site}: no problems ({site_codes.name}; sha256 {used.sha256})")
    if scenarios is not None:
        echo_for_people(f"{features}: no problems ({len(scenarios)} scenarios)")
    echo_for_people("\n".join(progress_lines(review.standing, review.files)))


def _scenarios_in(features: Path) -> tuple[Scenario, ...]:
    from crdecide.assurance.scenarios.scenario import read_scenarios

    with exit_codes(str(features)):
        return read_scenarios(features)


@rules_command.command("matrix", short_help="Print each rule with its scenarios and evidence.")
@click.argument("features", metavar="FEATURES", type=FEATURES)
@click.option("--format", "shape", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@rules_option
def matrix_command(features: Path, shape: str, folder: Path | None) -> None:
    """Print each rule with the scenarios in FEATURES that exercise it and the evidence it stands on.

    What is missing (a rule without scenarios, a tag without a rule, evidence never cited) is said on standard
    error, with exit 2.

    \b
    Example:
      crdecide rules matrix features/ --format csv
    """
    from crdecide.assurance.scenarios.scenario_refs import read_features
    from crdecide.assurance.traceability import FORMATS, gaps, matrix

    with exit_codes("rules"):
        ruleset = load_ruleset(folder or default_rules_path())
    with exit_codes(str(features)):
        scenarios = read_features(features)
    rows = matrix(ruleset, scenarios)
    (echo_for_people if shape == "text" else echo_for_programs)(FORMATS[shape](rows), nl=False)
    missing = gaps(rows, ruleset, scenarios)
    for gap in missing:
        complain(f"crdecide: {gap}")
    sys.exit(2 if missing else 0)


@rules_command.command("show", short_help="Print a card as it was written; or list all.")
@click.argument("rule", metavar="[RULE]", required=False, shell_complete=rule_names)
@rules_option
def show_command(rule: str | None, folder: Path | None) -> None:
    """Print the card of RULE as it was written; without RULE, list all of them.

    \b
    Examples:
      crdecide rules show
      crdecide rules show surgery_inoperable
    """
    path = folder or default_rules_path()
    with exit_codes("rules"):
        ruleset = load_ruleset(path)
    titles = {part.id: part.title for part in ruleset.rules}
    if rule is None:
        echo_for_people("\n".join(f"{name}: {title}" for name, title in titles.items()))
    elif rule in titles:
        echo_for_people(next(path.rglob(f"{rule}.yaml")).read_text(encoding="utf-8"), nl=False)
    else:
        complain(f"crdecide: no such rule as '{rule}'{nearest(rule, titles)}")
        sys.exit(2)


@rules_command.command("steps")
def steps_command() -> None:
    """List the steps in which features are written: a closed set.

    \b
    Example:
      crdecide rules steps
    """
    from crdecide.assurance.scenarios.steps import TABLES, readable

    for kind, patterns in TABLES.items():
        for pattern in patterns:
            echo_for_people(f"{kind:5} {readable(pattern)}")


@rules_command.command("hazards")
@click.argument("log", metavar="HAZARDS.yaml", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def hazards_command(log: Path) -> None:
    """Print the hazard log as a page.

    \b
    Example:
      crdecide rules hazards docs/hazards.yaml
    """
    from crdecide.assurance.hazards import hazards_page, read_hazards

    with exit_codes("hazards"):
        echo_for_people(hazards_page(read_hazards(log)), nl=False)


@rules_command.command("diff", short_help="Say what changed between two folders of rules.")
@click.argument("old", metavar="OLD", type=FEATURES)
@click.argument("new", metavar="NEW", type=FEATURES)
def diff_command(old: Path, new: Path) -> None:
    """Say what changed between two folders of rules, in how many cases, and an example child for each card.

    Pinned texts come first, then cards, then every other field of every file.
    Rule set 0.1.0, which no longer loads, can be compared too.

    \b
    Example:
      crdecide rules diff old-rules/ new-rules/
    """
    from crdecide.assurance.file_differences import other_differences
    from crdecide.assurance.frozen_reader import read_for_diff
    from crdecide.assurance.ruleset_diff import diff
    from crdecide.language.signoff import pinned_changes

    with exit_codes("rules"):
        before, after = read_for_diff(old), read_for_diff(new)
    echo_for_people(
        f"{before.manifest.name} {before.manifest.version} → {after.manifest.name} {after.manifest.version}"
    )
    if before.sha256 == after.sha256:
        echo_for_people(_same(old, new, after.sha256))
        return
    # A text that somebody has to sign again is told before anything else.
    for line in pinned_changes(before, after):
        echo_for_people(f"\n{line}")
    changes = diff(before, after)
    for change in changes:
        _print(change)
    for line in other_differences(old, new, [change.rule for change in changes]):
        echo_for_people(f"\n{line}")


def _same(old: Path, new: Path, sha256: str) -> str:
    from crdecide.assurance.file_differences import layout_differences

    names = ", ".join(layout_differences(old, new))
    what = f"only comments, layout or the order of keys differ, in: {names}" if names else "and the same text"
    return f"The same rules (sha256 {sha256}); {what}."


def _print(change: Change) -> None:
    echo_for_people(f"\n{change.rule}: {change.title}")
    for line in change.what:
        echo_for_people(f"  {line}")
    echo_for_people(f"  settled otherwise in {_counted(change.regions)} combinations of what it reads")
    child = json.dumps(change.child) if change.child is not None else "none found who is answered differently"
    echo_for_people(f"  a child: {child}")
    for effect in change.effects:
        echo_for_people(f"    {effect}")
    for answer in change.answers or ():
        echo_for_people(f"  {_answer_in_words(answer)}")


def _answer_in_words(answer: AnswerChange) -> str:
    from crdecide.guideline.spelling import spoken

    what = f"{answer.kind} {spoken(answer.name)}" if answer.kind != answer.name else answer.kind
    change = " → ".join(spoken(words or "nothing") for words in (answer.before, answer.after))
    child = json.dumps(answer.child) if answer.child is not None else "no record was found"
    return f"{what}: {change} in {answer.combinations:,} of {answer.of:,} combinations; the smallest: {child}"


def _counted(regions: tuple[int, int] | None) -> str:
    return f"{regions[0]:,} of {regions[1]:,}" if regions else "an uncounted number of"
