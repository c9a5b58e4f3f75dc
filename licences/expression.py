"""SPDX licence expressions; the only file that knows license-expression."""

from functools import cache
from typing import Any

from license_expression import (
    AND,
    OR,
    ExpressionError,
    LicenseSymbol,
    LicenseWithExceptionSymbol,
    Licensing,
    get_spdx_licensing,
)

Alternatives = tuple[tuple[str, ...], ...]
"""Licences to choose from; each choice is the licences that then bind together."""

WITH = " WITH "
"""What stands between a licence and its exception."""
_MOST_ALTERNATIVES = 32
_LONGEST = 500
_PARSER_ERRORS = (
    *(ExpressionError, AssertionError, AttributeError, IndexError, RecursionError),
    *(TypeError, ValueError),
)
"""The parser has one error for what it refuses, and trips over some malformed texts besides."""


@cache
def _spdx_ids() -> frozenset[str]:
    return frozenset(key.casefold() for key in get_spdx_licensing().known_symbols)


@cache
def _grammar() -> Licensing:
    """A parser that knows no licence, so that every symbol keeps the spelling it came in."""
    return Licensing()


def is_spdx_id(text: str) -> bool:
    """Say whether a text is an id of the SPDX licence list, in any case."""
    return text.strip().casefold() in _spdx_ids()


def alternatives(text: str) -> Alternatives | None:
    """Multiply an expression out into its choices, symbols spelt as they came.

    A licence with an exception stays one symbol, with ``WITH`` between the two. ``None`` where
    the text is no expression, has no operator, or has more choices than a person can be shown.
    """
    if len(text) > _LONGEST:
        return None
    try:
        parsed = _grammar().parse(text)
    except _PARSER_ERRORS:
        return None
    if not isinstance(parsed, AND | OR | LicenseWithExceptionSymbol):
        return None
    return _expand(parsed) or None


def _expand(node: Any) -> Alternatives:
    """List a node's choices; empty where it holds something that this reader does not take."""
    if isinstance(node, LicenseWithExceptionSymbol):
        return ((f"{node.license_symbol.key}{WITH}{node.exception_symbol.key}",),)
    if isinstance(node, LicenseSymbol):
        return ((str(node.key),),)
    parts = [_expand(argument) for argument in node.args]
    if not all(parts):
        return ()
    if isinstance(node, OR):
        choices = tuple(choice for part in parts for choice in part)
    else:
        choices = ((),)
        for part in parts:
            choices = tuple((*left, *right) for left in choices for right in part)
            if len(choices) > _MOST_ALTERNATIVES:
                return ()
    return choices if len(choices) <= _MOST_ALTERNATIVES else ()
