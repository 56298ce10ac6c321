"""An event loop hands work to processes."""

import asyncio
from concurrent.futures import ProcessPoolExecutor


def work(n):
    return sum(range(n))


async def main():
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(2) as pool:
        print(
            await asyncio.gather(*(loop.run_in_executor(pool, work, n) for n in range(1000, 1010)))
        )


if __name__ == "__main__":
    asyncio.run(main())
