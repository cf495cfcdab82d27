"""The owner's pages, of unanswered questions and of what an editor should look at, and the metrics: for whoever sits at
this machine, has the owner's key or signed in under the owner's name."""

import os
import secrets
from collections.abc import Callable
from urllib.parse import urlencode

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from rag.web.desk import Desk
from rag.web.gaps import gaps, gaps_html, gaps_jsonl
from rag.web.lint_page import Linted
from rag.web.sign_in import asks_to_sign_in
from rag.web.who import name_of

HERE = ("127.0.0.1", "localhost", "::1")


def is_owners(host: str) -> bool:
    """Whether whoever reaches a server bound to `host` is its owner: nobody else can, and no key is asked for."""
    return host in HERE and not _key() and not asks_to_sign_in()


def owner_routes(desk: Desk, host: str) -> list[Route]:
    """The pages, each as a file too, and the metrics."""
    key = _key()
    query = f"?{urlencode({'key': key})}" if key else ""
    linted = Linted(desk)

    def guarded(make: Callable[[Request], Response]) -> Callable[[Request], Response]:
        def page(request: Request) -> Response:
            return make(request) if _is_owner(request, host) else PlainTextResponse("Not found", 404)

        return page

    def found_html(_: Request) -> Response:
        found = gaps(desk.history.unanswered(), desk.terms.entries)
        return HTMLResponse(gaps_html(found, desk.terms.entries, query, desk.watch.drift.html()))

    def found_jsonl(_: Request) -> Response:
        text = gaps_jsonl(gaps(desk.history.unanswered(), desk.terms.entries), desk.terms.entries)
        return Response(text, media_type="application/jsonl")

    def scraped(_: Request) -> Response:
        return Response(desk.watch.metrics.text(), media_type=CONTENT_TYPE_LATEST)

    def lint_html(request: Request) -> Response:
        return HTMLResponse(linted.html(request.query_params.get("glossary", ""), key))

    def lint_jsonl(request: Request) -> Response:
        text = linted.jsonl(request.query_params.get("glossary", ""))
        return Response(text, media_type="application/jsonl")

    pages = {
        "/unanswered": found_html,
        "/unanswered.jsonl": found_jsonl,
        "/lint": lint_html,
        "/lint.jsonl": lint_jsonl,
        "/metrics": scraped,
    }
    return [Route(path, guarded(make)) for path, make in pages.items()]


def _is_owner(request: Request, host: str) -> bool:
    """Whether a request is the owner's: by the key, as query or bearer, or by the name that they signed in with."""
    name, owner = name_of(request), os.environ.get("FACTORY_CHAT_OWNER", "")
    if owner and secrets.compare_digest(name.encode(), owner.encode()):
        return True
    kind, _, sent = request.headers.get("authorization", "").partition(" ")
    given = sent if kind.lower() == "bearer" else request.query_params.get("key", "")
    if key := _key():
        return secrets.compare_digest(given.encode(), key.encode())
    return is_owners(host)


def _key() -> str:
    return os.environ.get("FACTORY_CHAT_OWNER_KEY", "")
