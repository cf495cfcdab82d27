"""Short tables for the terminal. Pure functions from metrics to lines."""

from collections.abc import Mapping, Sequence

from eval.run import Metrics
from eval.scores import Estimate

COLUMNS = ("hit@1", "recall@5", "ndcg@10", "vital_recall@120w", "strict", "citation_precision", "false_refusal", "crag")


def overall(metrics: Metrics) -> list[str]:
    """One metric a line with its 95 % interval and number of questions, then the seconds."""
    lines = [f"{'metric':28}{'value':>8}  {'95 % interval':18}{'questions':>9}"]
    for name, one in metrics["overall"].items():
        span = f"[{one['low']:.3f}, {one['high']:.3f}]"
        lines.append(f"{name:28}{one['value']:8.3f}  {span:18}{one['n']:9}")
    stages = ", ".join(f"{stage} {at['p50']:.3f}/{at['p95']:.3f}" for stage, at in metrics["seconds"].items())
    return [*lines, f"seconds p50/p95: {stages}"]


def by_type(metrics: Metrics) -> list[str]:
    """One type of question a line."""
    rows = {f"{name} ({metrics['count_by_type'][name]})": values for name, values in metrics["by_type"].items()}
    return side_by_side(rows, (*COLUMNS[:-1], "refusal_recall", "crag"))


def side_by_side(rows: Mapping[str, Mapping[str, Estimate]], columns: Sequence[str] = COLUMNS) -> list[str]:
    """One row of metrics a line; "refusal_recall" stands for that of the row's own type; "." where there is none."""
    width = max(len(name) for name in rows) + 2
    lines = [" " * width + "".join(f"{_short(column):>10}" for column in columns)]
    for name, values in rows.items():
        found = [values.get(column) or _refusal(values, column) for column in columns]
        lines.append(f"{name:{width}}" + "".join(f"{one['value']:10.3f}" if one else f"{'.':>10}" for one in found))
    return lines


def _refusal(values: Mapping[str, Estimate], column: str) -> Estimate | None:
    kinds = [name for name in values if name.startswith(f"{column}.")]
    return values[kinds[0]] if len(kinds) == 1 else None


def _short(column: str) -> str:
    names = {"vital_recall@120w": "vital@120", "citation_precision": "cit.prec", "false_refusal": "false.ref"}
    return names.get(column, column.replace("refusal_recall", "refusal"))
