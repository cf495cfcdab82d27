from rag.contradict import notes
from rag.types import Citation, Claim


def claim(marker, entry_id, text):
    return Claim(text, "quoted", (Citation(marker, entry_id, 0, len(text), text),), 1.0)


def test_the_note_names_both_claims_by_their_markers():
    one = claim(1, "wse", "850,000 AI cores on a single wafer")
    other = claim(3, "chips", "900,000 cores on a single wafer")
    assert notes((one, other)) == ("The entries disagree: “850,000 AI cores” [1], “900,000 cores” [3].",)


def test_one_entry_does_not_contradict_itself():
    one = claim(1, "wse", "850,000 AI cores on a single wafer")
    other = claim(2, "wse", "900,000 cores on a single wafer")
    assert notes((one, other)) == ()
