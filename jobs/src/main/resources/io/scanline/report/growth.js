// How the chain stands against the year before, to date, and what the growth of a week and of the year is made of.

const PERIODS = [['WTD', 'Week to date'], ['MTD', 'Month to date'], ['RETAIL_PERIOD', 'Retail period'], ['QTD', 'Quarter to date'], ['YTD', 'Year to date']];

function growthSection(report) {
  const body = byId('growth-body');
  const growth = report.growth;
  if (!growth) {
    append(body, [h('p', { class: 'muted' }, 'No period has been compared with the year before yet.')]);
    return;
  }
  append(body, [
    growth.toDate.length ? h('div', { class: 'card' }, h('h3', {}, 'To date'), toDateTable(growth.toDate)) : null,
    ...bridgesOf(report, growth),
  ]);
}

const entityName = e => (e.level === 'CHAIN' ? 'The chain' : placeLabel(e));

function toDateTable(rows) {
  const entities = [...new Map(rows.map(r => [r.entity + r.currency, r])).values()];
  const cellOf = (entity, kind) => {
    const r = rows.find(x => x.entity === entity.entity && x.currency === entity.currency && x.kind === kind);
    if (!r) return '\u2013';
    if (r.unsure) return [money(r.netSales, r.currency), h('br'), h('span', { class: 'small muted' }, 'no whole year before')];
    return [money(r.netSales, r.currency), h('br'), changeWords(r.pct),
      known(r.likeForLikePct) ? h('span', { class: 'small muted' }, h('br'), 'like for like ', changeText(r.likeForLikePct)) : null];
  };
  return table('Net sales to date against the same days 52 weeks before; like for like, of stores that were open a year ago',
    [{ name: 'Place' }, ...PERIODS.map(([, name]) => ({ name, number: true }))],
    entities.map(e => [entityName(e), ...PERIODS.map(([kind]) => cellOf(e, kind))]));
}

/** The parts of a bridge in the order in which they are told; of like-for-like growth, the five that it is made of, where they are known. */
function steps(bridge) {
  const parts = [['New stores', bridge.new_stores], ['Closed stores', bridge.closed_stores], ['Currency', bridge.fx], ['Trading days', bridge.calendar]];
  return parts.concat(known(bridge.price)
    ? [['Price', bridge.price], ['Volume', bridge.volume], ['Mix', bridge.mix], ['New items', bridge.new_items], ['Dropped items', bridge.dropped_items]]
    : [['Like for like', bridge.like_for_like]]);
}

/** The newest week that is over, and where it has more than that week, the retail year up to it. */
function bridgesOf(report, growth) {
  const chainOf = bridges => bridges.find(b => b.level === 'CHAIN');
  if (!chainOf(growth.weekBridges)) return [h('p', { class: 'muted' }, 'No week has a week a year before it to be bridged from.')];
  const year = chainOf(growth.yearBridges);
  const week = bridgeOf(report, growth.weekBridges, 'From the week a year before to the week of ' + day(growth.week), 'The week');
  if (!year || year.weeks < 2) return [week];
  return [
    bridgeOf(report, growth.yearBridges, 'From a year before to the retail year so far: ' + plural(year.weeks, 'week') + ' up to that of ' + day(growth.week), 'The year'),
    week,
  ];
}

function bridgeOf(report, bridges, title, now) {
  const chain = bridges.find(b => b.level === 'CHAIN');
  const all = report.sales.currencies;
  const currency = (all.find(c => c.reporting) || (all.length === 1 ? all[0] : {})).currency;
  const others = bridges.filter(b => b.level !== 'CHAIN');
  const columns = ['Year before', 'New stores', 'Closed stores', 'Currency', 'Trading days', 'Like for like', now];
  return h('div', { class: 'card' },
    h('h3', {}, title),
    h('p', {}, 'The chain\u2019s net sales ' + (chain.actual === chain.base ? 'did not change' : chain.actual > chain.base ? 'grew' : 'fell') + ' from ' + money(chain.base, currency) + ' to ' + money(chain.actual, currency) + ': ' + plural(chain.stores_new, 'store') + ' new, ' + number(chain.stores_closed) + ' closed, ' + number(chain.stores_like_for_like) + ' like for like' + (chain.weeks > 1 ? ', each in the week that had most.' : '.')),
    waterfall(chain, currency, now),
    numbersBehind('Parts of the chain\u2019s change', [{ name: 'Part' }, { name: 'Amount', number: true }],
      [['Year before', money(chain.base, currency)], ...steps(chain).map(([name, amount]) => [name, money(amount, currency)]), [now, money(chain.actual, currency)]]),
    others.length ? table('The same by country and region' + (currency ? ', in ' + currency : ''), [{ name: 'Place' }, ...columns.map(name => ({ name, number: true }))],
      others.map(b => [entityName(b), ...[b.base, b.new_stores, b.closed_stores, b.fx, b.calendar, b.like_for_like, b.actual].map(x => money(x))])) : null);
}

/** Bars that float from the sum so far to the sum with the next part. */
function waterfall(bridge, currency, now) {
  let sum = bridge.base;
  const bars = [{ name: 'Year before', from: 0, to: bridge.base, amount: bridge.base, whole: true }];
  for (const [name, amount] of steps(bridge)) {
    bars.push({ name, from: sum, to: sum + amount, amount });
    sum += amount;
  }
  bars.push({ name: now, from: 0, to: bridge.actual, amount: bridge.actual, whole: true });
  const told = 'From ' + money(bridge.base, currency) + ' a year before to ' + money(bridge.actual, currency) + ', part by part. The numbers are in the table below.';
  return chart(told, c => ({
    ...chartBase(c, items => bars[items[0].dataIndex].name + '\n' + money(bars[items[0].dataIndex].amount, currency)),
    xAxis: { ...axisOf(c, bars.map(b => b.name)), boundaryGap: true, axisLabel: { color: c.muted, fontSize: 12, lineHeight: 14, interval: 0, formatter: name => name.replace(' ', '\n') } },
    yAxis: valueAxis(c, brief),
    series: [
      { name: 'so far', type: 'bar', stack: 'sum', silent: true, itemStyle: { color: 'transparent' }, data: bars.map(b => Math.min(b.from, b.to)) },
      {
        name: 'part', type: 'bar', stack: 'sum', barCategoryGap: '30%',
        data: bars.map(b => ({ value: Math.abs(b.to - b.from), itemStyle: { color: b.whole ? c.accent : b.amount < 0 ? c.down : c.up, borderRadius: 2 } })),
        label: { show: true, position: 'top', color: c.ink, fontSize: 11, formatter: item => (bars[item.dataIndex].whole ? '' : bars[item.dataIndex].amount > 0 ? '+' : '') + brief(Math.round(bars[item.dataIndex].amount)) },
      },
    ],
  }));
}
