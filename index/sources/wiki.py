"""Dumps of wikis: the XML that MediaWiki exports, an article (or a dictionary's word) being an entry."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.sources.extra import extra
from index.sources.found import Found, Row, found_of
from index.sources.lines import lines_of, readable
from index.sources.xml import elements, local

if TYPE_CHECKING:
    from lxml.etree import _Element
    from mwparserfromhell.nodes import Node
    from mwparserfromhell.wikicode import Wikicode

_HEADING = re.compile(r"(={1,6})\s*(.+?)\s*\1\s*")
_CATEGORY = re.compile(r"\[\[\s*Category\s*:\s*([^\]|]+)", re.IGNORECASE)
_ASIDE = re.compile(r"\[\[\s*(?:File|Image|Category)\s*:", re.IGNORECASE)
_ASIDE_SECTION = re.compile(
    r"see also|references|external links|further reading|notes|translations|anagrams|pronunciation|etymology( \d+)?",
    re.IGNORECASE,
)


def read_wiki(path: Path) -> Found:
    """The articles of a dump; redirects are other names of what they lead to. Pages of other namespaces (talk, help)
    are counted and passed over."""
    articles: list[tuple[int, str, str]] = []
    redirects: dict[str, list[str]] = {}
    others = 0
    for page in elements(path, "page"):
        title, space, target, text = _fields(page)
        if space not in ("", "0"):
            others += 1
        elif target:
            redirects.setdefault(target, []).append(title)
        else:
            articles.append((page.sourceline, title, text))
    rows = [(line, _article(title, text, redirects.get(title, []))) for line, title, text in articles]
    notes = [f"{others} pages that are no articles were passed over"] if others else []
    return found_of("MediaWiki", rows, [], notes)


def _fields(page: "_Element") -> tuple[str, str, str, str]:
    """Title, namespace, target of the redirect ("" where it is none), and wikitext."""
    found = {"title": "", "ns": "", "text": ""}
    target = ""
    for element in page.iter():
        name = local(element)
        if name == "redirect":
            target = str(element.get("title") or "")
        elif name in found:
            found[name] = element.text or ""
    return found["title"], found["ns"].strip(), target, found["text"]


def _article(title: str, text: str, aliases: list[str]) -> Row:
    category = _CATEGORY.search(text)
    lines = "\n".join(_markdown(_unmarked(text)))
    return Row(title, readable(lines_of(lines)), tuple(aliases), category[1].strip() if category else "")


def _unmarked(text: str) -> str:
    """Wikitext without templates, tables, references, pictures and comments; links as their text."""
    code = extra("mwparserfromhell").parse(text, skip_style_tags=True)
    aside = [tag for tag in code.filter_tags() if str(tag.tag) in ("ref", "references", "gallery", "table")]
    pictures = [link for link in code.filter_wikilinks() if _ASIDE.match(str(link))]
    for node in (*aside, *pictures, *code.filter_templates(), *code.filter_comments()):
        _put(code, node, "")
    for link in code.filter_wikilinks():
        _put(code, link, str(link.title if link.text is None else link.text))
    for link in code.filter_external_links():
        _put(code, link, str(link.title or link.url))
    return re.sub(r"</?\w[^<>]*>", "", str(code))


def _put(code: "Wikicode", node: "Node", text: str) -> None:
    try:
        code.replace(node, text)
    except ValueError:  # it went with the node around it
        return


def _markdown(text: str) -> Iterator[str]:
    """Lines of Markdown. Sections about the article (references, translations) are left out, and a dictionary's
    sections on other languages than English where it has one on English."""
    number, kept = 0, True
    english = re.search(r"^==\s*English\s*==", text, re.MULTILINE) is not None
    foreign = False
    for line in text.split("\n"):
        if heading := _HEADING.fullmatch(line.strip()):
            level, title = len(heading[1]), heading[2].strip("' ")
            foreign = title != "English" if english and level <= 2 else foreign
            kept = not foreign and not _ASIDE_SECTION.fullmatch(title)
            number = 0
            if kept and not (english and level <= 2):
                yield f"**{title}**"
        elif kept:
            if line.startswith(("#:", "#*")):  # examples and quotations of a dictionary
                continue
            numbered = re.match(r"#(?![:*])", line)
            number += numbered is not None
            listed = re.sub(r"^[*#:;]+\s*", f"{number}. " if numbered else "- ", line)
            yield re.sub(r"''+", "", listed.replace("'''", "**"))
