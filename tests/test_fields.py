from pathlib import Path

import pytest

from index.aliases import abbreviates, spelled_out
from index.fields import BY_HAND
from index.ids import Named, ids, slug
from index.repair import plain
from index.seeds import read_seeds
from index.types import Entry

ENTRIES = read_seeds(Path(__file__).parent.parent / "seeds").entries


def entry_at(short: str, line: int) -> Entry:
    return next(e for e in ENTRIES if any(s.file[:3] == short and s.line == line for s in e.sources))


@pytest.mark.parametrize(
    ("short", "line", "term"),
    [
        ("000", 1, "Data Anonymization"),
        ("000", 178, "Data augmentation"),
        ("000", 298, "Pretraining Data Mixture and Curation"),
        ("000", 505, "Data parallelism"),
        ("000", 803, "Dataflow Processor Architecture"),
        ("000", 958, "Dielectric Deposition Process (DDP) Modeling"),
        ("002", 875, "Data Parallelism All-Reduce Optimization"),
        ("003", 814, "AI documentation generation"),
        ("004", 26, "GitHub Copilot"),
        ("004", 30, "GLaM (Generalist Language Model)"),
        ("004", 102, "GPT-4"),
        ("004", 130, "GPU Cluster Deep Learning Training"),
        ("004", 150, "Gradient Accumulation and Large Batch Training"),
    ],
)
def test_the_term_is_what_the_body_calls_the_entry(short: str, line: int, term: str) -> None:
    assert entry_at(short, line).term == term


def test_no_term_is_a_label_or_a_sentence() -> None:
    assert all(len(e.term) <= 66 and not e.term.endswith((".", ":")) and "**" not in e.term for e in ENTRIES)
    assert not {"how it works", "why it works", "the problem", "attack goals"} & {e.term.lower() for e in ENTRIES}


@pytest.mark.parametrize(
    ("short", "line", "category"),
    [
        ("000", 571, "ai safety"),
        ("000", 573, ""),
        ("001", 86, ""),
        ("000", 940, "generative models"),
        ("003", 369, "quality"),
        ("003", 422, "quality & reliability"),
        ("003", 757, "legal ai"),
        ("003", 1092, "domain generalization"),
        ("004", 54, "neural architecture"),
        ("004", 70, "graph neural networks"),
        ("004", 130, ""),
    ],
)
def test_the_category_is_read_from_the_shape_of_the_header(short: str, line: int, category: str) -> None:
    assert entry_at(short, line).category == category


def test_116_entries_have_one_of_48_categories() -> None:
    categories = [e.category for e in ENTRIES if e.category]
    assert (len(categories), len(set(categories))) == (116, 48)


def test_repeated_keywords_are_kept_once() -> None:
    assert entry_at("000", 1340).keywords == ("ddpm", "generative models")
    assert entry_at("003", 1092).keywords == ("domain generalization",)
    assert all(len(set(e.keywords)) == len(e.keywords) for e in ENTRIES)


@pytest.mark.parametrize(
    ("short", "line", "begins", "ends"),
    [
        ("000", 1, "Data Anonymization is process that irreversibly", "cannot be reasonably reidentified"),
        ("000", 680, "Data shuffling at scale is the large-distributed", "correlation bias during training"),
        ("000", 803, "Dataflow Processor Architecture: Spatial", "eliminating control-flow bottlenecks"),
        ("000", 844, "Large language models are pretrained on", "of tokens from diverse sources."),
        ("000", 958, "DDP (Dielectric Deposition Process) refers to", "in semiconductor fabrication."),
        ("001", 74, "LLMs excel at extracting structured data", "documents, and web pages."),
        ("001", 86, "Data labeling is the process of adding", "models learn from."),
        ("003", 440, "DNA is distillation-guided", "blocks with teacher supervision."),
        ("003", 935, "Techniques to transfer knowledge", 'addressing the "domain shift" problem.'),
        ("003", 1361, "Dopant diffusion is the thermally driven", "ion implantation or surface deposition."),
        ("004", 114, "GPU FFT and Signal Processing is the parallel", "200 GB/s or 2000 GB/s throughput."),
    ],
)
def test_the_definition_is_the_defining_sentence(short: str, line: int, begins: str, ends: str) -> None:
    definition = entry_at(short, line).definition
    assert definition.startswith(begins)
    assert definition.endswith(ends)


def test_entries_without_a_defining_sentence_have_no_definition() -> None:
    without = [e for e in ENTRIES if not e.definition]
    assert {e.header for e in without} == {"distributed training,ddp,fsdp", "doc,documentation,explain code,comment"}
    assert all(e.definition_at is None for e in without)


def test_the_definition_is_the_readable_text_of_its_span() -> None:
    for entry in ENTRIES:
        if entry.definition_at:
            start, end = entry.definition_at
            assert plain(entry.body[start:end]) == entry.definition
            assert "**" not in entry.definition and "`" not in entry.definition and len(entry.definition) > 60


