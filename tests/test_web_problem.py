import json

from rag.web.problem import problem


def test_an_error_says_whose_it_is_and_what_else_is_known() -> None:
    busy = problem("busy", 503, place=3)
    assert (busy.status_code, json.loads(busy.body)) == (
        503,
        {"error": {"message": "busy", "type": "server_error", "place": 3}},
    )
    assert json.loads(problem("bad", 400).body)["error"]["type"] == "invalid_request_error"
