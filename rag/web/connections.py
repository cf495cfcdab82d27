"""Connections to the server: how long each may keep it waiting, and how many one address may hold open."""

import asyncio
import resource
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol

# As many files as are asked of the system; a burst of new connections may take uvicorn's whole backlog of 2,048 of them
# before the first one is refused.
_FILES = 4096
# What comes of a request after it was answered is thrown away, up to so many bytes.
_WASTED = 16 * 1024 * 1024
# Of a reply so many bytes at least must be taken at a time, or all that is left.
_TAKEN = 64 * 1024


def open_files() -> int:
    """How many files of its own a server may have open, 4,096 at most; the limit is raised to that where it may be."""
    soft, hard = (
        _FILES if limit == resource.RLIM_INFINITY else limit for limit in resource.getrlimit(resource.RLIMIT_NOFILE)
    )
    wanted = min(_FILES, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    return wanted


class Connection(H11Protocol):
    """uvicorn's connection, which by itself waits without end for the rest of a request, and for its reply to be taken.

    A proxy that is trusted speaks for many, so its address may hold open what there is.
    """

    head, body, taken = 10.0, 20.0, 20.0
    """Seconds in which the head of a request, and then its body, must have come whole, and the next piece of a reply be
    taken."""
    most = open_files() * 3 // 8
    most_of_one = most // 4

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, or refuse it where its address has too many, or all places are taken."""
        super().connection_made(transport)
        self._owed, self._wasted = "", 0
        self._clock: asyncio.TimerHandle | None = None
        self._taking: asyncio.TimerHandle | None = None
        transport.set_write_buffer_limits(high=0)  # so that what is not taken is noticed from the first byte on
        if self._is_one_too_many():
            self._refuse(503, "Too many connections; close some, or come back later")
        else:
            self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop both clocks."""
        for clock in (self._clock, self._taking):
            if clock:
                clock.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Go on with a request, unless it was answered and is sent all the same."""
        super().data_received(data)
        if self._owes() == "body" and self.cycle.response_complete:
            self._wasted += len(data)
            if self._wasted > _WASTED:
                self.transport.abort()
        self._look()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._look()

    def pause_writing(self) -> None:
        """The client does not take what it is sent, for the moment."""
        super().pause_writing()
        self._wait_for_taking()

    def resume_writing(self) -> None:
        """It has taken all of it."""
        super().resume_writing()
        if self._taking:
            self._taking.cancel()

    def _wait_for_taking(self) -> None:
        left = self.transport.get_write_buffer_size()
        self._taking = self.loop.call_later(self.taken, self._look_what_was_taken, left)

    def _look_what_was_taken(self, before: int) -> None:
        if before - self.transport.get_write_buffer_size() < _TAKEN:
            self.transport.abort()
        else:
            self._wait_for_taking()

    def _owes(self) -> str:
        """What must come next from the client: a head, a body, or nothing."""
        return {h11.IDLE: "head", h11.SEND_BODY: "body"}.get(self.conn.their_state, "")

    def _look(self) -> None:
        """Set the clock anew where something else must come now."""
        owed = "" if self.transport.is_closing() else self._owes()
        if owed == self._owed:
            return
        if self._clock:
            self._clock.cancel()
        self._owed, self._clock = owed, None
        if owed:
            self._clock = self.loop.call_later(self.head if owed == "head" else self.body, self._give_up)

    def _give_up(self) -> None:
        """What must come did not. Who sent nothing at all, as browsers do to be quick later, is told nothing."""
        if self.cycle and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self._owed == "head" and not self.conn.trailing_data[0]:
            self.transport.close()
        else:
            self._refuse(408, "The request did not come whole in time")

    def _is_one_too_many(self) -> bool:
        if len(self.connections) > self.most:
            return True
        host = self.client[0] if self.client else ""
        trusted: Any = self.config.loaded_app.trusted_hosts
        return host not in trusted and sum(_host(one) == host for one in self.connections) > self.most_of_one

    def _refuse(self, status: int, why: str) -> None:
        """Say why, where nothing has been said yet, and close."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            about = [
                (b"content-type", b"text/plain; charset=utf-8"),
                (b"content-length", b"%d" % len(why)),
                (b"connection", b"close"),
            ]
            head = h11.Response(status_code=status, headers=about, reason=STATUS_PHRASES[status])
            for event in (head, h11.Data(why.encode()), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


def _host(connection: Any) -> str:  # noqa: ANN401
    return connection.client[0] if connection.client else ""
