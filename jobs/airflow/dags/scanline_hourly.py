"""Every hour: takes in what the tills delivered, and brings hourly sales, comparisons and events up to date."""

from __future__ import annotations

import pendulum
import scanline_commands as commands
from airflow.sdk import DAG
from airflow.timetables.interval import CronDataIntervalTimetable
from scanline_tasks import DEFAULT_ARGS, PARAMS, PLACES, tasks


def words(command: str, context: dict) -> list[str]:
    days = commands.hourly_days(
        context["dag_run"].run_type,
        context.get("data_interval_start"),
        context.get("data_interval_end"),
        context["params"],
    )
    return commands.arguments(command, PLACES, days)


with DAG(
    dag_id="scanline_hourly",
    description="ingest, summarize, compare, detect",
    doc_md=__doc__,
    # a plain cron string gives an interval of no length in Airflow 3
    schedule=CronDataIntervalTimetable("0 * * * *", timezone="UTC"),
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    # the jobs take in all that is new, so the hours of a pause need no runs of their own
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    params=PARAMS,
    tags=["scanline"],
) as dag:
    tasks(commands.HOURLY, words)
