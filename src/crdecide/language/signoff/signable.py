"""What can be signed: of what parts it is made, and the hash over all of them.

The parts are those that a reader sees and judges; each is text, under a name. `status` and `version` of a card are no
part: they say how far the review has come, and approving a card would else void what it was approved by.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args

from crdecide.guideline.spelling import spoken

from ..cards import Conditional, Finding, Rule
from .pinned import pinned_texts

if TYPE_CHECKING:
    from ..ruleset import Ruleset

ItemKind = Literal["vignette", "pinned", "card"]
ITEM_KINDS: tuple[ItemKind, ...] = get_args(ItemKind)
"""In the order in which they are signed best: children, the texts that matter most, every card."""
NOT_JUDGED = frozenset({"id", "status", "version", "applies_when", "concludes"})
"""Fields of a card that are no part of what is signed, or are told as conditions."""
PARTS: Mapping[str, str] = {
    "applies_when": "when it applies",
    "concludes": "what it concludes",
    "says": "what it says",
    "evidence": "which evidence it cites",
    "withheld_by": "what withholds it",
    "qualifies": "what it stands beside",
    "formalisation": "how it fits the text",
}
"""How the fields of a card are called as parts, where their own names do not tell a reviewer."""
MARK_LETTERS = 12


@dataclass(frozen=True)
class Signable:
    """One thing to sign. `answer` is what a vignette is answered, in words; of anything else it is empty."""

    kind: ItemKind
    name: str
    title: str
    parts: Mapping[str, str]
    answer: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """How it is named in a file: ``card/surgery_inoperable``."""
        return f"{self.kind}/{self.name}"

    @cached_property
    def sha256(self) -> str:
        """The hash over its id, the names of its parts, and what they say."""
        whole = json.dumps([self.id, *sorted(self.parts.items())], ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """A short hash of each part, by which it can be told later which of them changed."""
        return {name: mark_of(text) for name, text in self.parts.items()}


def mark_of(text: str) -> str:
    """The first letters of the SHA-256 of a part."""
    return hashlib.sha256(text.encode()).hexdigest()[:MARK_LETTERS]


def signables(ruleset: Ruleset) -> tuple[Signable, ...]:
    """Every pinned text and every card and finding that is not retired."""
    return (*_pinned(ruleset), *(card_to_sign(rule, ruleset) for rule in ruleset.rules))


def card_to_sign(rule: Rule, ruleset: Ruleset) -> Signable:
    """A card with each statement that it cites, as its source is cited and read."""
    parts = dict(_conditions(rule))
    said = rule.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=set(NOT_JUDGED))
    parts |= {PARTS.get(name, spoken(name)): _as_text(value) for name, value in said.items()}
    for reference in rule.evidence:
        parts[f"evidence {reference}"] = _as_text(_statement(reference, ruleset))
    return Signable("card", rule.id, rule.title, parts)


def pinned_by(rule: Rule, ruleset: Ruleset) -> Iterator[str]:
    """The ids of the pinned texts that a card says or carries."""
    if rule.id in ruleset.pinned.cards:
        yield f"pinned/card/{rule.id}"
    yield from (f"pinned/caveat/{name}" for name in getattr(rule, "caveats", ()))


def _pinned(ruleset: Ruleset) -> Iterator[Signable]:
    cards = {rule.id: rule for rule in ruleset.rules}
    for name, text in pinned_texts(ruleset.pinned, ruleset.caveats, cards).items():
        owner = name.partition("/")[2]
        title = cards[owner].title if name == f"card/{owner}" else owner.replace("_", " ")
        yield Signable("pinned", name, title, {"text": text})


def _conditions(rule: Rule) -> Iterator[tuple[str, str]]:
    """When it applies, with the names of the fields; the words of the fields may change and mean the same."""
    # Only here: it names the rule set, which names what is in this folder.
    from ..condition_text import in_words

    if isinstance(rule, Conditional):
        yield PARTS["applies_when"], in_words(rule.applies_when, str)
    elif isinstance(rule, Finding):
        lines = [f"{line.value}: {in_words(line.when, str)}" for line in rule.concludes]
        yield PARTS["concludes"], "\n".join(lines)


def _statement(reference: str, ruleset: Ruleset) -> Mapping[str, Any]:
    source, statement = ruleset.statement(reference)
    said = statement.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {**said, "read_in": source.how_read(statement), "citation": source.citation, "address": source.address}


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
