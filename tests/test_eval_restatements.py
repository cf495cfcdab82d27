import re
from random import Random

import pytest

from eval.made_pairs import is_blind
from eval.restated import glued
from eval.restatements import Restatement, Unreadable, renamed, restatements, vocabulary_of
from index.words import content_words

GIVEN = Restatement("kiln", "Kiln Size: 318 tiles (7 hours)", "The kiln size is 318 tiles (7 hours).")


def test_restatements_are_of_the_glossary_and_not_of_its_blind_entries(index):
    given = restatements()
    assert len(given) > 600
    assert {one.entry_id for one in given} <= index.entries.keys()
    assert not any(is_blind(one.entry_id) for one in given)
    assert len({one.fact for one in given}) == len(given)


def test_restatements_keep_every_number_and_word_and_stand_as_they_are_where_nothing_is_better():
    for one in restatements():
        same = one.restated == one.fact
        assert same or set(re.findall(r"\d+", one.fact)) == set(re.findall(r"\d+", one.restated)), one
        assert same or set(content_words(one.fact)) <= set(content_words(one.restated)), one
    new = [one for one in restatements() if one.restated != one.fact]
    assert sum(glued(one.restated, one.fact) for one in new) > 0.9 * len(new) > 450


def test_a_subject_that_is_left_out_is_a_pronoun(tmp_path):
    file = tmp_path / "some.jsonl"
    lines = ("The input of {S} is clay.", "For safety, {S} cools.", "{S} cools.")
    file.write_text("".join(f'{{"entry": "kiln", "fact": "x", "restated": "{line}"}}\n' for line in lines))
    said = [one.restated for one in restatements(file)]
    assert said == ["Its input is clay.", "For safety, it cools.", "It cools."]


def test_a_line_that_cannot_be_read_is_named(tmp_path):
    file = tmp_path / "some.jsonl"
    file.write_text('{"entry": "kiln", "fact": "x", "restated": "y"}\n{"entry": "kiln"}\n')
    with pytest.raises(Unreadable, match=r"some\.jsonl:2:"):
        restatements(file)


def test_a_renamed_fact_is_changed_alike_on_both_sides_and_by_the_seed_alone():
    words = vocabulary_of(restatements())
    given = [renamed(GIVEN, words, Random(seed)) for seed in range(20)]
    assert given == [renamed(GIVEN, words, Random(seed)) for seed in range(20)]
    assert len({one.fact for one in given}) > 15
    for one in given:
        figures = [re.findall(r"\d+", text) for text in (one.fact, one.restated)]
        assert figures[0] == figures[1] != ["318", "7"]
        first, second = (re.findall(r"[a-z]{4,}", text.lower()) for text in (one.fact, one.restated))
        assert first == second


def test_a_made_up_word_gets_the_article_that_it_needs():
    given = Restatement("kiln", "Use oven", "Use an oven.")
    made = {renamed(given, ["tile", "urge"], Random(seed)).restated for seed in range(40)}
    assert "Use a tile." in made and "Use an urge." in made
