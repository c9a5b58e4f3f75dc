"""Text that nothing obeys: what records and files bring is shown, and moves no cursor."""


def plain(text: str) -> str:
    r"""Show control and format characters as ``\uXXXX``, as JSON writes them."""
    return "".join(c if c.isprintable() else escape(c) for c in text)


def escape(text: str) -> str:
    r"""Write every UTF-16 unit of a text as ``\uXXXX``, lone surrogates included."""
    units = text.encode("utf-16-be", "surrogatepass").hex(" ", 2)
    return "".join(f"\\u{unit}" for unit in units.split())
