"""Arrays: Arrow's made of numpy's and back, over the same memory.

`pyarrow.array` and `to_numpy` import pandas where it is installed: half a second that nothing here needs.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Flags = npt.NDArray[np.bool_]


def array_of(numbers: npt.NDArray[Any], kind: pa.DataType, known: Flags | None = None) -> pa.Array:
    """Return numbers, as wide as those of `kind`, as an array in which what is not `known` is null.

    >>> array_of(np.array([1, 2], np.int32), pa.date32(), np.array([True, False])).to_pylist()
    [datetime.date(1970, 1, 2), None]
    """
    bits = None if known is None else pa.py_buffer(np.packbits(known, bitorder="little"))
    return pa.Array.from_buffers(kind, len(numbers), [bits, pa.py_buffer(np.ascontiguousarray(numbers))])


def texts_of(texts: Sequence[str | None]) -> pa.Array:
    """Return texts as an array.

    >>> texts_of(["way", None, "길"]).to_pylist()
    ['way', None, '길']
    """
    written = [(text or "").encode() for text in texts]
    ends = np.cumsum([0, *map(len, written)]).astype(np.int32)
    known = np.array([text is not None for text in texts], np.bool_)
    bits = pa.py_buffer(np.packbits(known, bitorder="little"))
    return pa.Array.from_buffers(pa.string(), len(written), [bits, pa.py_buffer(ends), pa.py_buffer(b"".join(written))])


def numbers_in(column: pa.Array, kind: type[np.generic]) -> npt.NDArray[Any]:
    """Return the numbers of an array, which are of this kind; where it is null, any."""
    return np.frombuffer(column.buffers()[1], kind)[column.offset : column.offset + len(column)]


def flags_in(column: pa.Array) -> Flags:
    """Return where an array of truth values is true; where it is null, anything."""
    return _bits_in(column.buffers()[1], column)


def find_known(column: pa.Array) -> Flags | None:
    """Return where an array is not null; None if it is so everywhere."""
    return _bits_in(column.buffers()[0], column) if column.null_count else None


def _bits_in(buffer: pa.Buffer, column: pa.Array) -> Flags:
    bits = np.unpackbits(np.frombuffer(buffer, np.uint8), count=column.offset + len(column), bitorder="little")
    return bits[column.offset :].view(np.bool_)
