from rag.web.history import Listed
from rag.web.past_view import past_html


def test_a_conversation_is_a_link_with_its_day_and_size() -> None:
    html = past_html([Listed("a-b", "What is <b>?", 0.0, 1), Listed("c", "Two", 0.0, 2)])
    assert '<li data-chat="a&#45;b"><a href="&#63;chat&#61;a&#45;b">What is &#60;b&#62;&#63;</a>' in html
    assert "1 question<" in html and "2 questions<" in html and "19" in html


def test_an_empty_list_says_why() -> None:
    assert "Nothing is kept yet" in past_html([])
    assert "No conversation has “&#60;x&#62;”" in past_html([], "<x>")
