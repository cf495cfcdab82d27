import pytest

from rag.spelling import apart, mend, with_hyphens

CLEAN = """What is juggling?
How does photolithography print a pattern?
Who was Andrey Kolmogorov?
Did Geoffrey Hinton invent dropout?
What did Yann LeCun say about energy models?
Is Schrödinger's equation part of the glossary?
What is the Ångström unit?
Explain Poincaré embeddings.
Is a naïve baseline enough?
What does Müller's group measure?
How do I bake sourdough bread?
Where is Ouagadougou?
Who won the Eurovision contest?
What is a zeitgeist?
Does Kubernetes replace Docker containers?
How is silicon doped with phosphorus?
What does epitaxy grow?
Is ellipsometry a kind of metrology?
What is a haberdashery?
Can I photocopy a wafer?
How many layers does VGGNet have?
What is PyTorch Lightning?
How fast is NVLink?
What are kombucha's ingredients?
Should I cite Vaswani et al.?
What is backpropagation?
How is a transistor's leakage measured?
Why does overfitting happen?
Who is Hrithik Roshan?
What is an ion implanter?
Is Tolkien's Silmarillion long?
Which chemist discovered polonium?
What is a bassoon?
How do bumblebees navigate?
What is the Schwarzschild radius?
Is Llama open-weight?
What do hyperparameters control?
Where does plasma etching stop?
How do I uninstall Photoshop?
What is crystallography?
Who founded TSMC?
What is QLoRA?
How large is ResNet50?
Does Zhang or Nguyen hold the record?
What does PairNorm do for deep GNNs?
How do I prevent deadlocks between threads?
Are neighbours labelled in the behaviour data?
What is a metamaterial?
What does tf.data.Dataset.from_tensor_slices do?
What is torch.nn.parallel.DistributedDataParallel?
who was srinivasa ramanujan
what is electroencephalography
What are the main causes of latch-up in CMOS?
İstanbul'da ne var?""".splitlines()


def mended(text, assistant):
    return mend(text, assistant.vocabulary, assistant.embedder.pieces)


@pytest.mark.parametrize("text", CLEAN)
def test_a_clean_question_is_not_changed(text, assistant):
    assert mended(text, assistant) == (text, ())


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("gradeint", "gradient"),
        ("dopnat", "dopant"),
        ("diffuson", "diffusion"),
        ("getering", "gettering"),
        ("tranformer", "transformer"),
        ("databrics", "databricks"),
        ("isomorfism", "isomorphism"),
        ("diferential", "differential"),
        ("architechture", "architecture"),
        ("gopehr", "gopher"),
        ("autoregresive", "autoregressive"),
    ],
)
def test_a_misspelt_word_becomes_the_glossarys_and_is_reported(wrong, right, assistant):
    assert mended(f"What is {wrong}?", assistant) == (f"What is {right}?", ((wrong, right),))


@pytest.mark.parametrize("word", ["convnets", "convnet", "hypernets", "featurestore"])
def test_a_word_made_of_two_of_the_glossarys_is_not_read_as_another(word, assistant):
    assert mended(f"What are {word}?", assistant) == (f"What are {word}?", ())


def test_capitals_hide_no_typo_at_the_beginning_or_throughout(assistant):
    assert mended("Gradeint clipping", assistant)[0] == "gradient clipping"
    assert mended("GRADEINT CLIPPING", assistant)[0] == "gradient CLIPPING"


@pytest.mark.parametrize("word", ["sneaks", "spits", "dishing", "auditors", "pretends"])
def test_a_form_of_a_plain_word_is_not_read_as_another(word, assistant):
    text = f"someone {word} here"
    assert mend(text, assistant.vocabulary, assistant.embedder.pieces) == (text, ())


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("how does gpt4v see", "how does GPT-4V see"),
        ("resnet50 on int8", "resnet-50 on int8"),
        ("GPT4o or ddr5?", "GPT-4o or ddr5?"),
        ("zero-3 and h100", "zero-3 and h100"),
        ("a foo9 of q3", "a foo9 of q3"),
        ("gpt-5 context window", "GPT-5 context window"),
        ("top-5 accuracy, rank-16", "top-5 accuracy, rank-16"),
    ],
)
def test_a_name_with_a_number_is_written_as_in_the_glossary(typed, written, assistant):
    assert with_hyphens(typed, assistant.vocabulary) == written


def test_every_occurrence_is_mended_and_reported_once(assistant):
    text, pairs = mended("Gradeint or gradeint, that is the gradeint.", assistant)
    assert text == "gradient or gradient, that is the gradient."
    assert pairs == (("gradeint", "gradient"),)


def test_only_whole_words_are_replaced(assistant):
    assert mended("dopnat and dopnat_2 in x.dopnaté", assistant)[0] == "dopant and dopnat_2 in x.dopnaté"


def test_a_letter_that_grows_in_lower_case_moves_nothing(assistant):
    assert mended("İ: what is gradeint clipping?", assistant)[0] == "İ: what is gradient clipping?"


def test_nothing_has_nothing_to_mend(assistant):
    assert mended("", assistant) == ("", ())


@pytest.mark.parametrize("text", ["the lumps of a slurry", "a waggle dance in our hive"])
def test_a_word_is_not_read_as_one_that_begins_otherwise(text, assistant):
    assert mend(text, assistant.vocabulary, assistant.embedder.pieces) == (text, ())


def test_the_first_two_letters_may_have_changed_places(assistant):
    mended, pairs = mend("rgadient clipping", assistant.vocabulary, assistant.embedder.pieces)
    assert mended == "gradient clipping" and pairs == (("rgadient", "gradient"),)


def test_a_word_is_taken_apart_where_only_a_name_has_it_so(index):
    assert apart("data card vs Datasheets for datasets", index.names) == "data card vs data sheets for datasets"
    for text in ("a dataset of checkpoints", "databricks runtime", "overfitting in workflows"):
        assert apart(text, index.names) == text
