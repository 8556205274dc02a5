"""A Spark cluster of two workers gives the answers that DuckDB gives, also when a worker is killed on the way."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pyarrow.csv
import pyarrow.parquet
import pytest

from islanders import some_people, table_of
from safeconduct.population import spark
from safeconduct.population.from_people import answer_everybody
from safeconduct.population.tables import BadTableError

pyspark = pytest.importorskip("pyspark", reason="pip install 'safeconduct[spark]'")
if shutil.which("java") is None:
    pytest.skip("no Java: apt-get install openjdk-17-jre-headless", allow_module_level=True)
pytestmark = pytest.mark.filterwarnings("ignore")  # Spark warns of much that is not ours

HERE = "127.0.0.1"
PATIENCE = 60.0  # seconds


class Cluster(NamedTuple):
    url: str
    workers: list[subprocess.Popen[bytes]]


def free_port() -> int:
    with socket.socket() as one:
        one.bind((HERE, 0))
        return int(one.getsockname()[1])


def java(*arguments: str, log: Path) -> subprocess.Popen[bytes]:
    """Start a part of Spark from the jars of the package."""
    jars = Path(pyspark.__file__).parent / "jars" / "*"
    opens = [
        f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.lang", "java.nio", "sun.nio.ch", "java.util")
    ]
    home = {"SPARK_HOME": str(Path(pyspark.__file__).parent), "SPARK_SCALA_VERSION": "2.13"}
    environment = {**os.environ, **home, "SPARK_LOCAL_IP": HERE, "SPARK_WORKER_DIR": str(log.parent)}
    with log.open("wb") as out:
        return subprocess.Popen(
            ["java", "-Xmx512m", *opens, "-cp", str(jars), *arguments], stdout=out, stderr=out, env=environment
        )


def wait_for(there: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < end, "Spark did not start in time"
        time.sleep(0.2)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[Cluster]:
    folder, port = tmp_path_factory.mktemp("spark"), free_port()
    url = f"spark://{HERE}:{port}"
    master = java(
        "org.apache.spark.deploy.master.Master", "--host", HERE, "--port", str(port), "--webui-port", "0",
        log=folder / "master.log",
    )  # fmt: skip
    wait_for(lambda: b"I have been elected leader" in (folder / "master.log").read_bytes())
    workers = [
        java(
            "org.apache.spark.deploy.worker.Worker", "--host", HERE, "--webui-port", "0", "--cores", "1", "--memory",
            "1g", url, log=folder / f"worker-{number}.log",
        )
        for number in range(2)
    ]  # fmt: skip
    wait_for(lambda: (folder / "master.log").read_bytes().count(b"Registering worker") == 2)
    yield Cluster(url, workers)
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession()
    if session is not None:
        session.stop()
    for process in (*workers, master):
        process.kill()
        process.wait()


def answers(shore, islanders, people: Path, out: Path, engine: str) -> list[dict[str, object]]:
    answer_everybody(shore, islanders, str(people), out, engine, None, 1, lambda stage, done, known: None)
    return sorted(pyarrow.parquet.read_table(out).to_pylist(), key=lambda row: row["person"])


def test_a_cluster_gives_the_same_answers_and_survives_a_worker(shore, islanders, cluster, tmp_path, monkeypatch):
    people = table_of(some_people(120), tmp_path / "people.parquet")
    expected = answers(shore, islanders, people, tmp_path / "here.parquet", "duckdb")
    assert answers(shore, islanders, people, tmp_path / "there", cluster.url) == expected

    pyarrow.csv.write_csv(pyarrow.parquet.read_table(people), tmp_path / "people.csv")
    of_csv = answers(shore, islanders, tmp_path / "people.csv", tmp_path / "of-csv.parquet", "duckdb")
    assert answers(shore, islanders, tmp_path / "people.csv", tmp_path / "there-of-csv", cluster.url) == of_csv
    assert sorted(int(row["person"]) for row in of_csv) == [row["person"] for row in expected]
    text = (tmp_path / "people.csv").read_text(encoding="utf-8").splitlines()
    text[3] = text[3].replace("true", "maybe").replace("false", "maybe")
    (tmp_path / "bad.csv").write_text("\n".join(text), encoding="utf-8")
    with pytest.raises(BadTableError, match=r"bad\.csv:4: column .* holds 'maybe' where true or false belongs"):
        answers(shore, islanders, tmp_path / "bad.csv", tmp_path / "bad", cluster.url)

    keys_of = spark.keys_of

    def killing(*arguments):  # while the keys are made, one of the two workers dies
        death = Thread(target=cluster.workers[0].kill)
        death.start()
        try:
            return keys_of(*arguments)
        finally:
            death.join()

    monkeypatch.setattr(spark, "keys_of", killing)
    assert answers(shore, islanders, people, tmp_path / "after", cluster.url) == expected
    assert cluster.workers[0].poll() is not None
