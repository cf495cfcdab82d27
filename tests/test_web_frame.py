from dataclasses import replace

from rag.web.frame import foot_html, welcome_html
from tests.window_fakes import assistant


def test_the_foot_says_which_models_and_which_index_answer() -> None:
    foot = foot_html(assistant())
    for fact in ("63 entries", "built 2026&#45;01&#45;02", "0123456789ab<", "Search: m", "Writer: Scribe"):
        assert fact in foot


def test_the_foot_says_when_nobody_writes() -> None:
    assert "Writer: none, quotations only" in foot_html(replace(assistant(), writer=None))


def test_the_welcome_offers_questions_as_links() -> None:
    assert 'href="&#63;q&#61;Compare&#43;DANN&#43;and&#43;CORAL"' in welcome_html(assistant())


def test_the_foot_leads_to_the_figures_and_for_the_owner_to_what_was_not_answered() -> None:
    assert 'data-do="about"' in foot_html(assistant())
    assert "/unanswered" in foot_html(assistant(), for_owner=True) and "/unanswered" not in foot_html(assistant())
