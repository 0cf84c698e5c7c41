"""One call of a service, from its body to its answer; what it came to is kept before it is answered."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import uuid4

from pydantic import ValidationError
from pydantic_core import from_json

from crdecide.errors import CrdecideError, InvalidPatient, WrongPatient
from crdecide.version import __version__

from ..auth.one_use import OneUse
from ..http_errors import Refusal, faults_of
from ..operations.logs import bind
from ..operations.metrics import DECISIONS, stage
from ..prefetch.complete import completed
from ..settings import Client
from ..store import AlreadyUsed, CardRecord, DecisionRecord, SealedReport, StoreError
from ..store.records import Outcome
from ..wiring import Deployment
from .messages import HookRequest, HookResponse, now, sent
from .offered import hook_of
from .respond import Assessment, assess, cards_of
from .setting import setting_of

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """A call by a client that is known, with the moment (of `time.monotonic`) after which it is not answered."""

    service: str
    body: bytes
    client: Client
    token: OneUse
    deadline: float


def answered(call: Call, deployment: Deployment) -> bytes:
    """The response to a call of a service.

    Raises:
        Refusal: it is not answered; where it was a call at all, that is kept too.
        AlreadyUsed: its token was used for another call at the same time; nothing of it is kept.
        StoreError: it could not be kept, and is not answered.
        CrdecideError: our fault; that is kept too, where it can be.
    """
    with stage("parse"):
        request, data = _parsed(call, deployment)
    bind(hook_instance=str(request.hook_instance))
    trail = Trail(call, request, data, deployment)
    with trail.kept_if_refused():
        return _answer(call, request, trail, deployment)


def _answer(call: Call, request: HookRequest, trail: Trail, deployment: Deployment) -> bytes:
    settings, ruleset = deployment.settings, deployment.ruleset
    with stage("prefetch"):
        prefetch = completed(
            request, deployment.templates, call.client, settings, deployment.network, deployment.executor
        )
        _check_entries(prefetch, settings.most_entries)
    with stage("decide"):
        assessment = assess(request, prefetch, ruleset, now().date())
    with stage("render"):
        keep = trail.reports.append
        setting = partial(setting_of, call.service, call.client, request, prefetch, assessment, keep, deployment)
        cards = cards_of(assessment, request, ruleset, setting)
        response = sent(HookResponse(cards=cards))
    if time.monotonic() > call.deadline:
        raise Refusal(503, "the call took too long", {"Retry-After": "1"})
    with stage("audit"):
        kept = tuple(CardRecord(str(card.uuid), card.source.topic.code) for card in cards)
        trail.keep_answer(assessment, response, kept)
    return response


def parsed_json(body: bytes) -> Any:
    """The body as plain data; nesting is bounded by the parser.

    Raises:
        Refusal: 400, it is no JSON.
    """
    try:
        return from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise Refusal(400, f"not JSON: {error}") from None


def _parsed(call: Call, deployment: Deployment) -> tuple[HookRequest, Json]:
    hook = hook_of(call.service)
    if hook is None:
        raise Refusal(404, "no such service; GET /cds-services lists them")
    data = parsed_json(call.body)
    try:
        request = HookRequest.model_validate(data)
    except ValidationError as error:
        raise Refusal(400, faults_of(error)) from None
    if request.hook != hook:
        raise Refusal(400, f"hook: this service is for {hook}")
    _check_entries({"draftOrders": request.context.draft_orders}, deployment.settings.most_entries)
    return request, data


def _check_entries(record: Json, most: int) -> None:
    bundles = (value for value in record.values() if isinstance(value, dict))
    entries = (bundle.get("entry") for bundle in bundles)
    if sum(len(entry) for entry in entries if isinstance(entry, list)) > most:
        raise Refusal(413, f"more than {most} resources; expected the record of one child")


@dataclass(frozen=True)
class Trail:
    """What is kept of a call, in one transaction: its token, what came of it, and what is behind its links."""

    call: Call
    request: HookRequest
    data: Json
    deployment: Deployment
    reports: list[SealedReport] = field(default_factory=list)

    def keep_answer(self, assessment: Assessment, response: bytes, cards: tuple[CardRecord, ...]) -> None:
        """That it was answered, and with which cards.

        Raises:
            StoreError: it was not kept, so that it may not be answered.
        """
        scope = assessment.advisory.scope.status if assessment.advisory else None
        read = hashlib.sha256(assessment.reading.patient.model_dump_json().encode()).hexdigest()
        self._keep("answered" if cards else "quiet", 200, read, response, scope, cards, self.reports)

    @contextmanager
    def kept_if_refused(self) -> Iterator[None]:
        """Keep that a call was refused or failed, and say it as a Refusal."""
        try:
            yield
        except WrongPatient as error:
            self._keep_refusal(422, str(error))
            raise Refusal(422, f"refused: {error}") from None
        except InvalidPatient as error:
            self._keep_refusal(400, str(error))
            raise Refusal(400, str(error)) from None
        except Refusal as error:
            self._keep_refusal(error.status, error.message)
            raise
        except AlreadyUsed:
            raise
        except StoreError:
            DECISIONS.labels(service=self.call.service, outcome="failed").inc()
            raise
        except CrdecideError:
            self._keep_refusal(500, "failed")
            raise

    def _keep_refusal(self, status: int, message: str) -> None:
        outcome: Outcome = "failed" if status >= 500 else "refused"
        self._keep(outcome, status, hashlib.sha256(self.call.body).hexdigest(), message.encode(), None, ())

    def _keep(
        self,
        outcome: Outcome,
        status: int,
        input_sha256: str,
        output: bytes,
        scope: str | None,
        cards: tuple[CardRecord, ...],
        reports: Sequence[SealedReport] = (),
    ) -> None:
        keeps = self.deployment.settings.keep_phi
        decision = DecisionRecord(
            id=str(uuid4()),
            made_at=now(),
            client=self.call.client.name,
            iss=self.call.client.iss,
            service=self.call.service,
            hook_instance=str(self.request.hook_instance),
            outcome=outcome,
            status=status,
            scope=scope,
            input_sha256=input_sha256,
            output_sha256=hashlib.sha256(output).hexdigest(),
            ruleset_sha256=self.deployment.ruleset.sha256,
            crdecide=__version__,
            cards=cards,
            request={k: v for k, v in self.data.items() if k != "fhirAuthorization"} if keeps else None,
            response=json.loads(output) if keeps and status == 200 else None,
        )
        self.deployment.store.keep(*self.call.token.taken(), decision, *reports)
        DECISIONS.labels(service=self.call.service, outcome=outcome).inc()
