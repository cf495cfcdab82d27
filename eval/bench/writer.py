"""The language model: loading it, restating beside the plain way, and whole answers."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.util import find_spec

from eval.bench.measures import Measure
from eval.bench.timing import Spread, spread
from rag.answer import answer, answer_steps
from rag.assistant import Assistant
from rag.models import SMOLLM2, load_writer
from rag.smollm2 import supplied_gguf
from rag.types import Claim, LanguageModel
from rag.write import messages

LOADS = 3
FACTS = 24
USERS = 8
Reply = Callable[[str], str]


def writing(assistant: Assistant, questions: Sequence[str]) -> Iterator[Measure]:
    """From no model to one that writes, a written word of a restated fact, and from a question to its written answer.

    The plain way reads the same GGUF file with transformers and calls `generate` on the same prompts. Both write on all
    cores, so the clock is what counts.
    """
    quotations = [answer(question, (), assistant).quotation for question in questions]
    facts = [quoted.text for quotation in quotations for quoted in quotation if "\n" not in quoted.text][:FACTS]
    loads, plain_loads = [], []
    for _ in range(LOADS):
        begun = time.perf_counter()
        writer = load_writer(SMOLLM2)
        loads.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        reply = plain_writer()
        plain_loads.append(time.perf_counter() - begun)
    yield Measure("language model ready", "s", spread(loads), spread(plain_loads))
    ours, plain = [], []
    for fact in [facts[0], *facts]:
        ours.append(_a_word(fact, lambda text: _written(text, writer)))
        plain.append(_a_word(fact, reply))
    one = spread(ours[1:])  # the first one warms up
    yield Measure("word written", "s", one, spread(plain[1:]))
    yield Measure(f"word written, {USERS} users at once", "s", _together(facts, writer), one)
    yield from _by_llama_cpp(facts)
    yield from _answers(questions, replace(assistant, writer=writer))


def _by_llama_cpp(facts: Sequence[str]) -> Iterator[Measure]:
    """The same file, 4-bit weights, and the same prompts by llama.cpp, where the extra `llamacpp` is installed."""
    if find_spec("llama_cpp") is None:
        return
    begun = time.perf_counter()
    writer = load_writer(str(supplied_gguf()))
    yield Measure("language model ready by llama.cpp", "s", spread([time.perf_counter() - begun]))
    taken = [_a_word(fact, lambda text: _written(text, writer)) for fact in [facts[0], *facts]]
    yield Measure("word written by llama.cpp", "s", spread(taken[1:]))


def plain_writer() -> Reply:
    """A fact -> what the model says of it, with the library's own settings: greedy, in bfloat16."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig
    from transformers.utils import logging

    logging.disable_progress_bar()
    folder = supplied_gguf().parent
    tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=supplied_gguf().name, local_files_only=True)
    model = AutoModelForCausalLM.from_pretrained(
        folder, gguf_file=supplied_gguf().name, dtype=torch.bfloat16, quantization_config=GgufConfig(dequantize=True)
    )

    def reply(fact: str) -> str:
        prompt = tokenizer.apply_chat_template(
            messages(fact), add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        tokens = model.generate(**prompt, max_new_tokens=192, do_sample=False)
        text: str = tokenizer.decode(tokens[0, prompt["input_ids"].shape[1] :], skip_special_tokens=True)
        return text

    return reply


def _written(fact: str, writer: LanguageModel) -> str:
    return "".join(writer.stream(messages(fact)))


def _a_word(fact: str, reply: Reply) -> float:
    """Seconds a word of the reply."""
    begun = time.perf_counter()
    words = len(reply(fact).split())
    return (time.perf_counter() - begun) / max(1, words)


def _together(facts: Sequence[str], writer: LanguageModel) -> Spread:
    """Seconds a word where each of so many users has a fact restated at the same time, one value a round."""
    rounds = []
    with ThreadPoolExecutor(USERS) as users:
        for start in range(0, len(facts) - USERS + 1, USERS):
            begun = time.perf_counter()
            replies = list(users.map(lambda fact: _written(fact, writer), facts[start : start + USERS]))
            rounds.append((time.perf_counter() - begun) / max(1, sum(len(text.split()) for text in replies)))
    return spread(rounds)


def _answers(questions: Sequence[str], assistant: Assistant) -> Iterator[Measure]:
    """Seconds from a question to its first checked claim, and to its whole written answer, where it is answered."""
    first, whole = [], []
    for question in questions:
        begun = time.perf_counter()
        checked: tuple[Claim, ...] = ()
        for step in answer_steps(question, (), assistant):
            if step.checked and not checked:
                checked, seconds = step.checked, time.perf_counter() - begun
        if checked:
            first.append(seconds)
            whole.append(time.perf_counter() - begun)
    yield Measure("question to first checked claim", "s", spread(first))
    yield Measure("question to written answer", "s", spread(whole))
