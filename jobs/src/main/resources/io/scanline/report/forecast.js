// Demand of the whole chain: what was, and what is expected.

function forecastSection(report) {
  const body = byId('forecast-body');
  append(body, sections(report, 'forecast'));
  const forecast = report.forecast;
  if (!forecast) return;
  const weighed = forecast.series.length > 1;
  append(body, [h('p', { class: 'lead' }, 'As of ' + longDay(forecast.asOf) + ', all stores and items added up' + (weighed ? '; pieces and weights are not added together' : '')
    + '. The means add up exactly; how sure their sum is depends on how far stores and items move together. The inner band (90%) holds if each moves for itself, the outer lines (dotted) if all are low, or high, on the same day. The truth lies between.')]);
  const place = h('div', {});
  const show = i => { place.replaceChildren(seriesCard(forecast.series[i])); if (place.isConnected) drawCharts(); };
  if (weighed) append(body, [choices('Unit', forecast.series.map(s => sentence(unitName(s.unit))), show)]);
  append(body, [place]);
  show(0);
  append(body, [h('div', { class: 'grid-even' }, qualityCard(forecast), scoresCard(forecast)), missesCard(forecast)]);
}
const unitName = unit => ({ EA: 'units', KGM: 'kg', LTR: 'litres', MTR: 'metres' }[unit] || unit || 'units');

function seriesCard(series) {
  const unit = unitName(series.unit);
  // 1.645: the 95% quantile of the normal distribution, which a sum of many independent demands comes close to
  for (const x of series.days) {
    const spread = 1.645 * Math.sqrt(Math.max(0, x.variance));
    x.innerLow = Math.max(x.low, x.mean - spread);
    x.innerHigh = Math.min(x.high, x.mean + spread);
  }
  const total = days => days.reduce((sum, x) => sum + (known(x.demand) ? x.demand : x.mean), 0);
  const before = series.history.slice(-series.days.length);
  const growth = before.length === series.days.length ? change(total(series.days), total(before)) : null;
  return h('div', { class: 'card' },
    h('h3', {}, 'Next ' + plural(series.days.length, 'day') + ': ' + quantity(total(series.days)) + ' ' + unit + (growth === null ? '' : ', ' + changeText(growth) + ' on the ' + plural(before.length, 'day') + ' before')),
    h('ul', { class: 'legend' }, h('li', {}, h('span', { class: 'key ahead' }), 'forecast'), h('li', {}, h('span', { class: 'key band' }), '90% band, each moving for itself'), h('li', {}, h('span', { class: 'key dotted' }), 'all moving together'),
      series.history.length ? h('li', {}, h('span', { class: 'key ink' }), 'demand so far, with sales lost to empty shelves put back') : null),
    forecastChart(series.history, series.days, unit),
    numbersBehind('Forecast a day in ' + unit, [{ name: 'Day' }, { name: 'Mean', number: true }, { name: '90% band, each for itself', number: true }, { name: 'All together', number: true }],
      series.days.map(x => [day(x.date), quantity(x.mean), quantity(x.innerLow) + ' to ' + quantity(x.innerHigh), quantity(x.low) + ' to ' + quantity(x.high)])));
}

const QUALITIES = { OK: 'enough history', SHORT_HISTORY: 'short history: leans on like items', INTERMITTENT: 'sells now and then', NO_DATA: 'no history: a guess from its department' };
function qualityCard(forecast) {
  const all = forecast.quality.reduce((sum, q) => sum + q.count, 0);
  return h('div', { class: 'card' }, h('h3', {}, 'How well known'),
    table('Store-items by what their forecast rests on', [{ name: 'Quality' }, { name: 'Store-items', number: true }, { name: 'Share', number: true }],
      forecast.quality.map(q => [[sentence(words(q.quality)), h('div', { class: 'muted small' }, QUALITIES[q.quality] || null)], number(q.count), percent(q.count / Math.max(1, all))])));
}

function scoresCard(forecast) {
  if (!forecast.scores.length) {
    return h('div', { class: 'card' }, h('h3', {}, 'How good it was'), h('p', { class: 'muted' }, 'Not measured yet. A backtest over past days fills this: ', h('code', {}, forecast.backtestCommand)));
  }
  return h('div', { class: 'card' }, h('h3', {}, 'How good it was'),
    h('p', { class: 'muted small' }, 'WRMSSE is the mean over the levels of the chain, the rest is per store and item. Smaller is better; the 90% band should hold 90% of the days.'),
    table('Backtests against the demand that came, never in-sample',
      [{ name: 'History to' }, { name: 'Method' }, { name: 'WRMSSE', number: true }, { name: 'WAPE', number: true }, { name: 'Bias', number: true }, { name: 'In 90% band', number: true }],
      forecast.scores.map(s => [day(s.origin), words(s.method), number(s.wrmsse, 3), percent(s.wape), known(s.bias) ? (s.bias > 0 ? '+' : '') + percent(s.bias) : '\u2013', percent(s.coverage90)])));
}

/** The worst of the newest backtest: whoever knows the item sees in its picture what the forecast could not know. */
function missesCard(forecast) {
  if (!forecast.misses.length) return null;
  return h('div', { class: 'card' }, h('h3', {}, 'What it missed most'),
    h('p', { class: 'muted small' }, 'Items of stores by the money that the newest backtest missed on a usual day. The picture has the demand of 13 weeks, then what is expected now, dashed.'),
    table('The ' + forecast.misses.length + ' largest misses',
      [{ name: 'Item and store' }, { name: 'Demand, and forecast' }, { name: 'Missed a day', number: true }, { name: 'WAPE', number: true }, { name: 'Bias', number: true }],
      forecast.misses.map(m => [[m.name || m.item_id, h('div', { class: 'muted small' }, (m.name ? m.item_id + ', ' : '') + m.store_id)], demandLine(daysOf(m, forecast.asOf), unitName(m.uom)),
        money(m.money, m.currency), percent(m.wape), known(m.bias) ? (m.bias > 0 ? '+' : '') + percent(m.bias) : '\u2013'])));
}

/** Demand of every day, 0 where history has no row: a day in stock on which nobody wanted any. */
function daysOf(miss, asOf) {
  const byDate = new Map((miss.history || []).map(x => [x.date, x.demand || 0]));
  const end = Date.parse(asOf + 'T00:00:00Z');
  const history = [];
  for (let back = 90; back >= 0; back--) history.push(byDate.get(new Date(end - back * 86400000).toISOString().slice(0, 10)) || 0);
  return { history, ahead: (miss.days || []).map(x => x.demand) };
}
