"""Signing in through an identity provider: a small one runs here on loopback, honest or not."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from by_hand import TOWN, killed, reading, told
from recounted.casebook import Casebook
from recounted.casebook.people import People
from recounted.errors import CallError
from recounted.review.accounts import oidc
from served import HOST, client, filled

jwt = pytest.importorskip("joserfc.jwt")
jwk = pytest.importorskip("joserfc.jwk")
pytest.importorskip("authlib")


class Provider(ThreadingHTTPServer):
    """A provider that vouches for whoever is asked for; ``alter`` changes what it says in its token."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.key = jwk.ECKey.generate_key("P-256", {"kid": "one", "use": "sig"})
        self.codes: dict[str, dict[str, str]] = {}
        self.alter: Callable[[dict[str, Any]], dict[str, Any]] = dict
        self.signing, self.algorithm = self.key, "ES256"
        self.described: dict[str, Any] = {}

    def agree(self, address: str) -> dict[str, str]:
        """What the person's browser brings back after they signed in at the provider."""
        asked = {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
        code = f"code{len(self.codes)}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The token endpoint: one use of a code, by whoever knows the verifier."""
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != challenge or asked["redirect_uri"] != form["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": "42", "aud": "recounted", "exp": now + 60, "iat": now, "nonce": asked["nonce"],
            "email": "Ana@example.org", "email_verified": True,
        }  # fmt: skip
        signed = jwt.encode({"alg": self.algorithm, "kid": "one"}, self.alter(claims), self.signing, algorithms=[self.algorithm])
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": signed}


class Answer(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        here = self.server.issuer
        described = {
            "issuer": here, "authorization_endpoint": f"{here}/authorize", "token_endpoint": f"{here}/token",
            "jwks_uri": f"{here}/keys",
        } | self.server.described  # fmt: skip
        keys = {"keys": [self.server.key.as_dict(private=False)]}
        self.say(200, described if "well-known" in self.path else keys)

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
        self.say(*self.server.token({k: v[0] for k, v in form.items()}))

    def say(self, status: int, body: dict[str, Any]) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        for name, value in (("ISSUER", server.issuer), ("CLIENT_ID", "recounted"), ("CLIENT_SECRET", "s"), ("NAME", "<b>House")):
            monkeypatch.setenv(f"RECOUNTED_OIDC_{name}", value)
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with filled(tmp_path / "t.casebook", [reading("a.txt", told("2022-04-08", TOWN, killed(50)))]) as casebook:
        People(casebook).add("Ana", "coder", by="test", sign_in="ana@example.org")
        yield casebook


@pytest.fixture
def server(book: Casebook, provider: Provider) -> Iterator[TestClient]:
    with client(book, accounts=True) as asking:
        yield asking


def away(server: TestClient, next: str = "/reports") -> str:
    answer = server.get("/login/provider", params={"next": next}, follow_redirects=False)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def back(server: TestClient, asked: dict[str, str]) -> int:
    return server.get("/login/back", params=asked, follow_redirects=False).status_code


def inside(server: TestClient) -> bool:
    return server.get("/", follow_redirects=False).status_code == 200


def test_a_person_with_an_account_comes_in(server: TestClient, provider: Provider) -> None:
    page = server.get("/login").text
    assert "Sign in with <bdi>&lt;b&gt;House" in page or "&lt;b&gt;House" in page
    address = away(server)
    asked = {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(f"{provider.issuer}/authorize?")
    assert (asked["response_type"], asked["code_challenge_method"], asked["scope"]) == ("code", "S256", "openid email profile")
    assert asked["redirect_uri"] == f"{HOST}/login/back"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    answer = server.get("/login/back", params=provider.agree(address), follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/reports")
    assert "Ana" in server.get("/me").text


def test_a_stranger_does_not(server: TestClient, provider: Provider) -> None:
    provider.alter = lambda claims: claims | {"email": "stranger@example.org"}
    assert back(server, provider.agree(away(server))) == 403
    assert not inside(server)


def test_an_address_that_is_somebody_else_s_by_now_is_refused(server: TestClient, provider: Provider, book: Casebook) -> None:
    assert back(server, provider.agree(away(server))) == 303
    server.cookies.clear()
    provider.alter = lambda claims: claims | {"sub": "43"}
    assert back(server, provider.agree(away(server))) == 403
    provider.alter = lambda claims: claims | {"email": "ana.married@example.org"}
    assert back(server, provider.agree(away(server))) == 303, "it is the same account at the provider"
    server.cookies.clear()
    provider.alter = dict
    People(book).add("Owner", "owner", by="test", password="h")
    People(book).remove("Ana", by="test")
    assert back(server, provider.agree(away(server))) == 403, "whoever is removed stays out"


ALTERED = {
    "nonce": lambda c: c | {"nonce": "another"},
    "no nonce": lambda c: {k: v for k, v in c.items() if k != "nonce"},
    "issuer": lambda c: c | {"iss": "https://evil.example"},
    "audience": lambda c: c | {"aud": "another"},
    "over": lambda c: c | {"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200},
    "no expiry": lambda c: {k: v for k, v in c.items() if k != "exp"},
    "not verified": lambda c: c | {"email_verified": False},
    "verified in words": lambda c: c | {"email_verified": "true"},
    "no address": lambda c: {k: v for k, v in c.items() if k != "email"},
    "list of addresses": lambda c: c | {"email": ["ana@example.org"]},
    "no subject": lambda c: {k: v for k, v in c.items() if k != "sub"},
    "many audiences": lambda c: c | {"aud": ["recounted", "another"], "azp": "another"},
}


@pytest.mark.parametrize("what", ALTERED)
def test_a_token_that_does_not_hold_lets_nobody_in(server: TestClient, provider: Provider, what: str) -> None:
    provider.alter = ALTERED[what]
    assert back(server, provider.agree(away(server))) == 403
    assert not inside(server)


def test_a_token_of_another_key_or_none_lets_nobody_in(server: TestClient, provider: Provider) -> None:
    provider.signing = jwk.ECKey.generate_key("P-256", {"kid": "one"})
    assert back(server, provider.agree(away(server))) == 403
    provider.signing, provider.algorithm = jwk.OctKey.import_key("s" * 40), "HS256"
    assert back(server, provider.agree(away(server))) == 403
    assert not inside(server)


def test_a_return_counts_once_in_the_browser_that_began_it(server: TestClient, provider: Provider, book: Casebook) -> None:
    asked = provider.agree(away(server))
    for odd in ({}, {"code": asked["code"]}, {**asked, "state": "x"}, {"state": asked["state"], "error": "access_denied"}):
        assert back(server, odd) == 403
    assert back(server, asked) == 403, "an error ended it"
    begun = provider.agree(away(server))
    kept = server.cookies["recounted_way"]
    server.cookies.clear()
    assert back(server, begun) == 403, "another browser"
    again = provider.agree(away(server))
    server.cookies.set("recounted_way", kept, domain="127.0.0.1", path="/login")
    assert back(server, again) == 403, "another sign-in's cookie"
    server.cookies.clear()
    right = provider.agree(away(server))
    assert back(server, right) == 303
    assert back(server, right) == 403, "once"


def test_without_its_verifier_a_stolen_code_is_worth_nothing(
    server: TestClient, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    stolen = provider.agree(away(server))["code"]
    mine = provider.agree(away(server))
    assert back(server, {"code": stolen, "state": mine["state"]}) == 403


def test_an_answer_of_another_provider_is_refused(server: TestClient, provider: Provider) -> None:
    assert back(server, {**provider.agree(away(server)), "iss": "https://evil.example"}) == 403


@pytest.mark.parametrize("described", [{"issuer": "https://evil.example"}, {"authorization_endpoint": "javascript:alert(1)"}])
def test_a_provider_that_describes_itself_wrongly_is_left_alone(
    server: TestClient, provider: Provider, described: dict[str, Any]
) -> None:
    provider.described = described
    assert server.get("/login/provider", follow_redirects=False).status_code == 403


def test_nobody_is_sent_elsewhere_afterwards(server: TestClient, provider: Provider) -> None:
    asked = provider.agree(away(server, "//evil.example"))
    assert server.get("/login/back", params=asked, follow_redirects=False).headers["location"] == "/"


def test_half_a_configuration_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOUNTED_OIDC_ISSUER", "https://id.example.org")
    with pytest.raises(CallError, match="CLIENT_ID"):
        oidc.settings()
    monkeypatch.setenv("RECOUNTED_OIDC_CLIENT_ID", "x")
    monkeypatch.setenv("RECOUNTED_OIDC_ISSUER", "http://id.example.org")
    with pytest.raises(CallError, match="not https"):
        oidc.settings()


def test_without_a_provider_there_is_no_such_way(book: Casebook) -> None:
    with client(book, accounts=True) as server:
        assert server.get("/login/provider", follow_redirects=False).status_code == 404
        assert server.get("/login/back", follow_redirects=False).status_code == 404
