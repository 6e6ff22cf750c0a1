"""Notification addresses as text: taken apart, and shown without what is secret in them.

An address is an e-mail address, or a URL of the service that takes the message, whose password,
key or token nobody else may see: `mailto://wang:****@qq.com`, `wecombot://****`.
"""

import re
from hashlib import sha256

MASK = "****"
MAIL = ("mailto", "mailtos")
"""Services that send e-mail."""

_APART = re.compile(r"[\s;；，、]+")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s,;，；、]+")
_PLAIN = re.compile(r"[^@\s/:,;]+@[^@\s/:,;]+\.[^@\s/:,;.]+")
_HOSTED = (*MAIL, "json", "jsons", "xml", "xmls", "form", "forms", "http", "https")
"""Services whose address names a host; elsewhere a key stands in its place."""
_DATABASES = ("postgres", "mysql", "mariadb", "oracle", "mssql")
_FILES = ("sqlite", "file")
_HARMLESS = ("to", "from", "name", "cc", "bcc", "reply", "smtp", "mode", "format")
"""What a mail address may say after its `?` without telling a secret."""
_AROUND = ".:!?)'\"”）"
"""What may stand behind an address in a sentence."""
_KEY = re.compile(r"/(?=[^/?#]*\d)[\w~-]{16,}")
"""A part of a web address that looks like a key."""


def addresses(text: str | None, *, repeated: bool = False) -> list[str]:
    """The addresses of a text: apart by blanks, commas, semicolons or line ends.

    Each once, or as often as it is written. A comma after the `/` or `?` of a mail URL stands
    between its recipients.
    """
    found: list[str] = []
    for word in _APART.split(text or ""):
        joined = False
        for piece in word.split(","):
            if piece and joined and _goes_on(found[-1], piece):
                found[-1] += f",{piece}"
            elif piece:
                found.append(piece)
            joined = joined or bool(piece)
    return found if repeated else list(dict.fromkeys(found))


def _goes_on(address: str, piece: str) -> bool:
    """Whether the piece after a comma is a further recipient of a mail URL."""
    scheme, _colon, rest = address.partition("://")
    return scheme.lower() in MAIL and bool(set(rest) & {"/", "?"}) and "://" not in piece


def is_plain(address: str) -> bool:
    """Whether it is an e-mail address that needs an account to send from."""
    return _PLAIN.fullmatch(address) is not None


def is_masked(address: str) -> bool:
    """Whether something in it was hidden: it means the stored address that looks so."""
    return MASK in address


def service(address: str) -> str:
    """The kind of an address: its scheme, "email" for a plain one."""
    scheme, url, _rest = address.partition("://")
    return scheme.lower() if url else "email"


def masked(address: str) -> str:
    """The address without its password, key or token; a plain e-mail address as it is."""
    scheme, url, rest = address.partition("://")
    if not url:
        return address
    if scheme.lower() not in _HOSTED:
        return f"{scheme}://{MASK}"
    host, path, query = _parted(rest)
    shown = f"{scheme}://{_without_password(host)}"
    if shown.endswith(f":{MASK}"):
        return shown  # what follows may be the other half of a password with a / in it
    if scheme.lower() in MAIL:
        return shown + path + (f"?{_harmless(query)}" if query else "")
    return f"{shown}/{MASK}" if path.strip("/") or query else shown


def _parted(rest: str) -> tuple[str, str, str]:
    """Host with user and port, path, and query of what follows `://`."""
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    path, _mark, query = rest[len(host) :].partition("?")
    return host, path, query


def _without_password(host: str) -> str:
    """User and host; what stands in the place of a port and is none may be a password.

    A full-width colon, as a Chinese keyboard types it, parts them too.
    """
    user, at, place = host.replace("：", ":").rpartition("@")
    name, colon, secret = (user or host).partition(":")
    if at:
        return f"{name}:{MASK}@{place}" if colon else host
    return f"{name}:{MASK}" if colon and not secret.isdecimal() else host


def _harmless(query: str) -> str:
    parts = (part.partition("=") for part in query.split("&"))
    shown = (f"{key}={value if key.lower() in _HARMLESS else MASK}" for key, _is, value in parts)
    return "&".join(shown)


def masked_text(text: str | None) -> str:
    """The addresses of a field, masked, apart by commas; "" for None."""
    return ", ".join(map(masked, addresses(text)))


def without_secrets(text: str) -> str:
    """Any text, such as a command line or an error, with the URLs in it masked.

    Web pages keep their address but for what looks like a key, databases but for the password.
    """
    return _URL.sub(lambda found: _masked_anywhere(found[0]), text) if "://" in text else text


def _masked_anywhere(url: str) -> str:
    scheme, _colon, rest = url.partition("://")
    name, bare = scheme.lower(), url.partition("：")[0].rstrip(_AROUND)
    if name.startswith(_FILES) or (is_masked(bare) and masked(bare) == bare):
        return url
    if not name.startswith((*_DATABASES, "http")):
        return masked(url)
    host, path, query = _parted(rest)
    shown = f"{scheme}://{_without_password(host)}"
    if shown.endswith(f":{MASK}"):
        return shown
    return f"{shown}{_KEY.sub(f'/{MASK}', path)}" + (f"?{MASK}" if query else "")


def recalled(text: str, stored: str | None) -> tuple[str | None, list[str]]:
    """The text with every masked address as it is stored, and the masked ones nobody knows.

    Where several stored ones look the same, the first masked one means the first of them. The
    stored text as it stands where nothing differs; None where nothing is left.
    """
    known = addresses(stored)
    left = {mask: [each for each in known if masked(each) == mask] for mask in map(masked, known)}
    found, strange = [], []
    for address in addresses(text, repeated=True):
        if left.get(address):
            found.append(left[address].pop(0))
        elif is_masked(address):
            strange.append(address)
        else:
            found.append(address)
    found = list(dict.fromkeys(found))
    return (stored if found and found == known else ", ".join(found) or None), strange


def fingerprint(address: str) -> str:
    """What tells addresses apart without telling them; a new mail password changes nothing."""
    same = masked(address) if service(address) in MAIL else address
    return sha256(same.encode()).hexdigest()[:32]
