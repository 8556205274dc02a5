"""A made-up population with the published marginals of the people who came from the North: `make_people.py --out people.parquet`.

Nobody in it exists. Sex, year of arrival, age, work and schooling have the shares of `figures.py`; how these go together, and everything under
"invented" below, is made up by drawing at random, and the report made from it says nothing about real people but what the shares say.
The same seed and number give the same bytes.
"""

import argparse
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import figures
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

AS_OF = date(2026, 11, 22)
CHUNK = 500_000  # people drawn at a time
EVERYBODY = sum(men + women for men, women in figures.ARRIVALS.values())

Days = np.ndarray  # days since 1970-01-01
Draw = np.random.Generator

# --- invented: no source gives these --------------------------------------------------------------------------------
FIRST_YEAR = 1990  # arrivals "up to 1998" are spread evenly over the years from this one
INQUIRY_AND_FACILITY = (150, 240)  # days from arrival to the first home of their own
PROTECTION_YEARS = 5  # without extension; art. 5(3) of the protection act gives the number, not the share of extensions
LATE = 0.6  # share of the refusals that were for asking too late
KIN_IN = {"KP": 0.74, "KR": 0.13, "dead": 0.05, "": 0.08}  # where the closest relative left behind is; "": not known
KIN_IS = {"parent": 0.40, "sibling": 0.45, "child": 0.15}
QUALIFIED = {"professional": 0.9, "arts": 0.2, "worker": 0.02}  # share holding a professional qualification
STILL_IN_DWELLING = 0.55  # of those protected: share still living in the supported dwelling
CHARGED = 0.004  # share charged with a crime, and so banned from leaving
TIE_ABROAD = 0.06  # share with family through whom a third country gives its nationality; of the others nobody knows
INSURED_FIRST_JOB = 0.5  # share of the protected in a first job with employment insurance


class Arrived(NamedTuple):
    """One stratum: people of one sex who arrived in a span of years."""

    first_year: int
    last_year: int
    male: bool
    people: int


def main() -> None:
    options = options_of_the_command()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = options.out.with_name(options.out.name + ".unfinished")
    with pq.ParquetWriter(unfinished, SCHEMA, compression="zstd") as writer:
        for table in tables(options.people, options.seed):
            writer.write_table(table)
    os.replace(unfinished, options.out)


def options_of_the_command() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--people", type=int, default=EVERYBODY, help="how many (as many as arrived up to 2025)")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


SCHEMA = pa.schema(
    {
        "person": pa.int64(),
        "male": pa.bool_(),
        "born": pa.date32(),
        "adult": pa.bool_(),
        "province": pa.string(),  # read by no rule: for tables by origin
        "arrived": pa.date32(),
        "own_home": pa.date32(),  # null: still in the facility
        "protection": pa.string(),  # now, over, late, refused, asked
        "protected_since": pa.date32(),
        "work": pa.string(),
        "official": pa.bool_(),
        "soldier": pa.bool_(),
        "schooling": pa.string(),
        "schooled": pa.bool_(),
        "two_years": pa.bool_(),
        "degree": pa.bool_(),
        "qualified": pa.bool_(),
        "kin_is": pa.string(),
        "kin_in": pa.string(),  # KP, KR, dead; null: not known
        "kin_alive": pa.bool_(),
        "kin_answers": pa.bool_(),  # null: nobody has tried or can say
        "supported_dwelling": pa.bool_(),
        "first_job": pa.bool_(),
        "charged": pa.bool_(),
        "tie_abroad": pa.bool_(),
    }
)


