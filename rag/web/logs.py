"""What is written about requests and answers, as JSON lines where FACTORY_CHAT_LOG=json asks for them.

Neither queries, headers, bodies nor cookies are logged, so no key or password is; the text of a question only where
FACTORY_CHAT_LOG_QUESTIONS=on asks for it.
"""

import json
import logging
import os
import re
import sys
import time
import uuid
from contextvars import ContextVar

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.types import Answer

_HEADER = "X-Request-ID"
_request: ContextVar[str] = ContextVar("request", default="")
_log = logging.getLogger("factory_chat")


def set_up_logs() -> None:
    """Write JSON lines on stderr where they are wanted; else the warnings that Python writes by itself."""
    if os.environ.get("FACTORY_CHAT_LOG", "") == "json":
        lines = logging.StreamHandler(sys.stderr)
        lines.setFormatter(JsonLines())
        logging.basicConfig(level=logging.WARNING, handlers=[lines], force=True)
        _log.setLevel(logging.INFO)


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time, level, what, the request's id, and the fields that came with it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "logger": record.name,
            "request": _request.get(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True)


def log_answer(answer: Answer, pieces: int) -> None:
    """One line for an answer; a witness of the turnstile."""
    fields: dict[str, object] = {
        "outcome": answer.outcome,
        "confidence": round(answer.confidence, 3),
        "seconds": {step: round(seconds, 4) for step, seconds in answer.trace.seconds.items()},
        "claims": len(answer.claims),
        "dropped": len(answer.dropped),
        "pieces": pieces,
    }
    if os.environ.get("FACTORY_CHAT_LOG_QUESTIONS", "off") == "on":
        fields["question"] = answer.question.text
    _log.info("answer", extra={"fields": fields})


class RequestLog:
    """Gives every request an id, which the answer's header names, and writes a line when it has been answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(_HEADER, "")
        name = given if re.fullmatch(r"[\w-]{1,64}", given, re.ASCII) else uuid.uuid4().hex[:16]
        token, begun, status = _request.set(name), time.perf_counter(), 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[_HEADER] = name
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        finally:
            seconds = round(time.perf_counter() - begun, 4)
            fields = {"method": scope["method"], "path": scope["path"], "status": status, "seconds": seconds}
            _log.info("request", extra={"fields": fields})
            _request.reset(token)
