"""What stands beside the rules: by what records of others are read, and what texts and codes are held to."""

from __future__ import annotations

from typing import NamedTuple

from .cited_hosts import EvidenceHosts
from .code_meanings import Terminology
from .pinned_codes import PinnedCodes
from .signoff import Pinned
from .wording.word_lists import WordLists


class Annex(NamedTuple):
    """The parts of a rule set that an answer to a child's own record does not need."""

    terminology: Terminology
    wording: WordLists
    pinned: Pinned
    pinned_codes: PinnedCodes
    hosts: EvidenceHosts
