"""The page of one card: when it applies, what it says, on what evidence, and which scenarios hold it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from crdecide.advisory.proportions import proportion
from crdecide.advisory.wording import place_read, region_words, statement_text
from crdecide.assurance.mutation.survivors import Verdict
from crdecide.assurance.traceability import Row
from crdecide.guideline.spelling import spoken
from crdecide.language.cards import Conditional, Finding, Rule
from crdecide.language.condition_text import in_words, labels
from crdecide.language.conditions import Condition
from crdecide.language.normal_form import Term
from crdecide.language.partition import Regions
from crdecide.language.ruleset import Ruleset

from .card_tables import decision_table
from .markdown_blocks import bullets, section, table


def page_of_card(card: Rule, ruleset: Ruleset, regions: Regions, row: Row, verdicts: Sequence[Verdict]) -> str:
    """The page as Markdown. `row` has the card's scenarios, `verdicts` what became of its mutants."""
    lines = [f"# {card.title}", "", f"`{card.id}` · {card.kind} · {card.status} · version {card.version}", ""]
    lines += section("When it applies", _applies(card, ruleset, regions))
    lines += section("What it says", _says(card, ruleset))
    lines += section("Evidence", bullets(_evidence(card, ruleset)))
    lines += section("How it fits the text", [f"{card.formalisation.fit}: {card.formalisation.note}"])
    lines += section("Scenarios", bullets(_scenarios(row)))
    lines += section("Mutants", [_mutants(verdicts)])
    return "\n".join(lines).rstrip() + "\n"


def _applies(card: Rule, ruleset: Ruleset, regions: Regions) -> Iterator[str]:
    named = labels(ruleset)
    if isinstance(card, Finding):
        yield "The first value whose condition holds; unknown where none is known to hold."
        for line in card.lines:
            yield from ["", f"**{line.value}**, where {in_words(line.when, named.__getitem__)}", ""]
            yield from _table(line.when, ruleset, regions)
        return
    yield from [f"Where {in_words(card.applies_when, named.__getitem__)}.", ""]
    yield from _table(card.applies_when, ruleset, regions)
    if card.withheld_by:
        others = {other.id: other for other in ruleset.cards}
        withholders = [_link(others[name], card) for name in card.withheld_by]
        yield from ["", f"Withheld where one of these is known to hold: {', '.join(withholders)}."]


def _table(condition: Condition, ruleset: Ruleset, regions: Regions) -> Iterator[str]:
    decisions, named = decision_table(condition, regions), labels(ruleset)
    names = [named[field] for field in decisions.fields]
    rows = []
    for outcome, terms in (("holds", decisions.holds), ("does not hold", decisions.fails)):
        for term in terms:
            cells = [_cell(field, term, regions) for field in decisions.fields]
            rows.append([*cells, outcome])
    # Last, and without cells of its own: whatever no row above settles.
    undecided = f"undecided; needs what is not recorded of: {', '.join(names)}"
    rows.append([*["otherwise"] * len(names), undecided])
    yield from table([*names, ""], rows)


def _cell(field: str, term: Term, regions: Regions) -> str:
    """What the row allows of a field; a dash where the field does not matter to it."""
    return region_words(field, term[field], regions) if field in term else "–"


def _says(card: Rule, ruleset: Ruleset) -> Iterator[str]:
    yield from card.in_words(ruleset.vocabulary)
    if caveats := getattr(card, "caveats", ()):
        yield from ["", "Caveats:", ""]
        yield from bullets(f"*{spoken(name)}*: {ruleset.caveats[name].text}" for name in caveats)


def _evidence(card: Rule, ruleset: Ruleset) -> Iterator[str]:
    for reference in card.evidence:
        source, statement = ruleset.statement(reference)
        figure = f" {proportion(statement.figure)}." if statement.figure else ""
        where = (
            f"{source.citation} {place_read(statement.locator, source.how_read(statement))}. {source.address}".strip()
        )
        yield f"`{reference}`: {statement_text(statement)}{figure} ({where})"


def _scenarios(row: Row) -> Iterator[str]:
    kinds = {"holds": row.holds, "just misses": row.near_miss, "undecided": row.undecided}
    for kind, names in kinds.items():
        for name in names:
            yield f"{kind}: {name}"


def _mutants(verdicts: Iterable[Verdict]) -> str:
    fates = Counter(verdict.fate for verdict in verdicts)
    counted = ", ".join(f"{count} {fate}" for fate, count in fates.items())
    return f"{sum(fates.values())} small changes of this card: {counted}." if fates else "None."


def links(cards: Iterable[Rule]) -> Iterator[str]:
    """A link to the page of each card."""
    for card in cards:
        yield f"[{card.title}]({card.kind}/{card.id}.md)"


def _link(other: Conditional, card: Conditional) -> str:
    """From the page of one card to that of another, which stands in the folder of its own kind."""
    page = f"{other.id}.md" if other.kind == card.kind else f"../{other.kind}/{other.id}.md"
    return f"[{other.title}]({page})"
