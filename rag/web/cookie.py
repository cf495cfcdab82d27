"""The browser's own random token, by which its conversations are found again."""

import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "reader"
_YEAR = 365 * 24 * 3600


class ReaderCookie:
    """Gives each browser that opens the page a token that no script can read and no other site can send along."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/" or _token(Headers(scope=scope).get("cookie", "")):
            await self.app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                made = f"{COOKIE}={secrets.token_urlsafe(24)}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax"
                MutableHeaders(scope=message).append("Set-Cookie", made)
            await send(message)

        await self.app(scope, receive, send_with_cookie)


def _token(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
