"""The same glossary as every tutorial searches it: sentence-transformers in fp32, FAISS flat, chunks of 180 words.

`python -m eval.bench.plain FOLDER "question"` prints the nearest chunk; the folder is made by `prepare`.
"""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from index.types import Vectors


def prepare(texts: Sequence[str], vectors: Vectors, folder: Path) -> None:
    """Write texts and their vectors as a program of that kind keeps them."""
    import faiss

    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    faiss.write_index(flat, str(folder / "chunks.faiss"))
    (folder / "chunks.json").write_text(json.dumps(list(texts)), encoding="utf-8")


def encoder(model: Path) -> Callable[[Sequence[str]], Vectors]:
    """Texts -> unit vectors, with the library's own settings."""
    from sentence_transformers import SentenceTransformer

    loaded = SentenceTransformer(str(model), device="cpu", local_files_only=True)

    def encode(texts: Sequence[str]) -> Vectors:
        vectors: Vectors = loaded.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return vectors

    return encode


def main() -> None:
    """Answer one question as a program of its own."""
    import faiss

    folder, model, question = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    flat = faiss.read_index(str(folder / "chunks.faiss"))
    texts = json.loads((folder / "chunks.json").read_text(encoding="utf-8"))
    _, rows = flat.search(encoder(model)([question]), 5)
    sys.stdout.write(f"{texts[rows[0, 0]]}\n")


if __name__ == "__main__":
    main()
