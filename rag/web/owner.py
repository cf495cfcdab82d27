"""The owner's page of unanswered questions, for whoever sits at this machine or has the owner's key."""

import os
import secrets
from collections.abc import Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from rag.web.desk import Desk
from rag.web.gaps import gaps, gaps_html, gaps_jsonl

_HERE = ("127.0.0.1", "localhost", "::1")


def is_owners(host: str) -> bool:
    """Whether whoever reaches a server bound to `host` is its owner: nobody else can, and no key is asked for."""
    return host in _HERE and not _key()


def owner_routes(desk: Desk, host: str) -> list[Route]:
    """The page and its questions as a file."""
    key = _key()
    query = f"?{urlencode({'key': key})}" if key else ""

    def guarded(make: Callable[[], Response]) -> Callable[[Request], Response]:
        def page(request: Request) -> Response:
            given = request.query_params.get("key", "")
            allowed = secrets.compare_digest(given.encode(), key.encode()) if key else is_owners(host)
            return make() if allowed else PlainTextResponse("Not found", 404)

        return page

    def found_html() -> Response:
        found = gaps(desk.history.unanswered(), desk.terms.entries)
        return HTMLResponse(gaps_html(found, desk.terms.entries, query))

    def found_jsonl() -> Response:
        text = gaps_jsonl(gaps(desk.history.unanswered(), desk.terms.entries), desk.terms.entries)
        return Response(text, media_type="application/jsonl")

    return [Route("/unanswered", guarded(found_html)), Route("/unanswered.jsonl", guarded(found_jsonl))]


def _key() -> str:
    return os.environ.get("FACTORY_CHAT_OWNER_KEY", "")
