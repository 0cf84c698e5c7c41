"""The page on which a reviewer signs, whole in itself: who has signed, what has changed since, and every item."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files

from crdecide.assurance.signing import Review
from crdecide.language.ruleset import Ruleset
from crdecide.language.signoff.reviewer_file import MOST_OF_A_COMMENT, MOST_OF_A_NAME
from crdecide.language.signoff.standing import NEEDED, state_in_words

from ..inline_parts import content_hash
from ..page_script import joined
from ..site_templates import templates
from .item_to_sign import ItemToSign, items_to_sign

HEADINGS = {
    "vignette": "Vignettes, each with its answer",
    "pinned": "Texts that do not change unseen",
    "card": "Cards and findings",
}
SCRIPTS = ("signoff_file.js", "signing_page.js")


def signed_states(review: Review) -> Mapping[str, str]:
    """How far each card is signed, in a few words, by its id."""
    signatures = review.standing.by_item
    return {item.name: state_in_words(signatures[item.id]) for item in review.items if item.kind == "card"}


def signing_files(review: Review, ruleset: Ruleset, known: Mapping[str, object]) -> Mapping[str, str]:
    """The page, by its path; `known` is what every page of the site says."""
    items = list(items_to_sign(review, ruleset))
    by_kind = {kind: [each for each in items if each.item.kind == kind] for kind in HEADINGS}
    program = joined(_text(name) for name in SCRIPTS)
    rendered: str = (
        templates()
        .get_template("signoff_page/signing_page.html.jinja")
        .render(
            items=[(kind, title, by_kind[kind]) for kind, title in HEADINGS.items()],
            review=review,
            standing=review.standing,
            needed=NEEDED,
            most_of_a_name=MOST_OF_A_NAME,
            most_of_a_comment=MOST_OF_A_COMMENT,
            data=_data(items),
            script=program,
            script_hash=content_hash(program),
            **{**known, "root": ""},
        )
    )
    return {"signoff.html": rendered}


def _data(items: Iterable[ItemToSign]) -> str:
    """What the file says of each item beside the verdict; no part of it can end the element that it stands in."""
    told = {
        each.item.id: {"sha256": each.item.sha256, "parts": each.item.marks, "answer": each.item.answer}
        for each in items
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _text(name: str) -> str:
    return (files("crdecide.publish.site.signoff_page") / name).read_text(encoding="utf-8")
