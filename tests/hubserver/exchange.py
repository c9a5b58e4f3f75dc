"""One request and its answer on the socket, where a fault may spoil them."""

import socket
import struct
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Protocol

from hubserver.answers import Answer, Request

_BODILESS = {204, 304}


class HungUp(Exception):
    """The connection is gone, on purpose."""


@dataclass
class Seen:
    """A request that arrived; the status is 0 until an answer is sent."""

    method: str
    path: str
    headers: dict[str, str]
    status: int = 0
    body: bytes = b""
    connection: int = 0
    at: float = 0.0


class Source(Protocol):
    """What answers honestly."""

    def answer(self, request: Request) -> Answer:
        """Answer a request."""

    def limits(self, request: Request) -> tuple[bool, dict[str, str]]:
        """Charge a request; say whether it may pass, and what the headers say."""


class Exchange:
    """What a fault can do to a request."""

    def __init__(
        self,
        handler: BaseHTTPRequestHandler,
        request: Request,
        source: Source,
        seen: Seen,
        stopped: Event,
    ) -> None:
        self.request = request
        self.seen = seen
        self._handler = handler
        self._source = source
        self._stopped = stopped

    @cached_property
    def _charge(self) -> tuple[bool, dict[str, str]]:
        return self._source.limits(self.request)

    @cached_property
    def answer(self) -> Answer:
        """Give the honest answer."""
        passes, _ = self._charge
        if passes:
            return self._source.answer(self.request)
        body = b'{"error":"We had to rate limit you. Log in or wait."}'
        return Answer(429, body, {"Content-Type": "application/json; charset=utf-8"})

    def send(self, answer: Answer) -> None:
        """Send a whole answer."""
        self.write(self.head(answer, str(len(answer.body))) + self.body_of(answer))

    def body_of(self, answer: Answer) -> bytes:
        """Give the body that this method and status may have."""
        bodiless = self.request.method == "HEAD" or answer.status in _BODILESS
        return b"" if bodiless else answer.body

    def head(self, answer: Answer, length: str | None) -> bytes:
        """Give the status line and the headers; without a length they announce chunks."""
        self.seen.status = answer.status
        headers: dict[str, str | None] = {
            "Date": self._handler.date_time_string(),
            "X-Powered-By": "huggingface-moon",
            "X-Request-Id": f"Root=1-{int(time.time()):08x}-{id(self):024x};{self._trace()}",
            **self._charge[1],
            **answer.headers,
        }
        if answer.status not in _BODILESS:
            sized = ("Content-Length", length) if length else ("Transfer-Encoding", "chunked")
            headers.setdefault(*sized)
        if self._handler.close_connection:
            headers["Connection"] = "close"
        return _bytes_of(answer.status, headers)

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._handler.wfile.write(data)

    def wait(self, seconds: float) -> None:
        """Wait, unless the server is stopped meanwhile."""
        if self._stopped.wait(seconds):
            raise HungUp

    def be_last(self) -> None:
        """Announce that no other request is welcome on this connection."""
        self._handler.close_connection = True

    def hang_up(self) -> None:
        """Close the connection."""
        with suppress(OSError):
            self._handler.connection.shutdown(socket.SHUT_RDWR)
        raise HungUp

    def break_off(self) -> None:
        """Reset the connection: the other side gets RST in place of an end."""
        connection = self._handler.connection
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._handler.rfile.close()
        self._handler.wfile.close()
        connection.close()
        raise HungUp

    def _trace(self) -> str:
        return self.request.headers.get("x-amzn-trace-id", "none")


def _bytes_of(status: int, headers: Mapping[str, str | None]) -> bytes:
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"
    lines = [f"HTTP/1.1 {status} {phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items() if value is not None]
    return "\r\n".join((*lines, "", "")).encode("latin-1")
