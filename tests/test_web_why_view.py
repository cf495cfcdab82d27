from dataclasses import replace

from rag.types import Answer
from rag.web.why_view import lasted, why_html
from tests.window_fakes import assistant, glossary, scripted_steps

ENTRIES = glossary()


def answered() -> Answer:
    *_, last = scripted_steps("What is GIDL?", (), assistant())
    assert last.answer
    return last.answer


def test_every_entry_shows_the_parts_of_its_score_under_plain_names() -> None:
    html = why_html(answered(), ENTRIES)
    assert '<th scope="col">Named in the question</th><th scope="col">New part</th>' in html
    assert html.count('<th scope="row"><a href=') == 3
    assert '<td>0.75<span class="gauge"><span style="width&#58;50%"></span></span></td>' in html


def test_the_cited_entries_are_told_from_the_others() -> None:
    html = why_html(answered(), ENTRIES)
    assert 'Drain Leakage</a><span class="tag">cited</span>' in html and html.count("cited</span>") == 1


def test_what_was_read_otherwise_is_said_once() -> None:
    answer = answered()
    trace = replace(answer.trace, notes=answer.question.notes)
    assert why_html(replace(answer, trace=trace), ENTRIES).count("<li>read “gidl” as “GIDL”</li>") == 1


def test_what_was_left_out_stands_with_its_support_and_source() -> None:
    left_out = why_html(answered(), ENTRIES).split("left out")[1]
    assert "GIDL was found on Mars&#46;" in left_out and "support 10%" in left_out and "source 1" in left_out


def test_steps_stand_with_their_times_without_the_total() -> None:
    times = why_html(answered(), ENTRIES).split(">Times<")[1]
    assert "Reading the question" in times and "<td>20 ms<" in times and "30 ms" not in times


def test_a_time_is_told_in_the_unit_in_which_it_says_something() -> None:
    assert (lasted(0.014), lasted(0.1), lasted(5.21)) == ("14 ms", "0.1 s", "5.2 s")


def test_an_entry_that_is_gone_is_left_out_of_the_scores() -> None:
    html = why_html(answered(), {"gidl": ENTRIES["gidl"]})
    assert html.count('<th scope="row"><a href=') == 1
