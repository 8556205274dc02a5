"""The rule of bench/permit.py as OpenFisca says it: a country package of one entity, and one run of it over a table of people.

    python bench/permit_openfisca.py PEOPLE.parquet OUT.parquet

Facts are of ETERNITY and the decision is of a DAY, so that ages and years of residence are exact to the day. Prints as JSON what the run took: `calculation`
seconds from the table on disk to decisions in memory, `after imports` also the law built and the answers written, peak `megabytes`, and the seconds of each stage.
"""

import json
import resource
import sys
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pandas  # noqa: F401 - pyarrow would import it when it makes the first array, within what is measured
import pyarrow as pa
import pyarrow.parquet
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from permit import AS_OF

PERSON = build_entity(key="person", plural="persons", label="a person", is_person=True)
FACTS = {"born": date, "came": date, "resident": bool, "married": bool, "tested": bool, "banned": bool}


class eligible(Variable):  # noqa: N801 - OpenFisca names a variable as its class
    value_type = bool
    entity = PERSON
    definition_period = DateUnit.DAY
    label = "may have the permit on this day"

    def formula(person, period, parameters):  # noqa: N805 - as OpenFisca calls it
        lived = years_since(person("came", period), period.start)
        asked_for = np.where(person("married", period), 2, 5)
        of_age = years_since(person("born", period), period.start) >= 18
        return (
            of_age
            * person("resident", period)
            * (lived >= asked_for)
            * person("tested", period)
            * ~person("banned", period)
        )


def years_since(days: Any, today: Any) -> Any:
    """Return the whole years from each of `days` (datetime64[D]) to `today`, as OpenFisca's country template counts an age."""
    months = days.astype("datetime64[M]")
    year = days.astype("datetime64[Y]").astype(int) + 1970
    month = months.astype(int) % 12 + 1
    day = (days - months + 1).astype(int)
    had_birthday = (month < today.month) + (month == today.month) * (day <= today.day)
    return today.year - year - np.where(had_birthday, 0, 1)


def system() -> TaxBenefitSystem:
    """Return the whole law of this country package."""
    law = TaxBenefitSystem([PERSON])
    for name, kind in FACTS.items():
        law.add_variable(fact(name, kind))
    law.add_variable(eligible)
    return law


def fact(name: str, kind: type) -> type[Variable]:
    body = {"value_type": kind, "entity": PERSON, "definition_period": DateUnit.ETERNITY, "label": name}
    return type(name, (Variable,), body)


def decisions(law: TaxBenefitSystem, columns: dict[str, Any]) -> Any:
    """Return for each person whether they may have the permit on AS_OF.

    columns: for each of FACTS an array, datetime64[D] or bool
    """
    simulation = SimulationBuilder().build_default_simulation(law, len(columns["born"]))
    for name in FACTS:
        simulation.set_input(name, "ETERNITY", columns[name])
    return simulation.calculate("eligible", str(AS_OF))


def main(people: Path, out: Path) -> None:
    begun = perf_counter()
    law = system()
    built = perf_counter()
    table = pa.parquet.ParquetFile(people).read()
    columns = {name: table[name].to_numpy() for name in FACTS}
    read = perf_counter()
    decided = decisions(law, columns)
    done = perf_counter()
    pa.parquet.write_table(pa.table({"person": table["person"], "eligible": decided}), out)
    ended = perf_counter()
    took = {
        "calculation": done - built,
        "after imports": ended - begun,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "stages": {"law": built - begun, "read": read - built, "calculate": done - read, "write": ended - done},
    }
    print(json.dumps(took))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
