"""Routes whose functions take what the path holds, and the request where they ask for it, and give a response."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from inspect import signature
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response


class PlainRoute(APIRoute):
    """A route that FastAPI describes, and for which it works out nothing with each request.

    What a function names beside the path is no parameter of the query: no caller can set it.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers a request."""
        function, takes_request = self.endpoint, "request" in signature(self.endpoint).parameters

        async def handle(request: Request) -> Response:
            given = {**request.path_params, "request": request} if takes_request else request.path_params
            response: Response = await function(**given)
            return response

        return handle
