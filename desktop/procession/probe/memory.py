"""mmap without a descriptor kept open, for CPython before 3.13 (where ``trackfd=False`` came).

``mmap.mmap`` duplicates its descriptor and keeps it: observed programs count theirs. This uses
the C module under ``ctypes`` alone: importing ``ctypes`` itself would show in the program.
"""

import sys

if sys.platform != "win32":
    import _ctypes

    CDECL = 1
    PROT_READ_WRITE = 3
    MAP_SHARED = 1

    class _Pointer(_ctypes._SimpleCData):  # type: ignore[type-arg]
        _type_ = "P"

    class _Long(_ctypes._SimpleCData):  # type: ignore[type-arg]
        _type_ = "l"

    class _Size(_ctypes._SimpleCData):  # type: ignore[type-arg]
        _type_ = "L"

    class _Int(_ctypes._SimpleCData):  # type: ignore[type-arg]
        _type_ = "i"

    class _Char(_ctypes._SimpleCData):  # type: ignore[type-arg]
        _type_ = "c"

    class _Mmap(_ctypes.CFuncPtr):
        _flags_ = CDECL
        _restype_ = _Pointer
        _argtypes_ = (_Pointer, _Size, _Int, _Int, _Int, _Long)

    class _Munmap(_ctypes.CFuncPtr):
        _flags_ = CDECL
        _restype_ = _Int
        _argtypes_ = (_Pointer, _Size)

    _library = _ctypes.dlopen(None, 0)  # type: ignore[arg-type]
    _mmap = _Mmap(_ctypes.dlsym(_library, "mmap"))
    _munmap = _Munmap(_ctypes.dlsym(_library, "munmap"))
    _FAILED = _Pointer(-1).value

    def _mapping_type(size: int) -> type:
        def unmap(self, munmap=_munmap, size=size):  # type: ignore[no-untyped-def]
            munmap(self.address, size)

        return type(
            "Mapping",
            (_ctypes.Array,),
            {"_type_": _Char, "_length_": size, "__del__": unmap},
        )

    _types: dict[int, type] = {}

    def map_descriptor(descriptor: int, size: int) -> memoryview:
        """A shared, writable map of the file; unmapped when its last view goes.

        Raises:
            OSError: the system gave no memory.
        """
        address = _mmap(None, size, PROT_READ_WRITE, MAP_SHARED, descriptor, 0)
        if address is None or address == _FAILED:
            raise OSError("mmap failed")
        kind = _types.get(size)
        if kind is None:
            kind = _types[size] = _mapping_type(size)
        mapping = kind.from_address(address)  # type: ignore[attr-defined]
        mapping.address = address
        return memoryview(mapping).cast("B")
