"""The full advisory behind a link: sealed with a key that only the link holds, and gone when its time is over."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass

from cryptography.fernet import Fernet
from pydantic import TypeAdapter

from crdecide.advisory.contract_1 import StoredAdvisory
from crdecide.guideline.patient import Patient
from crdecide.records.fhir import Occasion

from ..store import Store

SECRET_BYTES = 32
MINUTE = 60


@dataclass(frozen=True)
class Report:
    """An advisory, the patient it was given for, and the occasion; one kept by an older version is read too."""

    advisory: StoredAdvisory
    patient: Patient
    occasion: Occasion


FORM = TypeAdapter(Report)


def keep(report: Report, store: Store, minutes: int) -> str:
    """Keep a report for some minutes; the secret to put in its link.

    Raises:
        StoreError: it was not kept.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    sealed = Fernet(_key(secret)).encrypt(FORM.dump_json(report))
    store.add_report(_name(secret), sealed, int(time.time()) + minutes * MINUTE)
    return secret


def opened(secret: str, store: Store) -> Report | None:
    """The report of that link, unless there is none or its time is over.

    Raises:
        StoreError: the database cannot be read.
    """
    sealed = store.report(_name(secret), int(time.time()))
    return None if sealed is None else FORM.validate_json(Fernet(_key(secret)).decrypt(sealed))


def _name(secret: str) -> str:
    return hashlib.sha256(f"name {secret}".encode()).hexdigest()


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(f"key {secret}".encode()).digest())
