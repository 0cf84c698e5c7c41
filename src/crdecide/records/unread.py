"""What could not be read of a record: where it stands, in the record's own words, and how grave it may be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from crdecide.advisory.danger import fields_behind
from crdecide.advisory.record_out import UnreadKind
from crdecide.guideline.named_ids import DANGER
from crdecide.guideline.plain_text import ACTED_ON
from crdecide.language.code_maps import Concept
from crdecide.language.code_meanings import Meaning
from crdecide.language.code_systems import Coding
from crdecide.language.ruleset import Ruleset

from .statements import Source, Unread

LONGEST_TEXT = 120
"""Letters of the record's own words that are repeated: enough to find the entry."""
MOST_KEPT = 4_096
NOT_LISTED = "its code and name are not in the lists"


class Whereabouts(NamedTuple):
    """Where in a record something stands; `kind` is what it is where nothing graver is known.

    `texts` and `codes` are its own words for it: they are shown of what could not be read. `dangers` are the fields on
    which a danger may rest.
    """

    source: Source
    kind: UnreadKind
    texts: tuple[str, ...] = ()
    codes: tuple[Coding, ...] = ()
    dangers: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The first of its words, as they may be shown."""
        return own_words(self.texts)

    def named(self, name: str | None) -> Whereabouts:
        """The same place, read by a name where there is one."""
        return self._replace(source=replace(self.source, by_name=name)) if name else self

    def unread(
        self, why: str, meaning: Meaning[Any] | None = None, *, fields: tuple[str, ...] = (), grave: bool = True
    ) -> Unread:
        """That it was not read, and why; not `grave` where it is said not to be there."""
        fields = meaning.fields if meaning else fields
        kind = self.kind_of(meaning) if meaning and grave else self.kind
        return Unread(kind, why, self.source, self.text, _shown(self.codes), fields, meaning.name if meaning else None)

    def in_doubt(self, meaning: Meaning[Any], why: str) -> Unread:
        """That it may be there or not."""
        return self.unread(f"it may be {meaning.entry.label}, and is in doubt: {why}", meaning)

    def kind_of(self, meaning: Meaning[Any]) -> UnreadKind:
        """What it is where it cannot be used: a danger or a tumour, by what it means, or else what stands here."""
        if not self.dangers.isdisjoint(meaning.fields):
            return "danger"
        return "tumour" if isinstance(meaning.entry, Concept) and meaning.entry.population else self.kind


def own_words(texts: Iterable[str]) -> str:
    """The first text of a record that says anything, on one line, without what a screen would act on."""
    for text in texts:
        shown = text
        if not text.isprintable():  # of what can be printed nothing is acted on, which is so of nearly every text
            shown = "".join(" " if unicodedata.category(letter) in ACTED_ON else letter for letter in text)
        if words := re.sub(r"\s+", " ", shown).strip():
            return words if len(words) <= LONGEST_TEXT else f"{words[: LONGEST_TEXT - 3]}..."
    return ""


@lru_cache(maxsize=MOST_KEPT)
def _shown(codings: tuple[Coding, ...]) -> tuple[str, ...]:
    """Each coding as a record gives it: system and code; kept, as records have the same ones again and again."""
    return tuple(own_words([f"{coding.system} {coding.code}"]) for coding in codings)


@lru_cache(maxsize=8)
def danger_fields(ruleset: Ruleset) -> frozenset[str]:
    """The fields of the record on which the danger may rest."""
    return fields_behind(ruleset, DANGER)
