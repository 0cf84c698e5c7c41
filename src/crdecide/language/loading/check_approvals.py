"""A card is approved only where two reviewers agree with it as it is, and with each pinned text that it carries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crdecide.errors import Problem

from ..cards import Rule
from ..ruleset import Ruleset
from ..signoff.signable import pinned_by, signables
from ..signoff.standing import NEEDED, Standing, agreeing, standing_of
from .reviewer_files import read_reviewers
from .rule_texts import content_of, text_in
from .yaml_file import YamlFile, read_yaml

KINDS = ("card", "pinned")


def approval_problems(ruleset: Ruleset, folder: Path) -> Iterator[Problem]:
    """Every card that is approved and lacks a sign-off, and a rule set that is while one of its cards is not.

    Raises:
        InvalidSignoff: what reviewers signed cannot be read.
    """
    items = signables(ruleset)
    names = {item.id for item in items}
    standing = standing_of(items, read_reviewers(folder, _with_retired(names, ruleset), KINDS))
    for rule in ruleset.rules:
        if rule.status == "approved":
            for item in (f"card/{rule.id}", *pinned_by(rule, ruleset)):
                if not standing.is_signed(item):
                    yield _problem(folder, f"{rule.folder}/{rule.id}.yaml", _lacking(item, standing))
    yield from _approved_as_a_whole(ruleset, folder)


def _with_retired(names: set[str], ruleset: Ruleset) -> set[str]:
    return {*names, *(f"card/{rule.id}" for rule in ruleset.retired)}


def _lacking(item: str, standing: Standing) -> str:
    signatures = standing.by_item[item]
    names = ", ".join(each.reviewer.name for each in agreeing(signatures)) or "nobody"
    void = sum(not each.stands for each in signatures)
    older = f", and {void} signed what it said before" if void else ""
    return f"this card is approved; expected {NEEDED} reviewers who agree with {item} as it is; got {names}{older}"


def _approved_as_a_whole(ruleset: Ruleset, folder: Path) -> Iterator[Problem]:
    others = [rule for rule in ruleset.rules if rule.status != "approved"]
    if ruleset.manifest.status == "approved" and others:
        message = f"the rule set is approved; expected every card to be; {_counted(others)}"
        yield _problem(folder, "ruleset.yaml", message)


def _counted(rules: list[Rule]) -> str:
    return f"{len(rules)} are not, {rules[0].id} the first of them"


def _problem(folder: Path, path: str, message: str) -> Problem:
    name = f"{folder.resolve().name}/{path}"
    file = read_yaml(name, text_in(name, content_of(folder / path)))
    return file.problem(("status",), message) if isinstance(file, YamlFile) else file
