"""Starts the window's server: theme, icon, guards and limits."""

import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.routing import BaseRoute

from rag.web.guard import guards

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
