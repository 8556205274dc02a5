"""Spark: on a cluster, answers are joined to people there; only the keys, not the people, came here."""

import os
import shutil
from pathlib import Path
from typing import Any

import ibis

from safeconduct.population.output import Columns, plain
from safeconduct.population.solve import Solved
from safeconduct.population.tables import Coded, Keys, numbered


def write_joined(session: Any, coded: Coded, keys: Keys, columns: Columns, solved: Solved, out: Path) -> None:
    """Join everybody with their answer on the cluster and write a folder of Parquet files, whole or not at all."""
    answers = columns.of(solved.number, solved.ends)
    table = numbered(coded, keys).drop_columns(["key"])
    for field in answers.schema:
        table = table.append_column(field.name, answers[field.name].cast(plain(field.type)))
    part = out.with_name(f".{out.name}.part{os.getpid()}")
    everybody = session.sql(ibis.to_sql(coded.table, dialect="pyspark"))
    both = everybody.join(session.createDataFrame(table), list(coded.codes))
    try:
        both.select(*coded.ids, *answers.schema.names).write.parquet(part.resolve().as_uri())
        if out.is_dir():
            shutil.rmtree(out)
        part.rename(out)
    finally:
        shutil.rmtree(part, ignore_errors=True)
