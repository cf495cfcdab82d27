"""What a reader should know before relying on an answer. docs/checking.md says how the figures were measured."""

from rag.web.encode import encode

PAGE = "docs/checking.md"
# Of the verifier: shares of unsupported sentences passed, and F1 of "supported"; first on the half of the pairs in
# eval/questions/pairs.jsonl whose errors were never read, then on the 720 in pairs-newer.jsonl, which are harder.
UNREAD_FALSE_PASSES, UNREAD_F1 = 0.054, 0.804
NEWER_FALSE_PASSES, NEWER_F1 = 0.068, 0.696

_POINTS = (
    "A quotation is the glossary’s own text: its number opens the entry with that very sentence highlighted. Words in "
    "[brackets] and remarks on a tinted ground are added here; they are not quoted.",
    "A written sentence restates one quotation and is shown only when a check finds it supported; else the quotation "
    f"stands. The check errs: of sentences made wrong on purpose it let {UNREAD_FALSE_PASSES:.1%} pass (F1 "
    f"{UNREAD_F1:.3f}; of 720 harder test pairs {NEWER_FALSE_PASSES:.1%} and {NEWER_F1:.3f}). Where it matters, read "
    "the source.",
    "The glossary itself may be wrong, and its entries may contradict each other. Where two that are cited do, that is "
    "said; which of them is right, is not.",
    "Where the glossary has no answer, it says so and names the nearest terms. It never answers from other knowledge.",
)


def about_html() -> str:
    """The dialog, closed."""
    points = "".join(f"<li>{encode(point)}</li>" for point in _POINTS)
    return (
        '<dialog id="about" aria-labelledby="about-title"><form method="dialog">'
        f'<h2 id="about-title">How far to trust an answer</h2><ul>{points}</ul>'
        f'<p class="note"><a href="/{PAGE}" target="_blank">How this was measured</a></p>'
        '<p class="row"><button class="primary" value="close">Done</button></p></form></dialog>'
    )
