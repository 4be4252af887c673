"""What a stranger may take: time, memory, rows, bytes, places."""

from dataclasses import dataclass

from spygraph.server.answer import File, Job


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of a server.

    Attributes:
        timeout: Seconds that a query may take.
        patience: Seconds after which a query goes on in the slow lane.
        export: Seconds that an export may take.
        memory: Bytes that a query may take, beyond the open store.
        rows: Rows or statements of an answer.
        size: Bytes of an answer.
        body: Bytes of a request.
        fast: Queries at a time while they are quick.
        slow: Queries at a time that turned out slow.
        waiting: Queries that may wait for a place.
        connections: Connections at a time.
        idle: Seconds that a connection may be silent, and that a request may take to arrive.
        kept: Bytes of answers that are kept for whoever asks the same again.
        sending: Bytes of answers that may be on their way at a time.
    """

    timeout: float = 10.0
    patience: float = 0.25
    export: float = 600.0
    memory: int = 1_000_000_000
    rows: int = 200_000
    size: int = 20_000_000
    body: int = 256_000
    fast: int = 3
    slow: int = 2
    waiting: int = 500
    connections: int = 1_000
    idle: float = 15.0
    kept: int = 64_000_000
    sending: int = 256_000_000

    def seconds(self, job: Job) -> float:
        """Return how long a job may take."""
        return self.export if isinstance(job, File) else self.timeout
