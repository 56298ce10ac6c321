from multiprocessing.shared_memory import SharedMemory

if __name__ == "__main__":
    block = SharedMemory(create=True, size=4096)
    try:
        block.buf[0] = 1
    finally:
        block.close()
        block.unlink()
