"""What ``python -m data`` says and sends: language, and where what is due is told."""

from __future__ import annotations

from data.settings.setting import Setting

NOTIFY = Setting(
    "ATLAS_NOTIFY",
    "none",
    "where `python -m data stale --notify` tells what is due: a URL or mailto:",
)
SMTP = Setting("ATLAS_SMTP", "localhost:25", "mail server for that, as host:port")
LC_ALL = Setting("LC_ALL", "LANG", "language of what `python -m data` says")
LANG = Setting("LANG", "en", "the same, where LC_ALL is not set")
ALL = (NOTIFY, SMTP, LC_ALL, LANG)


def notify_address() -> str:
    """Return where what is due is told: a URL, an address after ``mailto:``, or nothing.

    >>> setenv("ATLAS_NOTIFY", "mailto:office@park.example")
    >>> notify_address()
    'mailto:office@park.example'
    """
    return NOTIFY.given


def smtp_server() -> tuple[str, int]:
    """Return host and port of the mail server.

    Raises
    ------
    ValueError
        If its port is none.

    Examples
    --------
    >>> smtp_server()
    ('localhost', 25)
    """
    host, _, number = (SMTP.given or SMTP.default).rpartition(":")
    if not (host and number.isascii() and number.isdigit() and int(number) < 65536):
        raise SMTP.wrong(SMTP.default)
    return host, int(number)


def locale() -> str:
    """Return the locale of the command line, such as ``zh_CN.UTF-8``.

    >>> setenv("LC_ALL", "zh_CN.UTF-8")
    >>> locale()
    'zh_CN.UTF-8'
    """
    return LC_ALL.given or LANG.given or LANG.default
