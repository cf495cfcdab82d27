"""Signing in, where FACTORY_CHAT_USERS or FACTORY_CHAT_USER_HEADER asks for it; without either nobody has to."""

import asyncio
import base64
import binascii
import hashlib
import os
import secrets
import weakref
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.web.cookie import cookies
from rag.web.problem import problem
from rag.web.settings import SettingRefused
from rag.web.shared import counts, signed_in
from rag.web.signed_in import LASTS
from rag.web.users import Users, is_name
from rag.web.who import SIGNED_IN, address_of

COOKIE = "session"
PATH = "/sign-in"
# Health, and what Gradio asks of its own server at the start: whether it is there.
_OPEN = ("/healthz", "/readyz", "/gradio_api/startup-events")
_PROGRAMS = ("/api/", "/v1/", "/mcp", "/gradio_api/")
_MOST_TRIES = 10
_PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Sign in</title><style>body{{font:16px/1.5 system-ui,sans-serif;max-width:320px;margin:15vh auto;"
    "padding:0 16px;color:#16202c;background:#f6f8f9}}label{{display:block;margin:12px 0}}input{{display:block;"
    "width:100%;font:inherit;padding:6px}}button{{font:inherit;padding:6px 16px}}@media(prefers-color-scheme:dark)"
    '{{body{{color:#e6ecf1;background:#0e141a}}}}</style><main><h1>AI Factory Chat</h1><p role="status">{said}</p>'
    '<form method="post" action="/sign-in"><label>Name<input name="name" autocomplete="username" required autofocus>'
    '</label><label>Password<input name="password" type="password" autocomplete="current-password" required></label>'
    "<button>Sign in</button></form></main>"
)


def users_file() -> Path | None:
    """The file that FACTORY_CHAT_USERS names, if it names one."""
    named = os.environ.get("FACTORY_CHAT_USERS", "").strip()
    return Path(named).expanduser() if named else None


def asks_to_sign_in() -> bool:
    """Whether people have to sign in at all."""
    return bool(users_file() or _header())


def doors() -> list[Middleware]:
    """The door that the environment asks for, if any. Raises SettingRefused for two of them, or a file of no users."""
    file, header = users_file(), _header()
    if file and header:
        raise SettingRefused("FACTORY_CHAT_USERS and FACTORY_CHAT_USER_HEADER exclude each other; leave one out")
    if not file and not header:
        return []
    return [Middleware(SignIn, users=Users(file) if file else None, header=header)]


def _header() -> str:
    return os.environ.get("FACTORY_CHAT_USER_HEADER", "").strip()


class SignIn:
    """Lets in whom the file of users or the proxy's header names; the session is a random cookie, kept by its hash.

    Programs may send a name and password with each request (HTTP Basic).
    """

    def __init__(self, app: ASGIApp, users: Users | None, header: str) -> None:
        self.app = app
        self._users = users
        self._header = header
        self._sessions = signed_in()
        self._failed = counts()
        self._trying: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in _OPEN:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        reply: Response | None = None
        if scope["path"] == PATH and self._users:
            reply = await self._signed_in(request) if request.method == "POST" else _page("")
        elif name := await self._name(request):
            scope[SIGNED_IN] = name
            if scope["path"] == "/sign-out":
                reply = await self._signed_out(request)
        else:
            reply = self._refusal(request)
        await (reply or self.app)(scope, receive, send)

    async def _name(self, request: Request) -> str:
        """Who sends a request; "" for nobody that is known."""
        if not self._users:
            named = request.headers.get(self._header, "")
            return named if is_name(named) else ""
        token = _cookie(request.headers)
        name = await self._sessions.name(_hashed(token)) if token else ""
        if name and self._users.has(name):
            return name
        name, password = _basic(request.headers.get("authorization", ""))
        return name if name and await self._is_right(name, password, request) else ""

    async def _is_right(self, name: str, password: str, request: Request) -> bool:
        """Whether a password is right; not even looked at from an address that has failed too often in a minute.

        Those of an address are looked at one by one: else all that are sent at once come before the first has failed.
        """
        assert self._users
        address = f"tries {address_of(request)}"
        async with self._trying.setdefault(address, asyncio.Lock()):
            if await self._failed.wait(address, _MOST_TRIES) > 0:
                return False
            if await asyncio.to_thread(self._users.knows, name, password):
                return True
            await self._failed.add(address)
            return False

    async def _signed_in(self, request: Request) -> Response:
        form = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10)
        name, password = (form.get(field, [""])[0] for field in ("name", "password"))
        if not await self._is_right(name, password, request):
            return _page("Name or password is wrong, or there were too many tries; wait a minute.", 401)
        token = secrets.token_urlsafe(24)
        await self._sessions.add(_hashed(token), name)
        reply = RedirectResponse("/", 303)
        secure = request.url.scheme == "https"
        reply.set_cookie(COOKIE, token, int(LASTS), httponly=True, samesite="lax", secure=secure)
        return reply

    async def _signed_out(self, request: Request) -> Response:
        await self._sessions.end(_hashed(_cookie(request.headers)))
        reply = RedirectResponse(PATH, 303)
        reply.delete_cookie(COOKIE)
        return reply

    def _refusal(self, request: Request) -> Response:
        if self._users and request.method == "GET" and not request.url.path.startswith(_PROGRAMS):
            return RedirectResponse(PATH, 303)
        refusal = problem("sign in first", 401)
        if self._users and request.url.path.startswith(_PROGRAMS[:3]):
            refusal.headers["WWW-Authenticate"] = 'Basic realm="AI Factory Chat"'
        return refusal


def _page(said: str, status: int = 200) -> Response:
    return HTMLResponse(_PAGE.format(said=escape(said)), status)


def _basic(header: str) -> tuple[str, str]:
    """Name and password of an Authorization header; two empty texts where it has none."""
    kind, _, coded = header.partition(" ")
    try:
        said = base64.b64decode(coded, validate=True).decode() if kind.lower() == "basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    name, _, password = said.partition(":")
    return name, password


def _cookie(headers: Headers) -> str:
    return cookies(headers.get("cookie", "")).get(COOKIE, "")


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
