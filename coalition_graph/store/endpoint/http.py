"""A thin HTTP client: bounded in time and size, patient with a busy server, and never led elsewhere."""

from __future__ import annotations

import random
import time
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from coalition_graph import text
from coalition_graph.errors import EndpointFailed, StoppedQuery
from coalition_graph.store.endpoint.address import is_local, shown

if TYPE_CHECKING:
    import httpx

    from coalition_graph.store.endpoint.credentials import Credentials

__all__ = ["Client", "Reply", "Request"]

LARGEST: Final = 256 << 20
_BUSY: Final = frozenset((429, 502, 503, 504))
_TRIES: Final = 5
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0
# A server that goes on and on without an end must not be read for ever, however little it sends.
_CONNECTING: Final = 10.0


@dataclass(frozen=True, slots=True)
class Request:
    """One request.

    Args:
        form: is sent as a form, instead of `body`.
        patient: whether silence, and a server that is not there, are worth other tries.
        headers_only: the answer itself is not read.
    """

    url: str
    method: str = "POST"
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str | list[str]] | None = None
    body: bytes | None = None
    patient: bool = False
    headers_only: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered, whatever its status; header names are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Client:
    """Sends requests to one server.

    Args:
        transport: instead of the network.
        sleep: waits for so many seconds.
        largest: the most bytes to read of an answer.
    """

    def __init__(
        self,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        largest: int = LARGEST,
    ) -> None:
        self._transport = transport
        self._sleep = sleep
        self._largest = largest
        self._open: dict[tuple[bool, bool], httpx.Client] = {}

    @cached_property
    def credentials(self) -> Credentials:
        """Who asks."""
        from coalition_graph.store.endpoint.credentials import Credentials

        return Credentials()

    def send(self, request: Request, seconds: float) -> Reply:
        """Return the answer; a busy server is asked again, with growing pauses.

        Args:
            seconds: in all for a query; for each try of what is patient.

        Raises:
            EndpointFailed: it cannot be reached, breaks off, or sends too much.
            StoppedQuery: it does not answer in time.
            UsageError: the credentials may not be sent there.
        """
        deadline = time.monotonic() + seconds
        for tried in range(1, _TRIES + 1):
            last = tried == _TRIES
            deadline = time.monotonic() + seconds if request.patient else deadline
            try:
                reply = self._once(request, deadline)
            except _Unanswered as failure:
                # A connection that the server let go meanwhile says nothing about the query.
                if last or not (request.patient or (failure.lost and tried == 1)):
                    raise failure.told(request, seconds) from None
                self._pause(tried, None, deadline, request)
                continue
            if reply.status not in _BUSY or last:
                return reply
            if not self._pause(tried, reply.headers.get("retry-after"), deadline, request):
                return reply
        raise AssertionError  # pragma: no cover  (the last try returns or raises)

    def _pause(self, tried: int, wanted: str | None, deadline: float, request: Request) -> bool:
        """Wait before another try; return whether there is time for it."""
        pause = min(_FIRST_PAUSE * 2 ** (tried - 1), _LONGEST_PAUSE) * (1 + random.random() / 4)  # noqa: S311
        if wanted is not None and wanted.isascii() and wanted.isdigit():
            pause = max(pause, min(float(wanted[:9]), _LONGEST_PAUSE))
        if not request.patient and time.monotonic() + pause > deadline:
            return False
        self._sleep(pause)
        return True

    def _once(self, request: Request, deadline: float) -> Reply:
        import httpx

        left = max(0.001, deadline - time.monotonic())
        times = httpx.Timeout(left, connect=min(left, _CONNECTING))
        try:
            built = self._client(request.url).build_request(
                request.method,
                httpx.URL(request.url).copy_merge_params(dict(request.params)),
                headers={"Accept-Encoding": "gzip", "User-Agent": "coalition-graph", **request.headers},
                data=request.form,
                content=request.body,
                timeout=times,
            )
            return self._read(built, deadline, request.headers_only)
        except httpx.InvalidURL:
            raise EndpointFailed(
                request.url, "is no address of an endpoint; write https://… in full"
            ) from None
        except httpx.TimeoutException:
            raise _Unanswered("", late=True) from None
        except httpx.ConnectError as error:
            raise _Unanswered(f"cannot be reached ({text.clean(str(error))})") from None
        except (httpx.HTTPError, httpx.StreamError):
            raise _Unanswered("broke off in the middle of its answer", lost=True) from None

    def _read(self, request: httpx.Request, deadline: float, headers_only: bool) -> Reply:
        client = self._client(str(request.url))
        response = client.send(request, stream=True, auth=self.credentials)
        try:
            pieces, size = [], 0
            for piece in () if headers_only else response.iter_bytes():
                size += len(piece)
                pieces.append(piece)
                if size > self._largest:
                    raise EndpointFailed(str(request.url), _too_large(self._largest))
                if time.monotonic() > deadline:
                    raise _Unanswered("", late=True)
            return Reply(response.status_code, dict(response.headers), b"".join(pieces))
        finally:
            response.close()

    def _client(self, url: str) -> httpx.Client:
        """Return the connections; one on this machine goes through no proxy."""
        kind = local, bare = is_local(url), url.lower().startswith("http:")
        if kind not in self._open:
            import httpx

            # To read all certificates takes longer than many a query, and here nothing is encrypted.
            checked = not (local and bare)
            made = httpx.Client(transport=self._transport, verify=checked, trust_env=not local)
            weakref.finalize(self, made.close)
            self._open[kind] = made
        return self._open[kind]


class _Unanswered(Exception):
    """No answer came; another try may bring one."""

    def __init__(self, reason: str, late: bool = False, lost: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.late, self.lost = reason, late, lost

    def told(self, request: Request, seconds: float) -> EndpointFailed | StoppedQuery:
        """Return what the user is told when no further try is made."""
        if not self.late:
            return EndpointFailed(request.url, self.reason)
        if request.patient:
            return EndpointFailed(request.url, f"did not answer within {seconds:g} seconds")
        return StoppedQuery(
            f"{shown(request.url)} did not answer within {seconds:g} seconds; ask for less, or give it longer"
        )


def _too_large(largest: int) -> str:
    return f"sent more than {largest >> 20:,} MB; ask for less, such as with LIMIT"
