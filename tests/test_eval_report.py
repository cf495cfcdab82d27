import json
from html.parser import HTMLParser

import pytest

from eval.plots import Bar, bars, curve
from eval.report import report
from eval.results import ResultError
from eval.run import System, run
from eval.table import by_type, overall, side_by_side
from tests.eval_fakes import case_of, claim_of, entries, refusal_of, row_of, split_of

CASES = [case_of("q1"), case_of("q2", "detail"), case_of("q3", "off_topic", gold=(), answerable=False)]
ROWS = {
    "q1": row_of("q1", [claim_of("Drift is a change of the data.")]) | {"answer": "<b>a change of the data</b> [1]"},
    "q2": refusal_of("q2"),
    "q3": refusal_of("q3"),
}


class Page(HTMLParser):
    """Collects what a page would load, and whether its elements are closed in order."""

    def __init__(self):
        super().__init__()
        self.open, self.loads, self.text = [], [], ""

    def handle_starttag(self, tag, attributes):
        if tag != "meta":
            self.open.append(tag)
        self.loads += [value for name, value in attributes if name in ("src", "href", "srcset")]

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def page_of(text):
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == []
    return page


@pytest.fixture
def folder(tmp_path):
    for name, place in (("assistant", "out"), ("BM25", "out/baselines/bm25")):
        answer = {key: {k: v for k, v in row.items() if k != "id"} for key, row in ROWS.items()}
        run(split_of(CASES), System(name, lambda case, rows=answer: rows[case.id]), entries(), tmp_path / place)
    return tmp_path / "out"


def test_the_report_is_one_page_that_loads_nothing(folder):
    page = page_of(report(folder).read_text(encoding="utf-8"))
    assert page.loads == []
    assert "http" not in page.text


def test_the_report_shows_types_baselines_and_answers_as_text(folder):
    page = page_of(report(folder).read_text(encoding="utf-8"))
    for words in ("strict by type", "off_topic", "BM25", "Calibration", "Risk and coverage", "Seconds by stage, p95"):
        assert words in page.text
    assert "<b>a change of the data</b> [1]" in page.text


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(ResultError, match="python -m eval run"):
        report(tmp_path)


def test_a_bar_is_as_long_as_its_value_and_its_label_is_text():
    svg = bars("Title", [Bar("a<b", 0.5, 0.25, 0.75)])
    assert 'width="210.0"' in svg and 'x1="315.0"' in svg and 'x2="525.0"' in svg
    assert "a&lt;b" in svg
    page_of(svg)


def test_a_curve_goes_from_the_lower_left_to_the_upper_right():
    svg = curve("Title", [(0, 0), (1, 1)], ("x", "y"), diagonal=True)
    assert 'points="40.0,300.0 300.0,40.0"' in svg
    page_of(svg)


def test_the_tables_for_the_terminal_name_each_metric_and_type(folder):
    metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    lines = overall(metrics)
    assert any(line.startswith("strict ") and " 0.500 " in line for line in lines)
    assert lines[-1].startswith("seconds p50/p95: retrieve 0.100/0.100")
    off_topic = next(line for line in by_type(metrics) if line.startswith("off_topic (1)"))
    assert off_topic.split()[-2:] == ["1.000", "1.000"]
    assert side_by_side({"one": metrics["overall"]})[1].startswith("one")
