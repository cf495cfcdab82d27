"""A run as one HTML file that opens from disk: tables and plots, nothing loaded from anywhere."""

import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import numpy as np

from eval.confidence import answerable, calibration, right, risk_coverage, trust
from eval.plots import Bar, bars, curve
from eval.results import ResultError, ResultRow, read_results, write_whole
from eval.run import Metrics
from eval.scores import Estimate, Score, read_scores
from eval.table import COLUMNS

STYLE = """
:root{color-scheme:light dark;--ink:light-dark(#1c2430,#e6e9ee);--soft:light-dark(#d8dee8,#3a4350);--blue:#3b7dd8}
body{font:15px/1.5 system-ui,sans-serif;max-width:980px;margin:2rem auto;padding:0 1rem;color:var(--ink)}
table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}
td,th{padding:3px 9px;border-bottom:1px solid var(--soft);text-align:left;vertical-align:top}
div.wide{overflow-x:auto}svg{max-width:100%;height:auto}
svg text{font:12px system-ui,sans-serif;fill:currentColor}
svg .title{font-weight:600;font-size:13px}svg .small{font-size:11px}
svg .bar{fill:var(--blue);opacity:.75}svg .whisker{stroke:currentColor;stroke-width:1.5}
svg .frame{fill:none;stroke:var(--soft)}svg .line{fill:none;stroke:var(--blue);stroke-width:2}
svg .mark{fill:var(--blue)}
"""
TYPE_PLOTS = ("recall@5", "vital_recall@120w", "strict", "citation_precision", "crag")
SYSTEM_PLOTS = ("recall@5", "vital_recall@120w", "strict", "crag")


def report(folder: Path) -> Path:
    """Writes `folder`/report.html from the run's files and, where they are, the runs in `folder`/baselines.

    Returns its path. Raises ResultError where the folder holds no run.
    """
    metrics, scores, rows = _read_metrics(folder), read_scores(folder), read_results(folder)
    others = [_read_metrics(path.parent) for path in sorted((folder / "baselines").glob("*/metrics.json"))]
    body = "".join(
        [
            _head(metrics),
            _section("Overall", _overall(metrics["overall"])),
            _section("By type", *(_by_type(metrics, name) for name in (*TYPE_PLOTS, "refusal_recall"))),
            _section("By stage", _stages(metrics["overall"])),
            _section("Calibration and risk", _calibration(scores), _risk(scores), _refused(scores)),
            _section("Baselines and parts switched off", *_systems([metrics, *others])) if others else "",
            _section("Seconds", *(_seconds(metrics["seconds"], level) for level in ("p50", "p95"))),
            _section("Questions", _questions(scores, rows)),
        ]
    )
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Evaluation</title><style>{STYLE}</style>{body}'
    write_whole(folder / "report.html", page + "</html>\n")
    return folder / "report.html"


def _read_metrics(folder: Path) -> Metrics:
    path = folder / "metrics.json"
    if not path.is_file():
        raise ResultError(f"{path}: no such file; make it with python -m eval run --questions FILE --out {folder}")
    metrics: Metrics = json.loads(path.read_text(encoding="utf-8"))
    return metrics


def _section(title: str, *parts: str) -> str:
    return f"<h2>{escape(title)}</h2>" + "".join(f'<div class="wide">{part}</div>' for part in parts if part)


def _head(metrics: Metrics) -> str:
    system, asked = metrics["system"], metrics["questions"]
    facts = {
        "Questions": f"{asked['count']} of {asked['file']} (sha256 {asked['sha256'][:12]})",
        "System": ", ".join(f"{name} {value}" for name, value in system.items() if isinstance(value, str)),
        "Commit": metrics["commit"] or "not in a checkout",
        "Made": metrics["made"],
        "Intervals": f"95 %, clustered bootstrap with {metrics['intervals']['resamples']} resamples, or Wilson",
    }
    rows = [[name, str(value)] for name, value in facts.items()]
    return f"<h1>Evaluation of {escape(system['name'])}</h1>" + _table([], rows)


