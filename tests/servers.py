"""Real servers on this machine that messages are sent to: mail, and a web hook.

    with mail_server() as mail:
        ... mail.account is what KAM_MAIL holds; mail.taken is what has arrived

`hold(n)` lets the n-th message from now on wait at the door, not yet taken, until `let_go`.
"""

import asyncio
import email
import email.policy
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

HERE = "127.0.0.1"


@dataclass
class Message:
    """What arrived: for whom or at which path, its title and its text."""

    to: str
    title: str
    text: str


@dataclass
class Server:
    """What a server has taken, and the door at which a message can be held."""

    port: int
    taken: list[Message] = field(default_factory=list)
    refuses: str | None = None
    """A part of the receivers it does not know."""
    events: list[str] = field(default_factory=list)
    """What else happened: "left" when a sender took its leave."""
    _until: int = 0
    arrived: threading.Event = field(default_factory=threading.Event)
    _opened: threading.Event = field(default_factory=threading.Event)
    _drops: bool = False

    @property
    def account(self) -> str:
        """The mail account that sends through this server."""
        return f"mailto://{HERE}:{self.port}?from=kam@example.com&mode=insecure"

    def hook(self, path: str) -> str:
        """The address of a web hook here; the path is its secret."""
        return f"json://{HERE}:{self.port}/{path}"

    def hold(self, number: int) -> None:
        """Let the `number`-th message from now on wait."""
        self._until, self._drops = number, False
        self.arrived.clear()
        self._opened.clear()

    def let_go(self, *, drop: bool = False) -> None:
        """Take the message that waits, or lose it: whoever sent it is gone."""
        self._drops = drop
        self._opened.set()

    def comes_in(self) -> bool:
        """A message stands at the door; whether it comes in. Waits where it is held."""
        self._until -= 1
        if self._until:
            return True
        self.arrived.set()
        self._opened.wait()
        return not self._drops

    def knows_not(self, receiver: str) -> bool:
        """Whether it refuses what is for this receiver."""
        return self.refuses is not None and self.refuses in receiver

    def to(self, receiver: str) -> list[Message]:
        """What arrived for one of them."""
        return [each for each in self.taken if each.to == receiver]


class _Mail:
    """Answers the mail protocol."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, to: str, _o: Any) -> str:
        loop = asyncio.get_running_loop()
        if not await loop.run_in_executor(None, self._server.comes_in):
            return "451 not now"
        if self._server.knows_not(to):
            return "550 nobody here"
        envelope.rcpt_tos.append(to)
        return "250 ok"

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:
        self._server.events.append("left")
        return "221 bye"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        body = parsed.get_body(("plain",))
        text = body.get_content() if body else ""
        for to in envelope.rcpt_tos:
            self._server.taken.append(Message(to, str(parsed["subject"]), text))
        return "250 ok"


@contextmanager
def mail_server() -> Iterator[Server]:
    """A mail server that takes everything."""
    server = Server(free_port())
    controller = Controller(_Mail(server), hostname=HERE, port=server.port)
    controller.start()
    try:
        yield server
    finally:
        server.let_go(drop=True)
        controller.stop()


@contextmanager
def web_server(port: int | None = None) -> Iterator[Server]:
    """A server of web hooks that takes everything."""
    server = Server(port or free_port())

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["content-length"])))
            if not server.comes_in():
                return
            path = self.path.removeprefix("/")
            if not server.knows_not(path):
                server.taken.append(Message(path, said["title"], said["message"]))
            self.send_response(500 if server.knows_not(path) else 200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    httpd = ThreadingHTTPServer((HERE, server.port), Hook)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.let_go(drop=True)
        httpd.shutdown()
        thread.join()
        httpd.server_close()


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as sock:
        sock.bind((HERE, 0))
        return int(sock.getsockname()[1])
