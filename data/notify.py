"""Telling somebody else: a message posted to a URL, or sent as a mail."""

from __future__ import annotations

import json
from email.message import EmailMessage
from smtplib import SMTP
from urllib.parse import unquote
from urllib.request import Request, urlopen

from data.settings import NOTIFY, smtp_server

_SECONDS = 20.0
_MAIL = "mailto:"


def notify(address: str, title: str, lines: list[str]) -> None:
    """Tell some lines under a title.

    Parameters
    ----------
    address : str
        A URL, to which JSON is posted (``text``, which chat services show, and ``lines``), or
        a mail address after ``mailto:``.

    Raises
    ------
    ValueError
        If it is neither.
    OSError
        If it cannot be reached, or refuses.

    Examples
    --------
    >>> notify("the office", "2 numbers due", [])
    Traceback (most recent call last):
    ValueError: ('ATLAS_NOTIFY', 'the office', 'https://chat.example.org/hook')
    """
    if address.startswith(_MAIL):
        _mail(unquote(address.removeprefix(_MAIL)), title, lines)
    elif address.startswith(("http://", "https://")):
        _post(address, title, lines)
    else:
        raise ValueError(NOTIFY.name, address, "https://chat.example.org/hook")


def _post(url: str, title: str, lines: list[str]) -> None:
    text = "\n".join([title, *lines])
    body = json.dumps({"text": text, "title": title, "lines": lines}, ensure_ascii=False)
    headers = {"Content-Type": "application/json; charset=utf-8"}
    asked = Request(url, body.encode(), headers)  # noqa: S310 -- http or https, see above
    with urlopen(asked, timeout=_SECONDS):  # noqa: S310
        pass


def _mail(to: str, title: str, lines: list[str]) -> None:
    message = EmailMessage()
    message["To"] = message["From"] = to
    message["Subject"] = title
    message.set_content("\n".join(lines))
    host, port = smtp_server()
    with SMTP(host, port, timeout=_SECONDS) as server:
        server.send_message(message)
