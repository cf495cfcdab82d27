"""Makes text of people, models and the glossary harmless in HTML and Markdown."""

import string

_ENTITIES = {ord(mark): f"&#{ord(mark)};" for mark in (*string.punctuation, "\n", "\r", "\t")}


def encode(text: str) -> str:
    """The text with every ASCII punctuation mark and line end as a numeric entity, so that it shows as it is.

    Escaping only the marks known to be dangerous failed on `\\[` and `#`; entities leave Markdown, HTML and formula
    delimiters nothing to find. Line ends are included because a blank line would end an HTML block of Markdown.
    """
    return text.translate(_ENTITIES)
