"""The browser's own random token, by which its conversations are found again."""

import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "reader"
_YEAR = 365 * 24 * 3600
_TOKEN = re.compile(r"[\w-]{1,64}", re.ASCII)


def cookies(header: str) -> dict[str, str]:
    """The cookies that have the form of our tokens, of all that a browser sends; the last of each name.

    Python's own reader takes quoted values too, in a time that grows with the square of their length: half a minute
    for sixty kilobytes (CVE-2024-7592).
    """
    pairs = (one.strip().partition("=") for one in header.split(";"))
    return {name: value for name, _, value in pairs if _TOKEN.fullmatch(name) and _TOKEN.fullmatch(value)}


class ReaderCookie:
    """Gives each browser that opens the page a token that no script can read and no other site can send along."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/" or COOKIE in cookies(Headers(scope=scope).get("cookie", "")):
            await self.app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                made = f"{COOKIE}={secrets.token_urlsafe(24)}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax"
                MutableHeaders(scope=message).append("Set-Cookie", made)
            await send(message)

        await self.app(scope, receive, send_with_cookie)
