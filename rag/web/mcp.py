"""The same tools for agents: the Model Context Protocol over HTTP (streamable, without sessions), and the entries
as resources `glossary://ID`.

What of the protocol this server offers none of is left out: prompts, sampling, subscriptions and a stream of its own.
Messages: https://modelcontextprotocol.io/specification/2025-06-18
"""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from rag.web.asking import whole
from rag.web.desk import Desk
from rag.web.line import Busy
from rag.web.problem import problem
from rag.web.programs import (
    BadRequest,
    answer_data,
    asking,
    define_data,
    entry_data,
    glossaries_data,
    search_data,
    steps_for,
)
from rag.web.replies import read_json, told, while_connected
from rag.web.who import program_of

VERSIONS = ("2025-06-18", "2025-03-26", "2024-11-05")
_SCHEME = "glossary://"
_PAGE = 200
_TEXT = {"type": "string"}
_GLOSSARY = {**_TEXT, "description": "name of the glossary to ask, as `glossaries` lists it; the usual one without"}
_TOOLS: dict[str, tuple[str, dict[str, Any], str]] = {
    "ask": (
        "Answer a question from the glossary, each sentence with citations; says so when the glossary has no answer.",
        {
            "question": _TEXT,
            "mode": {"enum": ["written", "quoted"], "type": "string", "default": "quoted"},
            "glossary": _GLOSSARY,
        },
        "question",
    ),
    "define": (
        "The entries under a name, alias or acronym; the nearest ones when there is none.",
        {"term": _TEXT, "glossary": _GLOSSARY},
        "term",
    ),
    "search": (
        "The entries that fit some words best, best first.",
        {
            "query": _TEXT,
            "limit": {"type": "integer", "minimum": 1, "maximum": 20, "default": 10},
            "glossary": _GLOSSARY,
        },
        "query",
    ),
    "get_entry": ("A whole entry by its id.", {"entry_id": _TEXT}, "entry_id"),
    "glossaries": ("The glossaries that can be asked, with their versions.", {}, ""),
}


class Unknown(LookupError):
    """There is no such method or resource; `code` is the protocol's number for it."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def mcp_routes(desk: Desk) -> list[Route]:
    """`POST /mcp`: one JSON-RPC message in, its reply out as JSON; notifications are taken without a reply."""

    async def receive(request: Request) -> Response:
        message = await read_json(request)
        if "id" not in message:
            return Response(status_code=202)
        if not isinstance(message["id"], str | int | float | None):
            raise BadRequest("id is a text or a number")
        reply: dict[str, Any] = {"jsonrpc": "2.0", "id": message["id"]}
        try:
            reply["result"] = await _answer(message.get("method"), _object(message.get("params")), desk, request)
        except Unknown as error:
            reply["error"] = {"code": error.code, "message": str(error)}
        return JSONResponse(reply)

    async def no_stream(_: Request) -> Response:
        return problem("this server pushes nothing; send messages with POST", 405)

    return [Route("/mcp", told(receive), methods=["POST"]), Route("/mcp", no_stream, methods=["GET", "DELETE"])]


async def _answer(method: object, given: dict[str, Any], desk: Desk, request: Request) -> dict[str, Any]:
    entries = desk.terms.entries
    if method == "initialize":
        wanted = given.get("protocolVersion")
        return {
            "protocolVersion": wanted if wanted in VERSIONS else VERSIONS[0],
            "capabilities": {"tools": {}, "resources": {}},
            "serverInfo": {"name": "ai-factory-chat", "version": "0.1.0"},
            "instructions": "A technical glossary. Cite what you use by entry and quote.",
        }
    if method == "ping":
        return {}
    if method == "tools/list":
        return {"tools": [_tool(name) for name in _TOOLS]}
    if method == "tools/call":
        return await _called(given, desk, request)
    if method == "resources/list":
        start = int(cursor) if (cursor := str(given.get("cursor", "0"))).isdigit() and len(cursor) < 8 else 0
        shown = list(entries.values())[start : start + _PAGE]
        more = {"nextCursor": str(start + _PAGE)} if start + _PAGE < len(entries) else {}
        listed = [{"uri": _SCHEME + one.id, "name": one.term, "mimeType": "application/json"} for one in shown]
        return {"resources": listed, **more}
    if method == "resources/templates/list":
        return {"resourceTemplates": [{"uriTemplate": f"{_SCHEME}{{entry_id}}", "name": "A glossary entry"}]}
    if method == "resources/read":
        found = entry_data(str(given.get("uri", "")).removeprefix(_SCHEME), desk.as_it_is())
        if not found:
            raise Unknown(f"there is no resource {given.get('uri')!r}", -32002)
        text = json.dumps(found, ensure_ascii=False)
        return {"contents": [{"uri": _SCHEME + found["entry_id"], "mimeType": "application/json", "text": text}]}
    raise Unknown(f"there is no method {method!r}", -32601)


def _tool(name: str) -> dict[str, Any]:
    description, properties, required = _TOOLS[name]
    schema = {"type": "object", "properties": properties, "required": [required] if required else []}
    return {"name": name, "description": description, "inputSchema": schema, "annotations": {"readOnlyHint": True}}


async def _called(given: dict[str, Any], desk: Desk, request: Request) -> dict[str, Any]:
    """A tool's result as text and as data; what was wrong with a call is told as its result, for the agent to read."""
    name = given.get("name")
    if name not in _TOOLS:
        raise Unknown(f"there is no tool {name!r}", -32602)
    try:
        result = await _result(name, _object(given.get("arguments")), desk, request)
    except (BadRequest, Busy) as error:
        return {"content": [{"type": "text", "text": str(error)}], "isError": True}
    text = json.dumps(result, ensure_ascii=False)
    return {"content": [{"type": "text", "text": text}], "structuredContent": result, "isError": False}


async def _result(name: str, given: dict[str, Any], desk: Desk, request: Request) -> dict[str, Any]:
    held = asking(given.get("glossary"), desk)
    if name == "glossaries":
        return glossaries_data(held)
    needed = given.get(_TOOLS[name][2])
    if not isinstance(needed, str):
        raise BadRequest(f"{name} needs {_TOOLS[name][2]}, a text")
    if name == "define":
        return define_data(needed, held)
    if name == "search":
        limit = given.get("limit", 10)
        return search_data(needed, limit if isinstance(limit, int) else 10, held)
    if name == "get_entry":
        found = entry_data(needed, held)
        if not found:
            raise BadRequest(f"there is no entry {needed!r}; search gives ids")
        return found
    steps = steps_for([needed], given.get("mode") == "written", held)
    progress = desk.turnstile.through(steps, program_of(request))
    return answer_data(await while_connected(request, whole(progress)), held)


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
