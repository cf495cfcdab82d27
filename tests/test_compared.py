import pytest

from rag.answer import answer


def texts(assistant, text):
    return [claim.text for claim in answer(text, (), assistant).claims]


def test_what_is_compared_comes_first(assistant):
    first, *_ = texts(assistant, "Databricks vs Snowflake for ML training")
    assert "ML Training — Databricks: Native GPU; Snowflake: Via partner" in first
    first, *_ = texts(assistant, "DDIM or DDPM: how do the two differ in randomness and in the number of steps?")
    assert "Steps Required — DDIM: 10-50; DDPM: 1000" in first


def test_the_best_of_each_side_comes_before_the_rest(assistant):
    found = answer("gettering versus dopant diffusion", (), assistant).claims
    assert found[0].text.startswith("Gettering is") and found[1].text.startswith("Dopant diffusion is")
    told = [claim.citations[0].entry_id for claim in found[2:]]
    assert told == sorted(told, reverse=True) and set(told) == {"gettering", "dopant-diffusion"}


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("dataflow vs von neumann, in one sentence", ("data", "program counter")),
        ("Grad-CAM vs Grad-CAM++ in one line", ("Grad-CAM++", "version of Grad-CAM")),
    ],
)
def test_one_sentence_on_two_things_speaks_of_both(text, both, assistant):
    (only,) = texts(assistant, text)
    assert all(one in only for one in both)


def test_where_none_speaks_of_both_each_has_one(assistant):
    found = texts(assistant, "gettering vs GLaM in one sentence")
    assert len(found) == 2 and "Gettering" in found[0] and "GLaM" in found[1]


def test_a_table_with_rows_for_both_sides_shows_no_others(assistant):
    shown = " ".join(texts(assistant, "compare PECVD and LPCVD deposition temperature"))
    assert "200-400°C" in shown and "400-800°C" in shown and "HDPCVD — " not in shown
