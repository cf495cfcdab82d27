"""What the server refuses and what it tells browsers to refuse, as ASGI middleware around Gradio's app."""

import contextlib
import os
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.web.cookie import ReaderCookie, cookies
from rag.web.data import keeps_history
from rag.web.logs import RequestLog
from rag.web.rate import RateLimit, limits
from rag.web.shared import counts
from rag.web.sign_in import doors
from rag.web.strict import StrictBodies

LARGEST_HEAD, LARGEST_BODY = 16 * 1024, 64 * 1024

# Gradio needs 'unsafe-eval' to draw anything; the policy's worth is that no image, form or request leaves the machine.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; frame-src 'none'; "
    "frame-ancestors {frame}; form-action 'self'; base-uri 'self'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Routes of Gradio that this window does not use and that read files, fetch addresses or store uploads.
_UNUSED = (
    *("upload", "file", "proxy=", "stream", "deep_link", "run-history", "runs", "vibe", "process_recording"),
    *("component_server", "dev", "custom_component"),
)
# Gradio's own files; none has a longer path, and some systems fail on one that is longer.
_FILES, _LONGEST_PATH = ("/assets/", "/static/", "/svelte/"), 255
_BLOCKED = ("/monitoring", "/file", "/proxy=", *(f"/gradio_api/{route}" for route in _UNUSED))


def guards(host: str) -> list[Middleware]:
    """The middleware for a server bound to `host`, outermost first.

    FACTORY_CHAT_HOSTS names, with commas, the host names that are answered; FACTORY_CHAT_FRAME_ANCESTORS the sites that
    may show the window in a frame, as the policy of that name has them. Raises SettingRefused.
    """
    here = ["localhost", "127.0.0.1", "[::1]"]  # always answered: Gradio asks its own server at the start
    names = ["*"] if host in ("0.0.0.0", "::") else [*here, host]
    given = [name.strip() for name in os.environ.get("FACTORY_CHAT_HOSTS", "").split(",") if name.strip()]
    frame = os.environ.get("FACTORY_CHAT_FRAME_ANCESTORS", "").replace(";", " ").strip() or "'self'"
    return [
        Middleware(RequestLog),
        Middleware(TrustedHostMiddleware, allowed_hosts=[*here, *given] if given else names),
        Middleware(Guard, policy=_POLICY.format(frame=frame), own=frozenset(given)),
        *doors(),
        *([Middleware(RateLimit, most=most, counts=counts())] if any(most := limits()) else []),
        *([Middleware(ReaderCookie)] if keeps_history() else []),
        Middleware(StrictBodies),
        # Gradio packs its scripts, but not the page, which holds the whole layout; event streams are left alone.
        Middleware(GZipMiddleware, minimum_size=4000),
    ]


class Guard:
    """Blocks unused routes, large requests and pages of other sites, and sets the security headers of every response.

    A page is our own when it comes from the very host that it calls, or from one of those named in `own`. Only cookies
    that may be ours are passed on.
    """

    def __init__(self, app: ASGIApp, policy: str, own: frozenset[str] = frozenset()) -> None:
        self.app = app
        self.own = own
        self.headers = {**_HEADERS, "Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":  # nothing here speaks it
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        if refusal := _refusal(scope, self.own):
            await refusal(scope, receive, send_with_headers)
            return
        body = _Capped(receive, send_with_headers)
        with contextlib.suppress(ClientDisconnect):  # nobody is there any more who could be told anything
            await self.app(_with_own_cookies(scope), body.receive, body.send)
        if body.is_too_large and not body.is_answered:
            await _TOO_LARGE(scope, receive, send_with_headers)


_TOO_LARGE = PlainTextResponse("The request is too large", 413)


def _refusal(scope: Scope, own: frozenset[str]) -> ASGIApp | None:
    headers = Headers(scope=scope)
    sent = sum(len(part) for header in scope["headers"] for part in header)
    if sent + len(scope["path"]) + len(scope["query_string"]) > LARGEST_HEAD:
        return PlainTextResponse("The address and the headers are too large", 431)
    if "transfer-encoding" in headers and "content-length" in headers:
        # Two lengths: a proxy may believe the other one, and take what follows for somebody else's request.
        return PlainTextResponse("The request has two lengths", 400, {"Connection": "close"})
    path = scope["path"]
    if path.lower().startswith(_BLOCKED) or (path.startswith(_FILES) and len(path.encode()) > _LONGEST_PATH):
        return PlainTextResponse("Not found", 404)
    if "origin" in headers and not _is_own(headers["origin"], headers.get("host", ""), own):
        return PlainTextResponse("Pages of other sites are not answered", 403)
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or len(length) > 9 or int(length) > LARGEST_BODY:
        return _TOO_LARGE
    return None


def _with_own_cookies(scope: Scope) -> Scope:
    sent = ";".join(Headers(scope=scope).getlist("cookie"))
    kept = "; ".join(f"{name}={value}" for name, value in cookies(sent).items())
    others = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
    return {**scope, "headers": [*others, (b"cookie", kept.encode())] if kept else others}


def _is_own(origin: str, host: str, own: frozenset[str]) -> bool:
    """Whether a page from `origin` may call `host`. Which of http and https it is does not matter: a proxy has TLS."""
    try:
        parts = urlsplit(origin)
        return parts.scheme in ("http", "https") and (parts.netloc == host or parts.hostname in own)
    except ValueError:
        return False


class _Capped:
    """Ends a body that has no length of its own once it has become too large; what is then said of it is not sent."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._received = 0
        self.is_answered = False

    @property
    def is_too_large(self) -> bool:
        return self._received > LARGEST_BODY

    async def receive(self) -> Message:
        message = await self._receive()
        self._received += len(message.get("body", b""))
        return {"type": "http.disconnect"} if self.is_too_large else message

    async def send(self, message: Message) -> None:
        if self.is_answered or not self.is_too_large:
            self.is_answered = True
            await self._send(message)
