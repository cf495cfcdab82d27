"""What all endpoints for programs share: reading a JSON body, and telling what was wrong."""

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rag.web.programs import BadRequest
from rag.web.turnstile import Busy

Endpoint = Callable[[Request], Awaitable[Response]]


async def read_json(request: Request) -> dict[str, Any]:
    """The JSON object in the body.

    The content type must say so: a page of another site cannot set it without asking, so it cannot send questions.
    """
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise BadRequest("the content type must be application/json")
    try:
        body = json.loads(await request.body())
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
            return problem(str(error), 503)
        except Exception:
            logging.getLogger(__name__).exception("A request of a program failed")
            return problem("the answer failed; the terminal says why", 500)

    return safe


def problem(message: str, status: int) -> Response:
    """An error in the shape that OpenAI's clients also read."""
    kind = "invalid_request_error" if status < 500 else "server_error"
    return JSONResponse({"error": {"message": message, "type": kind}}, status)
