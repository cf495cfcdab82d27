from dataclasses import replace

from rag.types import Answer
from rag.web.answer_view import answer_html, pending_html
from rag.web.terms import terms_of
from rag.web.types import Exchange
from tests.window_fakes import assistant, glossary, scripted_steps

TERMS = terms_of(glossary())


def answered(question: str, written: bool = True) -> Answer:
    helper = assistant() if written else replace(assistant(), writer=None)
    *_, last = scripted_steps(question, (), helper)
    assert last.answer
    return last.answer


def test_a_written_claim_ends_with_a_chip_that_links_to_its_span() -> None:
    html = answer_html(answered("What is GIDL?"), TERMS)
    title = "Source 2&#44; Gate&#45;Induced Drain Leakage&#58; “It grows with the field&#46;”"
    link = f'href="&#63;term&#61;gidl&#38;s&#61;84&#45;108" title="{title}"'
    chip = f'<a class="chip" {link}>2</a>'
    assert f'<p class="written">GIDL grows with the field&#46;\N{NO-BREAK SPACE}{chip}</p>' in html


def test_the_quotation_is_folded_under_a_written_answer_and_open_without_one() -> None:
    assert "<summary>In the glossary’s own words</summary>" in answer_html(answered("What is GIDL?"), TERMS)
    html = answer_html(answered("What is GIDL?", written=False), TERMS)
    assert "The glossary says" in html and "own words" not in html


def test_what_was_cited_stands_apart_from_what_was_also_found() -> None:
    cited, also = answer_html(answered("What is GIDL?"), TERMS).split("Also found")
    assert "Data Poisoning" not in cited
    assert "Data Poisoning" in also


def test_dropped_claims_are_shown_as_left_out() -> None:
    left_out = answer_html(answered("What is GIDL?"), TERMS).split("left out")[1]
    assert "GIDL was found on Mars&#46;" in left_out


def test_written_and_quoted_claims_keep_their_order() -> None:
    answer = answered("What is GIDL?")
    html = answer_html(replace(answer, claims=(answer.quotation[0], *answer.claims, answer.quotation[2])), TERMS)
    assert html.index("off&#45;state") < html.index("GIDL grows") < html.index("Thinner oxide")


def test_a_refusal_offers_questions_about_the_nearest_terms() -> None:
    html = answer_html(answered("nothing"), TERMS)
    assert "The glossary does not have an answer to this&#46;" in html
    assert 'href="&#63;q&#61;What&#43;is&#43;Data&#43;Poisoning&#37;3F"' in html


def test_a_message_that_asks_nothing_gets_questions_to_begin_with() -> None:
    answer = answered("nothing")
    html = answer_html(replace(answer, question=replace(answer.question, searched="hello")), TERMS)
    assert "This asks nothing of the glossary&#46;" in html and "nearest" not in html
    assert html.count('<a class="button" href="&#63;q&#61;') == 4


def test_a_refusal_says_which_named_terms_are_there_and_tells_the_nearest_apart() -> None:
    answer = answered("nothing")
    named = replace(answer.question, named=(("gidl",), ("data-poisoning", "data-poisoning-training")))
    near = ("data-poisoning", "data-poisoning-training")
    html = answer_html(replace(answer, question=named, nearest=near), TERMS)
    assert "The glossary has Gate&#45;Induced Drain Leakage and Data Poisoning&#44; but does not say" in html
    assert "this about them&#46;" in html
    assert ">Data Poisoning &#40;ai safety&#41;</a>" in html and ">Data Poisoning &#40;training&#41;</a>" in html
    assert 'href="&#63;q&#61;What&#43;is&#43;Data&#43;Poisoning&#43;&#37;28training&#37;29&#37;3F"' in html


def test_what_was_cited_is_described_by_its_category_alone() -> None:
    answer = answered("What is GIDL?")
    assert 'class="kind"' not in answer_html(answer, TERMS)
    sense = answered("senses").claims[:1]
    assert '<span class="kind">ai safety</span>' in answer_html(replace(answer, claims=sense), TERMS)


def test_the_choice_of_a_sense_is_not_repeated_as_a_list_of_sources() -> None:
    html = answer_html(answered("senses"), TERMS)
    assert "Cited" not in html and "Also found" in html


def test_only_entries_that_are_near_count_as_also_found() -> None:
    html = answer_html(answered("What is GIDL?"), TERMS)
    assert "Data Poisoning" in html.split("Also found")[1].split("</p>")[0]
    assert "Diffusion" not in html.split("Also found")[1].split("</p>")[0]


