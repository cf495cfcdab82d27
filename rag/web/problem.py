"""An error as programs read it."""

from starlette.responses import JSONResponse, Response


def problem(message: str, status: int, **more: object) -> Response:
    """An error in the shape that OpenAI's clients also read."""
    kind = "invalid_request_error" if status < 500 else "server_error"
    return JSONResponse({"error": {"message": message, "type": kind, **more}}, status)
