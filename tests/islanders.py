"""People made up at random for the small law of tests/population/shore, and their table."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet

TODAY = date(2026, 11, 22)
Row = dict[str, object]


def some_people(number: int, seed: int = 1) -> list[Row]:
    """Return people whose days lie near those on which something begins or ends for them."""
    draw = Random(seed)

    def near(years: tuple[int, ...]) -> date:
        return TODAY.replace(year=TODAY.year - draw.choice(years)) + timedelta(days=draw.randint(-120, 0))

    def maybe(value: object, unknown: float = 0.1) -> object:
        return None if draw.random() < unknown else value

    return [
        {
            "person": person,
            "born": maybe(near((16, 17, 18, 40))),
            "lives": maybe(draw.choice(("ZI", "ZI", "ZO", "XX"))),
            "came": maybe(near((0, 1, 3, 4, 5, 20))),
            "islander": maybe(draw.random() < 0.5),
            "married": maybe(draw.random() < 0.3, 0.3),
            "banished": maybe(draw.random() < 0.1, 0.02),
        }
        for person in range(number)
    ]


def table_of(people: list[Row], path: Path) -> Path:
    """Write people as Parquet."""
    types = {"person": pa.int64(), "born": pa.date32(), "came": pa.date32(), "lives": pa.string()}
    schema = pa.schema([(name, types.get(name, pa.bool_())) for name in people[0]])
    pa.parquet.write_table(pa.Table.from_pylist(people, schema), path)
    return path
