"""The addresses beside the window: health, links of other sites, the owner's page, and what programs ask."""

import os
import secrets
from collections.abc import Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from rag.web.address import read_address
from rag.web.api import api_routes
from rag.web.desk import Desk
from rag.web.gaps import gaps, gaps_html, gaps_jsonl
from rag.web.mcp import mcp_routes
from rag.web.programs import serves_programs
from rag.web.turnstile import Turnstile

_HERE = ("127.0.0.1", "localhost", "::1")


def routes(desk: Desk, host: str) -> list[Route]:
    """All routes for a server bound to `host`."""
    manifest = desk.assistant.index.manifest

    turnstile = Turnstile()

    def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "entries": manifest.entries, "index": manifest.digest[:12]})

    return [
        Route("/healthz", health),
        Route("/glossary", _to_glossary),
        *_owners(desk, host),
        *([*api_routes(desk, turnstile), *mcp_routes(desk, turnstile)] if serves_programs() else []),
    ]


def _to_glossary(request: Request) -> Response:
    """`/glossary?term=x` to the window's own address of it."""
    known = read_address(request.url.query)
    query = request.url.query if known.term or known.find else f"letter={known.letter}"
    return RedirectResponse(f"/?{query}", 307)


def _owners(desk: Desk, host: str) -> list[Route]:
    """The page of unanswered questions, for whoever sits at this machine or has the owner's key."""
    key = os.environ.get("FACTORY_CHAT_OWNER_KEY", "")

    query = f"?{urlencode({'key': key})}" if key else ""

    def guarded(make: Callable[[], Response]) -> Callable[[Request], Response]:
        def page(request: Request) -> Response:
            given = request.query_params.get("key", "")
            is_owner = secrets.compare_digest(given.encode(), key.encode()) if key else host in _HERE
            return make() if is_owner else PlainTextResponse("Not found", 404)

        return page

    def found_html() -> Response:
        found = gaps(desk.history.unanswered(), desk.terms.entries)
        return HTMLResponse(gaps_html(found, desk.terms.entries, query))

    def found_jsonl() -> Response:
        text = gaps_jsonl(gaps(desk.history.unanswered(), desk.terms.entries), desk.terms.entries)
        return Response(text, media_type="application/jsonl")

    return [Route("/unanswered", guarded(found_html)), Route("/unanswered.jsonl", guarded(found_jsonl))]
