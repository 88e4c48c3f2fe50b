"""Every day, when the day before is closed: forecasts demand, proposes orders, writes the report, looks after the files."""

from __future__ import annotations

import pendulum
import scanline_commands as commands
from airflow.sdk import DAG
from airflow.timetables.interval import CronDataIntervalTimetable
from scanline_tasks import DEFAULT_ARGS, PARAMS, PLACES, tasks

#: the zone in which a business day is closed, and when: the interval from six to six belongs to the day that it starts on
ZONE = "UTC"
CLOSED = "0 6 * * *"


def words(command: str, context: dict) -> list[str]:
    start, params = context.get("data_interval_start"), context["params"]
    return commands.arguments(
        command,
        PLACES,
        commands.daily_days(context["dag_run"].run_type, start, ZONE, params),
        commands.daily_as_of(start, ZONE, params),
    )


with DAG(
    dag_id="scanline_daily",
    description="forecast, reorder, report, maintain",
    doc_md=__doc__,
    # a plain cron string gives an interval of no length in Airflow 3
    schedule=CronDataIntervalTimetable(CLOSED, timezone=ZONE),
    start_date=pendulum.datetime(2024, 1, 1, tz=ZONE),
    # yesterday's orders are of no use today
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    params=PARAMS,
    tags=["scanline"],
) as dag:
    tasks(commands.DAILY, words)
