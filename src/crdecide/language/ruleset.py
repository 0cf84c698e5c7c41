"""A loaded rule set: everything a clinician approved, checked, frozen and ready to be evaluated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from crdecide.guideline.options import OPTIONS, SCOPES, OptionName, ScopeStatus

from .cards import Alert, Conditional, Finding, Monitoring, Note, OptionCard, Rule, Scope
from .conditions import Field, fields_read
from .drug_list import DrugList
from .evidence import Source, Statement
from .manifest import Caveat, Manifest
from .record_fields import FormGroup, RecordFields, form_of
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from .annex import Annex
    from .code_meanings import Terminology
    from .signoff import Pinned
    from .site_codes import SiteCodesUsed
    from .wording.word_lists import WordLists

Kind = TypeVar("Kind", bound=Conditional)


class Origin(Protocol):
    """What a rule set was loaded from, such that another process can make it again."""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from others with the same rules: the hash of each file of site codes."""

    def recipe(self) -> tuple[Any, ...]:
        """A function and its arguments, as `pickle` wants them."""


@dataclass(frozen=True, eq=False)
class Ruleset:
    """Made by `load_ruleset`, which checks it; two that were loaded are equal if their `sha256` and site codes are.

    It can be sent to another process, which makes it once and then knows it again.
    """

    manifest: Manifest
    vocabulary: Vocabulary
    strata: tuple[tuple[Finding, ...], ...]
    """The findings in layers: each reads only inputs and findings of earlier layers."""
    cards: tuple[Conditional, ...]
    caveats: Mapping[str, Caveat]
    sources: Mapping[str, Source]
    record_fields: RecordFields
    drugs: DrugList
    beside: Callable[[], Annex]
    """What makes the annex, where it is first asked for."""
    sha256: str
    site_codes: SiteCodesUsed | None = None
    """The file of a site's own codes by which records are read as well, where there is one."""
    retired: tuple[Rule, ...] = ()
    """Findings and cards that are kept on file for their history, and never fire."""
    origin: Origin | None = field(default=None, init=False, repr=False)
    """None where a part was replaced in Python: the hash of the files does not tell what such a rule set says."""

    def __eq__(self, other: object) -> bool:
        if self is other or not isinstance(other, Ruleset):
            return self is other
        if self.origin is None or other.origin is None:
            return False
        return self.sha256 == other.sha256 and self.origin.key == other.origin.key

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __reduce__(self) -> tuple[Any, ...]:
        if self.origin is None:
            # Only here: no answer to a child needs it.
            from pickle import PicklingError

            raise PicklingError("a rule set altered in Python cannot be sent; write it to a folder, and load that")
        return self.origin.recipe()

    def loaded_from(self, origin: Origin) -> Ruleset:
        """The same, knowing where it is from; for those who load it."""
        loaded = replace(self)
        # Not by `replace`: what replaces a part later has no origin any more.
        object.__setattr__(loaded, "origin", origin)
        return loaded

    def reading_by(self, terminology: Terminology) -> Ruleset:
        """The same, by which the records of others are read otherwise."""
        return replace(self, beside=lambda: self.annex._replace(terminology=terminology))

    @cached_property
    def annex(self) -> Annex:
        """What stands beside the rules."""
        return self.beside()

    @property
    def terminology(self) -> Terminology:
        """By what the records of others are read."""
        return self.annex.terminology

    @property
    def wording(self) -> WordLists:
        """The words that texts may be made of."""
        return self.annex.wording

    @property
    def pinned(self) -> Pinned:
        """Which texts are pinned."""
        return self.annex.pinned

    @cached_property
    def form(self) -> tuple[FormGroup, ...]:
        """Every field of the record that is asked, as it is asked."""
        return form_of(self.record_fields, self.vocabulary)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, in an order in which each comes after those it reads."""
        return tuple(chain.from_iterable(self.strata))

    @cached_property
    def finding_by_id(self) -> Mapping[str, Finding]:
        """Every finding by its id."""
        return {finding.id: finding for finding in self.findings}

    @cached_property
    def alert_by_id(self) -> Mapping[str, Alert]:
        """Every alert by its id."""
        return {alert.id: alert for alert in self.alerts}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every finding, then every card."""
        return (*self.findings, *self.cards)

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """The scope cards."""
        return self._of_kind(Scope)

    @cached_property
    def options(self) -> tuple[OptionCard, ...]:
        """The option cards."""
        return self._of_kind(OptionCard)

    @cached_property
    def options_about(self) -> Mapping[OptionName, tuple[OptionCard, ...]]:
        """The option cards about each option."""
        about: dict[OptionName, tuple[OptionCard, ...]] = {}
        for name in OPTIONS:
            about[name] = tuple(card for card in self.options if card.says.option == name)
        return about

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The notes that qualify options."""
        return self._of_kind(Note)

    @cached_property
    def alerts(self) -> tuple[Alert, ...]:
        """The alert cards."""
        return self._of_kind(Alert)

    @cached_property
    def withheld(self) -> tuple[Conditional, ...]:
        """The cards that some other card withholds."""
        return tuple(card for card in self.cards if card.withheld_by)

    @cached_property
    def withholding(self) -> Mapping[str, Sequence[str]]:
        """Each card that withholds others, by id, with these."""
        return withholding(self.cards)

    @cached_property
    def alerts_in(self) -> Mapping[ScopeStatus, tuple[Alert, ...]]:
        """The alerts that speak in each scope."""
        return {scope: tuple(alert for alert in self.alerts if scope in alert.speaks_in) for scope in SCOPES}

    @cached_property
    def monitoring(self) -> tuple[Monitoring, ...]:
        """The monitoring cards."""
        return self._of_kind(Monitoring)

    def _of_kind(self, kind: type[Kind]) -> tuple[Kind, ...]:
        return tuple(card for card in self.cards if isinstance(card, kind))

    @cached_property
    def references(self) -> tuple[str, ...]:
        """Every statement of every source, as ``source#statement``."""
        references: list[str] = []
        for source in self.sources.values():
            references += [f"{source.id}#{name}" for name in source.statements]
        return tuple(references)

    def statement(self, reference: str) -> tuple[Source, Statement]:
        """The source and the statement behind ``source#statement``."""
        source, _, name = reference.partition("#")
        return self.sources[source], self.sources[source].statements[name]


def withholding(cards: Iterable[Conditional]) -> Mapping[str, Sequence[str]]:
    """Each card that withholds some of these, by id, with those."""
    found: dict[str, list[str]] = {}
    for card in cards:
        for name in card.withheld_by:
            found.setdefault(name, []).append(card.id)
    return found


def condition_fields(vocabulary: Vocabulary, findings: Iterator[Finding] | tuple[Finding, ...]) -> Mapping[str, Field]:
    """Every name a condition may use: the inputs, then the findings."""
    return {**vocabulary.fields(), **{finding.id: Field(finding.id, finding.values) for finding in findings}}


def fields_of(rule: Rule) -> tuple[str, ...]:
    """The inputs and findings that a rule reads, each once."""
    # A dict as a set that keeps its order.
    fields: dict[str, None] = {}
    for condition in rule.conditions:
        fields.update(dict.fromkeys(fields_read(condition)))
    return tuple(fields)
