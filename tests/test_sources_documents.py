from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter

from index.sources.documents import read_docx, read_pdf
from index.sources.found import SourceError
from tests.source_files import pdf


def test_headings_of_a_document_are_terms_and_categories(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Coffee glossary", 0)
    document.add_heading("Roasting", 1)
    document.add_heading("First crack", 2)
    document.add_paragraph("The moment at which beans pop.")
    document.add_paragraph("It is heard.", style="List Bullet")
    document.add_heading("Second crack", 2)
    document.save(str(tmp_path / "a.docx"))
    found = read_docx(tmp_path / "a.docx")
    assert [(entry.line, entry.header, entry.body) for entry in found.entries] == [
        (3, "First crack, Roasting", "**First crack**: The moment at which beans pop.\n\n- It is heard.")
    ]
    assert [str(fault.line) + fault.reason for fault in found.faults] == [
        "6'Second crack' has no text; write its definition"
    ]


def test_a_table_of_terms_and_bold_terms_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for place, text in enumerate(("Term", "Meaning", "Crema", "Foam | on espresso.")):
        table.cell(place // 2, place % 2).text = text
    document.save(str(tmp_path / "a.docx"))
    assert [entry.body for entry in read_docx(tmp_path / "a.docx").entries] == ["**Crema**: Foam | on espresso."]
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("Bloom: ").bold = True
    paragraph.add_run("the first pour.")
    document.save(str(tmp_path / "b.docx"))
    assert [entry.header for entry in read_docx(tmp_path / "b.docx").entries] == ["Bloom"]


def test_a_pdf_is_read_by_its_lines_without_heads_and_divided_words(tmp_path: Path) -> None:
    pages = [["Coffee Terms", f"Term{n}: a thing that is cal-", "led so.", str(n)] for n in (1, 2, 3)]
    pdf(tmp_path / "a.pdf", pages)
    found = read_pdf(tmp_path / "a.pdf")
    assert [(entry.line, entry.body) for entry in found.entries] == [
        (n, f"**Term{n}**: a thing that is called so.") for n in (1, 2, 3)
    ]
    assert found.faults == ()


def test_a_pdf_of_pictures_a_locked_one_and_damaged_files_say_what_to_do(tmp_path: Path) -> None:
    pdf(tmp_path / "empty.pdf", [[]])
    with pytest.raises(SourceError, match="OCR"):
        read_pdf(tmp_path / "empty.pdf")
    writer = PdfWriter(clone_from=str(tmp_path / "empty.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(str(tmp_path / "locked.pdf"))
    with pytest.raises(SourceError, match="locked by a password"):
        read_pdf(tmp_path / "locked.pdf")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(SourceError, match="print it anew"):
        read_pdf(tmp_path / "bad.pdf")
    (tmp_path / "bad.docx").write_bytes(b"PK nothing")
    with pytest.raises(SourceError, match="damaged or locked"):
        read_docx(tmp_path / "bad.docx")
