from eval.baselines import chunk_baselines, chunks, top_entry_baselines
from eval.run import misquoted
from eval.systems import ablations, ask, system_of
from tests.eval_fakes import WordEmbedder, assistant_of, case_of, entries, entry_of, index_of, row_of

KILN = case_of(gold=(("kiln,ceramics",),), turns=("What is a kiln?",))


def test_the_assistant_answers_in_the_shape_of_a_result():
    row = ask(assistant_of(), KILN)
    assert row["retrieved"][0]["header"] == "kiln,ceramics"
    assert set(row) | {"id"} == set(row_of())
    assert not misquoted([row | {"id": "q1"}], entries())


def test_earlier_turns_are_asked_first():
    alone = ask(assistant_of(), case_of(turns=("How hot does it get?",)))
    after = ask(assistant_of(), case_of(turns=("What is a kiln?", "How hot does it get?")))
    assert after["retrieved"][0]["header"] == "kiln,ceramics"
    assert alone != after


def test_every_part_can_be_switched_off_and_the_rest_still_answers():
    assistant = assistant_of()
    names = []
    for system in ablations(assistant):
        names.append(system.name)
        assert len(system.answer(KILN)["retrieved"]) == 3
    assert names == [
        "no names",
        "no written questions",
        "no unanswered questions",
        "no question encoder",
        "no BM25",
        "no late interaction",
        "no embeddings",
        "no spelling",
    ]


def test_a_system_says_what_it_was_made_of():
    about = dict(system_of(assistant_of()).about)
    assert len(about.pop("snapshot")) == 12
    assert about == {"writer": "off", "embedder": "words", "index": "tiny", "corpus": {}}


def test_chunks_have_180_words_and_cover_the_body():
    entry = entry_of("kiln,ceramics", " ".join(f"word{n}" for n in range(400)))
    found = chunks([entry])
    assert [len(entry.body[one.start : one.end].split()) for one in found] == [180, 180, 40]


def test_both_chunk_baselines_print_the_best_chunk_and_cite_it():
    index = index_of()
    for system in chunk_baselines(index, WordEmbedder()):
        row = system.answer(KILN)
        assert row["answer"] == "A kiln is an oven for clay. It reaches 1,300 degrees. [1]"
        assert row["outcome"] == "answered"
        assert 0 <= row["confidence"] <= 1
        assert not misquoted([row | {"id": "q1"}], index.entries)


def test_a_question_without_a_known_word_still_gets_a_chunk():
    for system in chunk_baselines(index_of(), WordEmbedder()):
        assert len(system.answer(case_of(turns=("zzz?",)))["retrieved"]) == 3


def test_the_top_entry_is_printed_whole_or_by_its_first_sentence():
    row = row_of("q1", retrieved=["kiln,ceramics", "drift,ml"])
    whole, first = top_entry_baselines(index_of(), {"q1": row})
    assert whole.answer(KILN)["answer"] == "A kiln is an oven for clay. It reaches 1,300 degrees. [1]"
    assert first.answer(KILN)["answer"] == "A kiln is an oven for clay. [1]"
