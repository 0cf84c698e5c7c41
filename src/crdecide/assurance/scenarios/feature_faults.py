"""What Gherkin takes without a word and nobody meant: scenarios that would not run, or would claim nothing.

An outline whose ``Examples:`` has a header and no row runs never; a line with a misspelt keyword before the first
step is description; a misspelt tag is a tag of somebody else's. Each is told with its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from crdecide.errors import nearest

from .rule_outcome import OUTCOMES
from .steps import GIVEN, THEN, WHEN
from .tags import EVIDENCE_TAG, RULE_TAG, named

Fault = tuple[int, str]
"""A line, and what is wrong there."""
Node = Mapping[str, Any]
BLOCKS: Final = ("feature", "rule", "background", "scenario", "scenario outline", "examples")
TAGS: Final = (*(f"@{name}" for name in OUTCOMES), RULE_TAG, EVIDENCE_TAG)
PLACEHOLDER: Final = re.compile(r"<([^<>]+)>")
ORDER: Final = {"Context": 0, "Action": 1, "Outcome": 2}


def faults_of(document: Node, lines: Sequence[str]) -> Iterator[Fault]:
    """Every fault of a feature file, as it was parsed and line by line."""
    feature = document.get("feature")
    if feature is None:
        yield 1, "expected a Feature; the file has none"
        return
    yield from _container(feature, "Feature", lines)
    names: dict[str, int] = {}
    for scenario, tags in _scenarios(feature):
        line = scenario["location"]["line"]
        if (first := names.setdefault(scenario["name"], line)) != line:
            yield line, f"a second scenario of the name of that on line {first}; expected a name of its own"
        yield from _description(scenario, lines)
        for check in CHECKS:
            yield from check(scenario)
        yield from _promises(line, tags)


def _scenarios(feature: Node) -> Iterator[tuple[Node, list[Node]]]:
    """Each scenario with the tags of all that it stands in."""
    for child in feature["children"]:
        if "scenario" in child:
            yield child["scenario"], [*feature["tags"], *child["scenario"]["tags"]]
        for inner in child.get("rule", {}).get("children", ()):
            if "scenario" in inner:
                outer = [*feature["tags"], *child["rule"]["tags"]]
                yield inner["scenario"], [*outer, *inner["scenario"]["tags"]]


def _container(node: Node, kind: str, lines: Sequence[str]) -> Iterator[Fault]:
    """A feature or a rule: its tags, its description, and that there is a scenario in it."""
    yield from _tags(node)
    yield from _description(node, lines)
    children = node["children"]
    if not any("scenario" in child or "rule" in child for child in children):
        yield node["location"]["line"], f"this {kind} has no scenario; expected one or more"
    for child in children:
        if "rule" in child:
            yield from _container(child["rule"], "Rule", lines)
        if "background" in child:
            yield from _description(child["background"], lines)
            yield from _arguments(child["background"])


def _tags(node: Node) -> Iterator[Fault]:
    for tag in node["tags"]:
        name = tag["name"]
        kind = f"{name.partition(':')[0]}:" if ":" in name else name
        if kind not in TAGS:
            yield tag["location"]["line"], f"no such tag as '{name}'{nearest(kind, TAGS)}"


def _description(node: Node, lines: Sequence[str]) -> Iterator[Fault]:
    """Lines that were taken as description and are a step, a tag, a row, or a head that was misspelt."""
    for line, text in _described(node, lines):
        bare = text.strip()
        head, colon, _ = bare.partition(":")
        like = get_close_matches(head.lower(), BLOCKS, n=1, cutoff=0.75) if colon else []
        if bare.startswith(("@", "|")) or _is_step(bare):
            yield line, f"taken as description: '{bare}'; expected a step with its keyword, and rows under Examples"
        elif like:
            yield line, f"taken as description: '{bare}'; did you mean '{like[0].title()}:'?"


def _described(node: Node, lines: Sequence[str]) -> Iterator[Fault]:
    """The lines of a description with their numbers, found again, since blank lines and comments are not part of it."""
    number = node["location"]["line"]
    for text in node["description"].splitlines():
        while number < len(lines) and lines[number].strip() != text.strip():
            number += 1
        number += 1
        yield number, text


def _is_step(text: str) -> bool:
    """Whether all but the first word is a step of the closed set."""
    rest = text.partition(" ")[2]
    return rest == WHEN or any(re.fullmatch(pattern, rest) for table in (GIVEN, THEN) for pattern in table)


def _name(scenario: Node) -> Iterator[Fault]:
    if not scenario["name"]:
        yield scenario["location"]["line"], "a scenario without a name; expected what it shows, in words"


def _steps(scenario: Node) -> Iterator[Fault]:
    line, steps = scenario["location"]["line"], scenario["steps"]
    if not steps:
        yield line, "this scenario has no steps, so that it would never run; expected Given, When and Then"
        return
    kinds = [step["keywordType"] for step in steps]
    for kind, word in (("Action", "When"), ("Outcome", "Then")):
        if kind not in kinds:
            yield line, f"this scenario has no {word}, so that it claims nothing"
    last = 0
    for step in steps:
        if step["keywordType"] == "Unknown":
            yield step["location"]["line"], f"'{step['keyword'].strip()}' does not say what kind of step this is; " \
                "expected Given, When or Then"  # fmt: skip
        rank = ORDER.get(step["keywordType"], last)
        if rank < last:
            yield step["location"]["line"], f"'{step['text']}' comes too late; expected Given, then When, then Then"
        last = max(rank, last)


def _arguments(scenario: Node) -> Iterator[Fault]:
    for step in scenario["steps"]:
        if "dataTable" in step or "docString" in step:
            yield step["location"]["line"], "a table or a text under a step would not be read; expected a step a line"


def _examples(scenario: Node) -> Iterator[Fault]:
    """An outline runs once for each row: without a row it runs never."""
    used = {name for step in scenario["steps"] for name in PLACEHOLDER.findall(step["text"])}
    used_or_named = used | set(PLACEHOLDER.findall(scenario["name"]))
    if not scenario["examples"] and (used_or_named or _is_outline(scenario)):
        yield scenario["location"]["line"], "an outline without Examples; expected a table with a row for each child"
    for examples in scenario["examples"]:
        yield from _tags(examples)
        line, header = examples["location"]["line"], examples.get("tableHeader")
        if header is None or not examples["tableBody"]:
            yield line, "these Examples have no row below the header, so that the scenario would never run"
        else:
            yield from _columns([cell["value"] for cell in header["cells"]], used, used_or_named, line)


def _columns(columns: Sequence[str], used: set[str], used_or_named: set[str], line: int) -> Iterator[Fault]:
    for name in sorted(used - set(columns)):
        yield line, f"<{name}> has no column in these Examples{nearest(name, columns)}"
    for name in sorted(set(columns) - used_or_named):
        yield line, f"the column '{name}' is used in no step{nearest(name, used_or_named)}"


def _is_outline(scenario: Node) -> bool:
    """By its keyword; a scenario that is no outline may have no Examples."""
    return scenario["keyword"].lower() in ("scenario outline", "scenario template")


def _promises(line: int, tags: Sequence[Node]) -> Iterator[Fault]:
    """A scenario of a rule says what becomes of that rule, once."""
    names = [tag["name"] for tag in tags]
    rules, promised = named(names, RULE_TAG), [name for name in OUTCOMES if f"@{name}" in names]
    if len(rules) > 1:
        yield line, f"this scenario is tagged with {len(rules)} rules; expected one"
    if rules and len(promised) != 1:
        yield (
            line,
            f"a scenario of a rule is tagged with one of {', '.join(TAGS[:3])}; got {', '.join(promised) or 'none'}",
        )
    if promised and not rules:
        yield line, f"@{promised[0]} says what becomes of a rule, and no @rule: says of which"


CHECKS: Sequence[Callable[[Node], Iterator[Fault]]] = (_tags, _name, _steps, _arguments, _examples)
"""What is looked at in each scenario."""
