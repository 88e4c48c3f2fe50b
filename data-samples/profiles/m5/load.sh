#!/usr/bin/env bash
# load.sh DATA LAKE [options]: loads all of M5 from the folder DATA into the lake LAKE by ordinary commands.
# DATA holds stores.csv, items.csv, calendar.csv, weekly_prices.parquet and daily_sales.parquet; options go to every command.
set -euo pipefail

if [ $# -lt 2 ]; then
  echo "usage: load.sh DATA LAKE [options]" >&2
  exit 2
fi
data=$1 lake=$2
shift 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scanline=$here/../../../jobs/bin/scanline

for file in stores.csv items.csv calendar.csv weekly_prices.parquet daily_sales.parquet; do
  if [ ! -f "$data/$file" ]; then
    echo "load.sh: $data/$file is missing; nothing was loaded." >&2
    exit 2
  fi
done

load() { # DATASET FILE PROFILE [options]
  "$scanline" ingest --lake "$lake" --dataset "$1" --source "$data/$2" --profile "$here/$3" "${@:4}"
}

load stores stores.csv stores.yaml "$@"
load products items.csv products.yaml "$@"
load holidays calendar.csv holidays-1.yaml "$@"
load holidays calendar.csv holidays-2.yaml "$@"
for state in CA TX WI; do
  load local_events calendar.csv "snap-$state.yaml" "$@"
done
load prices weekly_prices.parquet prices.yaml "$@"
load sales daily_sales.parquet sales.yaml "$@"
