"""The editor's page: what `python -m index lint` finds in a glossary that the window serves, as a table and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlencode

from index.glossaries import ALL, glossary
from index.lint.lint import Row, lint
from index.store import SEEDS, Index
from index.types import OWN, IndexRefused
from rag.web.address import href
from rag.web.desk import Desk
from rag.web.encode import encode
from rag.web.plain_page import plain_page

# More entries than this are looked through in the terminal: a page would be waited for for minutes.
MOST_LINTED = 2_000


class Linted:
    """The findings in the glossaries of a desk; those of an index are looked for once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._found: dict[str, list[Row]] = {}

    def rows(self, name: str) -> list[Row] | None:
        """The findings in the glossary of a name; None where it is too big to be looked through meanwhile."""
        index = self._desk.at(name).assistant.index
        if len(index.entries) > MOST_LINTED:
            return None
        if index.manifest.digest not in self._found:
            self._found = {name: rows for name, rows in self._found.items() if name in self._digests()}
            self._found[index.manifest.digest] = lint(tuple(index.entries.values()), _folder(index))
        return self._found[index.manifest.digest]

    def html(self, name: str, key: str = "") -> str:
        """The whole page; `key` goes with its links."""
        names = [one for one in self._desk.names if one != ALL]
        chosen = name if name in names else names[0]
        rows, titles = self.rows(chosen), dict(self._desk.choices)
        ways = [f'<a href="{_link("/lint", one, key)}">{encode(titles[one])}</a>' for one in names if one != chosen]
        save = f'<a href="{_link("/lint.jsonl", chosen, key)}" download>Save as JSON lines</a>'
        title = "What an editor should look at"
        body = f'<nav aria-label="Glossaries">{"".join(ways)}{save}</nav>{_found_html(rows)}'
        return plain_page(title, f"<h1>{title}: {encode(titles[chosen])}</h1>{body}", is_wide=True)

    def jsonl(self, name: str) -> str:
        """The findings, one object a line."""
        return "".join(f"{json.dumps(asdict(row), ensure_ascii=False)}\n" for row in self.rows(name) or ())

    def _digests(self) -> set[str]:
        return {self._desk.at(name).assistant.index.manifest.digest for name in self._desk.names}


def _found_html(rows: Sequence[Row] | None) -> str:
    if rows is None:
        return (
            "<p>This glossary is too big to be looked through here. Do it with: python -m index lint --seeds FOLDER</p>"
        )
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.check, []).append(row)
    counts = "".join(f'<a href="#{_anchor(check)}">{encode(check)} ({len(same)})</a>' for check, same in groups.items())
    tables = "".join(_table(check, same) for check, same in groups.items())
    return f'<p>{len(rows)} findings</p><nav aria-label="Checks">{counts}</nav>{tables}'


def _table(check: str, rows: Sequence[Row]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Where", "Entry", "What is wrong", "How to mend it"))
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in rows)
    title = f'<h2 id="{_anchor(check)}">{encode(check)}</h2>'
    return f"{title}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cells(row: Row) -> str:
    place = f"<code>{encode(f'{row.file}:{row.line}')}</code>" if row.file else "all entries"
    entry = f'<a href="/{href(term=row.entry_id)}">{encode(row.entry_id)}</a>' if row.entry_id else ""
    return f"<td>{place}</td><td>{entry}</td><td>{encode(row.says)}</td><td>{encode(row.fix)}</td>"


def _anchor(check: str) -> str:
    return check.replace(" ", "-")


def _link(path: str, name: str, key: str) -> str:
    return encode(f"{path}?{urlencode({'glossary': name, **({'key': key} if key else {})})}")


def _folder(index: Index) -> Path:
    """Where the files of the glossary lie, in which the lines of findings are looked up."""
    edition = next(iter(index.editions.values()), None)
    if edition is None or edition.name == OWN:
        return SEEDS
    try:
        return glossary(edition.name).source
    except IndexRefused:
        return SEEDS
