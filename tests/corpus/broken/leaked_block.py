# expects: leaked-shared-memory; processes: MainProcess; primitives: block; lines: 5
from multiprocessing.shared_memory import SharedMemory

if __name__ == "__main__":
    block = SharedMemory(create=True, size=4096)
    block.buf[0] = 1
    block.close()
