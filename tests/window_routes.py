"""`python -m tests.window_routes`: method and path of every route of the window, Gradio's and our own, as JSON."""

import json
import sys

from gradio.routes import App

from rag.web.data import data_folder
from rag.web.desk import desk_of
from rag.web.history import History
from rag.web.routes import routes
from rag.web.window import build_window
from tests.window_fakes import assistant, scripted_steps

if __name__ == "__main__":
    desk = desk_of(assistant(), scripted_steps, History(data_folder()))
    app = App.create_app(
        build_window(desk, for_owner=True), app_kwargs={"routes": routes(desk, "127.0.0.1"), "openapi_url": None}
    )
    there = [(one, "") for one in app.routes]
    for one, _ in there.copy():
        if included := getattr(one, "original_router", None):
            there += [(route, "/gradio_api") for route in included.routes]
    found = {
        (method, path if path.startswith("/gradio_api") else f"{before}{path}")
        for one, before in there
        if (path := getattr(one, "path", ""))
        for method in one.methods
    }
    sys.stdout.write(json.dumps(sorted(found)))
