"""The server: two listeners, one for the Hub and one for its CDN, and a log of each."""

import itertools
import socket
import sys
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import Event, Lock, Thread, current_thread
from types import TracebackType
from typing import Any, Self

from hubserver import resolve, routes
from hubserver.access import Call
from hubserver.answers import Answer, Request
from hubserver.data import Hub
from hubserver.exchange import Exchange, HungUp, Seen
from hubserver.switches import Switches

__all__ = ["HubServer", "Seen"]
_JOIN = 5.0


class _Handler(BaseHTTPRequestHandler):
    """Reads requests; what is sent is the exchange's."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "_Listener"

    def handle(self) -> None:
        """Serve a connection until somebody has enough of it."""
        self.number = next(self.server.numbers)
        with suppress(HungUp, ConnectionError):
            super().handle()

    def log_message(self, *_: Any) -> None:
        """Say nothing; the log is in memory."""

    def do_GET(self) -> None:
        """Answer any method alike."""
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, self.path, headers, body)
        self.server.serve(self, request)

    do_HEAD = do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815


class _Listener(ThreadingTCPServer):
    """Listens on loopback, and knows its connections so that it can end them.

    HTTPServer would do no more than ask for the name of 127.0.0.1, which may take its time.
    """

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 512

    def __init__(self, owner: "HubServer", port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self._place = ("127.0.0.1", int(self.server_address[1]))
        self.numbers = itertools.count(1)
        self.log: list[Seen] = []
        self._owner = owner
        self._stopped = Event()
        self._lock = Lock()
        self._open: set[socket.socket] = set()
        self._workers: set[Thread] = set()
        self._loop = Thread(target=self._accept, daemon=True)
        self._loop.start()

    @property
    def endpoint(self) -> str:
        """Give the URL."""
        return f"http://{self._place[0]}:{self._place[1]}"

    def serve(self, handler: _Handler, request: Request) -> None:
        """Log a request, then answer it or let it fail."""
        seen = Seen(request.method, request.target, dict(request.headers), 0, request.body)
        seen.connection, seen.at = handler.number, time.monotonic()
        with self._lock:
            self.log.append(seen)
        exchange = Exchange(handler, request, self, seen, self._stopped)
        exchange.wait(self._owner.latency)
        fault = self._owner.next_fault(request.target)
        if fault is None:
            exchange.send(exchange.answer)
        else:
            fault(exchange)

    def answer(self, request: Request) -> Answer:
        """Answer as the Hub."""
        return routes.answer(self._owner.call(request))

    def limits(self, request: Request) -> tuple[bool, dict[str, str]]:
        """Charge the quota."""
        return (self._owner.quota or self._owner.open_quota).charge(request)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection in a thread of its own."""
        worker = Thread(target=self._work, args=(request, client_address), daemon=True)
        with self._lock:
            self._open.add(request)
            self._workers.add(worker)
        worker.start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep what went wrong in here; a test must not take it for a fault of the network."""
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, OSError):
            self._owner.broken.append(error)

    def end(self) -> None:
        """End every connection, also those that stall."""
        self._stopped.set()
        with suppress(OSError):
            socket.create_connection(self._place, _JOIN).close()  # ends a wait for one
        self._loop.join(_JOIN)
        with self._lock:
            connections, workers = list(self._open), list(self._workers)
        for connection in connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for worker in workers:
            worker.join(_JOIN)
        self.server_close()

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Turn away whoever comes too late."""
        return not self._stopped.is_set()

    def _accept(self) -> None:
        while not self._stopped.is_set():
            self.handle_request()

    def _work(self, request: Any, client_address: Any) -> None:
        try:
            self.process_request_thread(request, client_address)
        finally:
            with self._lock:
                self._open.discard(request)
                self._workers.discard(current_thread())


class _Cdn(_Listener):
    """The other host, for large files."""

    def answer(self, request: Request) -> Answer:
        """Answer as the CDN."""
        return resolve.from_cdn(self._owner.hub, request)

    def limits(self, request: Request) -> tuple[bool, dict[str, str]]:
        """Count nothing."""
        return True, {}


class HubServer(Switches):
    """A Hub on loopback, while its block lasts."""

    def __init__(self, hub: Hub, port: int = 0) -> None:
        super().__init__()
        self.hub = hub
        self.broken: list[BaseException] = []
        self._main = _Listener(self, port)
        self._cdn = _Cdn(self, 0)
        self.endpoint = self._main.endpoint
        self.cdn_endpoint = self._cdn.endpoint

    @property
    def requests(self) -> list[Seen]:
        """Give what the Hub was asked, in order."""
        return list(self._main.log)

    @property
    def cdn_requests(self) -> list[Seen]:
        """Give what the CDN was asked, in order."""
        return list(self._cdn.log)

    def call(self, request: Request) -> Call:
        """Put together what an endpoint needs."""
        return Call(request, self.hub, self, self.cdn_endpoint)

    def reset(self) -> None:
        """Forget the log, and turn every switch back."""
        self.restore()
        self._main.log.clear()
        self._cdn.log.clear()

    def close(self) -> None:
        """Stop both listeners."""
        self._main.end()
        self._cdn.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        if error is None and self.broken:
            raise RuntimeError("the server itself went wrong") from self.broken[0]
