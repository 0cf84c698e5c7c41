"""What OpenAPI says of the routes: bodies and answers by the models that check them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import FastAPI, Path
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from ..hooks.messages import Discovery, FeedbackRequest, HookRequest, HookResponse
from ..hooks.offered import HOOKS, service_id

Description = dict[str, Any]
JSON, REFERENCE = "application/json", "#/components/schemas/{model}"
INCOMING: tuple[type[BaseModel], ...] = (HookRequest, FeedbackRequest)
OUTGOING: tuple[type[BaseModel], ...] = (Discovery, HookResponse)
OUTCOME = {"application/fhir+json": {"schema": {"type": "object", "required": ["resourceType", "issue"]}}}
ERRORS = {
    400: "Not a message of this kind", 404: "No such service", 408: "The body did not come in time",
    412: "Data needed is not to be had", 413: "Too large", 415: "Not JSON", 422: "About another patient",
    429: "Too many calls", 500: "Our fault", 503: "Too busy, or the audit store cannot be used",
}  # fmt: skip

NO_TOKEN = {401: {"description": "No token that counts", "content": {}}}


def _refusals(*statuses: int) -> dict[int | str, Description]:
    return {status: {"description": ERRORS[status], "content": OUTCOME} for status in statuses}


def _answers(model: type[BaseModel] | None, *statuses: int) -> Description:
    content = {JSON: {"schema": {"$ref": REFERENCE.format(model=model.__name__)}}} if model else {}
    answer = {200: {"description": "Answered", "content": content}}
    return {
        "responses": {**answer, 401: {"description": "No token that counts", "content": {}}, **_refusals(*statuses)}
    }


def _body(model: type[BaseModel]) -> Description:
    content = {JSON: {"schema": {"$ref": REFERENCE.format(model=model.__name__)}}}
    return {"openapi_extra": {"requestBody": {"required": True, "content": content}}}


def document(app: FastAPI) -> Description:
    """The OpenAPI document, with the models of the messages."""
    described = get_openapi(title=app.title, version=app.version, routes=app.routes)
    models: list[tuple[type[BaseModel], Literal["validation", "serialization"]]] = [
        *((model, "validation") for model in INCOMING),
        *((model, "serialization") for model in OUTGOING),
    ]
    _, schemas = models_json_schema(models, ref_template=REFERENCE)
    described.setdefault("components", {}).setdefault("schemas", {}).update(schemas["$defs"])
    return described


DISCOVERY = _answers(Discovery, 429, 503)
HOOK = {**_answers(HookResponse, *ERRORS), **_body(HookRequest)}
FEEDBACK = {
    **_answers(None, *(status for status in ERRORS if status not in (412, 422))),
    **_body(FeedbackRequest),
    "response_class": Response,
}
NO_REPORT = {
    404: {"description": "No such report", "content": OUTCOME},
    410: {"description": "The rules have changed since", "content": OUTCOME},
    503: {"description": ERRORS[503], "content": OUTCOME},
}
REPORT: Description = {"response_class": HTMLResponse, "responses": NO_REPORT}
REPORT_FHIR: Description = {
    "response_class": Response,
    "responses": {200: {"description": "A Bundle", "content": {"application/fhir+json": {}}}, **NO_REPORT},
}
ONE_RESOURCE = {200: {"description": "A resource", "content": {"application/fhir+json": {}}}}
QUESTIONNAIRE: Description = {
    "response_class": Response,
    "responses": {**ONE_RESOURCE, **NO_TOKEN, **_refusals(429, 503)},
}
PARAMETERS = {"application/fhir+json": {"schema": {"type": "object", "required": ["resourceType", "parameter"]}}}
POPULATE: Description = {
    "response_class": Response,
    "responses": {**ONE_RESOURCE, **NO_TOKEN, **_refusals(*(status for status in ERRORS if status not in (404, 412)))},
    "openapi_extra": {"requestBody": {"required": True, "content": PARAMETERS}},
}
METRICS: Description = {"response_class": PlainTextResponse}
ServiceId = Annotated[str, Path(json_schema_extra={"enum": [service_id(hook) for hook in HOOKS]})]
"""In the path; which ids there are is said to readers, and checked when a call is read."""
READY: Description = {"responses": {503: {"description": "Calls cannot be answered", "content": OUTCOME}}}
