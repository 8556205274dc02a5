"""Worlds: invented law of N countries as an ordinary lawbook, and the case of somebody who must get through it.

    python bench/worlds.py FOLDER [--countries N] [--seed S] [--flavour plain|timed] [--flags F] [--spelled]

Writes FOLDER/lawbooks/world/*.yaml, FOLDER/case.yaml (the wish `live`: be in the last country as its national) and FOLDER/none.yaml (the wish
`keep`: be its national and still of the first country, which the law of the last forbids). The same arguments give the same bytes.
"""

import argparse
from pathlib import Path
from random import Random

import world_text
from world import FLAVOURS, INVENTED, NOWHERE, Country, Flag, World


def drawn_world(number: int, seed: int = 1, flavour: str = "plain", flags: int = 0) -> World:
    """Return a world of `number` countries (3 to 426); `flags` only in the timed flavour.

    The first country takes nobody back, so that its nationality, once lost, is lost; the second is a way out of it; the last takes none of
    its nationals and ends every other nationality of those who become its own.
    """
    random = Random(f"{number} {seed}")
    codes = INVENTED[:number]
    countries = [drawn_country(random, code, codes) for code in codes]
    countries[0] = countries[0]._replace(naturalises=False, releases=True)
    countries[1] = countries[1]._replace(
        admits=tuple(sorted({*countries[1].admits, codes[0]})), asylum=True, naturalises=True
    )
    countries[-1] = closed_to(countries[-1], codes[0])
    drawn_flags = tuple(drawn_flag(random, one) for one in range(flags))
    asking = tuple(with_flags(random, one, drawn_flags) for one in countries)
    return World(seed, flavour, asking, drawn_flags)


def drawn_country(random: Random, code: str, codes: tuple[str, ...]) -> Country:
    others = [one for one in codes if one != code]
    admitted = random.sample(others, k=max(1, min(len(others), 4 + len(codes) // 14)))
    admitted += [NOWHERE] * (random.random() < 0.3)
    return Country(
        code=code,
        admits=tuple(sorted(admitted)),
        permits=tuple(sorted(random.sample(admitted, k=(len(admitted) + 1) // 2))),
        skilled=random.random() < 0.2,
        asylum=random.random() < 0.4,
        stateless=random.random() < 0.3,
        naturalises=random.random() < 0.9,
        keeps=random.random() < 0.6,
        releases=random.random() < 0.7,
        strands=random.random() < 0.2,
        entry_days=random.choice((1, 3, 14)),
        permit_days=random.choice((30, 60, 90)),
        asylum_days=random.choice((180, 365, 730)),
        years_to_permanent=random.choice((3, 4, 5, 8)),
        years_to_national=random.choice((1, 2, 3, 5)),
    )


def closed_to(country: Country, code: str) -> Country:
    """Return the country as it is to be the goal of a national of `code`: two others may come, and stay."""
    admitted = tuple(one for one in country.admits if one not in (code, NOWHERE))[:2]
    return country._replace(
        admits=admitted,
        permits=admitted,
        skilled=False,
        asylum=False,
        stateless=False,
        naturalises=True,
        keeps=False,
        years_to_permanent=5,
        years_to_national=5,
    )


def drawn_flag(random: Random, number: int) -> Flag:
    kind = ("document", "ban", "matter")[number % 3]
    return Flag(number, kind, random.choice((10, 30, 90, 180)))


def with_flags(random: Random, country: Country, flags: tuple[Flag, ...]) -> Country:
    """Return the country asking for one of the first half of the documents, and closed by one of the first half of the bans."""
    asked = {kind: [one.number for one in flags if one.kind == kind] for kind in ("document", "ban")}
    choice = {kind: random.choice(of[: (len(of) + 1) // 2]) if of else None for kind, of in asked.items()}
    return country._replace(document=choice["document"], ban=choice["ban"])


def write_world(world: World, folder: Path, *, spelled: bool = False) -> None:
    """Write the lawbook and both cases into a folder that may be there already.

    spelled: write a procedure for each country instead of one for all countries whose law is the same
    """
    book = folder / "lawbooks" / "world"
    book.mkdir(parents=True, exist_ok=True)
    for name, text in world_text.lawbook(world, spelled=spelled).items():
        (book / name).write_text(text, encoding="utf-8")
    (folder / "case.yaml").write_text(world_text.case(world, "live"), encoding="utf-8")
    (folder / "none.yaml").write_text(world_text.case(world, "keep"), encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("folder", type=Path)
    options.add_argument("--countries", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--flavour", choices=FLAVOURS, default="plain")
    options.add_argument("--flags", type=int, default=0, help="only in the timed flavour")
    options.add_argument("--spelled", action="store_true", help="one procedure for each country and kind")
    asked = options.parse_args()
    if not 3 <= asked.countries <= len(INVENTED):
        options.error(f"--countries is between 3 and {len(INVENTED)}")
    if asked.flags and asked.flavour != "timed":
        options.error("--flags goes with --flavour timed")
    world = drawn_world(asked.countries, asked.seed, asked.flavour, asked.flags)
    write_world(world, asked.folder, spelled=asked.spelled)


if __name__ == "__main__":
    main()
