"""The words of questions do not come into what the server writes about itself."""

from pathlib import Path

import httpx
import pytest

from tests.browser import served


def test_no_word_of_a_question_is_logged_whether_it_is_answered_refused_bad_or_fails(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with served("-m", "tests.fake_window", data=tmp_path) as address, httpx.Client(base_url=address) as client:
        said = "zanzibar"
        statuses = [
            client.post("/api/ask", json={"question": f"What is {said}?"}).status_code,
            client.post("/api/ask", json={"question": f"nothing {said}"}).status_code,
            client.post("/api/ask", json={"question": f"{said} please fail"}).status_code,
            client.post("/api/ask", json={"question": f"{said} " * 100}).status_code,
            client.post("/api/ask", content=f'{{"question": "{said}').status_code,
            client.post("/v1/chat/completions", json={"messages": [{"role": "user", "content": said}]}).status_code,
            client.get("/api/search", params={"words": said}).status_code,
            client.get("/", params={"q": said}).status_code,
            client.get(f"/{said}").status_code,
        ]
    assert statuses[:6] == [200, 200, 500, 400, 400, 200]
    written = "".join(capfd.readouterr())
    assert "scripted failure" in written, "what went wrong is logged"
    assert said not in written
