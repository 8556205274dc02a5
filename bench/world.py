"""A world: what the law of each of its countries says, and what is to be known of the person besides."""

from string import ascii_uppercase
from typing import NamedTuple

from safeconduct.terms.countries import CODES

NOWHERE = "ZZ"  # in its place a person is between countries, or has no (second) nationality
INVENTED = tuple(a + b for a in ascii_uppercase for b in ascii_uppercase if a + b not in CODES and a + b != NOWHERE)
FLAVOURS = ("plain", "timed")


class Country(NamedTuple):
    """What one country's law says. Nationalities are codes, `ZZ` for stateless persons; entry, permit and asylum are days."""

    code: str
    admits: tuple[str, ...]  # who enters without a visa
    permits: tuple[str, ...]  # nationals of which may stay
    skilled: bool  # whoever is skilled may stay
    asylum: bool
    stateless: bool  # has a procedure to recognise stateless persons
    naturalises: bool
    keeps: bool  # whoever becomes a national may keep another nationality
    releases: bool  # nationals may renounce while they live abroad
    strands: bool  # … even if they become stateless
    entry_days: int
    permit_days: int
    asylum_days: int
    years_to_permanent: int
    years_to_national: int
    document: int | None = None  # number of the document that permanent residence asks for
    ban: int | None = None  # number of the ban that closes naturalisation


class Flag(NamedTuple):
    """A yes or no about the person that has nothing to do with the others. A document is to be got, a ban or a matter to be ended."""

    number: int
    kind: str  # document, ban, matter
    days: int


class World(NamedTuple):
    """Countries in order: the person begins as a national of the first, at home, and wants to become one of the last."""

    seed: int
    flavour: str
    countries: tuple[Country, ...]
    flags: tuple[Flag, ...] = ()

    @property
    def start(self) -> str:
        return self.countries[0].code

    @property
    def goal(self) -> str:
        return self.countries[-1].code
