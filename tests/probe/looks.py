"""Prints what every function, class and method of multiprocessing looks like from outside.

Run by test_transparency_looks.py, bare and observed: the two outputs must be the same.
"""

import inspect
import multiprocessing
import pkgutil
import sys
from concurrent.futures import process as executors
from importlib import import_module


def modules():
    yield multiprocessing
    yield executors
    for found in pkgutil.walk_packages(multiprocessing.__path__, "multiprocessing."):
        if "win32" not in found.name:
            yield import_module(found.name)


def signature(thing):
    try:
        return str(inspect.signature(thing))
    except (TypeError, ValueError) as error:
        return str(error)


def describe(path, thing):
    print(path, signature(thing))
    for name in ("__module__", "__name__", "__qualname__", "__doc__", "__defaults__"):
        print("   ", getattr(thing, name, None))
    print("   ", getattr(thing, "__kwdefaults__", None), sorted(getattr(thing, "__dict__", ())))


def raw(thing):
    return thing.__func__ if isinstance(thing, (staticmethod, classmethod)) else thing


for module in modules():
    print(module.__name__, *sorted(vars(module)))
    for name, thing in sorted(vars(module).items()):
        if getattr(thing, "__module__", None) != module.__name__:
            continue
        if inspect.isclass(thing):
            print(module.__name__, name, [base.__qualname__ for base in thing.__mro__])
            # With what is inherited: whether a wrapper stands in a subclass shows nowhere else.
            for inner in dir(thing):
                held = inspect.getattr_static(thing, inner)
                print("  ", inner, type(held).__name__)
                if inspect.isfunction(raw(held)):
                    describe(f"{name}.{inner}", raw(held))
        elif inspect.isfunction(thing):
            describe(f"{module.__name__}.{name}", thing)
print(len(sys.argv))
