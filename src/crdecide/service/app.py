"""The routes of the service. Each worker makes one app."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import anyio
from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from crdecide.errors import CrdecideError
from crdecide.publish.fhir_questionnaire import questionnaire
from crdecide.version import __version__

from .auth.tokens import Unauthorised
from .clinician.pages import BASE
from .clinician.routes import add_clinician_page, refused_reader
from .hooks.call import answered
from .hooks.feedback import keep_feedback
from .hooks.populating import populated
from .http_errors import Refusal, outcome
from .operations.housekeeping import forget_expired
from .operations.logs import configure, logger
from .operations.metrics import exposition
from .operations.readiness import unready
from .settings import Settings, read_settings
from .store import StoreError
from .web import described
from .web.admission import Intake
from .web.middleware import Boundary
from .web.plain_route import PlainRoute
from .web.report_pages import report_as_fhir, report_as_html
from .wiring import Deployment

JSON, FHIR = "application/json", "application/fhir+json"
RETRY_LATER = {"Retry-After": "5"}
"""What a caller is told while the audit store is away: a restart of a database takes seconds."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """The app; with no settings given, those of the environment.

    Raises:
        InvalidSettings, InvalidRuleset, StoreError: it cannot start.
    """
    settings = settings or read_settings()
    configure()
    deployment = Deployment.of(settings)
    app = FastAPI(
        title="crdecide",
        version=__version__,
        openapi_url=None,
        redirect_slashes=False,
        # Whoever traces FastAPI would be told the path, which may hold a secret.
        telemetry={"tracing": False, "metrics": False, "logs": False},
        lifespan=partial(_life, deployment),
    )
    if settings.cors_origins or settings.insecure_dev:
        origins = ["*"] if settings.insecure_dev else list(settings.cors_origins)
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
        )
    app.add_middleware(Boundary, settings=settings)
    app.router.route_class = PlainRoute
    _add_errors(app)
    _add_hooks(app, deployment)
    _add_reports(app, deployment)
    _add_questionnaire(app, deployment)
    _add_operations(app, deployment)
    add_clinician_page(app, deployment)
    return app


@asynccontextmanager
async def _life(deployment: Deployment, _: FastAPI) -> AsyncIterator[None]:
    if deployment.settings.insecure_dev:
        logger().warning("INSECURE DEVELOPMENT MODE: callers are not checked; only this machine is answered")
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(forget_expired, deployment.store)
        yield
        tasks.cancel_scope.cancel()
    await to_thread.run_sync(deployment.close)


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(Unauthorised)
    async def unauthorised(_: Request, __: Unauthorised) -> Response:
        return Response(status_code=401)

    @app.exception_handler(Refusal)
    async def refused(request: Request, error: Refusal) -> Response:
        if request.url.path.startswith(BASE):
            return refused_reader(error)
        return _refused(error.status, error.message, error.headers)

    @app.exception_handler(StoreError)
    async def not_kept(_: Request, error: StoreError) -> Response:
        logger().error("the audit store cannot be used", why=str(error))
        return _refused(503, "what is not kept is not answered, and the audit store cannot be used", RETRY_LATER)

    @app.exception_handler(CrdecideError)
    async def failed(_: Request, error: CrdecideError) -> Response:
        logger().error("a call failed", exc_info=error)
        return _refused(500, "the call could not be answered; the fault is ours")

    @app.exception_handler(HTTPException)
    async def not_routed(_: Request, error: HTTPException) -> Response:
        return _refused(error.status_code, "no such address or method", dict(error.headers or {}))


def _refused(status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    return Response(outcome(status, message), status_code=status, media_type=FHIR, headers=headers)


def _add_hooks(app: FastAPI, deployment: Deployment) -> None:
    intake, settings = Intake(deployment), deployment.settings

    @app.get("/cds-services", **described.DISCOVERY)
    async def discover(request: Request) -> Response:
        """The services, with what each asks to be prefetched."""
        await intake.caller(request, f"{settings.public_url}/cds-services")
        return Response(deployment.discovery, media_type=JSON)

    @app.post("/cds-services/{service}", **described.HOOK)
    async def call_service(service: described.ServiceId, request: Request) -> Response:
        """The cards for one call."""
        async with intake.call(request, service) as call:
            return Response(await intake.in_turn(partial(answered, call, deployment)), media_type=JSON)

    @app.post("/cds-services/{service}/feedback", **described.FEEDBACK)
    async def give_feedback(service: described.ServiceId, request: Request) -> Response:
        """What became of cards."""
        async with intake.call(request, service, "/feedback") as call:
            await intake.in_turn(partial(keep_feedback, call, deployment))
            return Response(status_code=200)


def _add_reports(app: FastAPI, deployment: Deployment) -> None:
    intake = Intake(deployment)

    @app.get("/reports/{secret}", **described.REPORT)
    async def report(secret: str) -> Response:
        """The full advisory behind a card's link."""
        return await intake.in_turn(partial(report_as_html, secret, deployment))

    @app.get("/reports/{secret}/fhir", **described.REPORT_FHIR)
    async def report_fhir(secret: str) -> Response:
        """The same as a Bundle of FHIR resources."""
        return await intake.in_turn(partial(report_as_fhir, secret, deployment))


def _add_questionnaire(app: FastAPI, deployment: Deployment) -> None:
    intake, base = Intake(deployment), f"{deployment.settings.public_url}/fhir"
    form = json.dumps(questionnaire(deployment.ruleset)).encode()

    @app.get("/fhir/Questionnaire/crdecide", **described.QUESTIONNAIRE)
    async def show_questionnaire(request: Request) -> Response:
        """The questions, as a FHIR Questionnaire."""
        await intake.caller(request, f"{base}/Questionnaire/crdecide")
        return Response(form, media_type=FHIR)

    @app.post("/fhir/Questionnaire/crdecide/$populate", **described.POPULATE)
    async def populate(request: Request) -> Response:
        """The questions with what is known of a child filled in, by the resources that are sent along."""
        async with intake.body_at(request, f"{base}/Questionnaire/crdecide/$populate") as body:
            return Response(await intake.in_turn(partial(populated, body, deployment.ruleset)), media_type=FHIR)


def _add_operations(app: FastAPI, deployment: Deployment) -> None:
    @app.get("/health")
    async def health() -> Response:
        """That the worker is alive."""
        return Response('{"status":"ok"}', media_type=JSON)

    @app.get("/ready", **described.READY)
    async def ready() -> Response:
        """Whether calls can be answered, and if not, what is missing."""
        if why := await to_thread.run_sync(unready, deployment):
            return _refused(503, why, RETRY_LATER)
        return Response('{"status":"ready"}', media_type=JSON)

    @app.get("/openapi.json", include_in_schema=False)
    async def openapi() -> Response:
        """The routes, as OpenAPI describes them."""
        return JSONResponse(described.document(app))

    @app.get("/metrics", **described.METRICS)
    async def metrics() -> Response:
        """The figures of all workers."""
        return Response(await to_thread.run_sync(exposition), media_type="text/plain; version=0.0.4")
