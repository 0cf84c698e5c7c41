"""The full advisory behind a link, made again when it is opened.

What it is made of is sealed with a key that only the link holds, and gone when its time is over.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass

from pydantic import TypeAdapter

from crdecide.advisory.contract_1 import StoredAdvisory
from crdecide.advisory.model import Advisory
from crdecide.advisory.record_out import RecordOut
from crdecide.errors import CrdecideError
from crdecide.guideline.patient import Patient
from crdecide.language.ruleset import Ruleset
from crdecide.records import advise_record
from crdecide.records.fhir import Occasion

from ..store import SealedReport, Store
from ..store.sealed import decrypt, name_of, seal, unseal

SECRET_BYTES = 32
MINUTE = 60
MADE_AGAIN, WHOLE = "inputs", "advisory"
"""What is kept: that of which the advisory is made; or, as version 0.1 did, the advisory itself."""


class Gone(CrdecideError):
    """The advisory cannot be made again as it was: the rules or the program have changed."""


@dataclass(frozen=True)
class Report:
    """An advisory, the patient it was given for, and the occasion."""

    advisory: StoredAdvisory
    patient: Patient
    occasion: Occasion


@dataclass(frozen=True)
class Kept:
    """What a report is made of again, and the hash of the advisory that was given."""

    patient: Patient
    record: RecordOut
    occasion: Occasion
    advisory_sha256: str


KEPT, REPORT, ADVISORY = TypeAdapter(Kept), TypeAdapter(Report), TypeAdapter(Advisory)


def sealed(report: Report, minutes: int) -> tuple[str, SealedReport]:
    """The secret to put into the link of a report, and what is to be kept for some minutes."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    record = report.advisory.record or RecordOut(fields=(), notes=())
    kept = Kept(report.patient, record, report.occasion, _sha256(report.advisory))
    content = seal(secret, KEPT.dump_json(kept))
    return secret, SealedReport(name_of(secret), content, MADE_AGAIN, int(time.time()) + minutes * MINUTE)


def opened(secret: str, store: Store, ruleset: Ruleset) -> Report | None:
    """The report of that link, unless there is none or its time is over.

    Raises:
        Gone: what would be shown is not what was given.
        StoreError: the database cannot be read.
        EngineError: the rules could not be run.
    """
    row = store.report(name_of(secret), int(time.time()))
    if row is None:
        return None
    content, form = row
    if form == WHOLE:
        return REPORT.validate_json(decrypt(secret, content))
    return _made_again(unseal(secret, content), ruleset)


def _made_again(content: bytes, ruleset: Ruleset) -> Report:
    kept = KEPT.validate_json(content)
    advisory = advise_record(kept.patient, kept.record, ruleset=ruleset)
    if _sha256(advisory) != kept.advisory_sha256:
        raise Gone("the rules or the program have changed since the call")
    return Report(advisory, kept.patient, kept.occasion)


def _sha256(advisory: Advisory) -> str:
    """Of all that the advisory says; of its evidence, two thirds of it, by id: the texts are those of the rule set."""
    said = hashlib.sha256(ADVISORY.dump_json(advisory, exclude={"evidence"}))
    said.update("\n".join([item.id for item in advisory.evidence]).encode())
    return said.hexdigest()
