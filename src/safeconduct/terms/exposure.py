"""Exposure: how grave the penalty or danger is that a step risks."""

from enum import IntEnum


class Level(IntEnum):
    """Rising; only the order means anything, never a difference or a sum."""

    NONE = 0
    LOSS = 1  # of support or a status
    ADMINISTRATIVE_FINE = 2
    CRIMINAL_FINE = 3
    PRISON = 4
    LIFE = 5  # life, liberty for ever, or death

    @property
    def word(self) -> str:
        """The level as lawbooks write it.

        >>> Level.CRIMINAL_FINE.word
        'criminal-fine'
        """
        return self.name.lower().replace("_", "-")


LEVELS = {level.word: level for level in Level}  # rising


def level_of(name: str) -> Level:
    """Return the level a lawbook calls `name`; raise ValueError for any other word.

    >>> level_of("administrative-fine") < level_of("prison")
    True
    """
    if name not in LEVELS:
        raise ValueError(f"a level of exposure is one of {', '.join(LEVELS)}, not {name!r}")
    return LEVELS[name]
