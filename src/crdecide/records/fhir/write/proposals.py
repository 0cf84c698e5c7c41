"""RequestGroup and GuidanceResponse, shaped like the draft profiles of HL7's cds-hooks-clinical-reasoning.

https://github.com/HL7/cds-hooks-clinical-reasoning, https://hl7.org/fhir/R4/requestgroup.html,
https://hl7.org/fhir/R4/guidanceresponse.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crdecide.advisory.answer_parts import CaveatOut, EvidenceOut, OptionOut
from crdecide.advisory.model import Advisory
from crdecide.advisory.render.option_caveats import caveats_of
from crdecide.advisory.render.page import OPEN_DANGER
from crdecide.advisory.render.unread_entries import lacking
from crdecide.advisory.wording import certainty_words
from crdecide.guideline.options import CANNOT_ASSESS, ON_THE_TABLE
from crdecide.guideline.spelling import spoken

from .occasion import SOFTWARE, Json, Occasion

ENDPOINT = "http://hl7.org/fhir/StructureDefinition/cqf-cdsHooksEndpoint"


def request_group(advisory: Advisory, occasion: Occasion, *, caveats: Sequence[CaveatOut]) -> Json:
    """The options: those that the evidence speaks for as proposals, the others as notes; never an order.

    FHIR demands a resource behind each action (invariant rqg-1): a Task with the intent of a proposal.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    proposed = [option for option in advisory.options if option.stance in ON_THE_TABLE]
    group: Json = {
        "resourceType": "RequestGroup",
        "id": occasion.id_of("RequestGroup"),
        "contained": [task(option, occasion, caveats=caveats) for option in proposed],
        "identifier": [occasion.identifier_of("RequestGroup")],
        "instantiatesUri": [occasion.module],
        "status": "draft",
        "intent": "proposal",
        "subject": occasion.subject,
        **occasion.about,
        "authoredOn": occasion.time,
        "author": SOFTWARE,
        "note": [{"text": text} for text in _of_the_options(advisory, caveats=caveats)],
        "action": [action(option, advisory.evidence, caveats=caveats) for option in proposed],
    }
    return {name: value for name, value in group.items() if value != []}


def guidance_response(advisory: Advisory, occasion: Occasion, *, caveats: Sequence[CaveatOut]) -> Json:
    """The answer to the request: what came of it, what could not be excluded, and what it would take to say more.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    endpoint = [{"url": ENDPOINT, "valueUri": occasion.endpoint}] if occasion.endpoint else []
    response: Json = {
        "resourceType": "GuidanceResponse",
        "id": occasion.id_of("GuidanceResponse"),
        "extension": endpoint,
        "requestIdentifier": {"value": str(occasion.request)},
        "identifier": [occasion.identifier_of("GuidanceResponse")],
        "moduleUri": occasion.module,
        "status": "data-required" if advisory.scope.status == CANNOT_ASSESS else "success",
        "subject": occasion.subject,
        **occasion.about,
        "occurrenceDateTime": occasion.time,
        "performer": SOFTWARE,
        "note": [{"text": text} for text in _of_the_answer(advisory, caveats=caveats)],
        "result": {"reference": occasion.url_of("RequestGroup")},
    }
    return {name: value for name, value in response.items() if value != []}


def _of_the_answer(advisory: Advisory, *, caveats: Sequence[CaveatOut]) -> Iterator[str]:
    """What a reader of the GuidanceResponse alone needs: the danger first, and all that is open."""
    yield from _danger(advisory)
    yield _in_brief(advisory, caveats=caveats)
    yield from (f"Could not be excluded ({spoken(check.id)}). {check.text}" for check in advisory.checks)
    for missing in advisory.missing:
        yield f"Not known, and could change this: {missing.question} ({missing.field})"
    yield advisory.disclaimer


def _of_the_options(advisory: Advisory, *, caveats: Sequence[CaveatOut]) -> Iterator[str]:
    yield from _danger(advisory)
    yield _in_brief(advisory, caveats=caveats)
    for option in advisory.options:
        if option.stance not in ON_THE_TABLE:
            yield f"Weighed and set aside: {_described(option, caveats=caveats)}"
    yield advisory.disclaimer


def _danger(advisory: Advisory) -> Iterator[str]:
    """A danger that is there, or what leaves one open, by the label of each field."""
    danger, labels = advisory.danger, {missing.field: missing.label for missing in advisory.missing}
    if danger.text is not None:
        yield danger.text
    elif danger.asks:
        yield OPEN_DANGER.format(asks=lacking(danger.asks, advisory, labels))


def _in_brief(advisory: Advisory, *, caveats: Sequence[CaveatOut]) -> str:
    """The summary, with the caveats of every option that it names."""
    own = dict.fromkeys(caveat.text for option in advisory.options for caveat in caveats_of(option, caveats))
    return " ".join([advisory.summary, *(["Caveats:"] if own else []), *own])


def task(option: OptionOut, occasion: Occasion, *, caveats: Sequence[CaveatOut]) -> Json:
    """The option as a Task that is a proposal, with every caveat in full.

    Raises:
        CaveatsLacking: one that the option demands is not among the caveats given.
    """
    return {
        "resourceType": "Task",
        "id": option.option.replace("_", "-"),
        "status": "draft",
        "intent": "proposal",
        "code": {"text": spoken(option.option)},
        "description": _described(option, caveats=caveats),
        "for": occasion.subject,
        "authoredOn": occasion.time,
    }


def action(option: OptionOut, evidence: Iterable[EvidenceOut], *, caveats: Sequence[CaveatOut]) -> Json:
    """The option as an action of a RequestGroup, with every caveat in full and all that both cite.

    Raises:
        CaveatsLacking: one that the option demands is not among the caveats given.
    """
    own = caveats_of(option, caveats)
    cited = [*option.evidence, *(name for caveat in own for name in caveat.evidence)]
    written: Json = {
        "title": spoken(option.option),
        "description": _described(option, caveats=caveats),
        "documentation": list(citations(cited, evidence)),
        "resource": {"reference": f"#{option.option.replace('_', '-')}"},
    }
    return {name: value for name, value in written.items() if value != []}


def _described(option: OptionOut, *, caveats: Sequence[CaveatOut]) -> str:
    """An option in words, with its certainty and every caveat in full."""
    stance = f"{spoken(option.option)}: {spoken(option.stance)}{', especially here' if option.especially else ''}"
    certainty = certainty_words(option)
    limits = " ".join(caveat.text for caveat in caveats_of(option, caveats))
    notes = " ".join(note.text for note in option.notes)
    said = [f"{stance}.", option.rationale, notes, certainty, f"Caveats: {limits}" if limits else ""]
    return " ".join(filter(None, said))


def citations(references: Iterable[str], evidence: Iterable[EvidenceOut]) -> Iterator[Json]:
    """The statements as relatedArtifact, each once."""
    wanted = set(references)
    for item in evidence:
        if item.id in wanted:
            yield {
                "type": "citation",
                "label": item.id,
                "display": f"{item.statement} ({item.locator})",
                "citation": item.citation,
                **_address(item),
            }


def _address(item: EvidenceOut) -> Json:
    """The address of a source; a source may have none, and FHIR knows no empty one."""
    address = f"https://doi.org/{item.doi}" if item.doi else item.url
    return {"url": address} if address else {}
