"""Bad files: seeds and the question files of the eval, read as they are read when they are good."""

from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import strategies as st

from eval.fuzz.hostile import as_json, bombs, broken_json, huge, texts, values
from eval.questions import FIELDS, QuestionError, read_cases
from eval.verifier import PairError, read_pairs
from index.seeds import read_seeds
from index.types import SeedError

Bytes = st.SearchStrategy[bytes]


def seed_files(real: Sequence[str], seeds: Sequence[str]) -> Bytes:
    """Good seed files damaged, hostile bodies in a good form, other encodings, packed files, bytes."""
    body = st.one_of(texts(real), texts(real).map(lambda text: f"**{text}** is a thing.\n- **x**: y\n"))
    made = st.builds(lambda header, gap, text: f"{header}{gap}{text}", st.sampled_from(_HEADERS), _GAPS, body)
    encoded = st.one_of(made, *(_cut(seed) for seed in seeds)).map(lambda text: text.encode("utf-8", "surrogatepass"))
    return st.one_of(
        encoded, encoded, broken_json(made), st.sampled_from(bombs()), made.map(lambda t: t.encode("utf-16", "ignore"))
    )


def question_files(real: Sequence[str]) -> Bytes:
    """Question files whose fields hold anything, and lines that are no JSON."""
    field = values(real)
    row = st.fixed_dictionaries({name: field for name in FIELDS}) | st.dictionaries(texts(real), field, max_size=5)
    near = st.builds(lambda good, name, bad: {**good, name: bad}, st.just(_CASE), st.sampled_from([*FIELDS]), field)
    lines = st.lists(st.one_of(near, row), max_size=3).map(lambda rows: "\n".join(map(as_json, rows)))
    return _lines(lines)


def pair_files(real: Sequence[str]) -> Bytes:
    """The same for the verifier's pairs."""
    field = values(real)
    near = st.builds(lambda name, bad: {**_PAIR, name: bad}, st.sampled_from([*_PAIR]), field)
    return _lines(st.lists(near, max_size=3).map(lambda rows: "\n".join(map(as_json, rows))))


def huge_files() -> Bytes:
    """Files of one to ten megabytes, with and without the head of a good seed file."""
    return st.builds(
        lambda head, text: (head + text).encode("utf-8", "ignore"), st.sampled_from(("", "a b, c\n")), huge()
    )


def reads_seeds(folder: Path) -> Callable[[bytes], str]:
    """Reads one seed file of some bytes."""

    def run(data: bytes) -> str:
        (folder / "000.txt").write_bytes(data)
        try:
            read_seeds(folder)
        except SeedError as error:
            return _clear(error)
        return "read"

    return run


def reads(folder: Path, reader: Callable[[Path], object]) -> Callable[[bytes], str]:
    """Reads one file of questions or pairs."""

    def run(data: bytes) -> str:
        (folder / "cases.jsonl").write_bytes(data)
        try:
            reader(folder / "cases.jsonl")
        except (QuestionError, PairError) as error:
            return _clear(error)
        return "read"

    return run


READERS: dict[str, Callable[[Path], object]] = {"question files": read_cases, "pair files": read_pairs}

_HEADERS = ("a b, c", "data poisoning, ai safety", "x", "", "#", "A: b")
_GAPS = st.sampled_from(("\n", "\n\n", "\r\n", "", "\n\n\n"))
_CASE = {
    "id": "a",
    "type": "define",
    "turns": ["What is gettering?"],
    "answerable": True,
    "gold": [["gettering, silicon"]],
    "nuggets": [{"text": "x", "vital": True, "match": [["x"]]}],
}
_PAIR = {"id": "a", "claim": "It is x.", "evidence": "It is x.", "header": "x, y", "supported": True}


def _lines(lines: st.SearchStrategy[str]) -> Bytes:
    return st.one_of(lines.map(str.encode), lines.map(str.encode), broken_json(lines), st.sampled_from(bombs()))


def _cut(seed: str) -> st.SearchStrategy[str]:
    """Parts of a seed file, put together in a wrong order."""
    at = st.integers(0, len(seed))
    return st.builds(lambda a, b, c: seed[a : a + 3000] + seed[b : b + 500] + seed[c : c + 3000], at, at, at)


def _clear(error: Exception) -> str:
    """Refused, if the message says where and how to mend it."""
    assert len(str(error)) > 20, f"an unclear error: {error}"
    return "refused"
