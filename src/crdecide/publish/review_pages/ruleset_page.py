"""The page of the whole rule set: for whom, what it can say, on what evidence, and where it ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from crdecide.guideline.options import OPTIONS, STANCES
from crdecide.guideline.spelling import spoken
from crdecide.language.ruleset import Ruleset

from .card_page import links
from .markdown_blocks import bullets, section, table


def page_of_ruleset(ruleset: Ruleset) -> str:
    """The page as Markdown."""
    manifest = ruleset.manifest
    reviewed = manifest.last_reviewed or "not yet reviewed by clinicians"
    lines = [f"# {manifest.name} {manifest.version}", "", f"{manifest.status} · last reviewed: {reviewed}", ""]
    lines += section("Intended use", [manifest.intended_use])
    lines += section("Intended users", [manifest.intended_users])
    lines += section("Out of use", bullets(manifest.out_of_use))
    lines += section("Known limits", bullets(manifest.known_limits))
    lines += section("Population", bullets(_population(ruleset)))
    lines += section("What it asks", table(["input", "question", "where not known"], _inputs(ruleset)))
    lines += section("What it can say", table(["option", *map(spoken, STANCES)], _stances(ruleset)))
    lines += section("Evidence", table(["source", "type", "certainty", "statements"], _sources(ruleset)))
    lines += section("Cards", bullets(links(ruleset.rules)))
    return "\n".join(lines).rstrip() + "\n"


def _population(ruleset: Ruleset) -> Iterator[str]:
    for scope in ruleset.scopes:
        yield f"{spoken(scope.says.status)}: {scope.says.reason}"


def _inputs(ruleset: Ruleset) -> Iterator[tuple[str, str, str]]:
    inputs = ruleset.vocabulary.inputs
    for entry in inputs.values():
        others = [f"{other.question} (where known: {inputs[other.known].label})" for other in entry.asked_instead]
        yield entry.label, " ".join([entry.question, *others]), entry.unknown


def _stances(ruleset: Ruleset) -> Iterator[list[str]]:
    """How many cards put each option at each stance."""
    for option in OPTIONS:
        counts = Counter(card.says.stance for card in ruleset.options if card.says.option == option)
        # An empty cell rather than 0: what an option is never said to be stands out less than what it is.
        cells = [str(counts[stance] or "") for stance in STANCES]
        yield [ruleset.vocabulary.options[option].label, *cells]


def _sources(ruleset: Ruleset) -> Iterator[tuple[str, str, str, str]]:
    for source in ruleset.sources.values():
        certainty = f"{spoken(source.certainty.level)}: {source.certainty.because}"
        named = f"[{source.citation}]({source.address})" if source.url else source.citation
        yield named, spoken(source.type), certainty, str(len(source.statements))
