"""SDC's $populate: our form with what is known of a child, from the resources that the caller sends along.

https://hl7.org/fhir/uv/sdc/STU3/OperationDefinition-Questionnaire-populate.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from crdecide.errors import InvalidPatient, WrongPatient
from crdecide.language.ruleset import Ruleset
from crdecide.records import Reading, fhir
from crdecide.records.fhir.write.populate import prefilled

from ..http_errors import Refusal
from .call import parsed_json
from .messages import now

Json = dict[str, Any]
EXPECTED = "expected Parameters with a subject (a Reference to the Patient) and the content of each context"


def populated(body: bytes, ruleset: Ruleset) -> bytes:
    """The Parameters of the answer: the response in progress, and what the reader of the record should know.

    Raises:
        Refusal: 400, what came are no such Parameters; 422, they are about several patients.
    """
    parameters = _parameters(body)
    subject = _subject(parameters)
    record = {str(number): resource for number, resource in enumerate(_contents(parameters))}
    try:
        reading = fhir.read(record, on=now().date(), patient_id=subject.rpartition("/")[2], ruleset=ruleset)
    except WrongPatient as error:
        raise Refusal(422, f"refused: {error}") from None
    except InvalidPatient as error:
        raise Refusal(400, str(error)) from None
    response = prefilled(reading.patient, ruleset, subject=subject, authored=now())
    answer = [{"name": "response", "resource": response}]
    if issues := [*_issues(reading)]:
        answer.append({"name": "issues", "resource": {"resourceType": "OperationOutcome", "issue": issues}})
    return json.dumps({"resourceType": "Parameters", "parameter": answer}).encode()


def _parameters(body: bytes) -> list[Mapping[str, Any]]:
    sent = parsed_json(body)
    parameters = sent.get("parameter") if isinstance(sent, dict) else None
    if not isinstance(parameters, list) or sent.get("resourceType") != "Parameters":
        raise Refusal(400, EXPECTED)
    return [parameter for parameter in parameters if isinstance(parameter, Mapping)]


def _subject(parameters: list[Mapping[str, Any]]) -> str:
    for parameter in parameters:
        reference = parameter.get("valueReference")
        if parameter.get("name") == "subject" and isinstance(reference, Mapping):
            named = str(reference.get("reference", ""))
            if named.startswith("Patient/"):
                return named
    raise Refusal(400, EXPECTED)


def _contents(parameters: list[Mapping[str, Any]]) -> Iterator[Any]:
    for parameter in parameters:
        parts = parameter.get("part")
        for part in parts if parameter.get("name") == "context" and isinstance(parts, list) else ():
            if isinstance(part, Mapping) and part.get("name") == "content" and "resource" in part:
                yield part["resource"]


def _issues(reading: Reading) -> Iterator[Json]:
    """Where each answer comes from, and what of the record is in none."""
    for field, sources in reading.provenance.items():
        told = f"{field}: {', '.join(map(str, sources))}"
        yield {"severity": "information", "code": "informational", "diagnostics": told, "expression": [field]}
    for note in (*reading.unread, *reading.notes):
        yield {"severity": "warning", "code": "incomplete", "diagnostics": str(note)}
