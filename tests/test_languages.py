import pytest

from index.languages import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The foam of an espresso is golden and it is thin.", "English"),
        ("Der Schaum auf dem Kaffee ist golden und nicht dick.", "German"),
        ("La mousse est sur le café et elle est dans une tasse.", "French"),
        ("La espuma es dorada y se hace con el café en una taza.", "Spanish"),
        ("Пена на кофе золотая.", "a language in Cyrillic"),
        ("コーヒーの上の泡。", "Chinese or Japanese"),
        ("The angle α of the ray is β in this Δx.", "English"),
        ("Crema", "unknown"),
    ],
)
def test_a_language_is_known_by_its_small_words_or_its_letters(text: str, language: str) -> None:
    assert language_of(text) == language
