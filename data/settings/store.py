"""Where the park's data lies, where what the server writes is kept, and whether it may change."""

from __future__ import annotations

from pathlib import Path

from data.settings.setting import Setting, use

PARK = Setting("ATLAS_PARK", "data", "folder of the park that it shows")
LOCAL = Setting("ATLAS_LOCAL", "data/local", "folder of your own data pack")
STATE = Setting("ATLAS_STATE", "data", "folder of all that the server writes")
STORE = Setting(
    "ATLAS_STORE",
    "the folder",
    "where all that the server writes is kept for many servers: postgresql://USER@HOST/DATABASE",
)
STORE_PASSWORD = Setting("ATLAS_STORE_PASSWORD_FILE", "none", "file with the password for that")
READONLY = Setting("ATLAS_READONLY", "0", "1: nobody can change the pack or the stories")

ALL = (PARK, LOCAL, STATE, STORE, STORE_PASSWORD, READONLY)


def park_folder() -> Path | None:
    """Return the folder named for the park, if one is named.

    >>> park_folder() is None
    True
    >>> setenv("ATLAS_PARK", "/srv/park")
    >>> park_folder().as_posix()
    '/srv/park'
    """
    return PARK.path


def local_folder() -> Path | None:
    """Return the folder named for the user's own pack, if one is named.

    >>> setenv("ATLAS_LOCAL", "/srv/pack")
    >>> local_folder().as_posix()
    '/srv/pack'
    """
    return LOCAL.path


def use_local_folder(folder: Path) -> None:
    """Make a folder that of the user's own pack, for this process.

    >>> use_local_folder(folder)
    >>> local_folder() == folder
    True
    """
    use(LOCAL, str(folder))


def state_folder() -> Path | None:
    """Return the folder named for all that the server writes, if one is named.

    >>> setenv("ATLAS_STATE", "/var/lib/atlas")
    >>> state_folder().as_posix()
    '/var/lib/atlas'
    """
    return STATE.path


def store_url() -> str:
    """Return the address of the shared store; empty where the folder is the store.

    >>> store_url()
    ''
    >>> setenv("ATLAS_STORE", "postgresql://atlas@db.example/atlas")
    >>> store_url()
    'postgresql://atlas@db.example/atlas'
    """
    return STORE.given


def store_password_file() -> Path | None:
    """Return the file that holds the password of the shared store, if one is named.

    >>> setenv("ATLAS_STORE_PASSWORD_FILE", "/run/secrets/atlas")
    >>> store_password_file().as_posix()
    '/run/secrets/atlas'
    """
    return STORE_PASSWORD.path


def is_readonly() -> bool:
    """Tell whether nobody may change what this server shows.

    >>> setenv("ATLAS_READONLY", "1")
    >>> is_readonly()
    True
    >>> setenv("ATLAS_READONLY", "0")
    >>> is_readonly()
    False
    """
    return READONLY.is_on
