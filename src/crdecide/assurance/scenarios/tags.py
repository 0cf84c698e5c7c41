"""The Gherkin features as documents: every scenario with its rule and its tags. Needs ``crdecide[review]``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RULE_TAG = "@rule:"
EVIDENCE_TAG = "@evidence:"


@dataclass(frozen=True)
class ScenarioRef:
    """One scenario: where it stands, the title of its ``Rule:`` block, and all tags that apply to it."""

    feature: str
    line: int
    name: str
    rule_title: str
    tags: frozenset[str]

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the cards it is tagged with."""
        return named(self.tags, RULE_TAG)

    @property
    def evidence(self) -> tuple[str, ...]:
        """The published statements that it retells."""
        return named(self.tags, EVIDENCE_TAG)


def named(tags: Iterable[str], kind: str) -> tuple[str, ...]:
    """What the tags of one kind name, in order."""
    return tuple(sorted(tag.removeprefix(kind) for tag in tags if tag.startswith(kind)))


def read_features(folder: Path) -> tuple[ScenarioRef, ...]:
    """Every scenario below the folder, in file and line order."""
    scenarios: list[ScenarioRef] = []
    for path in sorted(folder.rglob("*.feature")):
        scenarios += _scenarios(path, folder)
    return tuple(scenarios)


def _scenarios(path: Path, folder: Path) -> Iterator[ScenarioRef]:
    from gherkin.parser import Parser

    name = path.relative_to(folder).as_posix()
    feature: Mapping[str, Any] = Parser().parse(path.read_text(encoding="utf-8"))["feature"]
    for child in feature["children"]:
        if "scenario" in child:
            yield _scenario(name, child["scenario"], "", _tags(feature))
        for inner in child.get("rule", {}).get("children", ()):
            if "scenario" in inner:
                yield _scenario(name, inner["scenario"], child["rule"]["name"], _tags(feature) | _tags(child["rule"]))


def _scenario(feature: str, node: Mapping[str, Any], rule_title: str, tags: frozenset[str]) -> ScenarioRef:
    return ScenarioRef(feature, node["location"]["line"], node["name"], rule_title, tags | _tags(node))


def _tags(node: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(tag["name"] for tag in node["tags"])
