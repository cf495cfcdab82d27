import numpy as np
import pytest

from eval.averaged import averaged


def adapter(seed, rank=2):
    random = np.random.default_rng(seed)
    return {
        "a.weight.up": random.normal(size=(6, rank)).astype(np.float16),
        "a.weight.down": random.normal(size=(rank, 5)).astype(np.float16),
        "head.weight": random.normal(size=4).astype(np.float16),
    }


def product(one):
    return one["a.weight.up"].astype(np.float32) @ one["a.weight.down"].astype(np.float32)


@pytest.mark.parametrize(("share", "seed"), [(0.0, 1), (1.0, 2)])
def test_the_ends_are_the_adapters_themselves(share, seed):
    found = averaged(adapter(1), adapter(2), share)
    assert product(found) == pytest.approx(product(adapter(seed)), abs=0.02)
    assert found["head.weight"] == pytest.approx(adapter(seed)["head.weight"])


def test_between_them_is_the_nearest_matrix_of_that_rank():
    first, second = adapter(1), adapter(2)
    found = averaged(first, second, 0.25)
    wanted = 0.75 * product(first) + 0.25 * product(second)
    left, sizes, right = np.linalg.svd(wanted)
    assert product(found) == pytest.approx(left[:, :2] * sizes[:2] @ right[:2], abs=0.02)
    assert found["a.weight.up"].shape == (6, 2) and found["a.weight.up"].dtype == np.float16
    assert found["head.weight"] == pytest.approx(0.75 * first["head.weight"] + 0.25 * second["head.weight"], abs=1e-3)


def test_adapters_of_other_matrices_are_refused():
    with pytest.raises(ValueError, match=r"not of the same matrices: \['b'\]"):
        averaged(adapter(1), adapter(2) | {"b": np.zeros(1)}, 0.5)
