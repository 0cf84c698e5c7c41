"""What the page to sign on shows of each item: all that is signed with it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crdecide.advisory.proportions import proportion
from crdecide.advisory.render.page_html import page_fragment
from crdecide.advisory.wording import place_read, statement_text
from crdecide.assurance.children_to_sign import Vignette
from crdecide.assurance.scenarios.steps.from_record import given_steps
from crdecide.assurance.signing import Review
from crdecide.language.ruleset import Ruleset
from crdecide.language.signoff.signable import Signable
from crdecide.language.signoff.standing import Signature, state_in_words

from ..card_facts import CardFacts

NOTHING_KNOWN = ("a child of whom nothing is known",)


@dataclass(frozen=True)
class ItemToSign:
    """One item. A vignette has `given` and the `answer` as HTML, a card its `facts` and what is `cited`."""

    item: Signable
    signatures: Sequence[Signature]
    given: tuple[str, ...] = ()
    answer: str = ""
    facts: CardFacts | None = None
    cited: tuple[tuple[str, str], ...] = ()

    @property
    def state(self) -> str:
        """How far it is signed, in a few words."""
        return state_in_words(self.signatures)


def items_to_sign(review: Review, ruleset: Ruleset, facts: Mapping[str, CardFacts]) -> Iterator[ItemToSign]:
    """Every item, in the order in which the review has them."""
    children = {child.item.id: child for child in review.children}
    for item in review.items:
        signatures = review.standing.by_item[item.id]
        if item.kind == "vignette":
            yield _vignette(children[item.id], signatures)
        elif item.kind == "card":
            cited = tuple(_cited(facts[item.name], ruleset))
            yield ItemToSign(item, signatures, facts=facts[item.name], cited=cited)
        else:
            yield ItemToSign(item, signatures)


def _vignette(child: Vignette, signatures: Sequence[Signature]) -> ItemToSign:
    record = child.scenario.patient.model_dump(mode="json", by_alias=True)
    given = given_steps(record) or NOTHING_KNOWN
    return ItemToSign(child.item, signatures, given=given, answer=page_fragment(child.advisory))


def _cited(facts: CardFacts, ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    """Each statement with its figure, and where it stands."""
    for reference in facts.rule.evidence:
        source, statement = ruleset.statement(reference)
        figure = f" {proportion(statement.figure)}." if statement.figure else ""
        where = f"{source.citation} {place_read(statement.locator, source.how_read(statement))}."
        yield f"{statement_text(statement)}{figure}", where