def test_each_sense_is_labelled_with_what_tells_it_apart() -> None:
    html = answer_html(answered("senses"), TERMS)
    assert html.count('<section class="sense">') == 2
    assert '<span class="kind">ai safety</span>' in html and '<span class="kind">training</span>' in html


def test_an_answer_under_way_shows_the_quotation_and_its_stages_with_times() -> None:
    quoting = replace(answered("GIDL"), claims=answered("GIDL").quotation)
    under_way = Exchange("q", stage="writing", seconds={"searching": 0.31}, answer=quoting, drafted=7)
    html = pending_html(under_way, TERMS)
    assert "The glossary says" in html
    assert 'Searching <span class="time">0.3 s</span>' in html
    assert '<span class="stage now">Writing 7 words</span>' in html


def test_while_it_is_written_each_checked_sentence_takes_the_place_of_the_quotation_that_it_restates() -> None:
    whole = answered("What is GIDL?")
    first = replace(whole.claims[0], text="Written anew.", citations=whole.quotation[0].citations)
    under_way = Exchange("q", stage="writing", answer=replace(whole, claims=(first,)))
    html = pending_html(under_way, TERMS)
    assert html.index("Written anew") < html.index("It grows with the field") < html.index("It ends here")
    assert "<strong>off" not in html


def test_with_both_the_quotation_stays_above_what_is_being_written() -> None:
    whole = answered("What is GIDL?")
    html = pending_html(Exchange("q", stage="writing", answer=whole), TERMS, "both")
    assert html.index("It ends here") < html.index("In short") < html.index("GIDL grows")
    quoting = replace(whole, claims=whole.quotation)
    assert "In short" not in pending_html(Exchange("q", stage="writing", answer=quoting), TERMS, "both")


def test_a_stopped_answer_says_whether_anything_stands() -> None:
    stopped = Exchange("q", state="stopped")
    assert pending_html(stopped, TERMS).endswith('<p class="note">Stopped.</p></div>')
    assert "What the glossary says stands." in pending_html(replace(stopped, answer=answered("GIDL")), TERMS)


def test_entries_of_one_name_are_told_apart_among_what_was_also_found() -> None:
    answer = answered("What is GIDL?")
    hits = (*answer.hits, replace(answer.hits[0], entry_id="data-poisoning-training"))
    html = answer_html(replace(answer, hits=(*hits[:2], *hits[3:])), TERMS)
    assert "Data Poisoning &#40;ai safety&#41;" in html and "Data Poisoning &#40;training&#41;" in html


def test_a_question_read_with_the_ones_before_it_can_be_asked_by_itself() -> None:
    offer = '<a role="button" href="?do=alone">Ask it by itself</a>'
    html = answer_html(answered("What is GIDL?"), TERMS, alone=offer)
    assert f'<p class="note">Read “gidl” as “GIDL” {offer}</p>' in html


def test_how_several_questions_were_answered_stands_above_the_answer_and_apart_from_it() -> None:
    answer = answered("What is GIDL?")
    trace = replace(answer.trace, notes=("answered as 2 questions", "the glossary has no answer to “what is 3?”"))
    html = answer_html(replace(answer, trace=trace), TERMS)
    remark = html.split('<ul class="remark"')[1].split("</ul>")[0]
    assert "<li>Answered as 2 questions</li>" in remark
    assert "<li>The glossary has no answer to “what is 3&#63;”</li>" in remark
    assert html.index('class="remark"') < html.index('class="written"')


def test_a_disagreement_of_entries_is_named_as_ours_with_chips() -> None:
    one, other = answered("What is GIDL?", written=False).quotation[:2]
    moved = replace(other.citations[0], entry_id="data-poisoning", start=0, end=12)
    claims = (
        replace(one, text="WSE-3: 850,000 AI cores on single wafer"),
        replace(other, text="900,000 cores on a single wafer-scale die.", citations=(moved,)),
    )
    html = answer_html(replace(answered("What is GIDL?"), claims=claims), TERMS)
    remark = html.split('<ul class="remark"')[1].split("</ul>")[0]
    assert "The entries disagree&#58; “850&#44;000 AI cores” <a class=" in remark and remark.count('class="chip"') == 2


def test_bullets_that_were_asked_for_are_bullets() -> None:
    assert '<ul class="points">' in answer_html(answered("GIDL in bullets", written=False), TERMS)


def test_who_waits_sees_the_place_and_who_found_none_is_told_to_come_back() -> None:
    waiting = pending_html(Exchange("q", stage="writing", place=3), TERMS)
    assert "Writing" in waiting and "Busy, place 3" in waiting
    turned_away = pending_html(Exchange("q", state="busy", place=65), TERMS)
    assert "Ask again in a moment. (place 65 in the line)" in turned_away