def _overall(overall: Mapping[str, Estimate]) -> str:
    rows = [
        [name, f"{one['value']:.3f}", f"{one['low']:.3f} to {one['high']:.3f}", str(one["n"])]
        for name, one in overall.items()
    ]
    return _table(["metric", "value", "95 % interval", "questions"], rows)


def _by_type(metrics: Metrics, metric: str) -> str:
    found = {kind: values.get(metric) or values.get(f"{metric}.{kind}") for kind, values in metrics["by_type"].items()}
    return _bars(f"{metric} by type", {kind: one for kind, one in found.items() if one})


def _stages(overall: Mapping[str, Estimate]) -> str:
    """Where right answers are lost on the way, over the answerable questions."""
    names = ("recall@10", "recall@5", "hit@1", "citation_recall", "vital_recall", "vital_recall@120w", "strict")
    return _bars("From retrieval to a right answer", {name: overall[name] for name in names if name in overall})


def _calibration(scores: Sequence[Score]) -> str:
    said, true = np.array([one.confidence for one in scores]), np.array([answerable(one) for one in scores])
    points = [(mean, share) for mean, share, _ in calibration(said, true)]
    return curve("Calibration", points, ("mean confidence", "share answerable"), diagonal=True)


def _risk(scores: Sequence[Score]) -> str:
    due = [one for one in scores if one.answered or one.answerable]
    points = risk_coverage(np.array([trust(one) for one in due]), np.array([right(one) for one in due]))
    return curve("Risk and coverage", points, ("coverage", "share of answers not right"))


def _refused(scores: Sequence[Score]) -> str:
    """What each threshold of confidence would refuse, rightly and wrongly."""
    said, true = np.array([one.confidence for one in scores]), np.array([answerable(one) for one in scores])
    if len(set(true)) < 2:
        return ""
    levels = np.unique(np.append(said, 1.0))
    points = [(float((said[true == 1] < one).mean()), float((said[true == 0] < one).mean())) for one in levels]
    return curve("Refused at each threshold", points, ("share of answerable", "share of the others"))


def _systems(runs: Sequence[Metrics]) -> list[str]:
    named = {str(one["system"]["name"]): one["overall"] for one in runs}
    rows = [[name, *(_figure(values.get(column)) for column in COLUMNS)] for name, values in named.items()]
    plots = [
        _bars(metric, {name: values[metric] for name, values in named.items() if metric in values})
        for metric in SYSTEM_PLOTS
    ]
    return [_table(["system", *COLUMNS], rows), *plots]


def _seconds(stages: Mapping[str, Mapping[str, float]], level: str) -> str:
    rows = [Bar(stage, at[level], at[level], at[level]) for stage, at in stages.items()]
    return bars(f"Seconds by stage, {level}", rows, top=max((row.value for row in rows), default=1.0))


def _questions(scores: Sequence[Score], rows: Mapping[str, ResultRow]) -> str:
    names = ("hit@1", "vital_recall@120w", "strict", "citation_precision", "crag")
    cells = [
        [one.id, one.type, f"{one.confidence:.2f}", *(_plain(one.values.get(name)) for name in names)]
        + [rows[one.id]["answer"] if one.id in rows else "no result"]
        for one in scores
    ]
    table = _table(["id", "type", "confidence", *names, "answer"], cells)
    return f"<details><summary>All {len(cells)} questions</summary>{table}</details>"


def _bars(title: str, found: Mapping[str, Estimate]) -> str:
    rows = [Bar(name, one["value"], one["low"], one["high"]) for name, one in found.items()]
    return bars(title, rows) if rows else ""


def _figure(one: Estimate | None) -> str:
    return _plain(one["value"] if one else None)


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    lines = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{top}</tr>{lines}</table>" if head else f"<table>{lines}</table>"
