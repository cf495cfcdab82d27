import re

from prometheus_client.parser import text_string_to_metric_families

from rag.web.line import Busy
from rag.web.metrics import Metrics
from rag.web.turnstile import Turnstile
from tests.window_fakes import assistant, scripted_steps


def samples(metrics: Metrics) -> dict[str, float]:
    """Name and labels -> value, as Prometheus itself reads the text."""
    return {
        f"{sample.name}{''.join(f' {value}' for value in sorted(sample.labels.values()))}": sample.value
        for family in text_string_to_metric_families(metrics.text().decode())
        for sample in family.samples
    }


def test_answers_are_counted_by_outcome_stage_and_claim() -> None:
    turnstile = Turnstile()
    metrics = Metrics(turnstile)
    for question, pieces in (("What is GIDL?", 4), ("nothing", 0)):
        *_, last = scripted_steps(question, (), assistant())
        assert last.answer
        for witness in turnstile.witnesses:
            witness(last.answer, pieces)
    found = samples(metrics)
    assert found["factory_chat_answers_total answered"] == found["factory_chat_answers_total not_in_glossary"] == 1
    assert found["factory_chat_pieces_written_total"] == 4
    assert found["factory_chat_claims_total written"] == found["factory_chat_claims_total dropped"] == 1
    assert found["factory_chat_stage_seconds_count retrieve"] == 2
    assert found["factory_chat_stage_seconds_bucket 0.025 retrieve"] == 2


def test_the_lines_stand_there_as_they_are() -> None:
    turnstile = Turnstile()
    metrics = Metrics(turnstile)
    for _ in range(5):
        turnstile.quoting.join("a")
    turnstile.close(0)
    try:
        turnstile.check("a")
    except Busy:
        found = samples(metrics)
    assert found["factory_chat_waiting quoting"] == 3 and found["factory_chat_turned_away_total"] == 1
    assert found["factory_chat_under_way"] == found["factory_chat_writer_stuck"] == 0
    assert found["process_resident_memory_bytes"] > 1e6


def test_two_servers_in_one_process_count_for_themselves() -> None:
    assert len({id(Metrics(Turnstile()).registry) for _ in range(2)}) == 2
    assert not re.search(rb"answers_total\{", Metrics(Turnstile()).text())
