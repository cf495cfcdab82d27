import pytest

from index.stores.layout import INDEX_TYPES, Plan, layout


@pytest.mark.parametrize("index_type", sorted(INDEX_TYPES))
def test_passages_have_words_and_sentences_have_vectors_alone(index_type: str) -> None:
    pytest.importorskip("pymilvus", reason="the extra [milvus] is not installed: there is no pymilvus")
    schema, indexes = layout("passages", 384, Plan(index_type))
    fields = {field.name: field for field in schema.fields}
    assert {"names_bm25", "words_bm25", "vector"} <= fields.keys() and fields["id"].is_primary
    assert fields["vector"].params["dim"] == 384
    assert [(one.field_name, one.index_type) for one in indexes] == [
        ("vector", index_type),
        ("names_bm25", "SPARSE_INVERTED_INDEX"),
        ("words_bm25", "SPARSE_INVERTED_INDEX"),
    ]
    assert [one.field_name for one in layout("sentences", 384, Plan(index_type))[1]] == ["vector"]
