"""`Patient` as the body, and `Advisory` as the answer, of somebody else's FastAPI application."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Annotated, Any

import httpx
import pytest
from fastapi import Body, FastAPI
from pydantic import BaseModel

from crdecide import Advisory, Patient, advise


class Referral(BaseModel):
    """Another body that the application takes."""

    sent_by: str


def application() -> FastAPI:
    app = FastAPI()

    @app.post("/one")
    def one(patient: Patient) -> Advisory:
        return advise(patient)

    @app.post("/several")
    def several(patients: list[Patient]) -> list[str]:
        return [advise(patient).summary for patient in patients]

    @app.post("/either")
    def either(body: Patient | Referral) -> str:
        return type(body).__name__

    @app.post("/beside")
    def beside(patient: Annotated[Patient, Body(embed=True)], site: Annotated[str, Body()]) -> Patient:
        return patient

    return app


APP = application()


def sent(path: str, body: str) -> httpx.Response:
    async def answer() -> httpx.Response:
        # What the application raises stays with it, as behind a server: here it would be a 500.
        transport = httpx.ASGITransport(APP, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://app.example") as client:
            return await client.post(path, content=body, headers={"Content-Type": "application/json"})

    return asyncio.run(answer())


ENTRY = '{"on_age_days": 1, "largest": 3}'


@pytest.mark.parametrize(
    ("path", "body", "place", "message"),
    [
        ("/one", '{"tumors": {}}', ["body", "tumors"], "unknown field; did you mean 'tumours'?"),
        ("/one", '{"age_days": -1}', ["body", "age_days"],
         "Input should be greater than or equal to 0; got -1 (in days)"),
        ("/one", '{"asymptomatic": true, "symptoms": {"syncope": true}}', ["body"],
         "contradiction: asymptomatic is true, yet symptoms.syncope is true"),
        ("/one", '{"tsc": []}', ["body", "tsc"], "Input should be an object; got []"),
        ("/one", "[]", ["body"], "Input should be an object; got []"),
        ("/several", f'[{{}}, {{"tumours": {{"measurements": [{ENTRY}]}}}}]',
         ["body", 1, "tumours", "measurements", 0, "largest_mm"], "this field is required here"),
        ("/beside", '{"site": "north", "patient": {"surgery": {"risk": "hihg"}}}',
         ["body", "patient", "surgery", "risk"],
         "Input should be 'low', 'moderate', 'high' or 'inoperable'; did you mean 'high'?; got \"hihg\""),
        # FastAPI repeats the input in its answer, and fails where that is no JSON.
        ("/one", '{"tumours": {"largest_mm": NaN}}', ["body", "tumours", "largest_mm"],
         "Input should be a finite number; got NaN (in mm)"),
        ("/one", '{"adverse_events": [{"grade": NaN}]}', ["body", "adverse_events", 0, "event"],
         "this field is required here"),
        ("/one", '{"medications": ["\\ud800"]}', ["body", "medications", 0],
         'Text should be one line of letters and signs; character 1 is U+D800; got "\\ud800"'),
    ],
)  # fmt: skip
def test_a_fault_in_the_body_is_answered_with_its_place(path: str, body: str, place: list[Any], message: str) -> None:
    response = sent(path, body)
    assert response.status_code == 422
    fault = response.json()["detail"][0]
    assert (fault["loc"], fault["msg"]) == (place, message)


def test_a_valid_body_is_answered_with_the_advisory() -> None:
    child = {"age_days": 12, "tumours": {"count": 2}, "medications": ["captopril"]}
    response = sent("/one", Patient.model_validate(child).model_dump_json())
    assert response.status_code == 200
    assert Advisory.model_validate_json(response.content) == advise(child)


def test_a_union_of_bodies_takes_each_of_its_members() -> None:
    assert sent("/either", '{"sent_by": "ward 3"}').json() == "Referral"
    assert sent("/either", '{"age_days": 3}').json() == "Patient"


def properties(schemas: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, schema in schemas.items():
        for field, property_ in schema.get("properties", {}).items():
            yield f"{name}.{field}", property_


def test_the_open_api_document_says_of_every_field_what_it_means() -> None:
    schemas = APP.openapi()["components"]["schemas"]
    own = {"HTTPValidationError", "ValidationError", "Referral", "Body_beside_beside_post"}
    silent = [
        name
        for name, property_ in properties(schemas)
        if not property_.get("description") and name.partition(".")[0] not in own
    ]
    assert silent == []
