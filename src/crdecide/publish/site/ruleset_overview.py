"""The page of the whole rule set: for whom it is, what it asks, what it can say, and where it ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from crdecide.guideline.options import OPTIONS, STANCES
from crdecide.guideline.spelling import spoken
from crdecide.language.ruleset import Ruleset

from .site_templates import templates


def overview_page(ruleset: Ruleset, known: Mapping[str, Any]) -> str:
    """The page. `known` is what every page of the site is given."""
    rendered: str = (
        templates()
        .get_template("ruleset_overview.html.jinja")
        .render(
            manifest=ruleset.manifest,
            population=[(spoken(scope.says.status), scope.says.reason, scope.id) for scope in ruleset.scopes],
            inputs=list(dict.fromkeys(_inputs(ruleset))),
            stances=[ruleset.vocabulary.stances[stance] for stance in STANCES],
            options=list(_options(ruleset)),
            **{**known, "root": ""},
        )
    )
    return rendered


def _inputs(ruleset: Ruleset) -> Iterator[tuple[str, str, str]]:
    """What is asked, how, and what it means where it is not known; several inputs may be asked for in one question."""
    inputs = ruleset.vocabulary.inputs
    for entry in inputs.values():
        others = [f"{other.question} (where known: {inputs[other.known].label})" for other in entry.asked_instead]
        yield entry.label, " ".join([entry.question, *others]), entry.unknown


def _options(ruleset: Ruleset) -> Iterator[tuple[str, list[str]]]:
    """How many cards put each option at each stance."""
    for option in OPTIONS:
        counts = Counter(card.says.stance for card in ruleset.options if card.says.option == option)
        # An empty cell rather than 0: what an option is never said to be stands out less than what it is.
        yield ruleset.vocabulary.options[option].label, [str(counts[stance] or "") for stance in STANCES]
