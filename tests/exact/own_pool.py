"""A pool that makes its queues itself, as some libraries' pools do."""

import multiprocessing
from multiprocessing.pool import Pool
from multiprocessing.queues import SimpleQueue


class OwnPool(Pool):
    def _setup_queues(self):
        self._inqueue = SimpleQueue(ctx=self._ctx)
        self._outqueue = SimpleQueue(ctx=self._ctx)
        self._quick_put = self._inqueue._writer.send
        self._quick_get = self._outqueue._reader.recv


if __name__ == "__main__":
    with OwnPool(2, context=multiprocessing.get_context()) as pool:
        assert pool.map(abs, range(-4, 3), 1) == [4, 3, 2, 1, 0, 1, 2]
        pool.close()
        pool.join()
