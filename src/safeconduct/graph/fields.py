"""Fields: how the facts that change lie in the words of a row.

A row is one situation, a few unsigned 64-bit words. A group of facts of which at most one holds is one field, whose value says which (0: none);
every other fact is a field of one bit. No field crosses the border of a word.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safeconduct.rules.model import Rules
from safeconduct.terms.truth import Truth

Words = NDArray[np.uint64]  # shape (rows, words)
WORD = 64


class Field(NamedTuple):
    """Bits `shift` to `shift + width - 1` of word `word`; value k + 1 says that `atoms[k]` holds."""

    word: int
    shift: int
    width: int
    atoms: tuple[int, ...]

    @property
    def mask(self) -> int:
        return ((1 << self.width) - 1) << self.shift


class Place(NamedTuple):
    """Where an atom lies: it holds if the bits of `field` are `value`, which is shifted to its place."""

    field: int
    word: int
    mask: int
    value: int

    @property
    def is_alone(self) -> bool:
        """Whether the field is the atom's own: one bit."""
        return self.mask == self.value and self.mask.bit_count() == 1


class Fields(NamedTuple):
    fields: tuple[Field, ...]
    places: dict[int, Place]  # of each atom that has one
    words: int

    def row(self, true: Iterable[int]) -> Words:
        """Return the row in which these atoms hold, and no others."""
        row = np.zeros(self.words, np.uint64)
        for atom in true:
            if atom in self.places:
                row[self.places[atom].word] |= np.uint64(self.places[atom].value)
        return row

    def values(self, rows: Words, field: int) -> NDArray[np.int64]:
        """Return the value of a field in each row."""
        one = self.fields[field]
        return ((rows[:, one.word] >> np.uint64(one.shift)) & np.uint64((1 << one.width) - 1)).astype(np.int64)


def fields_of(rules: Rules, atoms: tuple[int, ...]) -> Fields:
    """Return the layout of the given atoms; wide fields come first, so that few bits are lost at the ends of words."""
    wanted = set(atoms)
    grouped: list[tuple[int, ...]] = []
    taken: set[int] = set()
    for group in rules.groups:
        members = tuple(atom for atom in group.atoms if atom in wanted)
        at_start = sum(rules.values[atom] is Truth.TRUE for atom in members)
        if len(members) > 1 and not taken & set(members) and at_start <= 1:
            grouped.append(members)
            taken |= set(members)
    alone = [(atom,) for atom in atoms if atom not in taken]
    fields: list[Field] = []
    word = shift = 0
    for members in sorted(grouped, key=len, reverse=True) + alone:
        width = len(members).bit_length()
        if shift + width > WORD:
            word, shift = word + 1, 0
        fields.append(Field(word, shift, width, members))
        shift += width
    places = {
        atom: Place(number, one.word, one.mask, (value + 1) << one.shift)
        for number, one in enumerate(fields)
        for value, atom in enumerate(one.atoms)
    }
    return Fields(tuple(fields), places, word + 1)
