import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from index.on_ray import OnRay, Worker, on_ray
from index.types import Embedder, IndexRefused
from index.words import stemmed, stemmer_version

TEXTS = [f"text number {number} on gate leakage and etching" for number in range(24)]
PARTS = [TEXTS[start : start + 4] for start in range(0, len(TEXTS), 4)]


@pytest.fixture
def cluster(tmp_path: Path, embedder: Embedder) -> Iterator[OnRay]:
    pytest.importorskip("ray", reason="the extra [ray] is not installed: there is no ray")
    with on_ray("ray:1", tmp_path, embedder) as each:
        yield each
    assert not (tmp_path / ".embedded").exists(), "what is kept of a build is removed when it is done"


def test_a_killed_worker_costs_nothing_but_its_part(
    cluster: OnRay, embedder: Embedder, capsys: pytest.CaptureFixture[str]
) -> None:
    import ray

    made = cluster(embedder.embed, PARTS)
    first = next(made)
    ((worker, _),) = cluster.busy.values()
    ray.kill(worker)
    expected = [embedder.embed(part) for part in PARTS]
    for mine, theirs in zip([first, *made], expected, strict=True):
        assert mine == pytest.approx(theirs, abs=2e-3)
    assert "a worker was lost; part " in capsys.readouterr().err
    # What is done is not done again.
    assert len(list(cluster(embedder.embed, PARTS))) == len(PARTS)
    assert f"{len(PARTS)} parts for embed, {len(PARTS)} of them done before" in capsys.readouterr().err

    texts = [*PARTS[0], "", "of the"]
    assert list(cluster(stemmed, [texts, []])) == [stemmed(texts), []]
    ((vectors, tokens),) = cluster(embedder.embed_tokens, PARTS[:1])
    own, words = embedder.embed_tokens(PARTS[0])
    assert vectors == pytest.approx(own, abs=2e-3)
    assert [len(one) for one in tokens] == [len(one) for one in words]


def test_a_worker_embeds_as_the_builder_does_and_leaves_the_cores_as_they_were(embedder: Embedder) -> None:
    cores = os.sched_getaffinity(0)
    worker = Worker(embedder.name)
    assert worker.ready() == f"{embedder.weights} {stemmer_version()}" and os.sched_getaffinity(0) == cores
    assert worker.made("embed", PARTS[0])["vectors"] == pytest.approx(embedder.embed(PARTS[0]), abs=2e-3)
    made = worker.made("embed_tokens", PARTS[0])
    assert made["starts"][-1] == len(made["tokens"]) and made["tokens"].dtype == np.int8


def test_what_is_no_ray_is_refused(tmp_path: Path, embedder: Embedder) -> None:
    refused = pytest.raises(IndexRefused, match="'dask'; it can be ray, ray:N or ray:ADDRESS")
    with refused, on_ray("dask", tmp_path, embedder):
        pass


def test_a_ray_that_does_not_come_up_in_time_is_refused_in_words(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def init(**_: object) -> None:
        raise Exception("The current node timed out during startup.")  # a bare one, as Ray 2.60 does on a busy machine

    monkeypatch.setitem(sys.modules, "ray", SimpleNamespace(init=init))
    refused = pytest.raises(IndexRefused, match=r"Ray does not start on this machine: .*timed out.*again")
    with refused, on_ray("ray:2", tmp_path, embedder):
        pass
    with pytest.raises(IndexRefused, match=r"Ray does not answer at '10.0.0.5:6379'"):
        with on_ray("ray:10.0.0.5:6379", tmp_path, embedder):
            pass
