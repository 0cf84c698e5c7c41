"""What became of cards: kept, and joined to the decisions that sent them."""

from __future__ import annotations

from uuid import uuid4

from pydantic import ValidationError

from ..http_errors import Refusal, faults_of
from ..operations.metrics import FEEDBACK
from ..store import FeedbackRecord
from ..wiring import Deployment
from .call import Call, parsed_json
from .messages import CardFeedback, FeedbackRequest, now
from .offered import hook_of


def keep_feedback(call: Call, deployment: Deployment) -> None:
    """Keep all that a call says, or nothing of it.

    Raises:
        Refusal: 404 for no such service, 400 for what is no feedback.
        AlreadyUsed: the token was used for another call at the same time; nothing was kept.
        StoreError: nothing was kept.
    """
    if hook_of(call.service) is None:
        raise Refusal(404, "no such service; GET /cds-services lists them")
    data = parsed_json(call.body)
    try:
        feedback = FeedbackRequest.model_validate(data).feedback
    except ValidationError as error:
        raise Refusal(400, faults_of(error)) from None
    records = [_record(item, call, deployment.settings.keep_phi) for item in feedback]
    deployment.store.add_feedback(records, *call.token.taken())
    for item in feedback:
        FEEDBACK.labels(service=call.service, outcome=item.outcome).inc()


def _record(feedback: CardFeedback, call: Call, keep_phi: bool) -> FeedbackRecord:
    """The record of one card; what a user wrote may hold anything, and is kept only where that may be."""
    override = feedback.override_reason
    reason = override.reason if override else None
    return FeedbackRecord(
        id=str(uuid4()),
        received_at=now(),
        client=call.client.name,
        service=call.service,
        card=feedback.card,
        outcome=feedback.outcome,
        outcome_at=feedback.outcome_timestamp,
        accepted_suggestions=tuple(suggestion.id for suggestion in feedback.accepted_suggestions),
        reason_system=reason.system if reason else None,
        reason_code=reason.code if reason else None,
        user_comment=override.user_comment if override and keep_phi else None,
    )
