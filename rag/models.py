"""Language models that write answers: `load_writer` alone knows which kinds there are."""

import re
from pathlib import Path

from transformers.utils import logging

from rag.smollm2 import smollm2_folder
from rag.transformers_writer import load_transformers
from rag.types import LanguageModel, ModelUnavailable


def load_writer(name: str) -> LanguageModel:
    """The language model of that name: "smollm2", a folder with a transformers model, or a model hub's "owner/name".

    Nothing is fetched unless the name is a hub's and HF_HUB_OFFLINE is not set. Only safetensors are read, and no
    code of the model's own is run. `ModelUnavailable` says what is missing and how to mend it.
    """
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    if name == "smollm2":
        return load_transformers(name, str(smollm2_folder()))
    folder = Path(name).expanduser()
    if name and folder.is_dir():
        return load_transformers(name, str(folder))
    if re.fullmatch(r"[\w-][\w.-]*/[\w.-]+", name):
        return load_transformers(name, name)
    raise ModelUnavailable(
        f"There is no language model {name!r}: use smollm2, the folder of a transformers model, or a hub's owner/name."
    )
