from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def read(name):
    block = SharedMemory(name)
    print(block.buf[0])
    block.close()


if __name__ == "__main__":
    block = SharedMemory(create=True, size=64)
    reader = Process(target=read, args=(block.name,), name="reader")
    reader.start()
    reader.join()
    block.close()
    block.unlink()
