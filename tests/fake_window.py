"""`python -m tests.fake_window --port N` serves the window over the scripted assistant."""

import sys
from types import SimpleNamespace

from rag.web.data import data_folder
from rag.web.desk import desk_of
from rag.web.history import History
from rag.web.routes import routes
from rag.web.serve import serve, told_to_stop, wait_and_stop
from rag.web.window import build_window
from tests.window_fakes import assistant, scripted_steps

if __name__ == "__main__":
    desk = desk_of(assistant(), scripted_steps, History(data_folder()), writers=[SimpleNamespace(name="Clerk")])
    window = build_window(desk, for_owner=True)
    told = told_to_stop()
    sys.stdout.write(f"{serve(window, '127.0.0.1', int(sys.argv[-1]), routes(desk, '127.0.0.1'))}\n")
    sys.stdout.flush()
    wait_and_stop(window, desk, told, 1)