def tables(people: int, seed: int) -> Iterator[pa.Table]:
    """Yield the people, `CHUNK` at a time; each chunk has its own stream of random numbers."""
    for first in range(0, people, CHUNK):
        numbers = np.arange(first, min(first + CHUNK, people))
        yield table_of(numbers, people, np.random.default_rng([seed, first // CHUNK]))


def table_of(numbers: np.ndarray, people: int, draw: Draw) -> pa.Table:
    """Return the people of these numbers out of `people`, in the order of their arrival."""
    male, arrived = arrivals(numbers, people, draw)
    age = ages(male, draw)
    child = age < 7
    born = np.minimum(arrived - (age * 365.2425).astype(int) - draw.integers(0, 365, len(numbers)), arrived - 1)
    work = np.where(age < 15, "none", by_sex(figures.WORK, male, draw))
    schooling = np.where(child, "never", np.where(age < 12, "primary", picked(figures.SCHOOLING, len(numbers), draw)))
    schooling = np.where((age < 19) & np.isin(schooling, ("college", "university")), "middle", schooling)
    schooling_known = schooling != "not-known"
    protection, own_home, protected_since = protections(arrived, draw)
    kin_in = picked(KIN_IN, len(numbers), draw)
    answers = (draw.random(len(numbers)) < figures.IN_CONTACT / KIN_IN["KP"]) & (kin_in == "KP")
    protected = np.isin(protection, ("now", "over"))
    columns = {
        "person": numbers,
        "male": male,
        "born": dates(born),
        "adult": born <= day(AS_OF.year - 19, AS_OF.month, AS_OF.day),
        "province": picked(figures.PROVINCES, len(numbers), draw),
        "arrived": dates(arrived),
        "own_home": dates(own_home, own_home > 0),
        "protection": protection,
        "protected_since": dates(protected_since, protection == "now"),
        "work": work,
        "official": work == "official",
        "soldier": work == "soldier",
        "schooling": schooling,
        "schooled": known(np.isin(schooling, ("primary", "middle", "college", "university")), schooling_known),
        "two_years": known(np.isin(schooling, ("college", "university")), schooling_known),
        "degree": known(schooling == "university", schooling_known),
        "qualified": draw.random(len(numbers)) < share(QUALIFIED, work),
        "kin_is": picked(KIN_IS, len(numbers), draw),
        "kin_in": known(kin_in, kin_in != ""),
        "kin_alive": known(kin_in != "dead", (kin_in == "KR") | (kin_in == "dead") | answers),
        "kin_answers": known(answers | (kin_in == "KR"), answers | (kin_in == "KR") | (kin_in == "dead")),
        "supported_dwelling": protected & (own_home > 0) & (draw.random(len(numbers)) < STILL_IN_DWELLING),
        "first_job": (protection == "now") & (draw.random(len(numbers)) < INSURED_FIRST_JOB),
        "charged": draw.random(len(numbers)) < CHARGED,
        "tie_abroad": known(np.ones(len(numbers), bool), draw.random(len(numbers)) < TIE_ABROAD),
    }
    return pa.table(
        [pa.array(columns[name], field.type) for name, field in zip(SCHEMA.names, SCHEMA, strict=True)], SCHEMA
    )


def arrivals(numbers: np.ndarray, people: int, draw: Draw) -> tuple[np.ndarray, Days]:
    """Return sex and day of arrival: the strata exactly in proportion, the day within a stratum's years at random."""
    strata = list(strata_of_the_figures())
    ends = np.cumsum([one.people for one in strata])
    at = np.searchsorted(ends, (numbers + 0.5) * ends[-1] / people, side="right")
    first = np.array([day(one.first_year, 1) for one in strata])[at]
    last = np.array([day(one.last_year + 1, 1) - 1 for one in strata])[at]
    return np.array([one.male for one in strata])[at], first + (draw.random(len(numbers)) * (last - first + 1)).astype(
        int
    )


def strata_of_the_figures() -> Iterator[Arrived]:
    before = FIRST_YEAR - 1
    for last, by_sex in figures.ARRIVALS.items():
        for male, people in zip((True, False), by_sex, strict=True):
            yield Arrived(before + 1, last, male, people)
        before = last


def ages(male: np.ndarray, draw: Draw) -> np.ndarray:
    """Return ages on arrival: bands by sex as published, evenly within a band; the last one ends at 80."""
    starts = np.array(list(figures.AGES))
    widths = np.diff([*starts, 80])
    band = by_sex(dict(enumerate(figures.AGES.values())), male, draw).astype(int)
    return starts[band] + (draw.random(len(male)) * widths[band]).astype(int)


def protections(arrived: Days, draw: Draw) -> tuple[np.ndarray, Days, Days]:
    """Return where protection stands on `AS_OF`, the day of the first home (0: none yet), and since when protection was granted."""
    today, many = day(AS_OF.year, AS_OF.month, AS_OF.day), len(arrived)
    own_home = arrived + draw.integers(*INQUIRY_AND_FACILITY, many)
    granted = np.minimum(arrived + 90, today)
    refused = draw.random(many) < figures.NOT_PROTECTED
    why = np.where(draw.random(many) < LATE, "late", "refused")
    over = own_home + round(PROTECTION_YEARS * 365.2425) <= today
    protection = np.where(refused, why, np.where(over, "over", "now"))
    return protection, np.where(own_home <= today, own_home, 0), granted


# --- drawing --------------------------------------------------------------------------------------------------------


def picked(shares: dict[str, float], many: int, draw: Draw) -> np.ndarray:
    """Return codes drawn in these proportions."""
    ends = np.cumsum(list(shares.values()))
    return np.array(list(shares))[np.searchsorted(ends, draw.random(many) * ends[-1], side="right")]


def by_sex(pairs: dict[str, tuple[int, int]], male: np.ndarray, draw: Draw) -> np.ndarray:
    """Return codes drawn in the proportions of men for men and of women for women."""
    men, women = ({code: pair[place] for code, pair in pairs.items()} for place in (0, 1))
    return np.where(male, picked(men, len(male), draw), picked(women, len(male), draw))


def share(shares: dict[str, float], codes: np.ndarray) -> np.ndarray:
    return sum((np.where(codes == code, part, 0.0) for code, part in shares.items()), start=np.zeros(len(codes)))


def day(year: int, month: int, of_month: int = 1) -> int:
    return (date(year, month, of_month) - date(1970, 1, 1)).days


def dates(days: Days, where: np.ndarray | None = None) -> pa.Array:
    return pa.array(days.astype("datetime64[D]"), mask=None if where is None else ~where)


def known(values: np.ndarray, where: np.ndarray) -> pa.Array:
    """Return the values, null where they are not known."""
    return pa.array(values, mask=~where)


if __name__ == "__main__":
    main()
