from pathlib import Path

from index.sources.found import Found
from index.sources.saved_html import read_html

SITE = """<html><head><title>Glossary</title><script>x, y</script></head><body>
<a href="/">← Back to AI Factory Chat</a><h1>AI Factory Glossary</h1>
<p>2 technical terms and definitions</p><div>A B Z All</div>
<div>Showing page 1 of 1 (2 entries)</div>
<h3>alpha, letters</h3>
<p>**Alpha** is a letter.</p>
<h3>beta, letters</h3><p>Beta is <b>another</b> &amp; last.</p>
<p>Next »</p></body></html>"""


def found(tmp_path: Path, text: str) -> Found:
    (tmp_path / "a.html").write_text(text, "utf-8")
    return read_html(tmp_path / "a.html")


def test_a_saved_page_of_the_glossary_gives_its_entries(tmp_path: Path) -> None:
    read = found(tmp_path, SITE)
    assert [(entry.line, entry.header, entry.body) for entry in read.entries] == [
        (5, "alpha, letters", "**Alpha** is a letter."),
        (7, "beta, letters", "Beta is **another** & last."),
    ]
    assert read.faults == ()


def test_a_list_of_definitions_gives_its_terms_whatever_headings_there_are(tmp_path: Path) -> None:
    read = found(
        tmp_path,
        "<nav>Skip: this</nav><h2>Tools</h2><p>About tools.</p><dl><dt>Burr</dt><dd>A <code>burr</code> grinds."
        "<p>Steel.</p></dd>\n<dt>Void<dd></dl>",
    )
    assert [(entry.header, entry.body) for entry in read.entries] == [("Burr, Tools", "A `burr` grinds.\n\nSteel.")]
    assert [fault.line for fault in read.faults] == [2]


def test_tables_and_preformatted_text_keep_their_form(tmp_path: Path) -> None:
    read = found(
        tmp_path,
        "<h2>Ratio</h2><p>The ratio is shown.<br>Below.</p><table>"
        "<tr><th>a</th><th>b</th></tr><tr><td>1|2</td><td>3</td></tr></table>"
        "<pre>x = 1\n  y</pre><h2>Dose</h2><ul><li>The dose is <b>grams</b></li></ul>",
    )
    assert [entry.body for entry in read.entries] == [
        "The ratio is shown. Below.\n\n| a | b |\n| --- | --- |\n| 1|2 | 3 |\n\n```\nx = 1\n  y\n```",
        "- The dose is **grams**",
    ]


def test_a_table_of_terms_is_read_by_its_columns(tmp_path: Path) -> None:
    read = found(tmp_path, "<table><tr><th>Term<th>Definition<tr><td>Dose<td>Grams.</table>")
    assert [entry.body for entry in read.entries] == ["**Dose**: Grams."]
