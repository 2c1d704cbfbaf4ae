"""Every setting in one place, with its unit and how to change it."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_dir

#: Where the built gazetteer is kept. Set RECOUNTED_CACHE to move it.
CACHE_DIR = Path(os.environ.get("RECOUNTED_CACHE") or user_cache_dir("recounted", appauthor=False))

#: A user's own GeoNames file (the tab-separated dump format), read in addition to the packaged places.
EXTRA_GEONAMES = os.environ.get("RECOUNTED_GEONAMES") or None

#: The casebook used when none is named, in the working folder.
DEFAULT_CASEBOOK = Path("recounted.casebook")

#: Bytes. A larger file is refused by name: no news report is that long, and a wrong file should be noticed.
MAX_REPORT_BYTES = 100 * 1024 * 1024

#: Code points. Of a longer text only this much is read, and a problem says so.
MAX_TEXT_CHARS = 200_000

#: Bytes, files. What one upload to the review page may hold.
MAX_UPLOAD_BYTES = 200 * 1024 * 1024
MAX_UPLOAD_FILES = 1000

#: The port of the review page, on this machine.
DEFAULT_PORT = 8620

#: Hours without use, days since it began: when a session of the review page ends.
SESSION_IDLE_HOURS = 8
SESSION_DAYS = 7

#: Days. How long a token lasts if nothing is said.
TOKEN_DAYS = 90

#: Failures to sign in within so many minutes after which a name, and a machine that tries many names, has to wait them out.
LOCK_MINUTES = 15
LOCK_NAME = 8
LOCK_ADDRESS = 40

#: Signs. A password has at least so many; longer than the most it is not looked at.
PASSWORD_LEAST, PASSWORD_MOST = 12, 1000
