"""The same questions over plain HTTP: JSON in, JSON out, and server-sent events for an answer as it grows."""

import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from rag.types import Progress
from rag.web.asking import Waiting, whole
from rag.web.desk import Desk
from rag.web.line import Busy
from rag.web.openai_api import openai_routes
from rag.web.problem import problem
from rag.web.programs import (
    BadRequest,
    answer_data,
    asking,
    define_data,
    entry_data,
    glossaries_data,
    search_data,
    step_data,
    steps_for,
)
from rag.web.replies import read_json, told, while_connected
from rag.web.who import program_of


def api_routes(desk: Desk) -> list[Route]:
    """`/api/...` and the OpenAI-compatible `/v1/...`."""

    async def ask(request: Request) -> Response:
        body = await read_json(request)
        question, before = body.get("question"), body.get("turns", [])
        if not isinstance(before, list):
            raise BadRequest("turns is a list of the user's earlier messages")
        held, user = asking(body.get("glossary"), desk), program_of(request)
        steps = steps_for([*before, question], body.get("mode", "written") != "quoted", held)
        desk.turnstile.check(user)
        progress = desk.turnstile.through(steps, user)
        if body.get("stream") is True:
            return StreamingResponse(_events(progress, held), media_type="text/event-stream")
        return JSONResponse(answer_data(await while_connected(request, whole(progress)), held))

    return [Route("/api/ask", told(ask), methods=["POST"]), *_looking_up(desk), *openai_routes(desk)]


def _looking_up(desk: Desk) -> list[Route]:
    """What is answered without being sought by a question."""

    async def define(request: Request) -> Response:
        held = asking(request.query_params.get("glossary"), desk)
        return JSONResponse(define_data(request.query_params.get("term", ""), held))

    async def search(request: Request) -> Response:
        limit = request.query_params.get("limit", "10")
        if not limit.isascii() or not limit.isdigit() or len(limit) > 3:
            raise BadRequest("limit is a number")
        held = asking(request.query_params.get("glossary"), desk)
        return JSONResponse(search_data(request.query_params.get("words", ""), int(limit), held))

    async def entry(request: Request) -> Response:
        found = entry_data(request.path_params["entry_id"], desk.as_it_is())
        return JSONResponse(found) if found else problem("there is no entry of this id", 404)

    async def glossaries(_: Request) -> Response:
        return JSONResponse(glossaries_data(desk.as_it_is()))

    return [
        Route("/api/define", told(define)),
        Route("/api/search", told(search)),
        Route("/api/entries/{entry_id}", told(entry)),
        Route("/api/glossaries", told(glossaries)),
    ]


async def _events(progress: AsyncGenerator[Progress | Waiting, None], desk: Desk) -> AsyncIterator[str]:
    """An event a stage, with the claims that have passed the verifier so far; the last one has the whole answer."""
    try:
        seen = None
        async with aclosing(progress):
            async for step in progress:
                event = step_data(step, desk)
                if event != seen:
                    seen = event
                    yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
    except Busy as busy:
        yield f"data: {json.dumps({'stage': 'busy', 'place': busy.place, 'error': str(busy)})}\n\n"
    except Exception:
        yield f"data: {json.dumps({'stage': 'failed', 'error': 'the answer failed; the terminal says why'})}\n\n"
        raise
