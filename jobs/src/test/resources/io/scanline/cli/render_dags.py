"""Prints both DAGs as JSON: tasks, what they wait for, and the command line of every task for several runs.

render_dags.py DAGS_FOLDER END: the interval of both ends at END. Where Airflow is not installed, a stand-in with the few names that the DAG files use takes its place.
"""

import importlib
import json
import os
import sys
import types
from datetime import datetime, timedelta, timezone


def stand_in():
    """The parts of Airflow that the DAG files use, without what they do."""

    class DAG:
        current = None

        def __init__(self, dag_id, default_args=None, **settings):
            self.dag_id, self.default_args, self.settings, self.task_dict = dag_id, default_args or {}, settings, {}

        def __enter__(self):
            DAG.current = self
            return self

        def __exit__(self, *failure):
            DAG.current = None

    class SparkSubmitOperator:
        template_fields = ("application", "conf", "packages", "name", "application_args")

        def __init__(self, *, task_id, conn_id, application, java_class, packages, deploy_mode, name, conf, **settings):
            unknown = set(settings) - {"pool", "inlets", "outlets"}
            assert not unknown, unknown
            self.task_id, self.application, self.conf, self.packages, self.name = task_id, application, conf, packages, name
            self.pool = settings.get("pool", "default_pool")
            self.inlets, self.outlets = settings.get("inlets", []), settings.get("outlets", [])
            self.application_args = None
            self.upstream_task_ids = set()
            self.retries = DAG.current.default_args["retries"]
            assert task_id not in DAG.current.task_dict
            DAG.current.task_dict[task_id] = self

        def __rshift__(self, other):
            other.upstream_task_ids.add(self.task_id)
            return other

        def render_template_fields(self, context, jinja_env=None):
            pass

    class Asset:
        def __init__(self, name, uri):
            self.name, self.uri = name, uri

    class AirflowException(Exception):
        pass

    class AirflowFailException(AirflowException):
        pass

    class CronDataIntervalTimetable:
        def __init__(self, cron, timezone):
            self.cron, self.timezone = cron, timezone

    names = {
        "airflow": {},
        "airflow.sdk": {"DAG": DAG, "Asset": Asset, "Param": lambda default, **schema: default},
        "airflow.exceptions": {"AirflowException": AirflowException, "AirflowFailException": AirflowFailException},
        "airflow.timetables": {},
        "airflow.timetables.interval": {"CronDataIntervalTimetable": CronDataIntervalTimetable},
        "airflow.providers": {},
        "airflow.providers.apache": {},
        "airflow.providers.apache.spark": {},
        "airflow.providers.apache.spark.operators": {},
        "airflow.providers.apache.spark.operators.spark_submit": {"SparkSubmitOperator": SparkSubmitOperator},
        "pendulum": {"datetime": lambda *day, tz: datetime(*day, tzinfo=timezone.utc)},
    }
    for name, members in names.items():
        module = types.ModuleType(name)
        module.__dict__.update(members)
        sys.modules[name] = module


def airflow_version():
    try:
        import airflow
        import airflow.providers.apache.spark  # noqa: F401

        return airflow.__version__
    except ImportError:
        stand_in()
        return None


class TaskInstance:
    def __init__(self, began):
        self.began = began

    def xcom_pull(self, task_ids):
        return self.began


def contexts(length, began):
    """Runs of all kinds; a manual one has no interval."""
    end = datetime.fromisoformat(sys.argv[2])
    interval = {"data_interval_start": end - length, "data_interval_end": end}
    nothing = {"from": None, "to": None}
    kinds = {
        "scheduled": ("scheduled", interval, nothing),
        "backfill": ("backfill", interval, nothing),
        "manual": ("manual", {}, nothing),
        "manual with days": ("manual", {}, {"from": "2025-02-01", "to": "2025-03-01"}),
    }
    return {
        name: {"dag_run": types.SimpleNamespace(run_type=kind), "ti": TaskInstance(began), "params": params, **dates}
        for name, (kind, dates, params) in kinds.items()
    }


def rendered(task, context):
    # the templates in the words are Airflow's business
    task.application_args = task.words(context)
    return task.application_args


def dag_of(module, length, began):
    tasks = {}
    for task in module.dag.task_dict.values():
        tasks[task.task_id] = {
            "after": sorted(task.upstream_task_ids),
            "pool": task.pool,
            "retries": task.retries,
            "conf": task.conf,
            "packages": task.packages,
            "reads": sorted(asset.name for asset in task.inlets),
            "writes": sorted(asset.name for asset in task.outlets),
            "words": {name: rendered(task, context) for name, context in contexts(length, began).items()},
        }
    return {"id": module.dag.dag_id, "tasks": tasks}


def outcome(task, message):
    """What becomes of a task whose spark-submit fails so; None where it succeeds."""
    operator = sys.modules["airflow.providers.apache.spark.operators.spark_submit"].SparkSubmitOperator
    failure = sys.modules["airflow.exceptions"].AirflowException

    def submit(self, context):
        if message:
            raise failure(message)

    operator.execute = submit
    try:
        return datetime.fromisoformat(task.execute({})).tzinfo is not None
    except failure as e:
        return type(e).__name__


def main():
    sys.path.insert(0, sys.argv[1])
    sys.dont_write_bytecode = True
    version = airflow_version()
    commands = importlib.import_module("scanline_commands")
    began = commands.since(datetime.now(timezone.utc))
    hourly = importlib.import_module("scanline_hourly")
    daily = importlib.import_module("scanline_daily")
    task = hourly.dag.task_dict["ingest"]
    failed = "Cannot execute: spark-submit --class X app.jar ingest. Error code is: "
    print(
        json.dumps(
            {
                "airflow": version,
                "dags": [dag_of(hourly, timedelta(hours=1), began), dag_of(daily, timedelta(days=1), began)],
                "outcomes": {
                    "done": outcome(task, None),
                    "refused": outcome(task, failed + "3."),
                    "refused on kubernetes": outcome(task, failed + "0. Kubernetes spark exit code is: 3"),
                    "storage failed": outcome(task, failed + "4."),
                    "no code": outcome(task, "Driver driver-3 badly exited with status KILLED"),
                },
                "delta": commands.DELTA,
            }
        )
    )


if __name__ == "__main__":
    os.environ.setdefault("AIRFLOW_HOME", os.path.join(os.environ.get("TMPDIR", "/tmp"), "scanline-airflow"))
    main()
