"""Write the catalogue's pages for the site: ``python -m auditor.cli.licence.pages FOLDER``.

No command of users: ``make docs`` calls it before the site is built. The pages are made, never
committed.
"""

import sys
from pathlib import Path

from auditor.reports.licence_page import as_markdown, file_name, index_as_markdown
from licences import registry


def write_pages(folder: Path) -> int:
    """Write a page for each licence and their index; take away what an earlier call left.

    Gives the number of licences.
    """
    licences = [registry.get(licence_id) for licence_id in registry.ids()]
    pages = {file_name(licence.id): as_markdown(licence) for licence in licences}
    pages["index.md"] = index_as_markdown(licences)
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.md"):
        if stale.name not in pages:
            stale.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, "utf-8")
    return len(licences)


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
