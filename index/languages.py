"""Which language a text is in, as far as its most frequent small words or its letters tell."""

import re
from collections import Counter

SMALL_WORDS = {
    "English": "the of and to is in that it for as with are by this from or be an",
    "German": "der die das und ist ein eine zu den von mit nicht auf für im sich dem des",
    "French": "le la les et est un une des du que pour dans en sur par au avec qui",
    "Spanish": "el los las y es una del que para por con se en como su al lo más",
    "Italian": "il lo gli e è una del che per di con si nel come alla della da sono",
    "Portuguese": "o os as e é uma do da que para por com se em como não dos ao",
    "Dutch": "de het een en is van dat op te met voor zijn niet aan er om door bij",
}
SCRIPTS = {
    "Chinese or Japanese": r"[\u3040-\u30ff\u4e00-\u9fff]",
    "Korean": r"[\uac00-\ud7af]",
    "a language in Cyrillic": r"[\u0400-\u04ff]",
    "Greek": r"[\u0370-\u03ff]",
    "a language in Arabic letters": r"[\u0600-\u06ff]",
    "Hebrew": r"[\u0590-\u05ff]",
    "a language in Devanagari": r"[\u0900-\u097f]",
}
_WORDS = {language: frozenset(words.split()) for language, words in SMALL_WORDS.items()}
# Formulas have Greek letters, so a script must have this share of all letters.
_MOSTLY = 0.3


def language_of(text: str) -> str:
    """The language of a text; "unknown" for one that is too short to tell."""
    letters = sum(mark.isalpha() for mark in text)
    for language, script in SCRIPTS.items():
        if letters and len(re.findall(script, text)) >= _MOSTLY * letters:
            return language
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    found = {language: sum(words[word] for word in small) for language, small in _WORDS.items()}
    best = max(found, key=lambda language: found[language])
    return best if found[best] else "unknown"
