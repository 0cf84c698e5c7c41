"""Vignettes: whole children with the answer they get, which stand in the folder `children` of the features.

What is signed is the child and the page of the answer, to the word and whole: of what a screen does not hold nothing is
cut. Beside it stands the answer in short, by which it is told later whether the child is answered differently, or in
other words alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from crdecide.advisory.model import Advisory
from crdecide.advisory.one_child import advise
from crdecide.advisory.render.depth import Depth
from crdecide.advisory.render.page import Page, page_of
from crdecide.advisory.render.page_blocks import Block
from crdecide.guideline.record_paths import known_fields
from crdecide.guideline.spelling import spoken
from crdecide.language.ruleset import Ruleset
from crdecide.language.signoff.signable import Signable

from .scenarios.scenario import Scenario
from .scenarios.vignettes import vignette_names

DANGERS: Mapping[str, str] = {
    "danger": "may be life-threatening",
    "open_danger": "not excluded",
    "no_danger": "recorded as absent or controlled",
}
"""What the page says of a danger, by the kind of its block: beside a warning nothing reassures."""
SEVERITIES: Mapping[str, str] = {"warning": "warning", "info": "remark"}


@dataclass(frozen=True)
class Vignette:
    """A child as told in a scenario, the answer, and both as they are signed."""

    item: Signable
    scenario: Scenario
    advisory: Advisory


def vignettes(scenarios: Iterable[Scenario], ruleset: Ruleset) -> tuple[Vignette, ...]:
    """Each vignette with its answer under these rules; named after its file, the second of a file with a number."""
    return tuple(_vignette(name, scenario, ruleset) for scenario, name in vignette_names(scenarios).items())


def _vignette(name: str, scenario: Scenario, ruleset: Ruleset) -> Vignette:
    advisory = advise(scenario.patient, ruleset=ruleset)
    page = page_of(advisory, Depth())
    record = scenario.patient.model_dump(mode="json", by_alias=True)
    answer = tuple(answer_lines(advisory, page, ruleset))
    parts = {
        "child": json.dumps(dict(known_fields(record)), ensure_ascii=False),
        "answer": "\n".join(answer),
        "words of the page": "\n".join(page_lines(page)),
    }
    return Vignette(Signable("vignette", name, scenario.name, parts, answer), scenario, advisory)


def answer_lines(advisory: Advisory, page: Page, ruleset: Ruleset) -> Iterator[str]:
    """The child, and the answer in short: scope, danger, options, alerts, checks, follow-up, what is asked for."""
    yield f"child: {page.child}"
    yield f"scope: {spoken(advisory.scope.status)}"
    yield from _danger(advisory, page)
    for row in page.rows:
        certainty = f"; certainty {row.certainty}" if row.certainty else ""
        yield f"{row.option}: {row.stance}{certainty}"
    for alert in advisory.alerts:
        yield f"{SEVERITIES[alert.severity]}: {alert.short}"
    for check in advisory.checks:
        yield f"not known whether it is so: {ruleset.alert_by_id[check.id].says.short}"
    for entry in advisory.monitoring:
        yield f"follow-up: {entry.text}, {entry.interval}"
    for missing in advisory.missing:
        if missing.worth_asking:
            yield f"asked for: {missing.label}"


def _danger(advisory: Advisory, page: Page) -> Iterator[str]:
    """As the page says it; what is open also where there is nothing to ask, unless the child is out of scope."""
    said = [DANGERS[block.kind] for block in page.before if block.kind in DANGERS]
    if not said and advisory.danger.value == "unknown" and advisory.scope.status != "out_of_scope":
        said = [DANGERS["open_danger"]]
    yield from (f"danger: {words}" for words in said)


def page_lines(page: Page) -> Iterator[str]:
    """The one page as lines, without what it says of the rules and the program."""
    yield page.child
    for block in page.before:
        yield from _block_lines(block)
    for row in page.rows:
        yield " | ".join([row.option, row.stance, row.certainty, row.turns_on])
    for block in page.after:
        if block.kind != "limits":
            yield from _block_lines(block)


def _block_lines(block: Block) -> Iterator[str]:
    yield from filter(None, [block.title, *block.entries])
