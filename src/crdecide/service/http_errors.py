"""What is not answered: a status and an OperationOutcome that says what was expected, with no value of the call."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydantic import ValidationError

from crdecide.errors import CrdecideError

CODES = {
    400: "structure", 404: "not-found", 405: "not-supported", 408: "timeout", 409: "conflict",
    410: "deleted", 412: "required", 413: "too-costly", 415: "not-supported", 422: "business-rule", 429: "throttled",
    500: "exception", 502: "exception", 503: "transient",
}  # fmt: skip
"""FHIR's issue type for each status (https://hl7.org/fhir/R4/valueset-issue-type.html)."""


class Refusal(CrdecideError):
    """A call that gets an error: its status, what to tell the caller, and headers such as Retry-After."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.headers = status, message, dict(headers or {})


def outcome(status: int, message: str) -> bytes:
    """An OperationOutcome as JSON."""
    issue = {"severity": "error", "code": CODES.get(status, "processing"), "diagnostics": message}
    return json.dumps({"resourceType": "OperationOutcome", "issue": [issue]}).encode()


def faults_of(error: ValidationError) -> str:
    """What is wrong with a message, by path and expectation, without any value of it."""
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'message'}: {fault['msg']}" for fault in faults[:10])
