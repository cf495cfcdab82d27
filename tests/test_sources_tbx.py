from pathlib import Path

import pytest

from index.sources.tbx import read_tbx

OLD = """<?xml version="1.0"?>
<martif type="TBX"><text><body>
<termEntry><descrip type="subjectField">brewing</descrip>
<langSet xml:lang="de"><tig><term>Filter</term></tig></langSet>
<langSet xml:lang="en"><descripGrp><descrip type="definition">A device that holds back grounds.</descrip></descripGrp>
<tig><term>filter</term><note>Of paper or metal.</note></tig><tig><term>strainer</term></tig></langSet></termEntry>
<termEntry id="x"/>
</body></text></martif>"""
NEW = """<tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry><descrip type="definition">A device that holds back grounds.</descrip>
<langSec xml:lang="de"><termSec><term>Filter</term></termSec></langSec></conceptEntry></body></text></tbx>"""


@pytest.mark.parametrize(
    ("text", "header", "body"),
    [
        (
            OLD,
            "filter, strainer, brewing",
            "**filter**: A device that holds back grounds.\n- **Note**: Of paper or metal.",
        ),
        (NEW, "Filter", "**Filter**: A device that holds back grounds."),
    ],
)
def test_both_versions_give_the_concept_in_the_first_language(
    tmp_path: Path, text: str, header: str, body: str
) -> None:
    (tmp_path / "a.tbx").write_text(text, "utf-8")
    (entry,) = read_tbx(tmp_path / "a.tbx").entries
    assert (entry.header, entry.body) == (header, body)


def test_a_concept_without_a_language_is_a_fault_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.tbx").write_text(OLD, "utf-8")
    assert [fault.line for fault in read_tbx(tmp_path / "a.tbx").faults] == [7]
