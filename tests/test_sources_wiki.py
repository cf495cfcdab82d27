from pathlib import Path

from index.sources.wiki import read_wiki

DUMP = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/">
<page><title>Arabica</title><ns>0</ns><revision>
<text>{{Short|x}}'''Arabica''' is a [[species|kind]] of ''coffee''.&lt;ref&gt;z
&lt;/ref&gt;
{| class="t"
| a
|}
== Taste ==
* It is [[acid]]ic, [http://a.example so they say].
== References ==
x
[[Category:Plants]]</text></revision></page>
<page><title>Coffea arabica</title><ns>0</ns>
<redirect title="Arabica"/><revision><text>#REDIRECT [[Arabica]]</text></revision></page>
<page><title>crema</title><ns>0</ns><revision><text>==English==
===Noun===
{{en-noun}}
# {{lb|en|coffee}} The [[foam]] on espresso.
#: an example
# Cream.
==Italian==
===Noun===
# cream</text></revision></page>
<page><title>Talk:x</title><ns>1</ns><revision><text>y</text></revision></page></mediawiki>"""


def test_articles_redirects_and_words_of_a_dictionary(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(DUMP, "utf-8")
    found = read_wiki(tmp_path / "a.xml")
    assert [(entry.line, entry.header, entry.body) for entry in found.entries] == [
        (
            2,
            "Arabica, Coffea arabica, Plants",
            "**Arabica** is a kind of coffee.\n\n**Taste**\n- It is acidic, so they say.",
        ),
        (15, "crema", "**crema**\n**Noun**\n\n1. The foam on espresso.\n2. Cream."),
    ]
    assert found.notes == ("1 pages that are no articles were passed over",)
