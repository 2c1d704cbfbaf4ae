"""Passwords: hashed with Argon2id, and refused where they are easily guessed.

In: what somebody typed. Out: a hash for the casebook, or whether it fits one. A name without a password takes as long to check as
one with: nobody learns by the clock who has an account. Few are checked at a time, as each takes 64 MB by design.
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from recounted.review.wording.catalogues import N_
from recounted.settings import PASSWORD_LEAST, PASSWORD_MOST

_HASHER = PasswordHasher()  # RFC 9106, the second recommended choice
_AT_ONCE = BoundedSemaphore(2)
_GUESSABLE = 3  # of zxcvbn's 0 to 4: fewer than 100 million guesses
_LOOKED_AT = 72  # signs that zxcvbn is shown; its time grows faster than the length
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"

#: Why a password is refused.
WEAK = {
    "short": N_("A password has at least 12 signs. Several words are easy to keep in mind."),
    "long": N_("That is longer than a password may be."),
    "common": N_("That is among the first that somebody would try. Take several words that have nothing to do with each other."),
}


def weakness(password: str, *about: str) -> str | None:
    """A key of ``WEAK``, or None. ``about``: what else is known of the person, which makes a bad password."""
    if len(password) < PASSWORD_LEAST:
        return "short"
    if len(password) > PASSWORD_MOST:
        return "long"
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its lists take a moment to load, and are asked rarely

    found = zxcvbn(password[:_LOOKED_AT], user_inputs=["recounted", *about])
    return "common" if found["score"] < _GUESSABLE else None


def hashed(password: str) -> str:
    """The hash to be kept."""
    with _AT_ONCE:
        return _HASHER.hash(_bytes(password))


def fits(kept: str | None, password: str) -> bool:
    """Is it the password of that hash? None (no such person, or no password) takes the same time."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _nobody(), _bytes(password[: PASSWORD_MOST + 1])) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def outdated(kept: str) -> bool:
    """Was it hashed with less work than is done today?"""
    return _HASHER.check_needs_rehash(kept)


def fresh() -> str:
    """A password to hand to somebody: 95 random bits that can be read out."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


@lru_cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_bytes(16))