@pytest.mark.parametrize(
    ("short", "line", "names"),
    [
        ("000", 380, {"DDP", "Distributed Data Parallelism"}),
        ("000", 401, {"DDP", "Distributed Data Parallel"}),
        ("000", 958, {"DDP", "Dielectric Deposition Process"}),
        ("000", 1340, {"Denoising Diffusion Probabilistic Model"}),
        ("000", 1447, {"Decoding-enhanced BERT with Disentangled Attention"}),
        ("001", 66, {"dataset shift", "distribution shift"}),
        ("003", 369, {"Define, Measure, Analyze, Improve, Control"}),
        ("003", 422, {"define, measure, analyze, improve, and control"}),
        ("003", 1243, {"DSL", "Domain-specific language"}),
        ("003", 1410, {"differentially private stochastic gradient descent"}),
        ("004", 18, {"GIDL", "Gate-Induced Drain Leakage"}),
        ("004", 22, {"graph-isomorphism network"}),
        ("004", 34, {"Grounded Language-Image Pre-training"}),
        ("004", 94, {"GPT", "Generative Pre-trained Transformer"}),
        ("004", 106, {"GPT-4 with Vision", "gpt-4 vision"}),
        ("004", 138, {"Gradient-weighted Class Activation Mapping"}),
        ("004", 178, {"Gradient Checkpointing", "Activation Recomputation"}),
    ],
)
def test_acronyms_expansions_and_synonyms_name_their_entry(short: str, line: int, names: set[str]) -> None:
    assert names <= set(entry_at(short, line).aliases)


def test_what_an_entry_only_mentions_is_no_name_of_it() -> None:
    assert entry_at("004", 66).aliases == ()
    assert not {"BTBT", "band-to-band tunneling"} & set(entry_at("004", 18).aliases)
    assert "RandAugment" not in " ".join(entry_at("000", 59).aliases)
    assert "legal" not in entry_at("003", 757).aliases
    assert entry_at("003", 755).aliases == ()


@pytest.mark.parametrize(("short", "line"), [("002", 875), ("002", 1077), ("002", 1079), ("004", 130)])
def test_a_title_split_into_keywords_gives_no_names(short: str, line: int) -> None:
    assert entry_at(short, line).aliases == ()


def test_no_entry_has_its_category_or_its_term_as_another_name() -> None:
    for entry in ENTRIES:
        names = {name.casefold() for name in entry.aliases}
        assert len(names) == len(entry.aliases)
        assert entry.term.casefold() not in names
        assert entry.category == "domain generalization" or entry.category not in names


def test_every_rule_by_hand_has_its_entry_and_its_reason() -> None:
    assert set(BY_HAND) <= {entry.header for entry in ENTRIES}
    assert all(rule.reason for rule in BY_HAND.values())


def test_short_and_long_forms_are_matched_by_their_letters() -> None:
    assert abbreviates("GIDL", "Gate-Induced Drain Leakage")
    assert not abbreviates("Activation Recomputation", "Gradient Checkpointing")
    assert not abbreviates("legal", "document classification")
    assert spelled_out("DP-SGD", "is differentially private stochastic gradient descent that") != ""
    assert spelled_out("DPO", "is a database") == ""


def test_ids_are_unique_and_readable() -> None:
    names = [entry.id for entry in ENTRIES]
    assert len(set(names)) == len(names)
    assert all(name == slug(name) for name in names)
    assert {"data-poisoning", "data-poisoning-ai-safety", "data-poisoning-interpretability"} <= set(names)
    assert {"grad-cam", "grad-cam-plus-plus"} <= set(names)


def test_ids_tell_equal_terms_apart_by_category_then_keyword_then_hash() -> None:
    def named(body: str, category: str = "", keywords: tuple[str, ...] = ("a", "b")) -> Named:
        return Named("A", keywords, category, "a, b", body)

    assert ids([named("1")]) == ["a"]
    assert ids([named("1", "x"), named("2", "y"), named("3")]) == ["a-x", "a-y", "a"]
    assert ids([named("1", keywords=("a", "p")), named("2", keywords=("a", "q"))]) == ["a-p", "a-q"]
    first, second = ids([named("1", "x"), named("2", "x")])
    assert first != second and first.startswith("a-x-") and len(first) == len("a-x-") + 6
    assert ids([named("2", "x"), named("1", "x")]) == [second, first]


def test_ids_do_not_depend_on_the_order_of_the_files(tmp_path: Path) -> None:
    seeds = Path(__file__).parent.parent / "seeds"
    for place, path in enumerate(sorted(seeds.glob("*.txt"), reverse=True)):
        (tmp_path / f"{place}.txt").write_bytes(path.read_bytes())
    assert {(e.id, e.header) for e in read_seeds(tmp_path).entries} == {(e.id, e.header) for e in ENTRIES}
