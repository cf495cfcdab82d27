"""JSON that can be answered: valid Unicode, finite numbers, sane nesting. Gradio itself fails on anything else."""

import json
import logging
import re
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.web.problem import problem
from rag.web.sessions import Sessions
from rag.web.who import reader_of_request

_WAYS = "/gradio_api/"
_SESSION = re.compile(r"[\w-]{0,64}", re.ASCII)
_FOREIGN = problem("this session is another's; open the page anew", 403)


def strict_json(data: bytes) -> Any:  # noqa: ANN401
    """What a body holds. Raises ValueError in words for what is no JSON, or could not be sent back as JSON."""
    try:
        value = json.loads(data)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError as error:
        raise ValueError("half a character (a lone surrogate) stands in a text") from error
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    return value


class StrictBodies:
    """Refuses what Gradio would fail on: bodies that are no sound JSON object, names of sessions that are none; and
    sessions of another reader.

    Where it fails all the same, as for an event that there is not, the answer is 400 and the log says why.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._sessions = Sessions()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(_WAYS):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if scope["method"] != "POST":
            session = request.query_params.get("session_hash", "")
            theirs = self._sessions.admit(session, reader_of_request(request))
            await (self._stream if theirs else _FOREIGN)(scope, receive, send)
            return
        data = await _body(receive)
        if data is None:  # the client left, or sent too much
            return
        body, wrong = _read(data)
        if wrong:
            await problem(f"the body cannot be read: {wrong}", 400)(scope, receive, send)
        elif not self._sessions.admit(body.get("session_hash") or "", reader_of_request(request)):
            await _FOREIGN(scope, receive, send)
        else:
            await self._answer(data, scope, receive, send)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Gradio fails in the middle of a stream whose session it does not know, or whose client leaves at the wrong
        moment: a hundred lines of the log for each, which anybody could fill a disk with."""
        begun = False

        async def send_on(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_on)
        except Exception as error:
            if not begun:
                raise
            logging.getLogger(__name__).warning("A stream of the window broke off: %r", error.__cause__ or error)
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _answer(self, data: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def send_on(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, _again(data, receive), send_on)
        except Exception:
            if begun:
                raise
            logging.getLogger(__name__).warning("The window was sent something that it cannot take", exc_info=True)
            await problem("the window has no use for this", 400)(scope, receive, send)


async def _body(receive: Receive) -> bytes | None:
    data, more = b"", True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return None
        data += message.get("body", b"")
        more = message.get("more_body", False)
    return data


def _again(data: bytes, receive: Receive) -> Receive:
    """Gives the body that was read, then whatever else comes: that the client leaves."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": data, "more_body": False}

    return again


def _read(data: bytes) -> tuple[dict[str, Any], str]:
    """A body, and what is wrong with it; "" when nothing is."""
    try:
        body = strict_json(data) if data else {}
    except ValueError as error:
        return {}, str(error)
    if not isinstance(body, dict) or not isinstance(body.get("data", []), list):
        return {}, "it must be an object, and its data a list"
    session, event = body.get("session_hash"), body.get("fn_index")
    if session is not None and not (isinstance(session, str) and _SESSION.fullmatch(session)):
        return {}, "session_hash must be a name"
    return body, "" if event is None or type(event) is int else "fn_index must be a number"
