"""The pages of the evidence: one that leads to all sources, and one for each source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crdecide.assurance.scenarios.scenario import Scenario
from crdecide.assurance.scenarios.vignettes import vignette_names
from crdecide.guideline.spelling import spoken
from crdecide.language.ruleset import Ruleset

from ..site_templates import templates
from .disagreement_pairs import disagreements
from .told_sources import READ, SourceFacts, source_facts


def evidence_files(
    ruleset: Ruleset, scenarios: Sequence[Scenario] | None, known: Mapping[str, Any]
) -> Mapping[str, str]:
    """The text of each page, by its path. `known` is what every page of the site says."""
    vignettes = vignette_names(scenarios or ())
    told = [source_facts(source, ruleset, vignettes) for source in ruleset.sources.values()]
    page = templates().get_template("evidence_pages/source_page.html.jinja")
    index = templates().get_template("evidence_pages/source_index.html.jinja")
    below = {**known, "root": "../", "spoken": spoken}
    pages = {f"sources/{facts.source.id}.html": page.render(facts=facts, **below) for facts in told}
    pages["evidence.html"] = index.render(
        sources=sorted(told, key=_weight), read=READ, pairs=disagreements(ruleset), **{**below, "root": ""}
    )
    return pages


def _weight(facts: SourceFacts) -> tuple[int, int, str]:
    """By which what the most rests on comes first: on it alone, then on it at all."""
    return -len(facts.falls), -len(facts.rests), facts.source.short
