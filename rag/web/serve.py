"""Starts the window's server: theme, icon, guards and limits."""

import signal
import socket
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.routing import BaseRoute
from uvicorn.config import HTTP_PROTOCOLS

from rag.web.connections import Connection
from rag.web.desk import Desk
from rag.web.guard import guards
from rag.web.settings import number_of

_HERE = Path(__file__).parent
_STYLES = ("window", "answer", "entry", "panels")
_SANS = [gr.themes.LocalFont("Source Sans Pro", weights=(400, 700)), "system-ui", "sans-serif"]
_MONO = [gr.themes.LocalFont("IBM Plex Mono", weights=(400, 700)), "ui-monospace", "monospace"]


def theme() -> gr.themes.Base:
    """Gradio's default theme in two bundled fonts: of their weights only 400 and 700 have all letters."""
    return gr.themes.Default(primary_hue="teal", neutral_hue="slate", font=_SANS, font_mono=_MONO).set(
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        input_placeholder_color="*neutral_600",
        input_placeholder_color_dark="*neutral_300",
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
    )


# Docker and systemd wait ten seconds or more between asking a program to stop and stopping it.
GRACE = 5
_SIGNS = (signal.SIGTERM, signal.SIGINT)
_HEARS_WITHIN = 0.5


def grace() -> int:
    """Seconds that answers have to be finished when the server stops, by FACTORY_CHAT_GRACE. Raises SettingRefused."""
    return number_of("FACTORY_CHAT_GRACE", GRACE, "a number of seconds")


def serve(window: gr.Blocks, host: str, port: int, routes: Sequence[BaseRoute]) -> str:
    """Start the server of the window in threads of its own and return its address; `routes` come before Gradio's.

    Raises OSError when the port is taken.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OSError(f"Cannot use port {port} of {host}: {error.strerror}. Choose another with --port.") from error
    style = "".join((_HERE / f"{name}.css").read_text(encoding="utf-8") for name in _STYLES)
    settings: dict[str, Any] = {
        "middleware": guards(host),
        "docs_url": None,
        "redoc_url": None,
        "openapi_url": None,
        "routes": list(routes),
    }
    # Gradio makes uvicorn's settings itself, with this left to uvicorn; afterwards is too late for the first to come.
    HTTP_PROTOCOLS["auto"] = f"{Connection.__module__}:{Connection.__name__}"
    _, address, _ = window.launch(
        server_name=host,
        server_port=port,
        share=False,
        show_error=False,
        quiet=True,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        state_session_capacity=500,
        max_file_size="1kb",
        ssr_mode=False,
        prevent_thread_lock=True,
        favicon_path=_HERE / "icon.svg",
        theme=theme(),
        head=f"<style>{style}</style>",
        app_kwargs=settings,
    )
    return str(address)


def told_to_stop() -> threading.Event:
    """Is set once the program is told to stop (Ctrl-C, SIGTERM); told again, it ends at once."""
    told = threading.Event()

    def hear(*_: object) -> None:
        for sign in _SIGNS:
            signal.signal(sign, signal.SIG_DFL)
        told.set()

    for sign in _SIGNS:
        signal.signal(sign, hear)
    return told


def wait_and_stop(window: gr.Blocks, desk: Desk, told: threading.Event, seconds: int) -> None:
    """Wait until the program is told to stop, then stop in order.

    Nobody is let in any more, answers under way are finished within some seconds or stay their quotations, and all of
    them are sent and stored before the server closes.
    """
    # A signal that the kernel gives to another thread is heard only once this one wakes: it would wait for ever.
    while not told.wait(_HEARS_WITHIN):
        pass
    desk.turnstile.close(seconds)
    desk.watch.drift.keep()
    window.close(verbose=False)
