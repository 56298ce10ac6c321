"""Calls methods of the primitives from C code alone: no Python frame stands above them.

Run by test_transparency.py, bare and observed: the two outputs must be the same.
"""

import _thread
import atexit
import functools
import multiprocessing as mp
import weakref


def alone(function, *args):
    """Call it as the whole of a new thread, and wait until that thread has let go of it."""
    call = functools.partial(function, *args)
    done = weakref.ref(call)
    _thread.start_new_thread(call, ())
    del call
    while done() is not None:
        pass


def locks():
    lock, semaphore = mp.Lock(), mp.Semaphore(1)
    alone(lock.acquire)
    print("acquire", lock.acquire(False))
    alone(lock.release)
    alone(lock.__enter__)
    print("enter", lock.acquire(False))
    alone(lock.__exit__)
    alone(semaphore.acquire)
    print("semaphore", semaphore.get_value())
    alone(semaphore.release)
    alone(semaphore.__enter__)
    alone(semaphore.__exit__)
    print("semaphore", semaphore.get_value())
    alone(mp.Value("i", 0, lock=mp.Lock()).__enter__)
    alone(mp.Lock)


def messages():
    queue, joinable, simple = mp.Queue(), mp.JoinableQueue(), mp.SimpleQueue()
    queue.put(0)  # its feeder runs on
    print(queue.get())
    alone(queue.put, 1)
    print(queue.get())
    queue.put(2)
    alone(queue.get)
    joinable.put(1)
    alone(joinable.get)
    alone(joinable.task_done)
    alone(joinable.join)
    alone(simple.put, 3)
    print(simple.get())
    alone(simple.put, 4)
    alone(simple.get)
    print(simple.empty())
    reader, writer = mp.Pipe(duplex=False)
    alone(writer.send, 5)
    print(reader.recv())
    alone(writer.close)
    event = mp.Event()
    alone(event.set)
    print(event.is_set())
    alone(event.wait)


def pools():
    with mp.Pool(1) as pool:
        result = pool.apply_async(abs, (-1,))
        alone(result.get)
        alone(result.wait)
        print(result.get())


if __name__ == "__main__":
    locks()
    messages()
    pools()
    last = mp.Lock()
    atexit.register(last.release)
    atexit.register(last.acquire)
    atexit.register(last.__exit__)
    atexit.register(last.__enter__)
    print("end")
