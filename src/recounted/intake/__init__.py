"""Intake: bytes → Report. Kept as they came, hashed, text with offsets, language, date of publication.

In: files and folders of plain text, web pages and saved pages; a metadata table. Out: ``Report`` or ``Unread``. It reads local
files only, never writes, never downloads, and looks for no claim in the text.
"""

from recounted.intake.folders import Input, Survey, list_inputs, survey
from recounted.intake.metadata import Metadata, load_metadata
from recounted.intake.take_in import read_file, read_folder_or_file, read_text
from recounted.intake.unread import Unread

__all__ = [
    "Input",
    "Metadata",
    "Survey",
    "Unread",
    "list_inputs",
    "load_metadata",
    "read_file",
    "read_folder_or_file",
    "read_text",
    "survey",
]
