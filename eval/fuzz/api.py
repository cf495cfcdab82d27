"""Bad requests to a server that runs: what programs send, and what the window's own ways in may be sent."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from hypothesis import strategies as st

from eval.fuzz.hostile import as_json, bombs, broken_json, huge, texts, values
from eval.fuzz.tally import Failed

_POSTS = ("/api/ask", "/v1/chat/completions", "/mcp", "/gradio_api/queue/join", "/gradio_api/call/ask")
_GETS = ("/api/define?term=", "/api/search?words=", "/api/search?words=x&limit=", "/api/entries/", "/docs/", "/?", "/")
# What may be answered: done, taken, moved, the request is wrong in some way, busy, stopped.
_CLEAR = {200, 202, 204, 303, 307, 400, 401, 403, 404, 405, 411, 413, 414, 415, 422, 429, 431, 503}
_INSIDES = ("Traceback (most recent", 'File "', "site-packages")


@dataclass(frozen=True, slots=True)
class Sent:
    """A request to make."""

    method: str
    path: str
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("content-type", "application/json"),)


def requests(real: Sequence[str]) -> st.SearchStrategy[Sent]:
    """Requests whose body, path, query or headers are bad, one part or all of it."""
    value, text = values(real), texts(real)
    ask = st.fixed_dictionaries({"question": text | value}, optional={"turns": value, "mode": value, "stream": value})
    said = st.fixed_dictionaries({"role": st.just("user") | value, "content": text | value})
    chat = st.fixed_dictionaries({"messages": st.lists(said, max_size=3) | value, "stream": value, "model": value})
    call = st.fixed_dictionaries(
        {"name": st.sampled_from(_TOOLS) | value, "arguments": value | _arguments(text | value)}
    )
    rpc = st.fixed_dictionaries(
        {"id": value, "method": st.sampled_from(_METHODS) | text, "params": st.one_of(call, call, value)}
    )
    event = st.fixed_dictionaries(
        {"data": value, "fn_index": st.integers(-2, 60) | value, "session_hash": text | value},
        optional={"event_data": value, "trigger_id": value},
    )
    bodies = {"/api/ask": ask, "/v1/chat/completions": chat, "/mcp": rpc, "/gradio_api/queue/join": event}
    good = st.one_of(*(body.map(_post(path)) for path, body in bodies.items()))
    broken = st.builds(
        lambda path, body: Sent("POST", path, body), st.sampled_from(_POSTS), broken_json(value.map(as_json))
    )
    got = st.builds(_get, st.sampled_from(_GETS), text)
    return st.one_of(good, good, good, broken, got, _odd(text))


def huge_requests() -> st.SearchStrategy[Sent]:
    """Bodies of one to ten megabytes, and packed ones that would become a hundred."""
    packed = (("content-type", "application/json"), ("content-encoding", "gzip"))
    return st.one_of(
        huge().map(lambda text: _post("/api/ask")({"question": text})),
        st.builds(
            lambda path, data: Sent("POST", path, data, packed), st.sampled_from(_POSTS), st.sampled_from(bombs())
        ),
    )


def sends(client: httpx.Client) -> Callable[[Sent], str]:
    """Sends a request. Raises Failed for an answer that is no clear one, or shows something of the insides."""

    def run(sent: Sent) -> str:
        reply = client.request(sent.method, sent.path, content=sent.body, headers=list(sent.headers))
        text = reply.text
        if reply.status_code not in _CLEAR:
            raise Failed(f"{reply.status_code} {text[:120]!r} for {sent.method} {sent.path}")
        if any(mark in text for mark in _INSIDES):
            raise Failed(f"insides are shown for {sent.method} {sent.path}")
        if sent.path.startswith(("/api/ask", "/v1", "/mcp")) and reply.status_code >= 400:
            _check_error(reply)
        return str(reply.status_code)

    return run


def _check_error(reply: httpx.Response) -> None:
    """Programs get an error that they can read, except from the guard before them, which says a line of text."""
    if reply.content and reply.headers["content-type"].startswith("application/json"):
        told = json.loads(reply.text)
        if "detail" not in told and not {"message", "type"} <= told["error"].keys():
            raise Failed(f"an error without words: {reply.text[:120]!r}")


def _post(path: str) -> Callable[[object], Sent]:
    return lambda value: Sent("POST", path, as_json(value).encode())


def _arguments(value: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    names = ("question", "mode", "term", "query", "limit", "entry_id")
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, value))


def _get(path: str, text: str) -> Sent:
    """A path or query of some text, as bytes that a line of HTTP can hold."""
    quoted = "".join(f"%{byte:02x}" for byte in text.encode("utf-8", "surrogatepass"))
    return Sent("GET", f"{path}{quoted}"[:4000], headers=())


def _odd(text: st.SearchStrategy[str]) -> st.SearchStrategy[Sent]:
    """Headers, methods and types of body that nobody sends by mistake."""
    value = text.map(lambda one: "".join(mark for mark in one if " " <= mark <= "~")[:200].strip())
    name = st.sampled_from(("origin", "x-request-id", "cookie", "authorization", "accept", "range", "x-forwarded-for"))
    kind = st.sampled_from(
        ("application/json", "text/plain", "multipart/form-data; boundary=x", "application/json;;", "")
    )
    headers = st.builds(lambda name, value, kind: (("content-type", kind), (name, value)), name, value, kind)
    method = st.sampled_from(("POST", "GET", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QWERTY"))
    return st.builds(
        Sent, method, st.sampled_from(_POSTS), text.map(lambda one: one.encode("utf-8", "replace")), headers
    )


_TOOLS = ("ask", "define", "search", "get_entry", "none")
_METHODS = ("initialize", "tools/list", "tools/call", "resources/list", "resources/read", "ping", "prompts/list")
