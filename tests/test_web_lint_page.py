import json
from pathlib import Path

import pytest

from index.glossaries import Glossary
from index.ingest import ingest
from index.types import OWN, Embedder
from rag.answer import answer_steps
from rag.assistant import Assistant, beside
from rag.web.desk import Desk, desk_of
from rag.web.history import History
from tests.api_fakes import client_of
from tests.index_fakes import write_glossary

TEA = "leaf, tea\n**Leaf** is picked by hand (see <twig>).\nbud, tea\n**Bud** is a young leaf (see Stalk).\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, assistant: Assistant, embedder: Embedder) -> Desk:
    monkeypatch.setenv("FACTORY_CHAT_DATA", str(tmp_path / "data"))
    made = Glossary("tea", write_glossary(tmp_path / "tea", TEA))
    ingest(made, embedder)
    return desk_of(assistant, answer_steps, History(tmp_path), [beside(assistant, made.index, "tea")])


def test_findings_stand_with_file_line_and_a_way_to_mend_them(desk: Desk) -> None:
    with client_of(desk) as client:
        page = client.get("/lint", params={"glossary": "tea"}).text
        rows = [json.loads(line) for line in client.get("/lint.jsonl", params={"glossary": "tea"}).text.splitlines()]
    dangling = next(row for row in rows if row["check"] == "dangling" and "Stalk" in row["says"])
    assert (dangling["file"], dangling["line"], dangling["entry_id"]) == ("000.txt", 4, "tea:bud")
    assert "000&#46;txt&#58;4" in page and 'href="/&#63;term&#61;tea&#37;3Abud"' in page and "<twig>" not in page
    assert "glossary&#61;ai&#45;factory" in page, "the way to the other glossary"


def test_the_usual_glossary_comes_without_a_name_and_is_looked_through_once(desk: Desk) -> None:
    with client_of(desk) as client:
        first, again = client.get("/lint").text, client.get("/lint", params={"glossary": OWN}).text
    assert first == again and "contradiction (4)" in first and first.count("<h2") == first.count("</table>") > 5


def test_nobody_but_the_owner_sees_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with client_of(desk, host="0.0.0.0") as client:
        assert client.get("/lint").status_code == client.get("/lint.jsonl").status_code == 404
    monkeypatch.setenv("FACTORY_CHAT_OWNER_KEY", "secret")
    with client_of(desk, host="0.0.0.0") as client:
        assert client.get("/lint").status_code == 404
        assert "key&#61;secret" in client.get("/lint", params={"key": "secret", "glossary": "tea"}).text
