from collections.abc import Callable

import pytest

from index.passages import context, sentence_spans, split
from index.repair import plain
from index.seeds import read_seeds
from index.tables import rows
from index.types import Embedder, Entry, Passage, Sentence
from tests.conftest import SEEDS
from tests.index_fakes import HashEmbedder
from tests.window_fakes import entry

Split = tuple[list[Passage], list[Sentence]]
ENTRIES = read_seeds(SEEDS).entries


@pytest.fixture(scope="module")
def glossary(embedder: Embedder) -> list[tuple[Entry, Split]]:
    """Every entry with its passages and sentences, measured with MiniLM's tokenizer."""
    return [(one, split(one, embedder.pieces, embedder.max_pieces)) for one in ENTRIES]


def quotes(body: str, split_by: Callable[[Entry], Split] | None = None) -> list[str]:
    one = entry("widget", "Widget", "widget, parts", body)
    _, sentences = split_by(one) if split_by else split(one, HashEmbedder().pieces, 256)
    return [body[sentence.start : sentence.end] for sentence in sentences]


def test_every_passage_with_its_context_is_read_whole_by_minilm(
    glossary: list[tuple[Entry, Split]], embedder: Embedder
) -> None:
    assert embedder.max_pieces == 256 and len(glossary) == 186
    sizes = {p.id: embedder.pieces(f"{context(one)}: {p.text}") for one, (passages, _) in glossary for p in passages}
    assert {passage: size for passage, size in sizes.items() if size > 256} == {}


@pytest.mark.parametrize("limit", [64, 128])
def test_an_embedder_that_reads_less_gets_shorter_passages(embedder: Embedder, limit: int) -> None:
    for one in ENTRIES[::4]:
        for passage in split(one, embedder.pieces, limit)[0]:
            assert embedder.pieces(f"{context(one)}: {passage.text}") <= limit, passage.id


def test_every_entry_has_a_passage_and_every_passage_a_sentence(glossary: list[tuple[Entry, Split]]) -> None:
    for one, (passages, sentences) in glossary:
        assert [passage.id for passage in passages] == [f"{one.id}#{n + 1}" for n in range(len(passages))]
        assert passages and {sentence.passage_id for sentence in sentences} == {passage.id for passage in passages}
        assert all(passage.entry_id == one.id and passage.text.strip() for passage in passages)


def test_sentences_lie_in_the_body_in_order_apart_and_without_blanks_at_the_ends(
    glossary: list[tuple[Entry, Split]],
) -> None:
    for one, (_, sentences) in glossary:
        at = 0
        for sentence in sentences:
            quote = one.body[sentence.start : sentence.end]
            assert at <= sentence.start < sentence.end <= len(one.body)
            assert quote == quote.strip() and any(mark.isalnum() for mark in quote)
            at = sentence.end


def test_every_sentence_lies_in_one_block_that_may_be_quoted(glossary: list[tuple[Entry, Split]]) -> None:
    for one, (_, sentences) in glossary:
        for sentence in sentences:
            (block,) = (block for block in one.blocks if block.start <= sentence.start < block.end)
            assert sentence.end <= block.end
            assert not block.boilerplate and block.kind not in ("heading", "diagram")


def test_nothing_that_may_be_quoted_is_lost_but_the_heads_of_tables(glossary: list[tuple[Entry, Split]]) -> None:
    for one, (_, sentences) in glossary:
        left = list(one.body)
        for start, end in [(s.start, s.end) for s in sentences] + [
            (block.start, rows(one.body, block.start, block.end)[1].start)
            for block in one.blocks
            if block.kind == "table"
        ]:
            left[start:end] = " " * (end - start)
        for block in one.blocks:
            if not block.boilerplate and block.kind not in ("heading", "diagram"):
                assert not "".join(left[block.start : block.end]).strip(), (one.id, block)


def test_a_passage_spans_its_sentences_and_holds_their_text(glossary: list[tuple[Entry, Split]]) -> None:
    shortened = []
    for one, (passages, sentences) in glossary:
        for passage in passages:
            own = [sentence for sentence in sentences if sentence.passage_id == passage.id]
            assert (passage.start, passage.end) == (own[0].start, own[-1].end)
            if not all(plain(one.body[s.start : s.end]) in passage.text for s in own):
                shortened.append(passage.id)
    # One listing of code is longer than what MiniLM reads; it can still be quoted whole.
    assert shortened == ["distributed-data-parallel-ddp-training#4"]


