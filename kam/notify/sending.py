"""Messages to addresses through apprise, which speaks to each service in its own way.

apprise takes a quarter of a second to load: it is imported where something is sent or checked.
"""

import logging
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from kam.i18n import N_, _
from kam.models.addresses import MASK, masked, without_secrets

_LIBRARIES = ("apprise", "urllib3", "requests")
_CAUSE = "Socket Exception"
"""How apprise begins to say what lies under a failure."""
_SENT = "Sent "
"""How it begins to say that a service has taken a message."""
_LONGEST_REASON = 200
_SHORTEST_SECRET = 3

Body = Callable[[int], str]
"""The text of a message, in Markdown, in at most so many bytes."""
Taken = Callable[[], None]


def refusal(address: str) -> str | None:
    """What is wanted instead of an address that no service understands; None for a good one."""
    with _listening():
        from apprise import Apprise

        known = "://" in address and Apprise.instantiate(address) is not None
    if known:
        return None
    return _(
        "an e-mail address, or that of a service: wecombot:// and the key, dingtalk:// or "
        "feishu:// and the token, mailtos:// and name:password@host, ..."
    )


def through(account: str, address: str) -> str:
    """The URL that sends to a plain e-mail address through the mail account of another URL."""
    parts = urlsplit(account)
    kept = [pair for pair in parse_qsl(parts.query) if pair[0].lower() not in ("to", "cc", "bcc")]
    return parts._replace(path="", query=urlencode([*kept, ("to", address)])).geturl()


def send(url: str, title: str, body: Body, taken: Taken) -> str | None:
    """Hand a message over to the service; None when it was taken, else why not.

    `taken` is called once, as soon as the service has said so: a mail server then still wants to
    be taken leave of. The reason has no secret of the address in it. How long to wait is
    apprise's own.
    """
    with _listening(taken) as ear:
        from apprise import Apprise, AppriseAsset, NotifyFormat

        asset = AppriseAsset(app_id="kam", app_desc="kam", app_url="", async_mode=False)
        service = Apprise.instantiate(url, asset=asset)
        if service is None:
            return _("no service understands the address")
        ear.trusts = len(service) == 1  # of several receivers one may be refused
        sender = Apprise(asset=asset)
        sender.add(service)
        try:
            text = body(_room(service, title))
            went = sender.notify(body=text, title=title, body_format=NotifyFormat.MARKDOWN)
        except Exception as error:  # whatever one service stumbles over must not stop the others
            return _harmless(f"{type(error).__name__}: {error}", url)
    if went:
        ear.take()
    if ear.error is not None:
        raise ear.error
    return None if ear.took else _reason(ear.heard, url)


def _room(service: Any, title: str) -> int:
    """How many bytes of Markdown the service takes beside the title; converting may lengthen it."""
    return max(0, (int(service.body_maxlen) - len(title.encode())) * 3 // 4)


def _reason(heard: list[str], url: str) -> str:
    """Why it was not taken: in our words where it is a usual failure, else in the library's."""
    said = "; ".join(dict.fromkeys(" ".join(text.split()) for text in heard))
    for pattern, words in _USUAL:
        if found := re.search(pattern, said, re.IGNORECASE):
            return _(words).format(code=found[1] if found.groups() else "")
    return _harmless(said, url) or _("the service did not take it")


_USUAL = (
    (r"authentication|\b535\b|username and password", N_("the mail server refuses the login")),
    (r"timed out|timeout", N_("the server does not answer in time")),
    (
        r"refused|max retries|connection|name or service|getaddrinfo|unreachable|socket",
        N_("the server cannot be reached"),
    ),
    (r"error=(\d{3})", N_("the server answered {code}")),
)
"""What failures look like in what is heard, the surest first, and what we say of them."""


def _harmless(text: str, url: str) -> str:
    """The text without any part of the address that is masked, and not too long."""
    shown = masked(url)
    parts = {part for form in (url, unquote(url)) for part in re.split(r"[/:@?&=#,;+\s]+", form)}
    for part in sorted(parts, key=len, reverse=True):
        if len(part) >= _SHORTEST_SECRET and part not in shown:
            text = text.replace(part, MASK)
    text = without_secrets(text)
    return text if len(text) <= _LONGEST_REASON else f"{text[: _LONGEST_REASON - 1]}…"


class _Ear(logging.Handler):
    """Hears what apprise warns of and the cause below it, and when a service took the message."""

    def __init__(self, taken: Taken | None) -> None:
        super().__init__(logging.DEBUG)
        self.heard: list[str] = []
        self.trusts = False
        """Whether a message is taken when apprise says that it was sent."""
        self.took = taken is None
        self.error: Exception | None = None
        self._taken = taken

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.levelno >= logging.WARNING or text.startswith(_CAUSE):
            self.heard.append(text.removeprefix(f"{_CAUSE}: "))
        elif record.levelno == logging.INFO and text.startswith(_SENT) and self.trusts:
            try:
                self.take()
            except Exception as error:  # apprise must end well; `send` raises it afterwards
                self.error = error

    def take(self) -> None:
        """Tell that the message was taken, the first time."""
        if not self.took and self._taken is not None:
            self.took = True
            self._taken()


@contextmanager
def _listening(taken: Taken | None = None) -> Iterator[_Ear]:
    """What the libraries have to say, which goes nowhere else: it may hold passwords and keys."""
    ear = _Ear(taken)
    loggers = [logging.getLogger(name) for name in _LIBRARIES]
    before = [(each.handlers, each.propagate, each.level) for each in loggers]
    for each in loggers:
        each.handlers, each.propagate = [logging.NullHandler()], False
    loggers[0].handlers = [ear]
    loggers[0].setLevel(logging.DEBUG)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield ear
    finally:
        for each, (handlers, propagate, level) in zip(loggers, before, strict=True):
            each.handlers, each.propagate = handlers, propagate
            each.setLevel(level)
