"""All threads of a server share one heap: what one of them freed the others use again."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "src"
HEAPS = """
import ctypes, os, sys, threading
from safeconduct.office.memory import share

libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.fopen.restype = ctypes.c_void_p
libc.malloc_info.argtypes, libc.fclose.argtypes = [ctypes.c_int, ctypes.c_void_p], [ctypes.c_void_p]
if sys.argv[1] == "shared":
    share()
everybody = threading.Barrier(8)

def take():
    everybody.wait()
    assert libc.malloc(4000)
    everybody.wait()

threads = [threading.Thread(target=take) for _ in range(8)]
for one in threads: one.start()
for one in threads: one.join()
told = libc.fopen(sys.argv[2].encode(), b"w")
libc.malloc_info(0, told)
libc.fclose(told)
"""


def heaps(how: str, told: Path) -> int:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MALLOC_", "GLIBC_"))}
    subprocess.run(
        [sys.executable, "-c", HEAPS, how, str(told)], check=True, env={**environment, "PYTHONPATH": str(SOURCES)}
    )
    return told.read_text().count("<heap nr=")


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "mallopt"), reason="needs the C library of GNU"
)
def test_threads_that_would_have_a_heap_each_share_one(tmp_path):
    assert heaps("each", tmp_path / "told") > 1
    assert heaps("shared", tmp_path / "told") == 1
