"""Signing in through an identity provider (OpenID Connect, code flow with PKCE), where one is configured.

In: settings of the environment. Out: the address that a browser is sent to, and on its return the person that the provider
vouches for, who must have an account already: nobody comes in because a provider knows them. Authlib speaks the protocol and
checks the token; state, nonce and verifier are kept here, for one browser, for ten minutes, for one use.
"""

from __future__ import annotations

import hmac
import os
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from recounted.errors import CallError

_SECONDS = 600  # to sign in at the provider
_MOST = 1000  # sign-ins under way
_WAIT = 10.0  # seconds for an answer of the provider
_KEYS_GOOD = 3600.0  # seconds
_ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "PS256", "PS384", "PS512", "EdDSA"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Which provider. ``claim``: what of a person an account is found by; ``shown``: what the button says."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str
    shown: str


def settings() -> Settings | None:
    """The provider in the environment (``RECOUNTED_OIDC_…``), or None. Raises CallError where half of it is there."""
    said = {
        k: os.environ.get(f"RECOUNTED_OIDC_{k}", "").strip() for k in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "CLAIM", "NAME")
    }
    if not said["ISSUER"]:
        return None
    if not said["CLIENT_ID"]:
        raise CallError("RECOUNTED_OIDC_ISSUER is set and RECOUNTED_OIDC_CLIENT_ID is not")
    issuer = urlsplit(said["ISSUER"])
    if issuer.scheme != "https" and issuer.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise CallError(f"RECOUNTED_OIDC_ISSUER: {said['ISSUER']} is not https")
    shown = said["NAME"] or issuer.hostname or "OpenID"
    return Settings(said["ISSUER"], said["CLIENT_ID"], said["CLIENT_SECRET"], said["CLAIM"] or "email", shown)


class RefusedError(Exception):
    """The provider, or what came back from it, does not let this browser in. The message is for the log."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A sign-in under way: bound to a browser, good for one return."""

    browser: str
    nonce: str
    verifier: str
    onward: str
    until: float


@dataclass
class Provider:
    """One provider, asked for its addresses and keys when they are needed first."""

    settings: Settings
    _pending: OrderedDict[str, Pending] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _known: dict[str, tuple[float, Any]] = field(default_factory=dict)

    def begin(self, back: str, browser: str, onward: str) -> str:
        """The address at the provider. ``browser`` is a secret that this browser holds, ``onward`` where it wanted to go."""
        state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
        with self._client(back) as client:
            address, _ = client.create_authorization_url(
                self._endpoint("authorization_endpoint"), state=state, nonce=nonce, code_verifier=verifier
            )
        with self._lock:
            self._pending[state] = Pending(browser, nonce, verifier, onward, time.monotonic() + _SECONDS)
            while len(self._pending) > _MOST:
                self._pending.popitem(last=False)
        return str(address)

    def finish(self, back: str, browser: str, asked: dict[str, str]) -> tuple[str, str, str]:
        """What the provider calls the person, which of its accounts that is, and where to go. Raises RefusedError."""
        with self._lock:
            pending = self._pending.pop(asked.get("state", ""), None)
        if pending is None or pending.until < time.monotonic():
            raise RefusedError("no sign-in of this state is under way")
        if not browser or not hmac.compare_digest(pending.browser.encode(), browser.encode()):
            raise RefusedError("another browser began this")
        if asked.get("error") or not asked.get("code"):
            raise RefusedError(f"the provider refused: {asked.get('error', 'no code')[:100]}")
        if asked.get("iss", self.settings.issuer) != self.settings.issuer:
            raise RefusedError("an answer of another provider")  # RFC 9207
        claims = self._claims(back, asked["code"], pending)
        sign_in = claims.get(self.settings.claim)
        if not isinstance(sign_in, str) or not sign_in.strip():
            raise RefusedError(f"the provider does not say the {self.settings.claim}")
        if self.settings.claim == "email" and claims.get("email_verified") is not True:
            raise RefusedError("the provider has not verified the address")
        return sign_in, f"{claims['iss']} {claims['sub']}", pending.onward

    def _claims(self, back: str, code: str, pending: Pending) -> Any:
        from authlib.integrations.base_client import OAuthError  # noqa: PLC0415 - for those who use it
        from authlib.oidc.core import CodeIDToken  # noqa: PLC0415
        from httpx2 import HTTPError  # noqa: PLC0415
        from joserfc import jwt  # noqa: PLC0415
        from joserfc.errors import JoseError  # noqa: PLC0415
        from joserfc.jwk import KeySet  # noqa: PLC0415
        from joserfc.jws import JWSRegistry  # noqa: PLC0415

        try:
            with self._client(back) as client:
                given = client.fetch_token(self._endpoint("token_endpoint"), code=code, code_verifier=pending.verifier)
            keys = KeySet.import_key_set(self._fetched(self._endpoint("jwks_uri")))
            registry = JWSRegistry(algorithms=_ALGORITHMS, strict_check_header=False)
            token = jwt.decode(given["id_token"], keys, registry=registry)
            wanted = {
                "iss": {"essential": True, "value": self.settings.issuer},
                "aud": {"essential": True, "value": self.settings.client_id},
            }
            params = {"nonce": pending.nonce, "client_id": self.settings.client_id, "access_token": given.get("access_token")}
            claims = CodeIDToken(token.claims, token.header, wanted, params)
            claims.validate(leeway=60)
        except (OAuthError, JoseError, HTTPError, KeyError, ValueError, TypeError) as error:
            self._known.clear()  # its keys may be new ones
            raise RefusedError(f"the provider's token does not hold: {type(error).__name__}") from error
        return claims

    def _client(self, back: str) -> Any:
        from authlib.integrations.httpx_client import OAuth2Client  # noqa: PLC0415

        return OAuth2Client(
            self.settings.client_id,
            self.settings.client_secret or None,
            token_endpoint_auth_method="client_secret_basic" if self.settings.client_secret else "none",
            scope="openid email profile",
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=_WAIT,
            trust_env=False,
        )

    def _endpoint(self, name: str) -> str:
        found = self._fetched(f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration")
        address = found.get(name)
        same = urlsplit(self.settings.issuer).scheme
        if found.get("issuer") != self.settings.issuer or not isinstance(address, str) or urlsplit(address).scheme != same:
            raise RefusedError(f"the provider's description of itself does not fit: {name}")
        return address

    def _fetched(self, address: str) -> Any:
        import httpx2  # noqa: PLC0415

        at, found = self._known.get(address, (0.0, None))
        if found is None or time.monotonic() - at > _KEYS_GOOD:
            try:
                answer = httpx2.get(address, timeout=_WAIT, follow_redirects=False, trust_env=False)
                found = answer.raise_for_status().json()
            except (httpx2.HTTPError, ValueError) as error:
                raise RefusedError(f"the provider does not answer: {type(error).__name__}") from error
            if not isinstance(found, dict):
                raise RefusedError("the provider's description of itself cannot be read")
            self._known[address] = (time.monotonic(), found)
        return found
