"""Misuses of pipes, simple queues, shared data and shared memory, and what these look like.

Run by test_messages_transparency.py, bare and observed: the two outputs must be the same.
"""

import ctypes
import inspect
import multiprocessing as mp
import multiprocessing.connection
import multiprocessing.queues
import multiprocessing.reduction
import multiprocessing.shared_memory
import multiprocessing.sharedctypes
import pickle
import sys
import threading
from multiprocessing.connection import Client, Listener, wait

from misuses import interrupted, show, unpicklable


class Spoils:
    def __reduce__(self):
        return int, ("no number",)


class Structure(ctypes.Structure):
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_double)]


def pipes():
    here, there = mp.Pipe()
    out, into = mp.Pipe(False)
    show("interrupted recv", interrupted(here.recv))
    show("interrupted poll", interrupted(lambda: here.poll(None)))
    show("interrupted send", interrupted(lambda: here.send_bytes(bytes(5_000_000))))
    here, there = mp.Pipe()
    show("interrupted wait", interrupted(lambda: wait([here, out])))
    show("bad timeout", lambda: here.poll("x"))
    show("negative timeout", lambda: (here.poll(-1), wait([here], -1), here.poll(True)))
    show("wait for nothing", lambda: (wait([], 0), wait(iter([out]), 0.01)))
    show("wait for none", lambda: wait(["x"], 0.01))
    show("wrong way in", lambda: out.send(1))
    show("wrong way out", into.recv)
    show("wrong way in bytes", lambda: out.send_bytes(b""))
    show("wrong way poll", into.poll)
    show("cannot travel", lambda: here.send(unpicklable(1)))
    show("cannot travel either", lambda: here.send(threading.Lock()))
    there.send(Spoils())
    show("cannot arrive", here.recv)
    there.send_bytes(bytes(100))
    show("too short", lambda: here.recv_bytes_into(bytearray(10)))
    there.send_bytes(b"some bytes", 5)
    show("into", lambda: (here.recv_bytes_into(bytearray(10), 5), here.poll()))
    show("bad offset", lambda: here.send_bytes(b"abc", -1))
    show("far offset", lambda: here.send_bytes(b"abc", 7))
    show("bad size", lambda: here.send_bytes(b"abc", 1, 7))
    show("no buffer", lambda: here.send_bytes(7))
    show("bad argument", lambda: here.send())
    show("bad name", lambda: here.recv(timeout=1))
    show("negative length", lambda: here.recv_bytes(-1))
    there.send_bytes(bytes(100))
    show("too long", lambda: here.recv_bytes(10))
    show("no more", here.recv)
    show("pickled by hand", lambda: pickle.dumps(there))
    there.close()
    there.close()
    show("closed recv", there.recv)
    show("closed send", lambda: there.send(1))
    show("closed poll", there.poll)
    show("closed number", there.fileno)
    show("nobody there", lambda: here.send(1))
    into.close()
    show("end", out.recv)
    show("end of bytes", out.recv_bytes)
    with out as same:
        print(same is out, same.closed, same.readable, same.writable)
    print(out.closed, sorted(name for name in dir(out) if "rocession" not in name))
    show("bad handle", lambda: mp.connection.Connection(-1))


def talk(address, family, key, heard):
    try:
        heard.append(Client(address, family, authkey=key).recv())
    except Exception as error:
        heard.append(error)


def listeners():
    heard = []
    with Listener(family="AF_INET") as listener:
        caller = threading.Thread(target=talk, args=(listener.address, "AF_INET", None, heard))
        caller.start()
        connection = listener.accept()
        connection.send("hello")
        caller.join()
        print(connection, type(connection))
        connection.close()
    show("closed listener", listener.accept)
    listener = Listener(authkey=b"one")
    show("interrupted accept", interrupted(listener.accept))
    caller = threading.Thread(target=talk, args=(listener.address, None, b"other", heard))
    caller.start()
    show("wrong key", listener.accept)
    caller.join()
    print(heard)
    listener.close()
    show("nobody listens", lambda: Client(("localhost", 1)))
    show("bad family", lambda: Client(("localhost", 1), "AF_NONE"))
    show("bad key", lambda: Listener(authkey="x"))


def simple_queues():
    queue = mp.SimpleQueue()
    show("interrupted get", interrupted(queue.get))
    show("cannot travel", lambda: queue.put(unpicklable(1)))
    queue.put(Spoils())
    show("cannot arrive", queue.get)
    show("interrupted put", interrupted(lambda: queue.put(bytes(1_000_000))))
    show("pickled by hand", lambda: pickle.dumps(queue))
    queue = mp.SimpleQueue()
    print(queue.empty(), queue.put("x"), queue.empty(), queue.get())
    queue.close()
    show("closed get", queue.get)
    show("closed put", lambda: queue.put(1))
    ordinary = mp.Queue()
    ordinary.put(Spoils())
    show("queue: cannot arrive", ordinary.get)


