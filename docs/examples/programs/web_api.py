"""An endpoint of FastAPI: uvicorn web_api:app"""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from crdecide import Advisory, InvalidPatient, Patient, advise

app = FastAPI(title="Advisories")


@app.post("/advisory")
def advisory(patient: Patient) -> Advisory:
    """What the published evidence says about the options for one child."""
    return advise(patient)


@app.exception_handler(RequestValidationError)
def refused(_: Request, error: RequestValidationError) -> JSONResponse:
    """A record that is refused may still say a danger, and that comes first."""
    faults: dict[str, Any] = {"detail": [{"loc": fault["loc"], "msg": fault["msg"]} for fault in error.errors()]}
    try:
        advise(error.body)
    except InvalidPatient as invalid:
        faults = {"danger": invalid.danger, **faults}
    return JSONResponse(faults, status_code=422)
