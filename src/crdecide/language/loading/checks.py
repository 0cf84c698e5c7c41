"""Every check of a rule set that looks beyond one file. Each yields problems and stops at none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import chain

from crdecide.errors import Problem, listed, nearest
from crdecide.guideline.options import OPTIONS, STANCES

from ..cards import Conditional, Finding, Named, Note, Rule
from ..ruleset import fields_of
from .check_addresses import address_problems
from .check_code_lists import list_problems
from .check_code_maps import code_problems
from .check_denials import denial_problems
from .check_drug_classes import drug_class_problems
from .check_drugs import drug_problems, drug_reading_problems
from .check_inputs import input_problems
from .check_names import unsafe_names
from .check_overlaps import logical_problems
from .check_pinned_codes import pinned_problems
from .check_record_fields import record_field_problems
from .check_wording import wording_problems
from .draft import Draft

Check = Callable[[Draft], Iterable[Problem]]


def problems_in(draft: Draft) -> list[Problem]:
    """Every problem that the checks find."""
    return list(chain.from_iterable(check(draft) for check in CHECKS))


def problems_beside_sources(draft: Draft) -> list[Problem]:
    """What is wrong with knowledge that is well formed; asked once nothing else is, since it would follow from that."""
    parts = (pinned_problems, drug_class_problems, list_problems, record_field_problems)
    return list(chain.from_iterable(check(draft) for check in parts))


def _vocabulary_is_whole(draft: Draft) -> Iterator[Problem]:
    if draft.vocabulary is None:
        return
    for key, expected, given in (
        ("options", OPTIONS, tuple(draft.vocabulary.options)),
        ("stances", STANCES, tuple(draft.vocabulary.stances)),
    ):
        if given != expected:
            yield draft.problem("vocabulary", (key,), f"{key} are fixed: expected {', '.join(expected)}, in this order")


def stances_are_named(draft: Draft) -> Iterator[Problem]:
    """Labels that say another stance: the words of its name have to stand in it, in order."""
    for name, label in (draft.vocabulary.stances if draft.vocabulary else {}).items():
        words = name.split("_")
        if not re.search(".*".join(map(re.escape, words)), label):
            message = f"the label of '{name}' is '{label}'; expected the words {', '.join(words)} in it, in this order"
            yield draft.problem("vocabulary", ("stances", name), message)


def _names_are_safe(draft: Draft) -> Iterator[Problem]:
    inputs = draft.vocabulary.inputs if draft.vocabulary else {}
    findings = [finding.id for finding in draft.findings]
    for name, reason in unsafe_names([*inputs, *findings]):
        if name in inputs:
            yield draft.problem("vocabulary", ("inputs", name), reason)
        else:
            yield draft.problem(name, ("id",), reason)
    for name in findings:
        if name in inputs:
            yield draft.problem(name, ("id",), f"'{name}' is already the name of an input")


def _references_exist(draft: Draft) -> Iterator[Problem]:
    statements = sorted(draft.statement_ids)
    for card in draft.cards.values():
        yield from _unknown(draft, card, "evidence", card.evidence, statements, "evidence")
        if isinstance(card, Conditional):
            yield from _unknown(draft, card, "withheld_by", card.withheld_by, draft.card_ids, "card")
    for name, caveat in draft.caveats.items():
        for index, reference in enumerate(caveat.evidence):
            if reference not in statements:
                message = f"unknown evidence '{reference}'{nearest(reference, statements)}"
                yield draft.problem("caveats", (name, "evidence", index), message)


def _summaries_are_of_another_source(draft: Draft) -> Iterator[Problem]:
    for source in draft.sources.values():
        others = draft.sources.keys() - {source.id}
        if source.summary_of and source.summary_of not in others:
            message = f"no other source is called '{source.summary_of}'{nearest(source.summary_of, others)}"
            yield draft.problem(source.id, ("summary_of",), message)


def _unknown(
    draft: Draft, card: Rule, key: str, used: Iterable[str], known: Iterable[str], what: str
) -> Iterator[Problem]:
    for index, name in enumerate(used):
        if name not in known:
            yield draft.problem(card.id, (key, index), f"unknown {what} '{name}'{nearest(name, known)}")


def _withholding_is_by_a_holdable_card(draft: Draft) -> Iterator[Problem]:
    findings = {finding.id for finding in draft.findings}
    for card in draft.holdable:
        for index, name in enumerate(card.withheld_by):
            if name in findings:
                message = f"'{name}' is a finding; only a card that holds or not can withhold another"
                yield draft.problem(card.id, ("withheld_by", index), message)


def _no_cards_withhold_each_other(draft: Draft) -> Iterator[Problem]:
    try:
        TopologicalSorter({card.id: card.withheld_by for card in draft.holdable}).prepare()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        message = f"cards withhold one another in a circle, so that none would speak: {circle}"
        yield draft.problem(error.args[1][0], ("withheld_by",), message)


def _evidence_is_cited(draft: Draft) -> Iterator[Problem]:
    for card in draft.holdable:
        if not card.evidence:
            message = f"this {card.kind} has no evidence; expected one source#statement or more"
            yield draft.problem(card.id, ("evidence",), message)


def cards_are_as_their_kind_demands(draft: Draft) -> Iterator[Problem]:
    """What only the kind of a card knows to be wrong with it."""
    named = Named(draft.card_ids, draft.caveat_ids, draft.vocabulary)
    for card in draft.cards.values():
        for fault in card.faults(named):
            yield draft.problem(card.id, fault.path, fault.message)


def _demanded_caveats_exist(draft: Draft) -> Iterator[Problem]:
    for name, option in (draft.vocabulary.options if draft.vocabulary else {}).items():
        for index, caveat in enumerate(option.demands_caveats):
            if caveat not in draft.caveat_ids:
                message = f"unknown caveat '{caveat}'{nearest(caveat, draft.caveat_ids)}"
                yield draft.problem("vocabulary", ("options", name, "demands_caveats", index), message)


def _notes_tell_against_findings(draft: Draft) -> Iterator[Problem]:
    findings = {finding.id: finding for finding in draft.findings}
    # Of a card that could not be read, what is wrong with it is told already.
    unread = draft.card_ids - draft.cards.keys()
    for note in draft.cards.values():
        against = note.says.against if isinstance(note, Note) else None
        if against is None or against in unread:
            continue
        if "yes" not in (findings[against].values if against in findings else ()):
            message = f"unknown finding '{against}'{nearest(against, findings)}; expected one that may be yes"
            yield draft.problem(note.id, ("says", "against"), message)


def _options_in_use_are_told_by_findings(draft: Draft) -> Iterator[Problem]:
    findings = {card.id: card for card in draft.cards.values() if isinstance(card, Finding)}
    for name, option in (draft.vocabulary.options if draft.vocabulary else {}).items():
        if option.in_use is None:
            continue
        if option.in_use not in findings:
            message = f"unknown finding '{option.in_use}'{nearest(option.in_use, findings)}"
            yield draft.problem("vocabulary", ("options", name, "in_use"), message)
        elif "yes" not in findings[option.in_use].values:
            message = f"{option.in_use} takes {listed(findings[option.in_use].values)}; expected yes or no"
            yield draft.problem("vocabulary", ("options", name, "in_use"), message)


def _demanded_caveats_rest_on_what_was_read(draft: Draft) -> Iterator[Problem]:
    """A limit that every answer carries must not rest on copies alone; the product's own limits cite nothing."""
    demanded = [option.demands_caveats for option in draft.vocabulary.options.values()] if draft.vocabulary else []
    for name in dict.fromkeys(chain.from_iterable(demanded)):
        caveat = draft.caveats.get(name)
        if caveat and caveat.evidence and all(_read_in_a_copy(draft, reference) for reference in caveat.evidence):
            message = (
                f"an option demands '{name}', and all that it cites was read in a secondary copy; "
                "expected a statement that was read at its source, or 'own: true' for a limit of the product"
            )
            yield draft.problem("caveats", (name, "evidence"), message)


