from rag.web.plain_page import doc_page, plain_page


def test_a_page_has_its_title_and_the_way_back() -> None:
    page = plain_page("A <b>", "<h1>A</h1>")
    assert (
        "<title>A &#60;b&#62; | AI Factory Chat</title>" in page and '<a href="/">Back to AI Factory Chat</a>' in page
    )
    assert "class=wide" not in page and "class=wide" in plain_page("A", "", is_wide=True)


def test_a_page_of_docs_is_drawn_with_its_tables_and_without_dead_links() -> None:
    page = doc_page("# Checking\n\nSee [the log](../eval/LOG.md) and [hosting](hosting.md).\n\n|a|b|\n|-|-|\n|1|2|\n")
    assert "<title>Checking | " in page and "<h1>Checking</h1>" in page and "<td>1</td>" in page
    assert "the log and" in page and "eval" not in page and '<a href="hosting.md">hosting</a>' in page


def test_tags_in_docs_are_text() -> None:
    assert "<script>" not in doc_page("a <script>alert(1)</script>")
