"""RequestGroup and GuidanceResponse, shaped like the draft profiles of HL7's cds-hooks-clinical-reasoning.

https://github.com/HL7/cds-hooks-clinical-reasoning, https://hl7.org/fhir/R4/requestgroup.html,
https://hl7.org/fhir/R4/guidanceresponse.html
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class ToldOption:
    """An option with its caveats, and the words for both: made once, since a task and an action say the same."""

    option: OptionOut
    caveats: tuple[CaveatOut, ...]
    description: str

    @classmethod
    def of(cls, option: OptionOut, *, caveats: Iterable[CaveatOut]) -> ToldOption:
        """The option with every caveat in full.

        Raises:
            CaveatsLacking: one that the option demands is not among the caveats given.
        """
        own = caveats_of(option, caveats)
        return cls(option, own, _described(option, own))

    @property
    def is_proposed(self) -> bool:
        """Whether the evidence speaks for it."""
        return self.option.stance in ON_THE_TABLE

    @property
    def cited(self) -> Iterator[str]:
        """The statements that the option and its caveats rest on."""
        yield from self.option.evidence
        for caveat in self.caveats:
            yield from caveat.evidence


def request_group(advisory: Advisory, occasion: Occasion, *, caveats: Sequence[CaveatOut]) -> Json:
    """The options: those that the evidence speaks for as proposals, the others as notes; never an order.

    FHIR demands a resource behind each action (invariant rqg-1): a Task with the intent of a proposal.

    Raises:
        CaveatsLacking: an option is without a caveat that it demands.
    """
    told = _told(advisory, caveats)
    proposed = [each for each in told if each.is_proposed]
    cited = citations({name for each in proposed for name in each.cited}, advisory.evidence)
    group: Json = {
        "resourceType": "RequestGroup",
        "id": occasion.id_of("RequestGroup"),
        "contained": [task(each, occasion) for each in proposed],
        "identifier": [occasion.identifier_of("RequestGroup")],
        "instantiatesUri": [occasion.module],
        "status": "draft",
        "intent": "proposal",
        "subject": occasion.subject,
        **occasion.about,
        "authoredOn": occasion.time,
        "author": SOFTWARE,
        "note": [{"text": text} for text in _of_the_options(advisory, told)],
        "action": [action(each, cited) for each in proposed],
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
        "note": [{"text": text} for text in _of_the_answer(advisory, _told(advisory, caveats))],
        "result": {"reference": occasion.url_of("RequestGroup")},
    }
    return {name: value for name, value in response.items() if value != []}


def _told(advisory: Advisory, caveats: Sequence[CaveatOut]) -> list[ToldOption]:
    return [ToldOption.of(option, caveats=caveats) for option in advisory.options]


def _of_the_answer(advisory: Advisory, told: Sequence[ToldOption]) -> Iterator[str]:
    """What a reader of the GuidanceResponse alone needs: the danger first, and all that is open."""
    yield from _danger(advisory)
    yield _in_brief(advisory, told)
    yield from (f"Could not be excluded ({spoken(check.id)}). {check.text}" for check in advisory.checks)
    for missing in advisory.missing:
        yield f"Not known, and could change this: {missing.question} ({missing.field})"
    yield advisory.disclaimer


def _of_the_options(advisory: Advisory, told: Sequence[ToldOption]) -> Iterator[str]:
    yield from _danger(advisory)
    yield _in_brief(advisory, told)
    for each in told:
        if not each.is_proposed:
            yield f"Weighed and set aside: {each.description}"
    yield advisory.disclaimer


def _danger(advisory: Advisory) -> Iterator[str]:
    """A danger that is there, or what leaves one open, by the label of each field."""
    danger, labels = advisory.danger, {missing.field: missing.label for missing in advisory.missing}
    if danger.text is not None:
        yield danger.text
    elif danger.asks:
        yield OPEN_DANGER.format(asks=lacking(danger.asks, advisory, labels))


def _in_brief(advisory: Advisory, told: Sequence[ToldOption]) -> str:
    """The summary, with the caveats of every option that it names."""
    own = dict.fromkeys(caveat.text for each in told for caveat in each.caveats)
    return " ".join([advisory.summary, *(["Caveats:"] if own else []), *own])


def task(told: ToldOption, occasion: Occasion) -> Json:
    """The option as a Task that is a proposal, with every caveat in full."""
    name = told.option.option
    return {
        "resourceType": "Task",
        "id": name.replace("_", "-"),
        "status": "draft",
        "intent": "proposal",
        "code": {"text": spoken(name)},
        "description": told.description,
        "for": occasion.subject,
        "authoredOn": occasion.time,
    }


def action(told: ToldOption, cited: Mapping[str, Json]) -> Json:
    """The option as an action of a RequestGroup, with every caveat in full and all that both cite, of what is cited."""
    name, wanted = told.option.option, set(told.cited)
    written: Json = {
        "title": spoken(name),
        "description": told.description,
        "documentation": [artifact for reference, artifact in cited.items() if reference in wanted],
        "resource": {"reference": f"#{name.replace('_', '-')}"},
    }
    return {name: value for name, value in written.items() if value != []}


def _described(option: OptionOut, caveats: Iterable[CaveatOut]) -> str:
    """An option in words, with its certainty and every caveat in full."""
    stance = f"{spoken(option.option)}: {spoken(option.stance)}{', especially here' if option.especially else ''}"
    certainty = certainty_words(option)
    limits = " ".join([caveat.text for caveat in caveats])
    notes = " ".join([note.text for note in option.notes])
    said = [f"{stance}.", option.rationale, notes, certainty, f"Caveats: {limits}" if limits else ""]
    return " ".join(filter(None, said))


def citations(references: Collection[str], evidence: Iterable[EvidenceOut]) -> dict[str, Json]:
    """The statements as relatedArtifact, each once, by id and in their order."""
    return {item.id: _artifact(item) for item in evidence if item.id in references}


def _artifact(item: EvidenceOut) -> Json:
    """A statement; a source may have no address, and FHIR knows no empty one."""
    address = f"https://doi.org/{item.doi}" if item.doi else item.url
    return {
        "type": "citation",
        "label": item.id,
        "display": f"{item.statement} ({item.locator})",
        "citation": item.citation,
        **({"url": address} if address else {}),
    }
