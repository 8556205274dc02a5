"""World → text: the lawbook of an invented world and the cases of the person in it, as YAML."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from world import Country, Flag, World

HEAD = """\
lawbook: world
title: {{en: a world of {number} countries, ko: 나라가 {number}개인 세상}}
country: {start}
version: "{seed}"
uses: []
covers: {{en: invented law to measure with, ko: 재기 위하여 지어낸 법}}
omits: {{en: all real law, ko: 실제의 모든 법}}

statutes:
  invented: {{en: an invented source, ko: 지어낸 자료, texts: none, kind: report}}

counting:
  default: plain
  plain: {{first day: out, closed days: stay, month end: last, cite: invented, en: the first day is not counted, ko: 첫날은 넣지 않는다}}

countries:
  ZZ: {{en: no country, ko: 나라 없음}}
{countries}
facts:
{facts}
goals:
  live: {{that: "present({goal}) and (first({goal}) or second({goal}))", en: live in {goal} as its national, ko: "{goal} 국민으로 {goal}에서 살기"}}
  keep:
    that: "(first({goal}) or second({goal})) and (first({start}) or second({start}))"
    en: be a national of {goal} and of {start}
    ko: "{goal}와 {start}의 국민이기"
"""
PLACES = {
    "present": ("is in", "에 있다"),
    "first": ("belongs to", " 국민이다"),
    "second": ("also belongs to", " 국민이기도 하다"),
}
STATUSES = ("visitor", "temporary", "refugee", "permanent", "at_home")
GIVEN = ("skilled", "fears")
NO_STATUS = dict.fromkeys(STATUSES, "false")
DECIDED = "    decision: automatic\n    within: {{period: days({days}), cite: invented}}"
RESIDENT = "temporary or refugee or permanent or at_home"


class Kind(NamedTuple):
    """One of the procedures every country may have.

    open:       which countries have it
    alike:      what makes the procedures of two countries the same: the values that lines and days are made from
    lines:      the conditions in the country `c`
    effects:    fact → true or false
    days:       how long it takes
    residence:  the status that must have lasted, and the number of years; in a plain world they are how long it takes
    journey:    in a timed world it is done on the spot, not decided
    """

    name: str
    open: Callable[[Country], bool]
    alike: Callable[[Country], tuple[object, ...]]
    lines: Callable[[Country], tuple[str, ...]]
    effects: dict[str, str]
    days: Callable[[Country], int]
    residence: Callable[[Country], tuple[tuple[str, ...], int]] | None = None
    journey: bool = False


def kinds() -> tuple[Kind, ...]:
    """Return the procedures of a country; in their text `c` stands for the country."""
    arrived = {"present({c})": "true", "visitor": "true"}
    return (
        Kind(
            "enter",
            lambda one: True,
            lambda one: (one.code,),
            lambda one: ("present(ZZ)", national_of(one.admits), "not first({c}) and not second({c})"),
            arrived,
            lambda one: one.entry_days,
            journey=True,
        ),
        Kind(
            "come-home",
            lambda one: True,
            lambda one: (),
            lambda one: ("present(ZZ)", "first({c}) or second({c})"),
            {"present({c})": "true", "at_home": "true"},
            lambda one: 1,
            journey=True,
        ),
        Kind(
            "permit",
            lambda one: bool(one.permits),
            lambda one: (one.code,),
            lambda one: ("present({c})", "visitor", national_of(one.permits)),
            became("visitor", "temporary"),
            lambda one: one.permit_days,
        ),
        Kind(
            "permit-for-skill",
            lambda one: one.skilled,
            lambda one: (one.permit_days,),
            lambda one: ("present({c})", "visitor", "skilled"),
            became("visitor", "temporary"),
            lambda one: one.permit_days,
        ),
        Kind(
            "asylum",
            lambda one: one.asylum,
            lambda one: (one.asylum_days,),
            lambda one: ("present({c})", "visitor", "fears"),
            became("visitor", "refugee"),
            lambda one: one.asylum_days,
        ),
        Kind(
            "statelessness",
            lambda one: one.stateless,
            lambda one: (one.asylum_days,),
            lambda one: ("present({c})", "visitor", "first(ZZ)", "second(ZZ)"),
            became("visitor", "temporary"),
            lambda one: one.asylum_days,
        ),
        Kind(
            "permanent",
            lambda one: True,
            lambda one: (one.years_to_permanent, one.document),
            lambda one: ("present({c})", "temporary or refugee", *numbered("document", one.document)),
            {"permanent": "true", "temporary": "false", "refugee": "false"},
            lambda one: 60,
            lambda one: (("temporary", "refugee"), one.years_to_permanent),
        ),
        *naturalisations(),
        *renunciations(),
    )


def naturalisations() -> tuple[Kind, ...]:
    """Return how to become a national: with the old nationality lost, as the first one, and beside the first one."""
    return tuple(
        Kind(
            name,
            lambda one, keeps=keeps: one.naturalises and one.keeps == keeps,
            lambda one: (one.years_to_national, one.ban),
            lambda one, slots=slots: ("present({c})", "permanent", *slots, *numbered("not ban", one.ban)),
            {**nationality, **became("permanent", "at_home")},
            lambda one: 90,
            lambda one: (("permanent",), one.years_to_national),
        )
        for name, keeps, slots, nationality in (
            ("naturalise", False, (), {"first({c})": "true", "second(ZZ)": "true"}),
            ("naturalise-first", True, ("first(ZZ)", "not second({c})"), {"first({c})": "true"}),
            ("naturalise-beside", True, ("second(ZZ)", "not first(ZZ)", "not first({c})"), {"second({c})": "true"}),
        )
    )


def renunciations() -> tuple[Kind, ...]:
    """Return how to stop being a national, in either place a nationality can stand, with another left or with none."""
    return tuple(
        Kind(
            f"{name}-{place}",
            lambda one, strands=strands: one.strands if strands else one.releases,
            lambda one: (),
            lambda one, lines=lines: lines,
            {f"{place}(ZZ)": "true"},
            lambda one: 30,
        )
        for place, other in (("first", "second"), ("second", "first"))
        for name, strands, lines in (
            ("renounce", False, (f"{place}({{c}})", f"not {other}(ZZ)", "not present({c})", RESIDENT)),
            ("become-stateless", True, (f"{place}({{c}})", f"{other}(ZZ)", "not present({c})", RESIDENT)),
        )
    )


def became(before: str, after: str) -> dict[str, str]:
    return {after: "true", before: "false"}


def national_of(codes: tuple[str, ...]) -> str:
    """Return that the person is a national of one of the countries; `ZZ` among them: stateless."""
    named = [code for code in codes if code != "ZZ"]
    ways = [f"any(first(d) or second(d) for d in countries if d in [{', '.join(named)}])"] if named else []
    ways += ["first(ZZ) and second(ZZ)"] * ("ZZ" in codes)
    return " or ".join(ways) if ways else "false"


def numbered(fact: str, number: int | None) -> tuple[str, ...]:
    return () if number is None else (f"{fact}_{number}",)


# --- the lawbook -----------------------------------------------------------------------------------------------------


def lawbook(world: World, *, spelled: bool) -> dict[str, str]:
    """Return the files of the lawbook, name → text."""
    files = {"lawbook.yaml": head(world)}
    for kind in kinds():
        written = [
            procedure(world, kind, alike, spelled=spelled) for alike in groups(world.countries, kind, spelled=spelled)
        ]
        if written:
            files[f"{kind.name}.yaml"] = part(written)
    files["leave.yaml"] = part([leave(world), *(ending(one) for one in world.flags)])
    return files


def head(world: World) -> str:
    names = "".join(f"  {one.code}: {{en: land {one.code}, ko: {one.code}국}}\n" for one in world.countries)
    plain = [
        *STATUSES,
        *(["waiting"] if world.flavour == "plain" else []),
        *(f"{f.kind}_{f.number}" for f in world.flags),
    ]
    facts = [f"  {name}: {{en: {name}, ko: {name}, absent: false}}\n" for name in plain]
    facts += [f"  {name}: {{en: {name}, ko: {name}, absent: false, given: true}}\n" for name in GIVEN]
    facts += [
        f"  {name}(country): {{one of: country, en: '{en} {{country}}', ko: '{{country}}{ko}', absent: false}}\n"
        for name, (en, ko) in PLACES.items()
    ]
    return HEAD.format(
        number=len(world.countries),
        seed=world.seed,
        start=world.start,
        goal=world.goal,
        countries=names,
        facts="".join(facts),
    )


def groups(countries: tuple[Country, ...], kind: Kind, *, spelled: bool) -> list[list[Country]]:
    """Return the countries that have the procedure, those whose law of it is the same together."""
    found: dict[tuple[object, ...], list[Country]] = {}
    for one in countries:
        if kind.open(one):
            found.setdefault((one.code,) if spelled else kind.alike(one), []).append(one)
    return list(found.values())


def procedure(world: World, kind: Kind, alike: list[Country], *, spelled: bool) -> str:
    """Return one procedure: of one country, or with the country as its parameter."""
    first = alike[0]
    alone = spelled or len(alike) == 1
    place = first.code if alone else "c"
    lines = [line.replace("{c}", place) for line in kind.lines(first)]
    days = kind.days(first)
    if kind.residence is not None:
        statuses, years = kind.residence(first)
        if world.flavour == "timed":
            lines.append(" or ".join(f"held({status}) >= years({years})" for status in statuses))
        else:
            days = 365 * years
    return form(
        world,
        name=f"{kind.name}-{first.code.lower()}",
        only=() if alone else tuple(one.code for one in alike),
        lines=lines,
        effects={fact.replace("{c}", place): value for fact, value in kind.effects.items()},
        days=0 if kind.journey and world.flavour == "timed" else days,
    )


def form(
    world: World, name: str, only: tuple[str, ...], lines: Iterable[str], effects: dict[str, str], days: int
) -> str:
    """Return the form of an application that nobody can refuse, or, where it takes no days, of an act."""
    plain, decided = world.flavour == "plain", days > 0
    written = [f"  {name}:", *said(name)]
    if only:
        written += ["    parameters: {c: country}", f"    only for: ['c in [{', '.join(only)}]']"]
    written.append("    conditions:")
    written += ["      - not waiting"] * plain
    written += [
        f"      - {{that: '{line}', keep: true}}" if decided and not plain else f"      - {line}" for line in lines
    ]
    written += [DECIDED.format(days=days) if decided else "    kind: act"]
    if plain:
        written.append("    on filing: {waiting: true}")
        effects = {"waiting": "false", **effects}
    written.append(f"    effects: {mapping(effects)}")
    return "\n".join(written) + "\n"


def leave(world: World) -> str:
    """Return the act of leaving whatever country one is in: it ends every status there."""
    lines = ["not present(ZZ)", *["not waiting"] * (world.flavour == "plain")]
    return "\n".join(
        [
            "  leave:",
            *said("leave"),
            "    kind: act",
            f"    conditions: [{', '.join(lines)}]",
            f"    effects: {mapping({'present(ZZ)': 'true', **NO_STATUS})}\n",
        ]
    )


def ending(flag: Flag) -> str:
    """Return the application that gets a document, or ends a ban or a matter."""
    fact, got = f"{flag.kind}_{flag.number}", flag.kind == "document"
    name = f"{'get' if got else 'end'}-{flag.kind}-{flag.number}"
    return "\n".join(
        [
            f"  {name}:",
            *said(name),
            f"    conditions: [{'not ' if got else ''}{fact}]",
            DECIDED.format(days=flag.days),
            f"    effects: {mapping({fact: 'true' if got else 'false'})}\n",
        ]
    )


def said(name: str) -> list[str]:
    return [f"    title: {{en: {name}, ko: {name}}}", f"    says: {{en: {name}, ko: {name}}}", "    cite: invented"]


def part(procedures: list[str]) -> str:
    return "part of: world\nprocedures:\n" + "".join(procedures)


def mapping(effects: dict[str, str]) -> str:
    return "{" + ", ".join(f"{fact}: {value}" for fact, value in effects.items()) + "}"


# --- the case --------------------------------------------------------------------------------------------------------


def case(world: World, wish: str) -> str:
    """Return the case of a person at home in the first country who fears it, is its national, and has every ban and matter."""
    true = ["fears", f"first({world.start})", "second(ZZ)", f"present({world.start})", "at_home"]
    true += [f"{one.kind}_{one.number}" for one in world.flags if one.kind != "document"]
    facts = "".join(f"  - {{fact: {fact}, value: true, since: 2020-01-01}}\n" for fact in true)
    return f"case: world\nas of: 2026-01-01\nfacts:\n{facts}wishes: [{wish}]\n"
