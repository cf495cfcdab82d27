"""The chat as OpenAI's clients know it: `/v1/chat/completions` and `/v1/models`.

The answer's text carries [1] markers and ends with its sources; the citations come as data besides, under "citations".
Only user messages count: what a client sends as the assistant's words may be made up.
"""

import json
import time
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, TypeGuard

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from rag.render import markdown, spoken
from rag.types import Answer, Progress
from rag.web.asking import Waiting, whole
from rag.web.desk import Desk
from rag.web.programs import BadRequest, answer_data, asking, steps_for
from rag.web.replies import read_json, told, while_connected
from rag.web.who import program_of

WRITTEN, QUOTED = "ai-factory-chat", "ai-factory-chat-quotation"


def openai_routes(desk: Desk) -> list[Route]:
    """The two routes; the model's name chooses between the written answer and the quotation alone, and behind a colon
    it may name the glossary that is asked."""

    async def models(_: Request) -> Response:
        ways = (WRITTEN, QUOTED)
        names = [*ways, *(f"{way}:{name}" for way in ways for name in desk.names[1:])]
        listed = [{"id": name, "object": "model", "created": 0, "owned_by": "local"} for name in names]
        return JSONResponse({"object": "list", "data": listed})

    async def complete(request: Request) -> Response:
        body = await read_json(request)
        way, _, glossary = str(body.get("model")).partition(":")
        way = QUOTED if way == QUOTED else WRITTEN
        held, user = asking(glossary if way in str(body.get("model")) else "", desk), program_of(request)
        model = f"{way}:{glossary}" if held.chosen else way
        steps = steps_for(_asked(body.get("messages")), way == WRITTEN, held)
        desk.turnstile.check(user)
        progress = desk.turnstile.through(steps, user)
        if body.get("stream") is True:
            return StreamingResponse(_chunks(progress, model, held), media_type="text/event-stream")
        return JSONResponse(_completion(await while_connected(request, whole(progress)), model, held))

    return [Route("/v1/models", told(models)), Route("/v1/chat/completions", told(complete), methods=["POST"])]


def _asked(messages: object) -> list[object]:
    """The texts of the user's messages, which may come in parts."""
    if not isinstance(messages, list) or not all(isinstance(message, dict) for message in messages):
        raise BadRequest("messages must be a list of objects")
    return [_text(message.get("content")) for message in messages if message.get("role") == "user"]


def _text(content: object) -> object:
    if not isinstance(content, list):
        return content
    return " ".join(str(part.get("text", "")) for part in content if isinstance(part, dict))


def _completion(answer: Answer, model: str, desk: Desk) -> dict[str, Any]:
    text = markdown(answer, desk.assistant.index, escape=False)
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    asked, said = len(answer.question.text.split()), len(text.split())
    usage = {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}
    return {**_head(model, "chat.completion"), "choices": [choice], "usage": usage, **_evidence(answer, desk)}


async def _chunks(progress: AsyncIterator[Progress | Waiting], model: str, desk: Desk) -> AsyncIterator[str]:
    """The text as it is checked, claim by claim; the last chunk has the citations."""
    head = _head(model, "chat.completion.chunk")

    def chunk(delta: dict[str, str], end: str | None = None, **more: object) -> str:
        choices = [{"index": 0, "delta": delta, "finish_reason": end}]
        return f"data: {json.dumps({**head, 'choices': choices, **more}, ensure_ascii=False)}\n\n"

    yield chunk({"role": "assistant", "content": ""})
    sent, answer = "", None
    async for step in progress:
        if isinstance(step, Waiting):
            yield ": waiting\n\n"  # a comment, which clients pass over
            continue
        answer = step.answer or answer
        growing = spoken(replace(answer, claims=step.checked), desk.assistant.index) if _grows(answer) else ""
        if growing != sent and growing.startswith(sent):
            yield chunk({"content": growing[len(sent) :]})
            sent = growing
    assert answer is not None, "the last step carries the answer"
    text = markdown(answer, desk.assistant.index, escape=False)
    yield chunk({"content": text[len(sent) :] if text.startswith(sent) else f"\n\n{text}"})
    yield chunk({}, "stop", **_evidence(answer, desk))
    yield "data: [DONE]\n\n"


def _grows(answer: Answer | None) -> TypeGuard[Answer]:
    """Whether an answer's text only grows as claims are checked; a comparison's table does not."""
    return answer is not None and answer.question.ask != "compare"


def _head(model: str, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{uuid.uuid4().hex}", "object": kind, "created": int(time.time()), "model": model}


def _evidence(answer: Answer, desk: Desk) -> dict[str, Any]:
    """The citations by their markers, the outcome, the confidence and the nearest terms."""
    data = answer_data(answer, desk)
    by_marker = {one["marker"]: one for claim in data["claims"] for one in claim["citations"]}
    kept = {name: data[name] for name in ("outcome", "confidence", "nearest", "remarks", "asked")}
    return {"citations": [by_marker[marker] for marker in sorted(by_marker)], **kept}
