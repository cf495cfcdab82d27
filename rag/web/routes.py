"""The addresses beside the window: health, links of other sites, docs, the owner's page, and what programs ask."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from rag.models import is_ready
from rag.web.address import read_address
from rag.web.api import api_routes
from rag.web.desk import Desk
from rag.web.mcp import mcp_routes
from rag.web.owner import owner_routes
from rag.web.plain_page import doc_page
from rag.web.programs import serves_programs

_DOCS = Path(__file__).parents[2] / "docs"


def routes(desk: Desk, host: str) -> list[Route]:
    """All routes for a server bound to `host`."""

    def health(_: Request) -> Response:
        manifest = desk.assistant.index.manifest
        return JSONResponse({"status": "ok", "entries": manifest.entries, "index": manifest.digest[:12]})

    def ready(_: Request) -> Response:
        """Whether questions are taken: not while the server stops. Without a writer quotations are."""
        state = {"status": "stopping" if desk.turnstile.is_closing else "ready", "writer": _writer(desk)}
        return JSONResponse(state, 503 if desk.turnstile.is_closing else 200)

    return [
        Route("/healthz", health),
        Route("/readyz", ready),
        Route("/glossary", _to_glossary),
        Route("/docs/{name}", _page),
        *owner_routes(desk, host),
        *([*api_routes(desk), *mcp_routes(desk)] if serves_programs() else []),
    ]


def _writer(desk: Desk) -> str:
    """How the writer is: off, loading, ready or stuck."""
    if desk.assistant.writer is None:
        return "off"
    if desk.turnstile.is_stuck:
        return "stuck"
    return "ready" if is_ready(desk.assistant.writer) else "loading"


def _to_glossary(request: Request) -> Response:
    """`/glossary?term=x` to the window's own address of it."""
    known = read_address(request.url.query)
    query = request.url.query if known.term or known.find else f"letter={known.letter}"
    return RedirectResponse(f"/?{query}", 307)


def _page(request: Request) -> Response:
    """A page of docs/, so that what the window refers to can be read without the network."""
    known = {path.name: path for path in _DOCS.glob("*.md")}
    path = known.get(request.path_params["name"])
    return HTMLResponse(doc_page(path.read_text("utf-8"))) if path else PlainTextResponse("Not found", 404)
