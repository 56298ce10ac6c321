"""Futures looked up as they complete; one of them fails, and is asked."""

import concurrent.futures
import hashlib
import time

ITEMS = [f"page {n}" for n in range(12)]


def load(item, timeout):
    time.sleep(0.01)
    if item.endswith("7"):
        raise OSError(item)
    return hashlib.sha256(item.encode()).hexdigest()


if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(max_workers=3) as executor:
        future_to = {executor.submit(load, item, 60): item for item in ITEMS}
        for future in concurrent.futures.as_completed(future_to):
            item = future_to[future]
            try:
                data = future.result()
            except Exception as exc:
                print(f"{item!r} generated an exception: {exc}")
            else:
                print(item, len(data))
