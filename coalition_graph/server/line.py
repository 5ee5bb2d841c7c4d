"""One line to a client: what is no HTTP at all is answered as guardedly as what is."""

from __future__ import annotations

from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

from coalition_graph.server.gate import HEADERS

__all__ = ["Line"]

_TOLD: Final = b"the request is no HTTP that this server reads\n"
_HEAD: Final = {
    "content-type": "text/plain; charset=utf-8",
    "content-length": str(len(_TOLD)),
    "connection": "close",
    **HEADERS,
}
_LINES: Final = "".join(f"{name}: {value}\r\n" for name, value in _HEAD.items())
_REFUSED: Final = f"HTTP/1.1 400 Bad Request\r\n{_LINES}\r\n".encode("ascii") + _TOLD


class Line(H11Protocol):
    """Reads requests off a line and writes answers to it.

    By itself the reader answers what it cannot read without the headers of every answer, and fails where
    an answer is under way, as to a request that was sent right before.
    """

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        """Answer what cannot be read, if it is its turn, and close the line."""
        turn = self._is_to_answer()
        if self.cycle is not None:
            # Whoever still works on an answer has nobody left to send it to.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if turn:
            self.transport.write(_REFUSED)
        self.transport.close()

    def _is_to_answer(self) -> bool:
        last = self.cycle
        if last is None or not last.response_started:
            return True
        return last.response_complete and not last.more_body
