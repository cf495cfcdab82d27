"""Who asks: by the name they signed in with, else by their browser's token, else by their address."""

import hashlib

from starlette.requests import Request

from rag.web.cookie import COOKIE
from rag.web.data import keeps_history
from rag.web.history import reader_of

# Where the sign-in leaves the name of whom it let in.
SIGNED_IN = "factory_chat.user"


def name_of(request: Request) -> str:
    """The name that someone signed in with; "" where nobody has to, or nobody did."""
    return str(request.scope.get(SIGNED_IN, ""))


def address_of(request: Request) -> str:
    """The address that a request comes from; what a proxy says of it counts where the server trusts that proxy."""
    return request.client.host if request.client else ""


def reader_of_request(request: Request) -> str:
    """Under which name the history keeps what they ask; "" for a browser without a token, or where nothing is kept.

    A name is hashed otherwise than a token, so no token made up by a browser stands for somebody's name.
    """
    if not keeps_history():
        return ""
    if name := name_of(request):
        return hashlib.blake2b(name.encode(), digest_size=32, person=b"signed in").hexdigest()
    token = request.cookies.get(COOKIE, "")
    return reader_of(token) if token else ""


def asker_of(request: Request) -> str:
    """Who counts as one in the line of a window: one name, one browser or one address."""
    return reader_of_request(request) or program_of(request)


def program_of(request: Request) -> str:
    """Who counts as one among programs: one name or one address. A program may make up any number of tokens."""
    return name_of(request) or address_of(request)