def spawned(process):
    process.start()
    process.join()
    return process.exitcode


def enter(shared):
    with shared:
        raise KeyError("inside")


def shared_data():
    value, array, raw = mp.Value("i", 7), mp.Array("d", [1, 2]), mp.RawValue("i", 3)
    pair = mp.Value(Structure, 1, 2.5)
    string = mp.Array("c", 10)
    print(value, array, raw, pair, string.value, value.value, array[:], pair.x, pair.y)
    with value.get_lock(), array, pair:
        value.value += 1
        array[0] += 1
        pair.x += 1
        print(value.acquire(), value.release(), array.get_lock(), len(array), value.get_obj())
    show("no number", lambda: setattr(value, "value", "x"))
    show("no place", lambda: array[7])
    show("inside", lambda: enter(value))
    show("released too often", value.release)
    show("released by nobody", lambda: value.__exit__(None, None, None))
    show("bad type", lambda: mp.Value("?", 1))
    show("bad lock", lambda: mp.Value("i", 1, lock=7))
    show("bad start", lambda: mp.Value("i", "x"))
    show("bad size", lambda: mp.Array("i", -1))
    show("bad raw", lambda: mp.RawArray("i", 1.5))
    show("pickled by hand", lambda: pickle.dumps(value))
    show("raw by hand", lambda: pickle.dumps(raw))
    lock = mp.Lock()
    own = mp.Value("i", 1, lock=lock)
    print(own.value, own.get_lock() is lock, mp.Value("i", lock=False), mp.Array("i", 2, lock=None))
    with lock:
        show("interrupted read", interrupted(lambda: own.value))
        show("interrupted item", interrupted(lambda: mp.Array("i", 2, lock=lock)[0]))
        show("interrupted with", interrupted(lambda: enter(own)))
    context = mp.get_context("spawn")
    show("cannot start", lambda: spawned(context.Process(target=unpicklable(1))))
    show("can start", lambda: spawned(context.Process(target=print, args=(value, array, raw))))


def shared_memory():
    kept = mp.shared_memory.SharedMemory("procession_test", create=True, size=10)
    show("there already", lambda: mp.shared_memory.SharedMemory("procession_test", True, 10))
    show("no size", lambda: mp.shared_memory.SharedMemory(create=True))
    show("no name", mp.shared_memory.SharedMemory)
    show("negative", lambda: mp.shared_memory.SharedMemory(create=True, size=-1))
    view = kept.buf[:2]
    show("in use", kept.close)
    view.release()
    again = pickle.loads(pickle.dumps(kept))
    print(again, again.size, again.name, pickle.dumps(kept))
    again.close()
    again.close()
    kept.close()
    kept.unlink()
    show("unlinked twice", kept.unlink)
    show("gone", lambda: mp.shared_memory.SharedMemory("procession_test"))
    listed = mp.shared_memory.ShareableList([1, "two", None], name="procession_list")
    print(listed, listed.format, len(listed), pickle.loads(pickle.dumps(listed)))
    show("too long", lambda: listed.__setitem__(1, "x" * 100))
    show("list there already", lambda: mp.shared_memory.ShareableList([1], name=listed.shm.name))
    listed.shm.close()
    listed.shm.unlink()
    show("no list", lambda: mp.shared_memory.ShareableList(name="procession_list"))


def looks():
    for owner in (
        mp.connection._ConnectionBase,
        mp.connection.Connection,
        mp.connection.Listener,
        mp.connection.SocketListener,
        mp.queues.SimpleQueue,
        mp.reduction.ForkingPickler,
        mp.shared_memory.SharedMemory,
        mp.shared_memory.ShareableList,
        mp.sharedctypes.SynchronizedBase,
        mp.sharedctypes.Synchronized,
        mp.sharedctypes.SynchronizedArray,
        mp.connection,
        mp.sharedctypes,
        mp.reduction,
    ):
        for name, held in sorted(vars(owner).items()):
            if inspect.isfunction(held) or isinstance(held, (staticmethod, classmethod)):
                found = getattr(owner, name)
                print(owner.__name__, name, type(held).__name__, inspect.signature(found))
                print("   ", found.__module__, found.__qualname__, found.__doc__)
    here, _ = mp.Pipe()
    print(here.send, inspect.signature(here.recv_bytes), type(here), mp.Pipe, mp.Value)
    value = mp.Value("i")
    for method in (value.acquire, value.release):
        print(inspect.signature(method))


if __name__ == "__main__":
    mp.set_start_method(sys.argv[1])
    pipes()
    listeners()
    simple_queues()
    shared_data()
    shared_memory()
    looks()
