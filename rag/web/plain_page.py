"""The pages beside the window, which need no script: the owner's, and those of docs/."""

import re

from markdown_it import MarkdownIt

from rag.web.encode import encode

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:820px;margin:24px auto;padding:0 16px;color:#16202c;"
    "background:#f6f8f9}body.wide{max-width:1100px}h1{font-size:24px}h2{font-size:17px;margin:22px 0 4px}"
    "li{margin:3px 0}.soft,li span{color:#4b5968}a{color:#0b6a63}table{display:block;overflow-x:auto}"
    "th,td{text-align:left;vertical-align:top;padding:3px 12px 3px 0}nav a{margin-right:14px}"
    "code{font:14px ui-monospace,monospace}pre{overflow-x:auto;padding:10px 14px;background:#eef1f3}"
    "@media(prefers-color-scheme:dark){body{color:#e6ecf1;background:#0e141a}.soft,li span{color:#b3c0cc}"
    "a{color:#6fe0d2}pre{background:#151d25}}"
)
_OUTSIDE = re.compile(r"\[([^\]\n]+)\]\(\.\./[^)\n]*\)")
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def plain_page(title: str, body: str, is_wide: bool = False) -> str:
    """A whole page under its title, with the way back to the window."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{encode(title)} | AI Factory Chat</title><style>{_STYLE}</style>"
        f'<body{" class=wide" if is_wide else ""}><nav><a href="/">Back to AI Factory Chat</a></nav><main>{body}</main>'
    )


def doc_page(markdown: str) -> str:
    """A page of docs/ as a browser shows it. Links that leave docs/ become text: the server hands out nothing else."""
    title = _TITLE.search(markdown)
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return plain_page(title[1] if title else "AI Factory Chat", reader.render(_OUTSIDE.sub(r"\1", markdown)))