def _read_in_a_copy(draft: Draft, reference: str) -> bool:
    source, _, name = reference.partition("#")
    found = draft.sources.get(source)
    statement = found.statements.get(name) if found else None
    return found is not None and statement is not None and found.how_read(statement) == "secondary"


def _nothing_is_unused(draft: Draft) -> Iterator[Problem]:
    if draft.vocabulary is None or not draft.all_read:
        return
    read = {option.in_use for option in draft.vocabulary.options.values()}
    for card in draft.cards.values():
        read.update(fields_of(card))
    for finding in draft.findings:
        if finding.id not in read:
            yield draft.problem(finding.id, ("id",), "no card reads this finding; expected at least one")
    for name in draft.vocabulary.inputs:
        if name not in read:
            message = f"no card reads the input '{name}'; expected at least one"
            yield draft.problem("vocabulary", ("inputs", name), message)


CHECKS: tuple[Check, ...] = (
    _vocabulary_is_whole,
    stances_are_named,
    input_problems,
    _names_are_safe,
    _references_exist,
    _summaries_are_of_another_source,
    drug_problems,
    drug_reading_problems,
    code_problems,
    denial_problems,
    address_problems,
    wording_problems,
    _withholding_is_by_a_holdable_card,
    _no_cards_withhold_each_other,
    _evidence_is_cited,
    cards_are_as_their_kind_demands,
    _demanded_caveats_exist,
    _options_in_use_are_told_by_findings,
    _notes_tell_against_findings,
    _demanded_caveats_rest_on_what_was_read,
    _nothing_is_unused,
    logical_problems,
)
