"""What all endpoints for programs share: reading a JSON body, and telling what was wrong."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from rag.web.line import Busy
from rag.web.problem import problem
from rag.web.programs import BadRequest
from rag.web.strict import strict_json

Endpoint = Callable[[Request], Awaitable[Response]]
T = TypeVar("T")
# Seconds after which who was told to ask again may do so: a few answers are through by then.
_SOON = 2


class Left(Exception):
    """Who asked has hung up."""


async def read_json(request: Request) -> dict[str, Any]:
    """The JSON object in the body.

    The content type must say so: a page of another site cannot set it without asking, so it cannot send questions.
    """
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise BadRequest("the content type must be application/json")
    try:
        body = strict_json(await request.body())
    except ValueError as error:
        raise BadRequest(f"the body is no JSON: {error}") from error
    if not isinstance(body, dict):
        raise BadRequest("the body must be a JSON object")
    return body


def told(endpoint: Endpoint) -> Endpoint:
    """The endpoint with its failures as JSON: 400 for a bad request, 503 when busy, 500 for anything else."""

    async def safe(request: Request) -> Response:
        try:
            return await endpoint(request)
        except BadRequest as error:
            return problem(str(error), 400)
        except Busy as error:
            refusal = problem(str(error), 503, code="busy", place=error.place)
            refusal.headers["Retry-After"] = str(_SOON)
            return refusal
        except (Left, ClientDisconnect):
            return Response(status_code=499)
        except Exception:
            logging.getLogger(__name__).exception("A request of a program failed")
            return problem("the answer failed; the terminal says why", 500)

    return safe


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """What some work gives; it is stopped, and Left raised, when the client hangs up before it is done."""
    working, leaving = asyncio.create_task(work), asyncio.create_task(_left(request))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Left
        return working.result()
    finally:
        for task in (working, leaving):
            task.cancel()
        await asyncio.wait((working, leaving))


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
