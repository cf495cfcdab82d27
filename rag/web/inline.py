"""Running text of a body as HTML: bold, code and formulas, with a highlighted span."""

import re
from collections.abc import Callable

from index.repair import repair
from rag.web.encode import encode

Span = tuple[int, int]
Words = Callable[[str], str]

# The highlight's ends travel through `repair`, which changes lengths, as two private-use characters.
_OPEN, _CLOSE = "\ue000", "\ue001"
# Characters of bold text in a row that are more than a word pointed to.
_LINE = 80
# A formula as Pandoc reads one: no blank inside the dollars, no digit after them, so that "$5 and $6" stays money.
_TOKENS = re.compile(
    rf"(?P<end>[{_OPEN}{_CLOSE}])|(?P<bold>\*\*)|`(?P<code>[^`\n]+)`|\$(?P<math>[^\s$](?:[^$\n]*[^\s$])?)\$(?![\d$])"
    # A symbol of one letter with its index, as in V_DG or x_{t-1}; a longer word with an underscore is a name in code.
    r"|(?<![A-Za-z0-9_])(?P<symbol>[A-Za-zα-ωΑ-Ω])_(?:\{(?P<braced>[\w+~-]{1,20})\}|(?P<index>[A-Za-z0-9]{1,10}))"
    r"(?![A-Za-z0-9_(])"
)


def inline_html(text: str, words: Words = encode) -> str:
    """HTML of running text that has no highlight; `words` makes the HTML of its plain runs."""
    return _html(repair(text), words)


def part_html(body: str, part: Span, marked: Span | None) -> str:
    """HTML of `body[part]`; what of it lies in `marked` (offsets into the body) is in <mark class="quoted">."""
    start, end = part
    if not marked or marked[0] >= end or marked[1] <= start:
        return inline_html(body[start:end])
    first, last = max(start, marked[0]), min(end, marked[1])
    return _html(repair(body[start:first] + _OPEN + body[first:last] + _CLOSE + body[last:end]))


def formula(latex: str) -> str:
    """LaTeX without what would end or begin a formula; the window's Markdown escapes the rest itself."""
    return re.sub(r"\\([()\[\]])", r"\\ \1", re.sub(rf"\\?\$|[{_OPEN}{_CLOSE}]", "", latex))


def _html(text: str, words: Words = encode) -> str:
    """Each run carries its own <mark> and <strong>, so that tags nest whatever the marks in the text do."""
    pieces: list[str] = []
    bold = marked = False

    def add(html: str, is_long: bool = False) -> None:
        if html.strip():
            # Definitions are often bold as a whole; in an answer that would shout.
            strong = '<strong class="long">' if is_long else "<strong>"
            html = f"{strong}{html}</strong>" if bold else html
            html = f'<mark class="quoted">{html}</mark>' if marked else html
        pieces.append(html)

    at = 0
    for token in _TOKENS.finditer(text):
        add(words(text[at : token.start()]), token.start() - at > _LINE)
        at = token.end()
        if token["end"]:
            marked = token["end"] == _OPEN
        elif token["bold"]:
            bold = not bold
        elif token["symbol"]:
            add(f"{encode(token['symbol'])}<sub>{encode(token['braced'] or token['index'])}</sub>")
        elif token["code"]:
            add(f"<code>{encode(token['code'].strip(_OPEN + _CLOSE))}</code>")
        else:
            add(f"\\({formula(token['math'])}\\)")
    add(words(text[at:]), len(text) - at > _LINE)
    return "".join(pieces)
