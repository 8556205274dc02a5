"""Spark: the same table engine on a cluster. Keys are made and answers are joined there; only the keys, not the people, come here."""

import os
import shutil
from pathlib import Path
from typing import Any

import ibis

from safeconduct.population.output import Columns, plain
from safeconduct.population.solve import Solved
from safeconduct.population.tables import Coded, Keys, numbered

HERE = "127.0.0.1"  # a driver that listens to nobody else, unless SPARK_LOCAL_IP says so


def session_of(engine: str) -> Any:
    """Return a session on this machine (spark-local) or on the cluster spark://HOST:PORT."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_LOCAL_IP", HERE)
    builder = SparkSession.builder.master("local[2]" if engine == "spark-local" else engine)
    settings = {
        "spark.app.name": "safeconduct population",
        "spark.ui.enabled": "false",
        "spark.driver.host": os.environ["SPARK_LOCAL_IP"],
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.ansi.enabled": "false",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.shuffle.partitions": "8",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


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
