"""What can go wrong between a client and the Hub."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from hubserver.answers import Answer, redirection

if TYPE_CHECKING:
    from hubserver.exchange import Exchange

Fault = Callable[["Exchange"], None]
_BLOCK = b" " * 2**20
_TICK = 0.05


def status(code: int, headers: Mapping[str, str | None] | None = None, body: bytes = b"") -> Fault:
    """Answer with a status; a header of None is left out of those that every answer has."""

    def fault(exchange: "Exchange") -> None:
        exchange.send(Answer(code, body, dict(headers or {})))  # type: ignore[arg-type]

    return fault


def stall(seconds: float) -> Fault:
    """Accept the request, and say nothing for a while."""

    def fault(exchange: "Exchange") -> None:
        exchange.wait(seconds)
        exchange.send(exchange.answer)

    return fault


def stall_body(seconds: float) -> Fault:
    """Send the headers and half of the body, and the rest after a while."""

    def fault(exchange: "Exchange") -> None:
        head, body = _parts(exchange)
        exchange.write(head + body[: len(body) // 2])
        exchange.wait(seconds)
        exchange.write(body[len(body) // 2 :])

    return fault


def trickle(bytes_per_second: float) -> Fault:
    """Send the body so slowly that no single read times out."""

    def fault(exchange: "Exchange") -> None:
        head, body = _parts(exchange)
        exchange.write(head)
        size = max(int(bytes_per_second * _TICK), 1)
        for start in range(0, len(body), size):
            exchange.write(body[start : start + size])
            exchange.wait(size / bytes_per_second)

    return fault


def close() -> Fault:
    """Close the connection without an answer."""

    def fault(exchange: "Exchange") -> None:
        exchange.hang_up()

    return fault


def reset() -> Fault:
    """Reset the connection without an answer."""

    def fault(exchange: "Exchange") -> None:
        exchange.break_off()

    return fault


def cut() -> Fault:
    """Announce the whole body, send half of it and close."""

    def fault(exchange: "Exchange") -> None:
        head, body = _parts(exchange)
        exchange.write(head + body[: len(body) // 2])
        exchange.hang_up()

    return fault


def wrong_length(by: int) -> Fault:
    """Announce a body that is longer or shorter than the one that is sent, then close."""

    def fault(exchange: "Exchange") -> None:
        exchange.be_last()
        answer = exchange.answer
        length = max(len(answer.body) + by, 0)
        exchange.write(exchange.head(answer, str(length)) + exchange.body_of(answer))
        exchange.hang_up()

    return fault


def half_json() -> Fault:
    """Answer with half of the body, and the length of that half."""

    def fault(exchange: "Exchange") -> None:
        answer = exchange.answer
        half = answer.body[: len(answer.body) // 2]
        exchange.send(Answer(answer.status, half, answer.headers))

    return fault


def html(code: int = 200) -> Fault:
    """Answer with a page, as a proxy or the login of a network does."""
    page = b"<!DOCTYPE html><html><body><h1>Please log in to this network</h1></body></html>"
    return status(code, {"Content-Type": "text/html; charset=utf-8"}, page)


def redirect(location: str, code: int = 307) -> Fault:
    """Redirect to anywhere."""
    return status(code, {"Location": location})


def redirect_loop() -> Fault:
    """Redirect to a place that redirects to itself."""

    def fault(exchange: "Exchange") -> None:
        exchange.send(redirection("/redirect-loop/").answer)

    return fault


def gzip_bomb(size: int = 2**31) -> Fault:
    """Send a small body that unpacks to an enormous one; nobody ever holds it."""
    packed = {"Content-Encoding": "gzip", "Content-Type": "application/json; charset=utf-8"}

    def fault(exchange: "Exchange") -> None:
        _stream(exchange, packed, _bomb(size))

    return fault


def oversized(size: int = 2**30) -> Fault:
    """Send an enormous body, in chunks that do not say how many there are."""
    plain = {"Content-Type": "application/json; charset=utf-8"}

    def fault(exchange: "Exchange") -> None:
        _stream(exchange, plain, (_BLOCK[:left] for left in range(size, 0, -len(_BLOCK))))

    return fault


def _parts(exchange: "Exchange") -> tuple[bytes, bytes]:
    answer = exchange.answer
    return exchange.head(answer, str(len(answer.body))), exchange.body_of(answer)


def _stream(exchange: "Exchange", headers: dict[str, str], pieces: Iterator[bytes]) -> None:
    exchange.write(exchange.head(Answer(200, b"", headers), None))
    if exchange.request.method == "HEAD":
        return
    for piece in pieces:
        exchange.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        exchange.wait(0)
    exchange.write(b"0\r\n\r\n")


def _bomb(size: int) -> Iterator[bytes]:
    """Pack one block, and repeat it; a full flush makes it stand for itself."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(_BLOCK) + packer.flush(zlib.Z_FULL_FLUSH)
    yield b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    whole, left = divmod(size, len(_BLOCK))
    check = 0
    for _ in range(whole):
        check = zlib.crc32(_BLOCK, check)
        yield block
    check = zlib.crc32(_BLOCK[:left], check)
    yield packer.compress(_BLOCK[:left]) + packer.flush()
    yield check.to_bytes(4, "little") + (size % 2**32).to_bytes(4, "little")
