import numpy as np
import pytest
import torch

from eval.writer_model import LONGEST, Lesson, learnt, loss_of, read, tokenizer, with_adapter
from tests.tiny_llama import tiny_llama


def lesson(asked, reply):
    return Lesson([{"role": "user", "content": asked}], reply)


SHORT = lesson("Heat: 318 degrees", "Its heat is 318 degrees.")


@pytest.fixture(scope="module")
def words():
    return tokenizer()


def test_the_reply_ends_the_text_and_begins_where_it_says(words):
    (text,) = read([SHORT], words)
    assert words.decode(text.ids[text.start :]) == "Its heat is 318 degrees.<|im_end|>"
    assert "Heat: 318 degrees<|im_end|>" in words.decode(text.ids[: text.start])


def test_what_is_too_long_is_left_out(words):
    long = lesson("heat " * LONGEST, "Heat.")
    assert len(read([long, SHORT], words)) == 1


def test_the_loss_is_that_of_the_reply_whatever_stands_beside_it(words):
    model, (text, longer) = (
        tiny_llama(vocabulary=len(words)),
        read([SHORT, lesson("Heat " * 9, "It heats.")], words),
    )
    with torch.no_grad():
        alone, twice, other, both = (
            loss_of(model, given).item() for given in ([text], [text, text], [longer], [text, longer])
        )
    said = [len(one.ids) - one.start for one in (text, longer)]
    assert twice == pytest.approx(alone, abs=0.02)
    assert both == pytest.approx((alone * said[0] + other * said[1]) / sum(said), abs=0.02)


def test_the_exported_factors_are_what_the_adapter_adds():
    pytest.importorskip("peft", reason="the extra train is not installed")
    model = with_adapter(tiny_llama(layers=11), seed=0)
    found = learnt(model)
    assert set(found) == {
        f"layers.10.{part}.weight.{side}"
        for part in [
            *(f"self_attn.{one}_proj" for one in "qkvo"),
            *(f"mlp.{one}_proj" for one in ("gate", "up", "down")),
        ]
        for side in ("up", "down")
    }
    layer = model.model.layers[10].self_attn.q_proj
    layer.lora_B["default"].weight.data.normal_(std=0.1)
    given, found = torch.randn(3, layer.in_features), learnt(model)
    added = found["layers.10.self_attn.q_proj.weight.up"] @ found["layers.10.self_attn.q_proj.weight.down"]
    ours = layer.base_layer(given) + given @ torch.from_numpy(added.astype(np.float32)).T
    assert torch.allclose(layer(given), ours, atol=0.05)
