# expects: unpicklable; processes: MainProcess; primitives: executor; lines: 6
from concurrent.futures import ProcessPoolExecutor

if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        future = executor.submit(lambda: 1)
        print(future.result())
