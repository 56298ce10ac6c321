"""Fetches pages in a pool; a callback in the main process reads their titles."""

import re
import sys
import urllib.request
from multiprocessing import Pool


def fetch(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.read().decode("utf-8")
    except OSError as error:
        print("no answer:", type(error).__name__, flush=True)
        return url


def title(page):
    found = re.search(r"(?<=<title>).*?(?=</title>)", page)
    print("title:", found.group() if found else f"none in {page}", flush=True)


if __name__ == "__main__":
    pool = Pool(3)
    for url in sys.argv[1:]:
        pool.apply_async(fetch, args=(url,), callback=title)
    pool.close()
    pool.join()
    print("done")
