from rag.alignment import ABOUT, align, subject_tokens, tokens


def restated(claim, evidence, subject=""):
    said, shown = tokens(claim), (*tokens(evidence), *subject_tokens(subject))
    return {said[i].text: shown[at].text for i, at in align(said, shown).items()}


def test_words_are_restated_by_stem_by_meaning_and_by_root():
    found = restated("Quick execution lowers costs.", "Fast runs that are executed reduce cost.")
    assert found == {"quick": "fast", "execution": "executed", "lowers": "reduce", "costs": "cost"}


def test_an_acronym_restates_its_long_form_and_the_other_way_round():
    assert restated("LLMs answer.", "Large language models answer.")["llms"] == "large"
    assert restated("Large language models answer.", "An LLM answers.")["language"] == "llm"


def test_of_two_equal_words_the_one_near_the_neighbours_is_taken():
    said, shown = tokens("heavy bowls"), tokens("light bowls stand under heavy bowls")
    assert [shown[at].text + str(at) for at in align(said, shown).values()] == ["bowls5", "heavy4"]


def test_statements_end_at_stops_and_contrasts_and_labels_do_not():
    words = {token.text: (token.statement, token.label) for token in tokens("Firing: hot ovens; drying - cold rooms")}
    assert words["firing"] == (0, True) and words["ovens"] == (0, False)
    assert words["drying"] == (1, True) and words["rooms"] == (1, False)


def test_the_names_of_the_subject_stand_outside_all_statements():
    assert {token.statement for token in subject_tokens("Gas Kiln, GK")} == {ABOUT}


def test_a_word_that_says_little_tells_things_apart_before_another():
    assert [token.weak for token in tokens("task learning") if token.text == "task"] == [False]
    assert [token.weak for token in tokens("the task") if token.text == "task"] == [True]


def test_nothing_has_no_words_and_no_alignment():
    assert tokens("") == () and align((), tokens("a kiln")) == {}
