"""The vignettes: whole children, each with a page of its own; they stand in the folder `children` of the features."""

from __future__ import annotations

from dataclasses import dataclass

from crdecide.advisory.one_child import advise
from crdecide.advisory.render.depth import Depth
from crdecide.advisory.render.page_html import page_fragment
from crdecide.assurance.scenarios.scenario import Scenario
from crdecide.language.evidence import Source
from crdecide.language.ruleset import Ruleset

from ..link_to_child import behind_the_link
from ..pass_marks import passes


@dataclass(frozen=True)
class Told:
    """A claim of a scenario, and whether it is so."""

    text: str
    holds: bool


@dataclass(frozen=True)
class Retold:
    """A published case that a child retells: the statement, and the source."""

    name: str
    source: Source


@dataclass(frozen=True)
class ChildStory:
    """All of one vignette's page. `link` stands behind the # of the start page; `answer` is the page whole, as HTML."""

    file: str
    scenario: Scenario
    claims: tuple[Told, ...]
    retells: tuple[Retold, ...]
    passes: bool
    link: str
    answer: str


def child_story(scenario: Scenario, file: str, ruleset: Ruleset) -> ChildStory:
    """The child as told, every claim, and the one page of the answer under these rules."""
    advisory = advise(scenario.patient, ruleset=ruleset)
    record = scenario.patient.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    return ChildStory(
        file=file,
        scenario=scenario,
        claims=tuple(Told(claim.step, claim.holds(advisory)) for claim in scenario.claims),
        retells=retold(scenario, ruleset),
        passes=passes(scenario, ruleset),
        link=behind_the_link(record),
        answer=page_fragment(advisory, Depth()),
    )


def retold(scenario: Scenario, ruleset: Ruleset) -> tuple[Retold, ...]:
    """The published cases that a scenario of no rule retells, as far as these rules hold them."""
    cited = sorted(scenario.evidence) if not scenario.rule else ()
    found: list[Retold] = []
    for reference in cited:
        source, _, name = reference.partition("#")
        if source in ruleset.sources and name in ruleset.sources[source].statements:
            found.append(Retold(name, ruleset.sources[source]))
    return tuple(found)
