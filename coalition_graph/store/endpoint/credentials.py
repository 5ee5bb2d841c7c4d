"""Who asks: taken from the environment, sent as the server challenges, and never shown."""

from __future__ import annotations

import base64
import os
from collections.abc import Generator, Mapping
from typing import Final

import httpx

from coalition_graph.errors import UsageError
from coalition_graph.store.endpoint.address import is_local

__all__ = ["Credentials"]

USER: Final = "COALITION_GRAPH_USER"
PASSWORD: Final = "COALITION_GRAPH_PASSWORD"  # noqa: S105  (the name of a variable)
TOKEN: Final = "COALITION_GRAPH_TOKEN"  # noqa: S105  (the name of a variable)
_OPEN: Final = "the connection is not encrypted, so the credentials are not sent; use an https address"


class Credentials(httpx.Auth):
    """Sends a token at once, user and password only when asked for: as digest, or as basic when encrypted.

    Args:
        environment: where the three variables stand.

    Raises:
        UsageError: half of a pair, or a token with characters that no header may hold.
    """

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        given = os.environ if environment is None else environment
        self._user, self._password = given.get(USER, ""), given.get(PASSWORD, "")
        self._token = given.get(TOKEN, "")
        self._digests: dict[str, httpx.DigestAuth] = {}
        self._basic: set[str] = set()
        if bool(self._user) != bool(self._password):
            missing = PASSWORD if self._user else USER
            raise UsageError(f"{missing} is not set; set both {USER} and {PASSWORD}, or neither")
        if not (self._token.isascii() and self._token.isprintable()) or " " in self._token:
            raise UsageError(f"{TOKEN} holds characters that no token has; set it anew")

    def __repr__(self) -> str:
        return "Credentials(…)"

    @property
    def given(self) -> bool:
        """Whether there are any."""
        return bool(self._user or self._token)

    def hidden(self, said: str) -> str:
        """Return a text without the secrets in it, should a server say them back.

        >>> Credentials({"COALITION_GRAPH_TOKEN": "s3cret"}).hidden("no such token: s3cret")
        'no such token: …'
        """
        for secret in (self._token, self._password, _pair(self._user, self._password)):
            said = said.replace(secret, "…") if secret else said
        return said

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request with what it needs; see `httpx.Auth`.

        Raises:
            UsageError: the credentials would travel in the open, or in a way that is not known.
        """
        place = str(request.url.copy_with(query=None))
        if self._token:
            self._open(place, request, f"Bearer {self._token}")
        elif place in self._basic:
            self._open(place, request, f"Basic {_pair(self._user, self._password)}")
        elif place in self._digests:
            yield from self._digested(place, request)
            return
        response = yield request
        if response.status_code == 401 and self._user and not self._token and place not in self._basic:
            yield from self._answered(place, request, response)

    def _answered(
        self, place: str, request: httpx.Request, response: httpx.Response
    ) -> Generator[httpx.Request, httpx.Response, None]:
        """Answer a challenge, by digest where the server offers it: it never sends the password itself."""
        offered = [line.lower() for line in response.headers.get_list("www-authenticate")]
        if any(line.startswith("digest ") for line in offered):
            self._digests[place] = httpx.DigestAuth(self._user, self._password)
            yield from self._digested(place, request, response)
        elif any(line.startswith("basic") for line in offered):
            self._open(place, request, f"Basic {_pair(self._user, self._password)}")
            self._basic.add(place)
            yield request

    def _digested(
        self, place: str, request: httpx.Request, challenged: httpx.Response | None = None
    ) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request with a digest; what was challenged already need not be sent without one again."""
        flow = self._digests[place].auth_flow(request)
        try:
            ready = next(flow)
            while True:
                response = (yield ready) if challenged is None else challenged
                challenged = None
                ready = flow.send(response)
        except StopIteration:
            return
        except (KeyError, ValueError, NotImplementedError):
            del self._digests[place]
            raise UsageError("the server asks for a kind of digest that is not known; use a token") from None

    def _open(self, place: str, request: httpx.Request, header: str) -> None:
        if request.url.scheme != "https" and not is_local(place):
            raise UsageError(_OPEN)
        request.headers["Authorization"] = header


def _pair(user: str, password: str) -> str:
    return base64.b64encode(f"{user}:{password}".encode()).decode() if user else ""