def test_no_boilerplate_is_embedded(glossary: list[tuple[Entry, Split]]) -> None:
    assert sum(block.boilerplate for one, _ in glossary for block in one.blocks) > 300
    for one, (passages, _) in glossary:
        kept = plain(" ".join(one.body[b.start : b.end] for b in one.blocks if not b.boilerplate))
        for block in one.blocks:
            text = plain(one.body[block.start : block.end])
            if block.boilerplate and block.kind != "heading" and text not in kept:
                assert not any(text in passage.text for passage in passages), (one.id, text)


def test_a_flattened_table_is_quoted_row_by_row() -> None:
    table = "| Setting | Effect | |---|---| | Higher |V_DG| | Increases GIDL | | Thin oxide | Worse |"
    assert quotes(f"It leaks. {table}")[-2:] == ["| Higher |V_DG| | Increases GIDL |", "| Thin oxide | Worse |"]


def test_a_table_without_a_rule_row_is_quoted_whole() -> None:
    assert quotes("| a | b |\n| 1 | 2 |") == ["| a | b |\n| 1 | 2 |"]


def test_a_paragraph_is_cut_at_full_stops_and_not_after_shortened_words() -> None:
    assert quotes('It has 3.5 V, e.g. In mills. See Fig. 2 of T. Hale. "It works." **It** ends (so.) At 9°C. Yes') == [
        "It has 3.5 V, e.g. In mills.",
        "See Fig. 2 of T. Hale.",
        '"It works."',
        "**It** ends (so.)",
        "At 9°C.",
        "Yes",
    ]


def test_an_item_is_one_sentence_while_it_is_short() -> None:
    assert quotes("- **Turn**: it turns. It spins.\n- Stop.") == ["- **Turn**: it turns. It spins.", "- Stop."]
    long = "- **Turn**: " + "it turns and turns and turns. It spins. " * 10
    assert len(quotes(long.rstrip())) > 10


def test_a_labelled_paragraph_is_one_sentence_while_it_is_short() -> None:
    assert quotes("It clips. It has two ways. **By norm**: Scales all. Keeps its way. **By value**: Clamps each.") == [
        "It clips.",
        "It has two ways.",
        "**By norm**: Scales all. Keeps its way.",
        "**By value**: Clamps each.",
    ]
    assert len(quotes("**By norm**: " + ("It scales and scales all of them. " * 10).rstrip())) == 10


def test_a_listing_and_a_formula_are_one_sentence_and_a_diagram_is_none() -> None:
    body = "```python\na = 1\n\nb = 2. Then\n```\n$$\nx = 1\n$$\n```\n[a] → [b]\n```"
    assert quotes(body) == ["```python\na = 1\n\nb = 2. Then\n```", "$$\nx = 1\n$$"]


def test_a_sentence_too_long_to_quote_is_split_at_its_semicolons() -> None:
    body = (
        "It is short. It has "
        + "; ".join(f"part {n} of it goes on for some time and then ends" for n in range(12))
        + "."
    )
    parts = quotes(body)[1:]
    assert len(parts) > 1 and all(part.endswith((";", ".")) and len(part) <= 320 for part in parts)
    assert " ".join(parts) == body.removeprefix("It is short. ")


def test_an_enumeration_is_split_later_and_at_its_numbers() -> None:
    kinds = [f"({n}) the kind that goes on for some time; and then — at the end — it ends" for n in range(1, 10)]
    short, long = (f"Its kinds: {', '.join(kinds[:count])}." for count in (6, 9))
    assert quotes(f"It is short. {short}") == ["It is short.", short]
    first, *others = quotes(long)
    assert others and " ".join((first, *others)) == long
    assert all(part.startswith("(") for part in others)


def test_the_number_of_a_labelled_part_goes_with_it() -> None:
    first = "- **Steps**: these follow one another: (1) **Turn**: it " + "turns and " * 40 + "turns;"
    assert quotes(f"- It turns.\n{first} (2) **Stop**: it stops.\n")[1:] == [first, "(2) **Stop**: it stops."]


def test_headings_open_the_text_of_their_section() -> None:
    one = entry("widget", "Widget", "widget, parts", "It turns.\n**Uses**\n- In mills.")
    assert [p.text for p in split(one, HashEmbedder().pieces, 256)[0]] == ["It turns. Uses: - In mills."]


def test_the_context_is_the_term_and_what_else_it_is_called() -> None:
    gidl = next(one for one in ENTRIES if one.id == "gate-induced-drain-leakage-gidl")
    assert context(gidl).startswith(gidl.term) and gidl.aliases[0] in context(gidl)
    assert context(entry("widget", "Widget", "widget, parts", "It turns.")) == "Widget"


def test_the_spans_of_a_paragraph_are_those_of_its_entry() -> None:
    one = entry("widget", "Widget", "widget, parts", "**Uses**\nIt turns. It spins.")
    assert sentence_spans(one, one.blocks[1]) == [(9, 18), (19, 28)]
