"""Which files of a project make its documentation: all Markdown of a folder, and what that points to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from markdown_it.token import Token

from crdecide.errors import CrdecideError

from .markdown_html import addresses, headings, tokens_of

PICTURES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
"""What a page may show, by the ending of its name."""


@dataclass(frozen=True)
class Documentation:
    """The files by their place below the project's folder: pages, texts that are shown as they are, and pictures.

    `start` is the page that leads to the others.
    """

    start: str
    pages: Mapping[str, str]
    texts: Mapping[str, str]
    pictures: Mapping[str, bytes]


def read_documentation(folder: Path) -> Documentation:
    """All Markdown of a folder, what it points to beside the folder, and so on; README.md of the folder is the start.

    Raises:
        CrdecideError: there is no such README.md, or a page points to what is not there.
    """
    start = folder / "README.md"
    if not start.is_file():
        raise CrdecideError(f"{start}: expected the page that leads to the others; there is no such file")
    project = folder.resolve().parent
    pages, texts, pictures = dict[str, str](), dict[str, str](), dict[str, bytes]()
    # A page of another kind is read as it is met.
    waiting = sorted(path.relative_to(project).as_posix() for path in folder.resolve().rglob("*.md"))
    while waiting:
        name = waiting.pop(0)
        path = project / name
        if name in pages or name in texts or name in pictures:
            continue
        if path.suffix.lower() in PICTURES:
            pictures[name] = path.read_bytes()
        elif path.suffix == ".md":
            pages[name] = _text(path, name)
            waiting += _pointed_to(name, pages[name], project)
        else:
            texts[name] = _text(path, name)
    return Documentation(f"{folder.resolve().name}/README.md", pages, texts, pictures)


def title_of(tokens: list[Token], name: str) -> str:
    """What a page calls itself."""
    return next((words for _, words in headings(tokens, "h1")), name)


def place_of(address: str, page: str) -> str:
    """The file below the project's folder that a page's address points to; empty where it points elsewhere."""
    path = unquote(address.partition("#")[0])
    if not path or "://" in path or path.startswith("mailto:"):
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path))


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CrdecideError(f"{name}: expected a text in UTF-8 that may be read, or a picture; {error}") from None


def _pointed_to(name: str, text: str, project: Path) -> Iterator[str]:
    """The files that a page points to; a folder is none."""
    for address in addresses(tokens_of(text)):
        place = place_of(address, name)
        inside = not place.startswith(("..", "/"))
        if not place or (inside and (project / place).is_dir()):
            continue
        if not inside or not (project / place).is_file():
            raise CrdecideError(f"{name}: the link to '{address}' leads to no file of the project")
        yield place
