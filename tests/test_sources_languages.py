from index.sources.languages import best, in_best


def test_english_comes_first_then_what_names_no_language_then_the_rest_by_code() -> None:
    assert best([("de", "Sieb"), ("en-GB", "filter"), ("", "x")]) == "filter"
    assert best([("fr", "filtre"), ("de", "Sieb"), ("", "x")]) == "x"
    assert best([("fr", "filtre"), ("de", "Sieb")]) == "Sieb"
    assert best([]) == ""


def test_all_texts_of_that_language_are_given() -> None:
    assert in_best([("de", "a"), ("de", "b"), ("fr", "c")]) == ["a", "b"]
