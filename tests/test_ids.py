from dataclasses import replace
from pathlib import Path

from index.ids import Named, ids, kept_ids, slug
from index.seeds import read_seeds
from tests.index_fakes import write_glossary


def test_a_stated_id_is_taken_and_a_term_of_other_letters_has_digits() -> None:
    named = [Named("Tamper", ("Tamper",), "", "Tamper", "x", "T 7"), Named("咖啡", ("咖啡",), "", "咖啡", "y")]
    first, second = ids(named)
    assert first == "t-7"
    assert second.startswith("entry-") and len(second) == 12


def test_a_slug_has_only_what_an_address_needs() -> None:
    assert slug("Grad-CAM++ (x)") == "grad-cam-plus-plus-x"
    assert slug("Warré Hive") == "warre-hive"


def test_an_entry_keeps_its_id_when_another_of_its_term_comes_or_its_text_changes(tmp_path: Path) -> None:
    seeds = write_glossary(tmp_path / "seeds")
    before = read_seeds(seeds).entries
    (seeds / "more.csv").write_text("term,definition,category\nWidget turning,Another turning.,dances\n")
    (seeds / "000.txt").write_text((seeds / "000.txt").read_text().replace("1901", "1902"))
    alone = read_seeds(seeds).entries
    assert {entry.id for entry in alone} == {"widget-polishing-wp", "widget-turning-widgets", "widget-turning-dances"}
    assert {entry.id for entry in kept_ids(alone, before)} == {
        "widget-polishing-wp",
        "widget-turning",
        "widget-turning-dances",
    }


def test_a_new_entry_does_not_take_an_id_that_another_keeps(tmp_path: Path) -> None:
    first, second = read_seeds(write_glossary(tmp_path / "seeds")).entries
    kept = replace(first, id="widget-turning")
    made = kept_ids((first, second), (kept,))
    assert made[0].id == "widget-turning"
    assert made[1].id.startswith("widget-turning-") and len(made[1].id) == len("widget-turning-") + 6
