"""One Scanline command as Airflow tasks: the job, and the check of its row in the lake's run ledger."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Callable

import scanline_commands as commands
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk import Asset, Param

#: a pool of one slot: one task writes the lake at a time, whatever DAG it is of
LAKE_POOL = "scanline_lake"

PLACES = commands.Places(
    lake="{{ var.value.scanline_lake }}",
    source="{{ var.value.scanline_source }}",
    report="{{ var.value.scanline_report }}",
)

#: a job that is tried again goes on where the last try broke off or does its work once more: the tables are the same
DEFAULT_ARGS = {
    "retries": 2,
    "retry_delay": timedelta(minutes=5),
    "retry_exponential_backoff": True,
}

PARAMS = {
    "from": Param(None, type=["null", "string"], format="date", description="First business day to compute again"),
    "to": Param(None, type=["null", "string"], format="date", description="Day after the last one"),
}


class ScanlineOperator(SparkSubmitOperator):
    """Runs one command by spark-submit; refused data fails the task at once, since the same data is refused again."""

    def __init__(self, *, words: Callable[[dict], list[str]], **kwargs) -> None:
        super().__init__(
            conn_id="scanline_spark",
            application="{{ var.value.scanline_jar }}",
            java_class=commands.MAIN_CLASS,
            packages="{{ var.value.get('scanline_packages', '" + commands.DELTA + "') }}",
            deploy_mode="client",
            **kwargs,
        )
        self.words = words

    def render_template_fields(self, context, jinja_env=None) -> None:
        self.application_args = self.words(context)
        super().render_template_fields(context, jinja_env)

    def execute(self, context) -> str:
        began = datetime.now(timezone.utc)
        try:
            super().execute(context)
        except AirflowException as failure:
            if commands.exit_code(str(failure)) == commands.DATA_REFUSED:
                raise AirflowFailException(f"{self.task_id} was refused; the log above says why.") from failure
            raise
        return commands.since(began)


def task(command: str, words: Callable[[dict], list[str]]) -> tuple[ScanlineOperator, ScanlineOperator]:
    """A command's first and last task."""
    writes = command not in commands.READERS
    job = ScanlineOperator(
        task_id=command,
        name=f"scanline-{command}",
        words=words,
        conf=commands.spark_settings("{{ var.value.get('scanline_max_executors', '20') }}"),
        pool=LAKE_POOL if writes else "default_pool",
        inlets=[asset(table) for table in commands.READS.get(command, ())],
        outlets=[asset(table) for table in commands.WRITES.get(command, ())],
    )
    if not writes:
        return job, job
    check = ScanlineOperator(
        task_id=f"{command}_recorded",
        name=f"scanline-{command}-recorded",
        words=lambda context: commands.check_arguments(
            command, PLACES, context["ti"].xcom_pull(task_ids=command)
        ),
        conf=commands.spark_settings("1"),
    )
    job >> check
    return job, check


def tasks(names: tuple[str, ...], words: Callable[[str, dict], list[str]]) -> None:
    """The commands of a DAG, each after those whose tables it reads."""
    made = {name: task(name, lambda context, name=name: words(name, context)) for name in names}
    for name, (job, _) in made.items():
        for before in commands.AFTER.get(name, ()):
            if before in made:
                made[before][1] >> job


def asset(table: str) -> Asset:
    return Asset(name=f"scanline_{table}", uri=f"scanline://lake/{table}")
