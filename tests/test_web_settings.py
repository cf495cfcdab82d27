import pytest

from rag.web.settings import SettingRefused, number_of


def test_a_number_is_read_and_left_out_it_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FACTORY_CHAT_X", raising=False)
    assert number_of("FACTORY_CHAT_X", 7, "a number") == 7
    monkeypatch.setenv("FACTORY_CHAT_X", " 30 ")
    assert number_of("FACTORY_CHAT_X", 7, "a number") == 30


@pytest.mark.parametrize("given", ["many", "-1", "1.5", "٣", "1" * 9])
def test_what_is_no_number_is_refused_with_the_variables_name(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTORY_CHAT_X", given)
    with pytest.raises(SettingRefused, match="FACTORY_CHAT_X is .* make it a number"):
        number_of("FACTORY_CHAT_X", 7, "a number")
