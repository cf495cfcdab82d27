"""Which store answers, by the environment: FACTORY_CHAT_STORE=milvus with FACTORY_CHAT_MILVUS_URI and _TOKEN."""

import os

from index.store import Index
from index.stores.milvus import Milvus
from index.stores.milvus_store import MilvusStore, open_milvus
from index.stores.store import StoreUnavailable


def engine_for(index: Index, glossary: str) -> MilvusStore | None:
    """The engine that the settings name, opened for a build; None where it is looked for in this process.

    Raises StoreUnavailable for a setting that means nothing, an engine that does not answer, and one without the build.
    """
    named = os.environ.get("FACTORY_CHAT_STORE", "") or "local"
    if named == "local":
        return None
    if named != "milvus":
        raise StoreUnavailable(f"FACTORY_CHAT_STORE is {named!r}; it can be local or milvus")
    return open_milvus(index, engine_named(), glossary)


def engine_named() -> Milvus:
    """The Milvus that the settings name. Raises StoreUnavailable where they name none or none answers."""
    uri = os.environ.get("FACTORY_CHAT_MILVUS_URI", "")
    if not uri:
        raise StoreUnavailable("FACTORY_CHAT_MILVUS_URI must name the server, such as http://127.0.0.1:19530")
    return Milvus(uri, os.environ.get("FACTORY_CHAT_MILVUS_TOKEN", ""))
