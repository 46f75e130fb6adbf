"""The tree and the chain follow RFC 6962, section 2.1; pure."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from teamaround.audit import merkle

LEAVES = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40)


def as_the_standard_says(leaves):
    """The standard's own definition: split at the largest power of two below the number of leaves."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = as_the_standard_says(leaves[:split]), as_the_standard_says(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@given(LEAVES)
def test_the_root_is_that_of_the_standard(leaves):
    assert merkle.root(leaves) == as_the_standard_says(leaves).hex()


@given(LEAVES, st.data())
def test_another_order_gives_another_root(leaves, data):
    shuffled = data.draw(st.permutations(leaves))
    assert (merkle.root(shuffled) == merkle.root(leaves)) == (shuffled == leaves)


def test_no_leaves_have_the_root_of_nothing():
    assert merkle.root([]) == hashlib.sha256(b"").hexdigest()


def test_a_leaf_binds_the_digest_to_the_number():
    assert merkle.leaf(1, "ab") != merkle.leaf(2, "ab")
    assert merkle.leaf(1, "ab") != merkle.leaf(1, "ac")


def test_every_field_of_a_batch_counts_in_the_chain():
    batch = ["a", 1, 2, "b", "c"]
    chains = {merkle.chained(*batch)}
    for place, other in enumerate(["x", 9, 9, "x", "x"]):
        chains.add(merkle.chained(*batch[:place], other, *batch[place + 1 :]))
    assert len(chains) == 6
