"""What the DAGs run: command lines, tables read and written, Spark settings.

Knows nothing of Airflow, so that tests can render every command line without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Mapping, Optional
from zoneinfo import ZoneInfo

HOURLY = ("ingest", "summarize", "compare", "detect")
DAILY = ("forecast", "reorder", "report", "maintain")

#: a command, and those that have to end before it begins
AFTER = {
    "summarize": ("ingest",),
    "compare": ("summarize",),
    "detect": ("summarize",),
    "reorder": ("forecast",),
    "report": ("reorder",),
    "maintain": ("report",),
}

READS = {
    "summarize": ("sales_lines",),
    "compare": ("hourly_sales", "demand_history", "forecasts"),
    "detect": ("hourly_sales",),
    "forecast": ("sales_lines",),
    "reorder": ("forecasts",),
    "report": ("hourly_sales", "trend_comparisons", "unusual_events", "forecasts", "reorder_proposals"),
}
WRITES = {
    "ingest": ("sales_lines",),
    "summarize": ("hourly_sales",),
    "compare": ("trend_comparisons",),
    "detect": ("unusual_events",),
    "forecast": ("demand_history", "forecasts"),
    "reorder": ("reorder_proposals",),
}

#: report only reads, so it needs no slot of the lake's pool and has no row in the run ledger
READERS = ("report",)

#: what a time zone and a late start of the accounting day can put between an hour, UTC, and its business date
ZONE_DAYS = timedelta(days=1)

#: by which the clocks of Airflow's worker and of Spark's driver may differ
CLOCKS = timedelta(minutes=5)

DELTA = "io.delta:delta-spark_2.13:4.4.0"
MAIN_CLASS = "io.scanline.cli.Scanline"
DATA_REFUSED = 3


@dataclass(frozen=True)
class Places:
    """Where things are; in a DAG these are templates that Airflow fills in."""

    lake: str
    source: str
    report: str


@dataclass(frozen=True)
class Days:
    """Business days from first until the day before end; without them, what changed since the last run."""

    first: Optional[date] = None
    end: Optional[date] = None

    def options(self) -> list[str]:
        asked = []
        if self.first:
            asked += ["--from", self.first.isoformat()]
        if self.end:
            asked += ["--to", self.end.isoformat()]
        return asked


def asked_days(params: Mapping[str, Optional[str]]) -> Days:
    """The days that a manual run was triggered with."""
    first, end = params.get("from"), params.get("to")
    return Days(date.fromisoformat(first) if first else None, date.fromisoformat(end) if end else None)


def hourly_days(run_type: str, start: Optional[datetime], end: Optional[datetime], params: Mapping) -> Days:
    """Days that an hourly run computes again: those asked for, and in a backfill those that its hour can belong to.

    A scheduled run has none: its jobs go on from what they read last, so that lines which come late, for whatever day,
    are counted by the next run. Days of its own interval alone would leave them out.
    """
    asked = asked_days(params)
    if asked != Days() or run_type != "backfill":
        return asked
    last = business_day(end - timedelta(microseconds=1), "UTC")
    return Days(business_day(start, "UTC") - ZONE_DAYS, last + ZONE_DAYS + timedelta(days=1))


def daily_days(run_type: str, start: Optional[datetime], zone: str, params: Mapping) -> Days:
    """Days whose demand a daily run computes again."""
    asked = asked_days(params)
    if asked != Days() or run_type != "backfill":
        return asked
    day = business_day(start, zone)
    return Days(day, day + timedelta(days=1))


def daily_as_of(start: Optional[datetime], zone: str, params: Mapping) -> Optional[date]:
    """Last day of history: of those asked for, else the day on which the interval starts; None: the newest."""
    asked = asked_days(params)
    if asked.end:
        return asked.end - timedelta(days=1)
    return business_day(start, zone) if start else None


def business_day(start: datetime, zone: str) -> date:
    return datetime.fromtimestamp(start.timestamp(), ZoneInfo(zone)).date()


def arguments(command: str, places: Places, days: Days, as_of: Optional[date] = None) -> list[str]:
    """Everything after the jar on spark-submit's command line. Nothing secret: Airflow shows it to all who may look."""
    words = [command, "--lake", places.lake]
    if command == "ingest":
        # which files are new is in the lake's own ledger, so an hour's run also finds the files of those that failed
        return words + ["--source", places.source]
    if command in ("summarize", "compare", "detect", "forecast"):
        words += days.options()
    if command in ("forecast", "reorder") and as_of:
        words += ["--as-of", as_of.isoformat()]
    if command == "report":
        words += ["--out", places.report]
    return words


def check_arguments(command: str, places: Places, since: str) -> list[str]:
    """Fails with 3 unless the ledger has a finished run of the command since then."""
    return ["runs", "--lake", places.lake, "--job", command, "--last", "1", "--since", since, "--require-done"]


def since(began: datetime) -> str:
    """The time from which on a run that began now is looked for in the ledger."""
    return (began - CLOCKS).isoformat()


def spark_settings(max_executors: str) -> dict[str, str]:
    """As many executors as there is work for, and none lost with its shuffle files when a machine is taken away.

    The settings of conf/cluster.conf, which workers need not have; a test compares them.
    """
    return {
        "spark.dynamicAllocation.enabled": "true",
        "spark.dynamicAllocation.shuffleTracking.enabled": "true",
        "spark.dynamicAllocation.shuffleTracking.timeout": "120s",
        "spark.dynamicAllocation.minExecutors": "1",
        "spark.dynamicAllocation.maxExecutors": max_executors,
        "spark.dynamicAllocation.executorIdleTimeout": "60s",
        "spark.decommission.enabled": "true",
        "spark.storage.decommission.enabled": "true",
        "spark.storage.decommission.rddBlocks.enabled": "true",
        "spark.storage.decommission.shuffleBlocks.enabled": "true",
        "spark.executor.decommission.forceKillTimeout": "120s",
        "spark.sql.parquet.compression.codec": "zstd",
    }


def exit_code(message: str) -> Optional[int]:
    """The driver's exit code in what Airflow's Spark hook says of a failure; on Kubernetes it is the last number."""
    codes = re.findall(r"(?:Error code is|exit code is): (\d+)", message)
    return int(codes[-1]) if codes else None
