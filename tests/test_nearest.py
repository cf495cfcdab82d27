from rag.answer import answer
from rag.nearest import nearest
from rag.retrieve import look, retrieve
from rag.understand import understand


def said(text, assistant):
    question = understand(text, (), assistant)
    views = look(question, assistant)
    return nearest(question, retrieve(question, views, assistant.index), views, assistant)


def test_a_fact_that_is_missing_comes_with_what_the_entry_says_nearest_to_it(assistant):
    remark = said("How many transformer layers does Gopher have?", assistant)
    assert remark.startswith("the nearest that Gopher says: “Gopher's architecture is a standard autoregressive")


def test_it_is_among_the_remarks_of_the_refusal(assistant):
    found = answer("How many transformer layers does Gopher have?", (), assistant)
    assert found.outcome == "not_in_glossary"
    assert found.trace.notes[-1] == said("How many transformer layers does Gopher have?", assistant)


def test_no_piece_of_a_sentence_is_the_nearest(assistant):
    index = assistant.index
    readings = [assistant.read(place) for place in range(len(index.ids))]
    torn = {one.entry.term: [line.text for line in one.lines if line.text.startswith("…")] for one in readings}
    names = [term for term, lines in torn.items() if lines]
    assert names
    for term in names:
        assert "“…" not in said(f"Who invented {term}, {torn[term][0].strip('… ')}", assistant)


def test_what_names_no_entry_is_near_to_none(assistant):
    assert said("Where can I buy a bassoon?", assistant) == ""
