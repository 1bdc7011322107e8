"""The text of a PDF, as another program finds it."""

from contextlib import closing

from pypdfium2 import PdfDocument

_BROKEN_AT = "\ufffe"  # how the program says that a line ends at a hyphen


def pdf_pages(content: bytes) -> list[str]:
    """Return the text of each page."""
    with closing(PdfDocument(content)) as pages:
        return [page.get_textpage().get_text_range().replace(_BROKEN_AT, "-") for page in pages]


def pdf_text(content: bytes) -> str:
    return "".join(pdf_pages(content))
