from rag.web.panels import dialogs_html


def test_settings_offer_themes_and_sizes_and_a_status_line() -> None:
    html = dialogs_html("Scribe <1>")
    for value in ("system", "light", "dark", "small", "normal", "large", "short", "usual", "long"):
        assert f'value="{value}"' in html
    assert '<p id="remark" role="status"></p>' in html
    assert "Answers are written by Scribe &#60;1&#62;;" in html and "Nothing writes; answers quote;" in dialogs_html("")
