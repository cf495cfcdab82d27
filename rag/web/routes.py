"""The addresses beside the window: health, links of other sites, docs, the owner's page, and what programs ask."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from rag.web.address import read_address
from rag.web.api import api_routes
from rag.web.desk import Desk
from rag.web.mcp import mcp_routes
from rag.web.owner import owner_routes
from rag.web.programs import serves_programs
from rag.web.turnstile import Turnstile

_DOCS = Path(__file__).parents[2] / "docs"


def routes(desk: Desk, host: str) -> list[Route]:
    """All routes for a server bound to `host`."""
    manifest = desk.assistant.index.manifest
    turnstile = Turnstile()

    def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "entries": manifest.entries, "index": manifest.digest[:12]})

    return [
        Route("/healthz", health),
        Route("/glossary", _to_glossary),
        Route("/docs/{name}", _page),
        *owner_routes(desk, host),
        *([*api_routes(desk, turnstile), *mcp_routes(desk, turnstile)] if serves_programs() else []),
    ]


def _to_glossary(request: Request) -> Response:
    """`/glossary?term=x` to the window's own address of it."""
    known = read_address(request.url.query)
    query = request.url.query if known.term or known.find else f"letter={known.letter}"
    return RedirectResponse(f"/?{query}", 307)


def _page(request: Request) -> Response:
    """A page of docs/ as it is written, so that what the window refers to can be read without the network."""
    known = {path.name: path for path in _DOCS.glob("*.md")}
    path = known.get(request.path_params["name"])
    return PlainTextResponse(path.read_text(encoding="utf-8") if path else "Not found", 200 if path else 404)
