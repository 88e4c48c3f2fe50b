#!/usr/bin/env bash
# supply-terms.sh DATA LAKE [AS_OF] [options]: makes up what M5 lacks, so that orders can be proposed, and loads it.
#
# MADE UP, by plain rules and without chance; none of it is Walmart's:
#   supply_terms     one supplier a department; foods can be ordered daily, the rest on three weekdays; lead time 1 to 4 days;
#                    packs of 1, 6, 12 or 24; cost 70% of the price
#   stock_positions  at the end of AS_OF every store has 2 to 10 days of the item's mean sales of the 28 days up to AS_OF
#   open_orders      for one store-item in seven, a pack that arrives two days after AS_OF
# AS_OF is 2016-04-24 unless given. The lake must have the sales lines (load.sh).
set -euo pipefail

if [ $# -lt 2 ]; then
  echo "usage: supply-terms.sh DATA LAKE [AS_OF] [options]" >&2
  exit 2
fi
data=$1 lake=$2 as_of=${3:-2016-04-24}
shift $(($# < 3 ? $# : 3))
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scanline=$here/../../../jobs/bin/scanline
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

"$scanline" export --lake "$lake" --table sales_lines --format csv --out "$made/recent.csv" "$@" \
  --where "business_date > date_sub(date'$as_of', 28) and business_date <= date'$as_of'"

due_on=$(date -u -d "$as_of + 2 days" +%F)
awk -F, -v OFS=, -v made="$made" -v as_of="$as_of" -v due_on="$due_on" '
  # a number from 0 to n-1 that depends on the text alone
  function pick(text, n,    i, h) {
    h = 7
    for (i = 1; i <= length(text); i++) h = (h * 31 + index("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", substr(text, i, 1))) % 65521
    return h % n
  }
  FNR == 1 { file++; split("", column); for (i = 1; i <= NF; i++) column[$i] = i; next }
  file == 1 {
    store = $column["store_id"]; item = $column["item_id"]
    sold[store, item] += $column["quantity"]
    price_sum[item] += $column["unit_price"]; price_count[item]++
    next
  }
  file == 2 { stores[++store_count] = $column["store_id"]; next }
  {
    items[++item_count] = $column["item_id"]; department[$column["item_id"]] = $column["dept_id"]; category[$column["item_id"]] = $column["cat_id"]
  }
  END {
    split("1 6 12 24", packs, " ")
    print "store_id,item_id,supplier_id,lead_time_days,lead_time_sd_days,order_weekdays,pack_size,min_order,unit_cost" > (made "/supply_terms.csv")
    print "store_id,item_id,as_of,on_hand" > (made "/stock_positions.csv")
    print "store_id,item_id,supplier_id,due_on,quantity" > (made "/open_orders.csv")
    for (i = 1; i <= item_count; i++) {
      item = items[i]
      foods = category[item] == "FOODS"
      pack = packs[1 + pick(item "P", 4)]
      lead = foods ? 1 + pick(item "L", 2) : 2 + pick(item "L", 3)
      lead_sd = foods ? 0.3 : 0.5
      days = foods ? "\"MON,TUE,WED,THU,FRI,SAT,SUN\"" : "\"MON,WED,FRI\""
      cost = price_count[item] ? sprintf("%.2f", 0.7 * price_sum[item] / price_count[item]) : ""
      print "*", item, "SUPPLIER_" department[item], lead, lead_sd, days, pack, pack, cost > (made "/supply_terms.csv")
      for (s = 1; s <= store_count; s++) {
        store = stores[s]
        cover = (2 + pick(store item, 9)) * sold[store, item] / 28
        on_hand = (cover > 2) ? int(cover + 0.999) : 2
        print store, item, as_of "T23:59:59Z", on_hand > (made "/stock_positions.csv")
        if (pick(item store, 7) == 0) print store, item, "SUPPLIER_" department[item], due_on, pack > (made "/open_orders.csv")
      }
    }
  }' "$made/recent.csv" "$data/stores.csv" "$data/items.csv"

for table in supply_terms stock_positions open_orders; do
  "$scanline" ingest --lake "$lake" --dataset "$table" --source "$made/$table.csv" "$@"
done
