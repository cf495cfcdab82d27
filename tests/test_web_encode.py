import html

from hypothesis import given
from hypothesis import strategies as st

from rag.web.encode import encode


@given(st.text())
def test_what_is_encoded_reads_as_it_was(text: str) -> None:
    assert html.unescape(encode(text)) == html.unescape(encode(html.unescape(encode(text))))


@given(st.text(alphabet=st.characters(min_codepoint=9, max_codepoint=126, exclude_categories=["Cc"])))
def test_plain_ascii_comes_back_exactly(text: str) -> None:
    assert html.unescape(encode(text)) == text


def test_only_entities_letters_and_blanks_are_left() -> None:
    assert encode("<b>$$a$$ \\[x]\n\n# h") == ("&#60;b&#62;&#36;&#36;a&#36;&#36; &#92;&#91;x&#93;&#10;&#10;&#35; h")
