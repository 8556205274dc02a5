"""Blocks: what stands in the way, as the article that says so."""

from msgspec import Struct

from safeconduct.answers.names import find_procedure
from safeconduct.law.model import Law


class Blocks(Struct, frozen=True):
    """The law in which the keys of lines are looked up."""

    law: Law

    def article(self, block: str) -> str:
        """Return the citation of the line with this key; an exclusion or a fact to be changed as it is written."""
        owner, mark, number = block.rpartition("#")
        procedure = find_procedure(owner, self.law) if mark else None
        if procedure is None:
            return block
        lines = procedure.conditions
        cited = lines[int(number)].cite if number.isdigit() and int(number) < len(lines) else ()
        return "; ".join(map(str, cited or procedure.cite)) or block
