"""The window: `python app.py` starts it on this machine and prints its address."""

import argparse
import contextlib
import ctypes
import getpass
import os
import sys
from dataclasses import replace
from pathlib import Path
from threading import Thread

# Gradio and the model libraries read these when they are imported: no version check, no telemetry, no downloads.
os.environ.update({"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1"})
os.environ.setdefault("HF_HUB_OFFLINE", "1")
# Waiting threads that spin slow a busy two-core machine tenfold; read when torch and numpy are loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from index.store import DEFAULT_FOLDER
from index.types import IndexRefused
from rag.answer import answer_steps
from rag.assistant import OFF
from rag.cross_encoder import ANSWERS, load_cross_encoder
from rag.judge import load_judge
from rag.models import SMOLLM2, load_behind
from rag.types import ModelUnavailable
from rag.web.data import data_folder, kept_days
from rag.web.desk import desk_of
from rag.web.history import History
from rag.web.logs import set_up_logs
from rag.web.owner import HERE, is_owners
from rag.web.routes import routes
from rag.web.serve import grace, serve, told_to_stop, wait_and_stop
from rag.web.served import assistants, folders
from rag.web.settings import SettingRefused
from rag.web.sign_in import users_file
from rag.web.storage import HistoryRefused
from rag.web.upkeep import keep_up
from rag.web.users import add_user
from rag.web.window import build_window

_M_ARENA_MAX = -8  # as glibc's malloc.h has it


def main() -> int:
    """Start the window and wait until it is stopped. Returns 1, with the reason on stderr, when it cannot start."""
    parser = argparse.ArgumentParser(prog="python app.py", description="A chat over the glossary, in the browser.")
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets other machines in (default: %(default)s)")
    parser.add_argument("--port", type=int, default=7860, help="default: %(default)s")
    writers = parser.add_argument("--llm", action="append", metavar="off|MODEL")
    writers.help = f"who writes (default: {SMOLLM2}); named again, a further one that readers may choose"
    parser.add_argument("--index", type=Path, default=DEFAULT_FOLDER, help="folder of the index")
    parser.add_argument("--glossary", metavar="NAME", help="a glossary of your own, instead of all that there are")
    parser.add_argument("--also", action="append", metavar="NAME", help="one more to choose; can be given again")
    parser.add_argument("--add-user", metavar="NAME", help="let NAME sign in: asks for a password, and ends")
    options = parser.parse_args()
    try:
        return _add_user(options.add_user) if options.add_user else _chat(options)
    except (IndexRefused, ModelUnavailable, HistoryRefused, OSError, SettingRefused) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1


def _chat(options: argparse.Namespace) -> int:
    set_up_logs()
    _few_arenas()
    print("Loading the index ...", flush=True)  # noqa: T201
    # A writer takes seconds to load: it comes while the window already answers by quotation, the others when wanted.
    writers = [load_behind(name) for name in dict.fromkeys(options.llm or [SMOLLM2]) if name != OFF]
    writer = writers[0] if writers else None
    history = History(data_folder(), kept_days())
    # Where other machines are let in, they get only what was named.
    also = options.also if options.also or options.host in HERE else []
    served = folders(options.index, options.glossary, also)
    first, *others = (replace(one, writer=writer) for one in assistants(served, also or ()))
    desk = desk_of(first, answer_steps, history, others, writers[1:])
    window, seconds = build_window(desk, is_owners(options.host)), grace()
    told = told_to_stop()
    address = serve(window, options.host, options.port, routes(desk, options.host))
    print(f"AI Factory Chat is at {address}", flush=True)  # noqa: T201
    with contextlib.suppress(IndexRefused):  # another embedding model can do without MiniLM's weights
        load_cross_encoder(ANSWERS)  # or the first question that is in doubt would wait for it
    if writer is not None:
        writer.start()  # with its first check comes the judge
    else:
        Thread(target=_load_judge, name="judge-loads", daemon=True).start()
    keep_up(desk, {name: folder for name, folder in served.items() if name in desk.names})
    wait_and_stop(window, desk, told, seconds)
    return 0


def _load_judge() -> None:
    """What reads answers that are in doubt, or the first of these would wait for it."""
    with contextlib.suppress(ModelUnavailable):  # such answers stand as they are then
        load_judge()


def _few_arenas() -> None:
    """Let glibc's malloc deal out of two arenas. Each answer has a thread of its own, and of the sixteen arenas that it
    makes for two cores each keeps its gaps: a server under load had 180 MB of them, with two it has 12."""
    with contextlib.suppress(OSError, AttributeError):  # another C library, which has no such arenas
        ctypes.CDLL("libc.so.6").mallopt(_M_ARENA_MAX, 2)


def _add_user(name: str) -> int:
    file = users_file()
    if not file:
        raise SettingRefused("FACTORY_CHAT_USERS must name the file of users; set it to a path first")
    asked = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    add_user(file, name, asked)
    print(f"{name} may sign in; {file} holds a hash of the password")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
