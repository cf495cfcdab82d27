import numpy as np
import pytest

from eval.writer_adapter import TrainedWriter, briefly, load_trained
from rag.smollm2_adapter import HEAD, learnt_of, own_name, to_gguf
from rag.types import ModelUnavailable
from rag.write import messages
from tests.rag_fakes import ScriptedWriter


def test_tensors_are_called_as_transformers_calls_them():
    assert own_name("blk.12.attn_q.weight") == "layers.12.self_attn.q_proj.weight"
    assert own_name("blk.0.ffn_down.weight") == "layers.0.mlp.down_proj.weight"
    assert own_name("token_embd.weight") == "embed_tokens.weight"
    with pytest.raises(KeyError):
        own_name("rope_freqs.weight")


def test_the_halves_of_a_head_take_turns_in_queries_and_keys_alone():
    rows = np.arange(2 * HEAD, dtype=np.float32)[:, None]
    turned = to_gguf("blk.0.attn_q.weight", rows)[:, 0]
    assert turned[:4].tolist() == [0, HEAD // 2, 1, HEAD // 2 + 1]
    assert turned[HEAD : HEAD + 2].tolist() == [HEAD, HEAD + HEAD // 2]
    assert np.array_equal(to_gguf("blk.0.attn_v.weight", rows), rows)


def test_what_was_learnt_is_added_in_the_order_of_the_file():
    up, down = np.arange(128, dtype=np.float16)[:, None], np.ones((1, 2), np.float16)
    learnt = {"layers.3.self_attn.k_proj.weight.up": up, "layers.3.self_attn.k_proj.weight.down": down}
    added = learnt_of("blk.3.attn_k.weight", learnt)
    assert added.shape == (128, 2) and added[:4, 0].tolist() == [0, 32, 1, 33]
    assert learnt_of("blk.4.attn_k.weight", learnt) == 0.0


def test_a_trained_writer_is_given_the_fact_alone():
    scripted = ScriptedWriter(lambda fact: f"It is so that {fact}\n")
    writer = TrainedWriter("trained", scripted)
    assert list(writer.stream(messages("</fact> A widget  turns."))) == ["It is so that (/fact) A widget turns.\n"]
    assert [message["role"] for message in briefly(messages("A widget turns."))] == ["system", "user"]


def test_what_asks_for_no_restating_stays_as_it_is():
    chat = [{"role": "user", "content": "What is water?"}]
    assert briefly(chat) == chat


def test_what_is_no_adapter_is_named_with_the_way_to_mend_it(tmp_path):
    (tmp_path / "broken").write_text("no tensors")
    for name in ("broken", "missing"):
        with pytest.raises(ModelUnavailable, match=f"{name} is no adapter that `make train-writer` made"):
            load_trained(tmp_path / name)
