"""The messages of CDS Hooks 2.0.1: lenient in what comes, strict in what goes (https://cds-hooks.hl7.org/2.0/).

Of what comes, unknown fields are passed over, as the standard asks; of what goes, a field without a value is left out.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic.alias_generators import to_camel
from pydantic_core import to_json

Hook = Literal["patient-view", "order-select", "order-sign", "encounter-discharge"]
FhirId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9\-.]{1,64}$")]
Short = Annotated[str, StringConstraints(min_length=1, max_length=2048)]
SUMMARY_LENGTH = 139
"""Characters of a summary: it has to be shorter than 140."""


class Incoming(BaseModel):
    """Something that a client sends. Secrets in it are not shown."""

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel, hide_input_in_errors=True)


class Authorization(Incoming):
    """The token for the client's FHIR server; its names are not camel case."""

    model_config = ConfigDict(alias_generator=None)

    access_token: Annotated[str, Field(repr=False, min_length=1, max_length=16_384, pattern=r"^[\x21-\x7e]+$")]
    token_type: str
    expires_in: int
    scope: str
    subject: str
    patient: str | None = None


class Context(Incoming):
    """The context of all four hooks; which fields a hook demands is checked for the hook."""

    user_id: Annotated[
        str, StringConstraints(pattern=r"^(Practitioner|PractitionerRole|Patient|RelatedPerson)/[A-Za-z0-9\-.]{1,64}$")
    ]
    patient_id: FhirId
    encounter_id: FhirId | None = None
    selections: tuple[Short, ...] | None = None
    draft_orders: dict[str, Any] | None = Field(default=None, repr=False)


DEMANDS: dict[str, tuple[str, ...]] = {
    "patient-view": (),
    "order-select": ("selections", "draft_orders"),
    "order-sign": ("draft_orders",),
    "encounter-discharge": ("encounter_id",),
}
"""The fields of the context that a hook demands beside user and patient (hook library 1.0.1)."""


class HookRequest(Incoming):
    """A call of a service."""

    hook: Hook
    hook_instance: UUID
    context: Context
    fhir_server: Short | None = None
    fhir_authorization: Authorization | None = Field(default=None, repr=False)
    prefetch: dict[str, Any] | None = Field(default=None, repr=False)

    @model_validator(mode="after")
    def _context_is_that_of_the_hook(self) -> HookRequest:
        for name in DEMANDS[self.hook]:
            if getattr(self.context, name) is None:
                raise ValueError(f"context.{to_camel(name)} is required for the hook {self.hook}")
        if self.fhir_authorization is not None and self.fhir_server is None:
            raise ValueError("fhirServer is required with fhirAuthorization")
        return self


class Id(Incoming):
    """A reference by id."""

    id: Short


class Reason(Incoming):
    """Why a card was overridden."""

    code: Short
    system: Short | None = None


class OverrideReason(Incoming):
    """The reason chosen, and what the user wrote; the comment may hold anything."""

    reason: Reason | None = None
    user_comment: str | None = Field(default=None, repr=False, max_length=16_384)


Utc = Annotated[AwareDatetime, AfterValidator(lambda when: when.astimezone(UTC))]


class CardFeedback(Incoming):
    """What became of one card."""

    card: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    outcome: Literal["accepted", "overridden"]
    accepted_suggestions: tuple[Id, ...] = ()
    override_reason: OverrideReason | None = None
    outcome_timestamp: Utc

    @model_validator(mode="after")
    def _accepted_names_a_suggestion(self) -> CardFeedback:
        if self.outcome == "accepted" and not self.accepted_suggestions:
            raise ValueError("acceptedSuggestions is required where the outcome is accepted")
        return self


class FeedbackRequest(Incoming):
    """What became of several cards; the same card may come again."""

    feedback: Annotated[tuple[CardFeedback, ...], Field(min_length=1, max_length=1000)]


class Outgoing(BaseModel):
    """Something that we send."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True, serialize_by_alias=True
    )


Words = Annotated[str, StringConstraints(min_length=1)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]


class Coding(Outgoing):
    """A code; `display` is what a user sees."""

    system: Words
    code: Words
    display: Words


class CardSource(Outgoing):
    """Where the card's knowledge comes from."""

    label: Words
    url: Address
    topic: Coding


class Link(Outgoing):
    """More to read."""

    label: Words
    url: Address
    type: Literal["absolute", "smart"] = "absolute"


class Action(Outgoing):
    """Something that the client does where its user accepts the suggestion."""

    type: Literal["create"] = "create"
    description: Words
    resource: dict[str, Any]


class Suggestion(Outgoing):
    """Something that the user may accept."""

    label: Words
    uuid: UUID
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]


Indicator = Literal["info", "warning", "critical"]


class Card(Outgoing):
    """One thing to read. Fields that are None are left out when it is sent."""

    uuid: UUID
    summary: Annotated[str, StringConstraints(min_length=1, max_length=SUMMARY_LENGTH)]
    indicator: Indicator
    detail: Words
    source: CardSource
    suggestions: Annotated[tuple[Suggestion, ...], Field(min_length=1)] | None = None
    selection_behavior: Literal["at-most-one", "any"] | None = None
    override_reasons: tuple[Coding, ...]
    links: Annotated[tuple[Link, ...], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _suggestions_say_how_many(self) -> Card:
        if (self.suggestions is None) != (self.selection_behavior is None):
            raise ValueError("suggestions and selectionBehavior go together")
        return self


class HookResponse(Outgoing):
    """The answer to a call; no cards means that there is nothing to say."""

    cards: tuple[Card, ...]


class Service(Outgoing):
    """A service as discovery describes it."""

    hook: Hook
    id: Words
    title: Words
    description: Words
    prefetch: Annotated[dict[str, Words], Field(min_length=1)]
    usage_requirements: Words
    version: Words


class Discovery(Outgoing):
    """All services."""

    services: tuple[Service, ...]


def sent(message: Outgoing) -> bytes:
    """The message as JSON, without fields that have no value."""
    return to_json(message, exclude_none=True)


def now() -> datetime:
    """The present, in UTC."""
    return datetime.now(UTC)
