"""What the page to sign on shows of each item: all that is signed with it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crdecide.advisory.proportions import proportion
from crdecide.advisory.render.depth import Depth
from crdecide.advisory.render.page_html import page_fragment
from crdecide.advisory.wording import place_read, statement_text
from crdecide.assurance.children_to_sign import Vignette
from crdecide.assurance.scenarios.steps.from_record import given_steps
from crdecide.assurance.signing import Review
from crdecide.language.cards import Conditional, Finding, Rule
from crdecide.language.condition_text import in_words, labels
from crdecide.language.ruleset import Ruleset
from crdecide.language.signoff.signable import Signable
from crdecide.language.signoff.standing import Signature, state_in_words

from ..card_facts import says_of

NOTHING_KNOWN = ("a child of whom nothing is known",)


@dataclass(frozen=True)
class CardToSign:
    """A card in words: `when` by what it concludes, what it `says` by name, and the titles of what withholds it."""

    rule: Rule
    when: tuple[tuple[str, str], ...]
    says: tuple[tuple[str, str], ...]
    withheld_by: tuple[str, ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True)
class ItemToSign:
    """One item. A vignette has `given` and the `answer` as HTML, a card what it says and what is `cited`.

    Each that is cited is what it says, where in its source, and where the page of the source tells it whole.
    """

    item: Signable
    signatures: Sequence[Signature]
    given: tuple[str, ...] = ()
    answer: str = ""
    card: CardToSign | None = None
    cited: tuple[tuple[str, str, str], ...] = ()

    @property
    def state(self) -> str:
        """How far it is signed, in a few words."""
        return state_in_words(self.signatures)


def items_to_sign(review: Review, ruleset: Ruleset) -> Iterator[ItemToSign]:
    """Every item, in the order in which the review has them."""
    rules = {rule.id: rule for rule in ruleset.rules}
    children = {child.item.id: child for child in review.children}
    for item in review.items:
        signatures = review.standing.by_item[item.id]
        if item.kind == "vignette":
            yield _vignette(children[item.id], signatures)
        elif item.kind == "card":
            rule = rules[item.name]
            yield ItemToSign(item, signatures, card=_card(rule, rules, ruleset), cited=tuple(_cited(rule, ruleset)))
        else:
            yield ItemToSign(item, signatures)


def _vignette(child: Vignette, signatures: Sequence[Signature]) -> ItemToSign:
    record = child.scenario.patient.model_dump(mode="json", by_alias=True)
    given = given_steps(record) or NOTHING_KNOWN
    return ItemToSign(child.item, signatures, given=given, answer=page_fragment(child.advisory, Depth()))


def _card(rule: Rule, rules: Mapping[str, Rule], ruleset: Ruleset) -> CardToSign:
    named = labels(ruleset).__getitem__
    when = [("when", in_words(rule.applies_when, named))] if isinstance(rule, Conditional) else []
    if isinstance(rule, Finding):
        when = [(line.value, in_words(line.when, named)) for line in rule.concludes]
    withheld_by = rule.withheld_by if isinstance(rule, Conditional) else ()
    return CardToSign(
        rule=rule,
        when=tuple(when),
        says=tuple(says_of(rule, ruleset)),
        withheld_by=tuple(rules[name].title for name in withheld_by),
        caveats=tuple(ruleset.caveats[name].text for name in getattr(rule, "caveats", ())),
    )


def _cited(rule: Rule, ruleset: Ruleset) -> Iterator[tuple[str, str, str]]:
    """Each statement with its figure, and where it stands."""
    for reference in rule.evidence:
        source, statement = ruleset.statement(reference)
        figure = f" {proportion(statement.figure)}." if statement.figure else ""
        where = f"{source.short}, {place_read(statement.locator, source.how_read(statement))}"
        page = f"sources/{source.id}.html#{reference.partition('#')[2]}"
        yield f"{statement_text(statement)}{figure}", where, page
