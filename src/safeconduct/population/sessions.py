"""Sessions of Spark: on this machine or on a cluster, listening to nobody else unless told to."""

import os
from typing import Any

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
