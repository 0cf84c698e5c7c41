"""A rule set as read, before it is known to hold together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from crdecide.errors import Problem

from ..cards import Conditional, Finding, OptionCard, Rule
from ..cited_hosts import EvidenceHosts
from ..code_lists import NO_LISTS, CodeLists
from ..code_maps import CodeMap, DrugCodes
from ..code_meanings import Terminology
from ..conditions import Field
from ..drug_list import DrugList
from ..evidence import Source
from ..manifest import Caveat, Manifest
from ..pinned_codes import PinnedCodes
from ..record_fields import RecordFields
from ..signoff import Pinned
from ..vocabulary import Vocabulary
from ..wording.word_lists import WordLists
from .yaml_file import YamlFile


class Draft(NamedTuple):
    """Whatever could be read. `files` gives each card's or source's file by id, for file and line."""

    files: Mapping[str, YamlFile]
    card_ids: frozenset[str]
    """The ids of all cards, also of those that could not be read; likewise the next two."""
    statement_ids: frozenset[str]
    caveat_ids: frozenset[str]
    fields: Mapping[str, Field]
    """Every name a condition may use, also findings whose cards could not be read."""
    manifest: Manifest | None
    vocabulary: Vocabulary | None
    cards: Mapping[str, Rule]
    caveats: Mapping[str, Caveat]
    sources: Mapping[str, Source]
    hosts: EvidenceHosts | None
    wording: WordLists | None
    record_fields: RecordFields | None
    pinned: Pinned | None
    signoff_lines: str
    drugs: DrugList | None
    codes: CodeMap | None
    drug_codes: DrugCodes | None
    pinned_codes: PinnedCodes | None
    retired: tuple[Rule, ...] = ()
    lists: CodeLists = NO_LISTS

    @property
    def all_read(self) -> bool:
        """Whether every card could be read; if not, what is unused cannot be told."""
        return len(self.cards) == len(self.card_ids)

    @property
    def terminology(self) -> Terminology | None:
        """Both code maps with the lists, where both could be read."""
        return Terminology(self.codes, self.drug_codes, self.lists) if self.codes and self.drug_codes else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings read."""
        return tuple(card for card in self.cards.values() if isinstance(card, Finding))

    @property
    def holdable(self) -> tuple[Conditional, ...]:
        """The cards that hold or not."""
        return tuple(card for card in self.cards.values() if isinstance(card, Conditional))

    @property
    def options(self) -> tuple[OptionCard, ...]:
        """The option cards read."""
        return tuple(card for card in self.cards.values() if isinstance(card, OptionCard))

    def problem(self, owner: str, path: Sequence[str | int], message: str) -> Problem:
        """A problem in the file of a card, a source or one of the single files."""
        return self.files[owner].problem(path, message)
