import pytest

from rag.understand import MAX_LENGTH, understand

GIDL = "gate-induced-drain-leakage-gidl"


def understood(text, assistant):
    return understand(text, (), assistant)


@pytest.mark.parametrize(
    "text",
    [
        "What is gate-induced drain leakage?",
        "what is GATE INDUCED DRAIN LEAKAGE",
        "Gate-Induced Drain Leakage (GIDL)",
        "GIDL",
        "What does gidl mean?",
        "tell me about gate–induced   drain leakage…",
    ],
)
def test_a_name_is_known_in_any_dress(text, assistant):
    assert {entry_id for ids in understood(text, assistant).named for entry_id in ids} == {GIDL}


def test_the_longest_name_wins_and_its_words_name_nothing_else(assistant):
    named = understood("What is gradient checkpointing?", assistant).named
    assert len(named) == 1
    assert "gradient-checkpointing" in named[0]


def test_two_names_are_found_in_the_order_of_the_question(assistant):
    question = understood("Compare gettering with dopant diffusion", assistant)
    assert question.named == (("gettering",), ("dopant-diffusion",))
    assert question.ask == "compare"


def test_words_beside_the_name_are_the_focus(assistant):
    question = understood("How is gettering measured on a wafer?", assistant)
    assert set(question.focus) == {"measur", "wafer"}


def test_a_short_everyday_word_is_no_acronym(assistant):
    assert not any("gin" in ids for ids in understood("Should I drink gin tonight?", assistant).named)
    assert any("gin" in ids for ids in understood("What is GIN?", assistant).named)


def test_a_typo_is_mended_noted_and_kept_in_what_was_typed(assistant):
    question = understood("What is gradeint clipping?", assistant)
    assert question.text == "What is gradeint clipping?"
    assert question.searched == "What is gradient clipping?"
    assert question.notes == ("read “gradeint” as “gradient”",)


def test_a_clean_question_is_searched_as_typed_without_a_note(assistant):
    question = understood("Who taught Geoffrey Hinton juggling?", assistant)
    assert (question.searched, question.notes) == (question.text, ())


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("how does fsdp shard weights?", "how does fsdp (Fully Sharded Data Parallel) shard weights?"),
        ("is bpe lossless?", "is bpe (Byte-pair encoding) lossless?"),
        ("zero stage 3", "zero (Zero Redundancy Optimizer) stage 3"),
        ("FSDP", "FSDP (Fully Sharded Data Parallel)"),
    ],
)
def test_an_acronym_is_read_in_lower_case_and_alone(text, searched, assistant):
    question = understood(text, assistant)
    assert question.searched == searched
    assert any(note.startswith("read ") for note in question.notes)


@pytest.mark.parametrize(
    "text",
    [
        "why do gradients shrink to zero over time?",
        "does my guitar amp need a fuse?",
        "the memory was freed",
        "HOW DOES FSDP SHARD WEIGHTS?",
    ],
)
def test_a_word_that_only_looks_like_an_acronym_is_left_alone(text, assistant):
    assert understood(text, assistant).searched == text


def test_a_part_of_a_longer_name_is_no_acronym(assistant):
    alone, part = (understand(f"What does {name} partition?", (), assistant) for name in ("ZeRO", "ZeRO-2"))
    assert understand("what does zero-3 partition", (), assistant).spelt_out == ()
    assert alone.spelt_out and "(" in alone.searched
    assert alone.unexpanded == "What does ZeRO partition?"
    assert part.spelt_out == () and part.unexpanded == part.searched == "What does ZeRO-2 partition?"


def test_two_pluses_make_another_name(assistant):
    assert understood("What is Grad-CAM++?", assistant).named == (("grad-cam-plus-plus",),)
    assert understood("What is Grad-CAM?", assistant).named == (("grad-cam",),)
    assert len(understood("Compare Grad-CAM with Grad-CAM++", assistant).named) == 2


def test_a_very_long_message_is_cut(assistant):
    assert len(understood("wafer " * 5000, assistant).text) <= MAX_LENGTH


def test_half_an_emoji_becomes_a_question_mark(assistant):
    assert understood("gettering \ud83d", assistant).text == "gettering ?"


def test_blanks_and_line_ends_do_not_matter(assistant):
    assert understood(" What is\n\tgettering ?\r\n", assistant).text == "What is gettering ?"
