from eval.bench.big import lines


def test_a_record_is_told_in_words() -> None:
    run = {"seconds": 600.4, "processor": 1100.0, "megabytes": 2000.0, "fresh": 70, "equal": 30}
    times = {"median": 0.05, "p95": 0.09}
    told = lines(
        {
            "glossary": {"entries": 100, "made": 80},
            "index": {"passages": 200, "sentences": 900},
            "ingest": run,
            "asks": {"seconds": times, "processor": times},
            "terminal": {"seconds": 1.0, "megabytes": 300.0},
            "window": {"ready": 5.0, "megabytes": 500.0},
            "killed and taken up": {"left": 40, "again": {"fresh": 30}, "not killed": {"fresh": 70}},
        }
    )
    assert told[0] == "100 entries (80 made), 200 passages, 900 sentences"
    assert told[1] == "ingest: 600 s, 1100 s of the processor, 2000 MB at the most"
    assert told[-1].endswith("the next run embedded 30 more, and one that was not killed 70")
