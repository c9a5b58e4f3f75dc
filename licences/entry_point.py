"""Where the installed command starts.

It lies here, and not in ``auditor``, because another distribution also installs a top-level
package of that name: started from here, a mixed installation is noticed and named instead of
running somebody else's code.
"""

import sys
from importlib import import_module
from pathlib import PurePath

_USAGE = 2
_INTERRUPTED = 130


def main() -> None:
    """Run the command line; Ctrl-C is no traceback even while the first modules are loaded."""
    try:
        _start()
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        raise SystemExit(_INTERRUPTED) from None


def _start() -> None:
    """Run the command line, or refuse where ``auditor`` is not the package that lies beside us."""
    auditor = import_module("auditor")
    if _home(auditor.__file__) != _home(__file__):
        sys.stderr.write(
            "Another package named 'auditor' is installed here and would be run instead: "
            f"{auditor.__file__}. Install model-lineage-auditor in an environment of its own, "
            "for example with 'pipx install model-lineage-auditor'.\n"
        )
        raise SystemExit(_USAGE)
    import_module("auditor.cli").main()


def _home(file: str | None) -> str:
    return str(PurePath(file or "").parent.parent)
