// What other ways to order would have done: simulated, and marked as such.

function policiesSection(report) {
  const body = byId('policies-body');
  const policies = report.policies;
  if (!policies || !policies.scores.length) {
    append(body, [h('p', { class: 'muted' }, 'No policies have been replayed yet. This does it: ', h('code', {}, policies.command))]);
    return;
  }
  const first = policies.scores[0];
  append(body, [h('p', { class: 'lead' }, 'Simulated: the ' + plural(first.days, 'day') + ' to ' + longDay(policies.asOf) + ' played over again with each policy\u2019s orders, all stores added up. Up and to the left is better: more of the demand met from less stock.')]);
  const currencies = [...new Set(policies.scores.map(s => s.currency))];
  const place = h('div', {});
  const show = i => { place.replaceChildren(policiesCard(policies.scores.filter(s => s.currency === currencies[i]), currencies[i])); if (place.isConnected) drawCharts(); };
  if (currencies.length > 1) append(body, [choices('Currency', currencies, show)]);
  append(body, [place]);
  show(0);
}

function policiesCard(scores, currency) {
  return h('div', { class: 'card' },
    h('h3', {}, 'Fill rate against stock, ' + plural(scores[0].items, 'store-item')),
    policiesChart(scores),
    table('Policies by what they met and what that cost, in ' + currency,
      [{ name: 'Policy' }, { name: 'Target', number: true }, { name: 'Fill rate', number: true }, { name: 'Stock, days', number: true }, { name: 'Waste, units', number: true }, { name: 'Lost sales', number: true }, { name: 'Cost', number: true }],
      scores.map(s => [s.policy, percent(s.target), percent(s.fillRate), number(s.stockDays, 1), quantity(s.waste), money(s.lostSales), money(s.cost)])));
}

/** One line a policy, from target to target. */
function policiesChart(scores) {
  const names = [...new Set(scores.map(s => s.policy))];
  const symbols = ['circle', 'rect', 'triangle', 'diamond', 'pin', 'roundRect', 'arrow'];
  return chart('Fill rate against mean stock in days for ' + plural(names.length, 'policy', 'policies') + '. The numbers are in the table below.', c => ({
    ...chartBase(c, null),
    tooltip: { ...chartBase(c).tooltip, trigger: 'item', formatter: x => names[x.seriesIndex] + '\nstock ' + number(x.value[0], 1) + ' days\nfill rate ' + percent(x.value[1]) },
    grid: { left: 8, right: 120, top: 14, bottom: 6, containLabel: true },
    xAxis: { ...valueAxis(c, brief), scale: true },
    yAxis: { ...valueAxis(c, value => percent(value, 0)), scale: true },
    series: names.map((name, i) => ({
      name,
      type: 'line',
      data: scores.filter(s => s.policy === name && known(s.stockDays) && known(s.fillRate)).map(s => [s.stockDays, s.fillRate]),
      symbol: symbols[i % symbols.length],
      symbolSize: 10,
      itemStyle: { color: [c.accent, c.ink, c.down, c.up, c.muted][i % 5] },
      lineStyle: { width: 1.5 },
      endLabel: { show: true, formatter: () => name, color: c.ink, fontSize: 12 },
      labelLayout: { moveOverlap: 'shiftY' },
    })),
  }));
}
