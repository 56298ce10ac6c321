# expects: leaked-shared-memory; processes: reader MainProcess; lines: 9 18
from multiprocessing import Event, Process
from multiprocessing.shared_memory import SharedMemory


def read(name, gone):
    gone.wait()
    try:
        SharedMemory(name)
    except FileNotFoundError:
        print("too late")


if __name__ == "__main__":
    block, gone = SharedMemory(create=True, size=64), Event()
    reader = Process(target=read, args=(block.name, gone), name="reader")
    reader.start()
    block.unlink()
    gone.set()
    reader.join()
    block.close()
