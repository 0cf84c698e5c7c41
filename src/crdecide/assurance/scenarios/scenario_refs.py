"""Every scenario of the features as it stands there, with its rule and its tags; none is run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .feature_documents import read_documents
from .tags import EVIDENCE_TAG, RULE_TAG, named


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


def read_features(folder: Path) -> tuple[ScenarioRef, ...]:
    """Every scenario below the folder, in file and line order."""
    scenarios: list[ScenarioRef] = []
    for path, document in read_documents(folder).items():
        scenarios += _scenarios(path.relative_to(folder).as_posix(), document["feature"])
    return tuple(scenarios)


def _scenarios(name: str, feature: Mapping[str, Any]) -> Iterator[ScenarioRef]:
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
