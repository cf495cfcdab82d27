import re

from rag.web.panels import dialogs_html


def test_settings_offer_themes_and_sizes_and_a_status_line() -> None:
    html = dialogs_html(["Scribe <1>", "Clerk"])
    for value in ("system", "light", "dark", "small", "normal", "large", "short", "usual", "long"):
        assert f'value="{value}"' in html
    assert '<p id="remark" role="status"></p>' in html
    writers = re.findall(r'name="writer" value="(.*?)">(.*?)</label>', html)
    assert writers == [*(2 * (name,) for name in ("Scribe &#60;1&#62;", "Clerk")), ("none", "Nobody")]
    assert "No writer runs here" not in html
    assert "No writer runs here" in dialogs_html([]) and 'name="writer"' not in dialogs_html([])
