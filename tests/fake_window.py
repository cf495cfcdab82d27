"""`python -m tests.fake_window --port N` serves the window over the scripted assistant."""

import sys

from rag.web.history import History, data_folder
from rag.web.serve import serve
from rag.web.window import build_window
from tests.window_fakes import assistant, scripted_steps

if __name__ == "__main__":
    window = build_window(assistant(), scripted_steps, History(data_folder()))
    sys.stdout.write(f"{serve(window, '127.0.0.1', int(sys.argv[-1]))}\n")
    sys.stdout.flush()
    window.block_thread()
