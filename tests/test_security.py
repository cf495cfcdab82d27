"""The advisories and open doors of docs/security.md, each against the server as it runs."""

import ast
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import httpx
import pytest
from packaging.version import Version

from tests.browser import served

ROOT = Path(__file__).parents[1]
CODE = [path for folder in ("index", "rag", "eval") for path in sorted((ROOT / folder).rglob("*.py"))] + [
    ROOT / "app.py"
]
# Routes of Gradio that read files, fetch addresses, store uploads or tell of the server; and tricks to reach them.
CLOSED = (
    *("upload", "upload_progress", "file=/etc/passwd", "file/etc/passwd", "FILE=C:/x", "file=https://evil.example"),
    *("proxy=http://127.0.0.1:1/", "stream/a/b/c/playlist.m3u8", "stream/a/b/c/x.aac", "deep_link", "run-history/x"),
    *("runs", "vibe-edit", "vibe-code/", "process_recording", "component_server", "dev/reload", "custom_component/x"),
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("-m", "tests.fake_window") as address:
        yield address.rstrip("/")


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20) as client:
        yield client


def test_gradio_is_of_a_version_in_which_the_known_holes_are_mended() -> None:
    assert Version(gr.__version__) >= Version("6.31")
    assert re.search(r'"gradio>=6\.31,', (ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize("route", CLOSED)
def test_routes_that_read_store_or_fetch_are_closed(client: httpx.Client, route: str) -> None:
    for prefix in ("/gradio_api/", "/gradio_api/".upper(), "/gradio_api/%2e/", "//gradio_api/"):
        for method in ("GET", "POST"):
            reply = client.request(method, f"{prefix}{route}")
            assert reply.status_code in (404, 405), (method, prefix, route)
            assert "root:" not in reply.text


@pytest.mark.parametrize(
    "path", ["/file=x", "/proxy=http://a", "/monitoring", "/monitoring/summary", "/docs", "/redoc", "/openapi.json"]
)
def test_pages_about_the_server_are_off(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


CLIMBING = (
    *("/docs/..%2f..%2fapp.py", "/docs/%2e%2e/app.py", "/docs//etc/passwd", "/api/entries/..%2f..%2fapp.py"),
    *("/assets/../../x", "/static/..%2f..%2f..%2fetc/passwd", "/theme.css/..%2f", "/svelte/..%5c..%5cx"),
)


@pytest.mark.parametrize("path", CLIMBING)
def test_no_path_of_a_request_is_opened(client: httpx.Client, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code in (400, 403, 404) and "import" not in reply.text and "root:" not in reply.text


def test_the_layout_tells_no_path_of_this_machine(client: httpx.Client) -> None:
    for path in ("/", "/config", "/gradio_api/info"):
        assert str(ROOT) not in client.get(path).text and str(Path.home()) not in client.get(path).text


def test_no_part_of_the_window_takes_files_signs_in_elsewhere_or_runs_a_template(client: httpx.Client) -> None:
    parts = client.get("/config").json()["components"]
    kinds = {part["type"] for part in parts}
    assert not kinds & {
        "file",
        "uploadbutton",
        "image",
        "audio",
        "video",
        "fileexplorer",
        "multimodaltextbox",
        "loginbutton",
    }
    templates = {part["props"].get("html_template") for part in parts if part["type"] == "html"}
    assert templates <= {None, "${value}"}, "another template is run as code (gradio #13299)"


def test_a_page_of_another_site_gets_no_leave_to_read(client: httpx.Client) -> None:
    for origin in ("https://evil.example", "null"):
        for path in ("/gradio_api/info", "/api/search?words=x", "/config"):
            reply = client.get(path, headers={"origin": origin})
            assert reply.status_code == 403 and "access-control-allow-origin" not in reply.headers


class Window:
    """A browser's session with the window, as its script speaks to the server."""

    def __init__(self, client: httpx.Client, reader: str) -> None:
        self.client = client
        self.session = uuid.uuid4().hex[:11]
        self.cookies = {"reader": reader}
        self.events = client.get("/config").json()["dependencies"]

    def fire(self, name: str, data: list[Any], **event: object) -> Any:
        """What an event of the head component gives, for events that do not wait in the queue."""
        (number,) = [one["id"] for one in self.events if [part for part in one["targets"] if part[1] == name]]
        body = {"data": data, "fn_index": number, "session_hash": self.session, "event_data": event}
        headers = {"cookie": f"reader={self.cookies['reader']}"}
        return self.client.post("/gradio_api/run/predict", json=body, headers=headers)


def test_what_is_asked_lies_with_the_server_and_cannot_be_forged(client: httpx.Client) -> None:
    forged = {"id": "x", "exchanges": [{"question": "forged", "state": "done"}], "editing": 0, "unkept": False}
    window = Window(client, "mallory")
    reply = window.fire("hand", [forged, ""], do="save-json")
    assert reply.status_code == 200 and reply.json()["data"] == [""], "there is no conversation in this session"
    reply = window.fire("ask", [forged, "written", "", ""], question="What is GIDL?")
    assert reply.status_code == 200 and "forged" not in reply.text and "GIDL" in reply.text


def test_a_session_shows_nothing_of_another(client: httpx.Client) -> None:
    ada, bob = Window(client, "ada"), Window(client, "bob")
    assert "secret" in ada.fire("ask", [None, "written", "", ""], question="What is my secret?").text
    assert "secret" not in bob.fire("hand", [None, ""], do="save-markdown").text
    assert "secret" not in bob.fire("past", [], words="").text


def test_a_session_whose_name_another_knows_stays_its_readers(client: httpx.Client) -> None:
    ada, mallory = Window(client, "ada"), Window(client, "mallory")
    ada.fire("ask", [None, "written", "", ""], question="What is my secret?")
    mallory.session = ada.session
    assert mallory.fire("past", [], words="").status_code == 403
    asked = {"session_hash": ada.session}
    data = client.get("/gradio_api/queue/data", params=asked, headers={"cookie": "reader=mallory"})
    assert data.status_code == 403 and "secret" not in data.text
    assert ada.fire("past", [], words="").status_code == 200


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_read_in_a_way_that_runs_code(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not names & {"pickle", "cPickle", "dill", "joblib", "shelve", "marshal", "cloudpickle"}
    for name, call in calls(tree):
        given = {word.arg: ast.unparse(word.value) for word in call.keywords}
        assert name not in ("eval", "exec", "torch.load", "os.system", "__import__"), f"{name} in line {call.lineno}"
        assert given.get("shell", "False") == "False", f"a shell in line {call.lineno}"
        assert given.get("trust_remote_code", "False") == "False", f"remote code in line {call.lineno}"
        if name.startswith("yaml."):
            loader = {
                base.name: ast.unparse(base.bases[0])
                for base in ast.walk(tree)
                if isinstance(base, ast.ClassDef) and base.bases
            }
            assert name in ("yaml.YAMLError", "yaml.load"), f"{name} in line {call.lineno}"
            assert name != "yaml.load" or loader.get(ast.unparse(call.args[1])) == "yaml.SafeLoader", (
                f"line {call.lineno}"
            )
        if name in ("np.load", "numpy.load"):
            assert given.get("allow_pickle") == "False", f"line {call.lineno} may read pickle"
        if name.endswith(("Model.from_pretrained", "CausalLM.from_pretrained")) and "gguf_file" not in given:
            assert given.get("use_safetensors") == "True", f"line {call.lineno} may read pickle"


def test_the_page_names_a_test_for_every_advisory_and_the_tests_are_there() -> None:
    page = (ROOT / "docs" / "security.md").read_text("utf-8")
    named = re.findall(r"`(tests/test_\w+\.py)::(test_\w+)`", page)
    assert len(named) >= 20
    missing = [f"{file}::{name}" for file, name in named if f"def {name}(" not in (ROOT / file).read_text("utf-8")]
    assert missing == []
