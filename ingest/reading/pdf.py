"""From a PDF file to the text of its text layer (PDFium)."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

from ingest.reading.errors import TOO_LONG, UnreadableError

_MOST_PAGES = 300


def read_pdf(path: Path, most_chars: int) -> str:
    """Return the text of a PDF's pages, one after the other, a form feed between them.

    Raises `UnreadableError` where the file is broken, encrypted, too long or without a text layer.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD or "assword" in str(error):
            raise UnreadableError("it is an encrypted PDF; save it without its password") from error
        raise UnreadableError("it is no valid PDF; save it again or export its text") from error
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableError(f"it has {len(document)} pages, more than {_MOST_PAGES}; split it")
        pages: list[str] = []
        length = 0
        for number in range(len(document)):
            pages.append(_page_text(document, number))
            length += len(pages[-1])
            if length > most_chars:
                raise UnreadableError(f"its text is longer than the limit of {most_chars} characters; {TOO_LONG}")
    finally:
        document.close()
    text = "\f".join(pages)
    if not text.strip():
        raise UnreadableError("it is a PDF without a text layer, such as a scan; run character recognition on it first")
    return text


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        text_page = document[number].get_textpage()
        text: str = text_page.get_text_bounded()
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"page {number + 1} of the PDF is broken; save it again or export its text") from error
    # PDFium marks a hyphen at a line's end with U+FFFE and may give lone surrogates and NULs for broken fonts.
    cleaned = text.replace("\r\n", "\n").replace("\ufffe", "").replace("\0", "")
    return cleaned.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
