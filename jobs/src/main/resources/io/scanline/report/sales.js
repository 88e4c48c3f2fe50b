// The overview and the day's sales against last year.

function overview(report) {
  const body = byId('overview-body');
  byId('overview-title').textContent = report.sales ? longDay(report.sales.day) : 'No sales to show yet';
  byId('overview-eyebrow').textContent = report.sales
    ? 'Daily report. Computed from data up to ' + day(report.sales.lastDay) + '.' + (report.sales.dayNote ? ' ' + report.sales.dayNote + '.' : '')
    : 'Daily report';
  document.title = (report.sales ? day(report.sales.day) + ' \u2013 ' : '') + 'Scanline report';
  append(body, [h('p', { class: 'in-short' }, inShort(report)), sections(report, 'overview'), tiles(report)]);
}

/** How many events there are with those that the others explain, where there are such. */
function explained(events) {
  return events.open > events.parents ? ' (' + number(events.open) + ' with what ' + (events.parents === 1 ? 'it explains' : 'they explain') + ')' : '';
}

/** The day in two or three sentences. */
function inShort(report) {
  const said = [];
  if (report.sales) {
    const all = report.sales.currencies.filter(c => c.reporting);
    for (const c of all.length ? all : report.sales.currencies.slice(0, 3)) {
      const against = [];
      const year = change(c.day.netSales, c.day.lastYear);
      const week = change(c.day.netSales, c.day.lastWeek);
      if (year !== null) against.push(changeText(year) + ' on the same weekday last year');
      if (week !== null) against.push(changeText(week) + ' on last week');
      said.push('Net sales ' + (c.reporting ? 'of the whole chain, converted, ' : '') + 'were ' + money(c.day.netSales, c.currency) + (against.length ? ', ' + against.join(' and ') : '') + '.');
    }
  } else {
    said.push('The lake holds no hourly sales.');
  }
  if (report.events) said.push(report.events.open === 0 ? 'No unusual event is open' + (report.events.since ? ' in the last four weeks' : '') + '.' : plural(report.events.parents, 'unusual event') + (report.events.parents === 1 ? ' needs' : ' need') + ' a look' + explained(report.events) + '.');
  if (report.reorder && report.reorder.lines) said.push(plural(report.reorder.lines, 'order line') + worth(report.reorder.totals) + (report.reorder.lines === 1 ? ' is' : ' are') + ' proposed for ' + day(report.reorder.orderDate) + '.');
  return said.join(' ');
}
/** Nothing where no cost is known. */
function worth(totals) {
  const told = totals.filter(t => known(t.cost));
  return told.length ? ' worth ' + told.map(t => money(t.cost, t.currency)).join(' and ') : '';
}

function tile(label, value, note, unit) {
  return h('div', { class: 'tile' }, h('span', { class: 'label' }, label),
    h('span', { class: 'value' }, unit ? h('span', { class: 'unit' }, unit) : null, value), note ? h('span', { class: 'note' }, note) : null);
}

function tiles(report) {
  const list = h('div', { class: 'tiles' });
  if (report.sales) {
    const shown = report.sales.currencies;
    append(list, [heroTile(report.sales)]);
    append(list, [
      tile('Transactions', number(report.sales.transactions), onLastYear(change(report.sales.transactions, report.sales.transactionsLastYear))),
      basketTile(shown.filter(c => !c.reporting)),
      completenessTile(report.sales),
    ]);
  }
  if (report.events) {
    append(list, [tile('Open events', number(report.events.open ? report.events.parents : 0), report.events.open ? Object.entries(report.events.bySeverity).map(([severity, count]) => number(count) + ' ' + words(severity)).join(', ') + explained(report.events) : report.events.older ? plural(report.events.older, 'older one') : 'nothing stands out')]);
  }
  if (report.reorder) {
    append(list, [tile('Orders proposed', plural(report.reorder.lines, 'line'), report.reorder.lines ? plural(report.reorder.suppliers.length, 'supplier') + ', ' + plural(report.reorder.stores, 'store') : null)]);
    append(list, [
      orderValueTile(report.reorder.totals),
      tile('Likely to run out', plural(report.reorder.atRisk, 'line'), 'more likely than not, without the order'),
    ]);
  }
  if (report.quality && report.quality.quarantine) {
    append(list, [tile('Lines in quarantine', number(report.quality.quarantine.open), percent(report.quality.quarantine.open / Math.max(1, report.quality.linesTotal), 2) + ' of all lines read')]);
  }
  return list;
}

const onLastYear = fraction => [changeWords(fraction, 'no last year'), known(fraction) ? ' on last year' : null];

function basketTile(currencies) {
  const first = currencies[0];
  if (currencies.length === 1) return tile('Average basket', number(first.day.basketValue, 2), onLastYear(change(first.day.basketValue, first.day.basketValueLastYear)), first.currency);
  return h('div', { class: 'tile several' }, h('span', { class: 'label' }, 'Average basket'),
    currencies.slice(0, 3).map(c => h('span', { class: 'value' }, h('span', { class: 'unit' }, c.currency), number(c.day.basketValue, 2), ' ',
      h('span', { class: 'note' }, changeWords(change(c.day.basketValue, c.day.basketValueLastYear), 'no last year')))));
}

function orderValueTile(totals) {
  if (totals.every(t => !known(t.cost))) return tile('Order value', '\u2013', 'no cost is known');
  if (totals.length === 1) return tile('Order value', money(totals[0].cost), 'at cost', totals[0].currency);
  return h('div', { class: 'tile several' }, h('span', { class: 'label' }, 'Order value'),
    totals.slice(0, 3).map(t => h('span', { class: 'value' }, h('span', { class: 'unit' }, t.currency), money(t.cost))),
    h('span', { class: 'note' }, totals.length > 3 ? 'and ' + plural(totals.length - 3, 'more currency', 'more currencies') : 'at cost'));
}

function heroTile(sales) {
  const many = sales.currencies.length > 1;
  return h('div', { class: 'tile hero' + (many ? ' many' : '') },
    h('span', { class: 'label' }, 'Net sales'),
    sales.currencies.slice(0, 4).map(c => [
      h('span', { class: 'value' }, h('span', { class: 'unit' }, c.currency), money(c.day.netSales), c.reporting ? h('span', { class: 'unit' }, ' in all') : null),
      h('div', { class: 'pair' },
        h('span', {}, changeWords(change(c.day.netSales, c.day.lastYear), 'no last year'), known(c.day.lastYear) ? h('span', { class: 'muted small' }, ' on last year') : null),
        h('span', {}, changeWords(change(c.day.netSales, c.day.lastWeek), 'no last week'), known(c.day.lastWeek) ? h('span', { class: 'muted small' }, ' on last week') : null)),
    ]),
    sales.currencies.length > 4 ? h('span', { class: 'note' }, 'and ' + plural(sales.currencies.length - 4, 'more currency', 'more currencies') + ' below') : null,
    many ? null : sparkline(sales.currencies[0].trend));
}

/** The last four weeks as a row of bars; the numbers are in the section below, so it is left out for screen readers. */
function sparkline(trend) {
  const last = trend.slice(-28);
  const top = Math.max(1, ...last.map(t => t.netSales || 0));
  const svg = svgElement('svg', { viewBox: '0 0 280 46', preserveAspectRatio: 'none', height: 46, width: '100%', 'aria-hidden': 'true', class: 'spark' });
  last.forEach((t, i) => {
    const height = Math.max(1, 44 * Math.max(0, t.netSales || 0) / top);
    svg.append(svgElement('rect', { x: i * 10 + 1, y: 46 - height, width: 8, height, fill: 'currentColor', opacity: i === last.length - 1 ? 1 : 0.28 }));
  });
  return svg;
}

function completenessTile(sales) {
  const fraction = sales.completeness;
  return h('div', { class: 'tile' }, h('span', { class: 'label' }, 'Data complete'),
    h('span', { class: 'value' }, share(fraction)),
    h('div', { class: 'meter', 'aria-hidden': 'true' }, sized(h('span', {}), { width: 100 * (fraction || 0) + '%' })),
    h('span', { class: 'note' }, sales.storesExpected ? number(sales.storesTrading) + ' of ' + plural(sales.storesExpected, 'store') + ' sent sales' : null));
}

function salesSection(report) {
  const body = byId('sales-body');
  append(body, sections(report, 'sales'));
  if (!report.sales) return;
  const sales = report.sales;
  const several = sales.currencies.length > 1;
  append(body, [h('p', { class: 'lead' }, 'Last year is the same weekday 52 weeks before (364 days). Days and hours are the stores\u2019 own local time.'
    + (several ? ' Currencies are never added together; choose one.' : ''))]);
  const place = h('div', {});
  const show = index => { place.replaceChildren(...currencyPanels(sales, sales.currencies[index])); if (place.isConnected) drawCharts(); };
  if (several) append(body, [choices('Currency', sales.currencies.map(c => c.currency + (c.reporting ? ' (all, converted)' : '')), show)]);
  append(body, [place]);
  show(0);
  append(body, [sales.regions.length ? regionsCard(report) : null, sales.places.length ? placesCard(sales) : null]);
}

function currencyPanels(sales, c) {
  const panels = h('div', { class: 'grid-2' },
    h('div', { class: 'card' },
      h('h3', {}, 'Net sales a day, last ' + plural(c.trend.length, 'day')),
      h('ul', { class: 'legend' },
        h('li', {}, h('span', { class: 'key' }), 'this year'), h('li', {}, h('span', { class: 'key dashed' }), 'last year, same weekday'),
        c.trend.some(t => known(t.completeness) && t.completeness < 0.995) ? h('li', {}, h('span', { class: 'key hollow' }), 'data has gaps') : null),
      trendChart(c.trend, c.currency),
      numbersBehind('Net sales a day in ' + c.currency, [{ name: 'Day' }, { name: 'Net sales', number: true }, { name: 'Last year', number: true }, { name: 'Change', number: true }, { name: 'Data complete', number: true }],
        c.trend.slice().reverse().map(t => [day(t.date), money(t.netSales), known(t.lastYear) ? money(t.lastYear) : 'none', changeWords(change(t.netSales, t.lastYear), 'no last year'), share(t.completeness)]))),
    h('div', { class: 'card' },
      h('h3', {}, 'Through the day, ' + dayMonth(sales.day)),
      h('ul', { class: 'legend' }, h('li', {}, h('span', { class: 'key block' }), 'the day'),
        h('li', {}, h('span', { class: 'key dashed' }), 'usual: ' + (c.usualWeeks ? 'median of ' + plural(c.usualWeeks, WEEKDAYS[parts(sales.day).weekday]) + ' before' : 'not known yet'))),
      hoursChart(c.hours, c.currency),
      numbersBehind('Net sales by hour in ' + c.currency, [{ name: 'Hour' }, { name: 'Net sales', number: true }, { name: 'Usual', number: true }, { name: 'Change', number: true }],
        c.hours.map(x => [clockHour(x.hour), money(x.netSales), known(x.usual) ? money(x.usual) : '\u2013', changeWords(change(x.netSales, x.usual), 'no usual')]))));
  return [panels, weekCard(c)];
}

/** How far an hour is from its usual, in steps: the step's class, so that style and theme stay in the style sheet. */
function heatOf(fraction) {
  if (fraction === null) return 'none';
  const step = [0.1, 0.25, 0.5].filter(limit => Math.abs(fraction) >= limit).length;
  return step ? (fraction > 0 ? 'more-' : 'less-') + step : 'usual';
}

/** The week by weekday and hour: each hour against the median of the same hour in the weeks before. */
function weekCard(c) {
  const all = c.week.flatMap(d => d.hours.map(x => x.hour));
  if (!all.length) return null;
  const hours = Array.from({ length: Math.max(...all) - Math.min(...all) + 1 }, (x, i) => Math.min(...all) + i);
  const place = h('div', {});
  const cell = (d, hour, sales) => {
    const x = d.hours.find(one => one.hour === hour);
    if (!x || !x.netSales && !x.usual) return h('td', { class: 'heat none' }, '');
    const against = change(x.netSales, x.usual);
    const told = WEEKDAYS[parts(d.date).weekday] + ' ' + clockHour(hour) + ': ' + money(x.netSales, c.currency) + ', usual ' + (known(x.usual) ? money(x.usual, c.currency) : 'not known');
    return h('td', { class: 'heat ' + heatOf(against), title: told },
      sales ? brief(Math.round(x.netSales)) : against === null ? '\u2013' : Math.abs(against) < 0.005 ? '0' : (against > 0 ? '+' : '') + number(against * 100));
  };
  const show = sales => place.replaceChildren(h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'The week hour by hour' },
    h('table', { class: 'week' },
      h('caption', {}, sales ? 'Net sales in ' + c.currency + ' by weekday and hour' : 'Net sales by weekday and hour, percent against the median of the four weeks before'),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Day'), hours.map(hour => h('th', { scope: 'col' }, String(hour).padStart(2, '0'))))),
      h('tbody', {}, c.week.map(d => h('tr', {}, h('th', { scope: 'row' }, WEEKDAYS[parts(d.date).weekday].slice(0, 3) + ' ' + dayMonth(d.date)), hours.map(hour => cell(d, hour, sales))))))));
  show(false);
  return h('div', { class: 'card' }, h('h3', {}, 'The week, hour by hour'),
    choices('What the cells say', ['Against usual', 'Net sales'], i => show(i === 1)),
    place,
    h('ul', { class: 'legend heat-legend' }, [['less-3', 'half or less'], ['less-2', '25% less'], ['less-1', '10% less'], ['usual', 'as usual'], ['more-1', '10% more'], ['more-2', '25% more'], ['more-3', 'half as much again']]
      .map(([step, text]) => h('li', {}, h('span', { class: 'key heat ' + step, 'aria-hidden': 'true' }), text))));
}

/** Regions side by side, each in its own money and on its own scale. */
function regionsCard(report) {
  const stories = report.events ? report.events.stories : [];
  return h('div', { class: 'card' }, h('h3', {}, 'Region by region, day by day'),
    h('ul', { class: 'legend' }, h('li', {}, h('span', { class: 'key' }), 'this year'), h('li', {}, h('span', { class: 'key dashed' }), 'last year, same weekday'),
      h('li', {}, h('span', { class: 'key band' }), 'four of five of the 8 weekdays before'), h('li', {}, h('span', { class: 'key hollow' }), 'unusual event')),
    h('p', { class: 'muted small' }, 'Each on a scale of its own, from zero.' + (report.sales.places.filter(p => p.level === 'REGION').length + report.sales.placesLeftOut > report.sales.regions.length ? ' The first ' + plural(report.sales.regions.length, 'region') + ' of the list below; the others are in the table.' : '')),
    h('div', { class: 'multiples' }, report.sales.regions.map(r => regionPicture(r, stories.filter(e => e.region === r.entity && e.currency === r.currency)))));
}

function regionPicture(region, stories) {
  const days = region.days;
  const first = days[0].date, last = days[days.length - 1].date;
  const total = key => days.filter(d => known(d.netSales) && known(d.lastYear)).reduce((sum, d) => sum + d[key], 0);
  const against = change(total('netSales'), total('lastYear'));
  const events = stories.filter(e => e.to.slice(0, 10) >= first && e.from.slice(0, 10) <= last);
  const marked = new Set(days.map(d => d.date).filter(date => events.some(e => e.from.slice(0, 10) <= date && date + ' 00:00' < e.to)));
  const told = 'Net sales a day of ' + region.entity + ' from ' + day(first) + ' to ' + day(last) + ', ' + (against === null ? 'no last year' : changeText(against) + ' on last year') + ', ' + plural(marked.size, 'day') + ' with an unusual event. The numbers are in the table below.';
  return h('div', { class: 'small-card' },
    h('h4', {}, region.entity), h('p', { class: 'small' }, changeWords(against, 'no last year'), h('span', { class: 'muted' }, ' on the same days last year')),
    smallMultiple(days, marked, told),
    h('p', { class: 'small muted ends' }, h('span', {}, dayMonth(first)), h('span', {}, 'top ' + money(Math.max(...days.flatMap(d => [d.netSales, d.lastYear, d.high].filter(known))), region.currency)), h('span', {}, dayMonth(last))),
    events.slice(0, 3).map(e => h('p', { class: 'small' }, h('a', { href: eventLink(e) }, dayMonth(e.from) + ': ' + words(e.kind)))),
    events.length > 3 ? h('p', { class: 'small muted' }, 'and ' + plural(events.length - 3, 'more event')) : null,
    numbersBehind('Net sales a day of ' + region.entity + ' in ' + region.currency, [{ name: 'Day' }, { name: 'Net sales', number: true }, { name: 'Last year', number: true }, { name: 'Usual', number: true }],
      days.slice().reverse().map(d => [day(d.date), known(d.netSales) ? money(d.netSales) : 'none', known(d.lastYear) ? money(d.lastYear) : 'none', known(d.low) ? money(d.low) + ' to ' + money(d.high) : '\u2013'])));
}

function deltaBar(fraction, widest) {
  const bar = h('div', { class: 'delta-bar', 'aria-hidden': 'true' });
  if (known(fraction)) bar.append(sized(h('span', { class: fraction < 0 ? 'down' : 'up' }), { width: 50 * Math.min(1, Math.abs(fraction) / widest) + '%' }));
  return bar;
}

/** "United Kingdom (GB)" for a country's code, from the names that the browser has. */
function placeLabel(p) {
  if (p.level !== 'COUNTRY') return p.entity;
  try {
    const name = new Intl.DisplayNames(['en'], { type: 'region' }).of(p.entity);
    return name && name !== p.entity ? name + ' (' + p.entity + ')' : p.entity;
  } catch (noSuchCode) {
    return p.entity;
  }
}

function placesCard(sales) {
  // the bars' scale fits all but the most extreme places: those fill their half, and the words beside say by how much
  const pcts = sales.places.filter(p => known(p.pct)).map(p => Math.abs(p.pct)).sort((a, b) => a - b);
  const widest = Math.max(0.05, 1.2 * (pcts[Math.floor((pcts.length - 1) * 0.8)] || 0));
  const oneCurrency = sales.places.every(p => p.currency === sales.places[0].currency) ? sales.places[0].currency : null;
  const amount = (value, p) => money(value, oneCurrency ? null : p.currency);
  const forecast = sales.places.some(p => known(p.forecastPct));
  const caption = 'Net sales of ' + day(sales.day) + (oneCurrency ? ' in ' + oneCurrency : '');
  const columns = [{ name: 'Country and region' }, { name: 'Net sales', number: true }, { name: 'Last year', number: true, wide: true }, { name: 'Against last year' },
    { name: 'Like-for-like', wide: true }, { name: 'Against last week', wide: true }, ...(forecast ? [{ name: 'Against forecast', wide: true }] : []), { name: 'Data complete', number: true, wide: true }];
  const row = p => ({
    class: p.level === 'COUNTRY' ? 'country' : 'region',
    cells: [
      placeLabel(p), amount(p.netSales, p), known(p.lastYear) ? amount(p.lastYear, p) : 'no last year',
      [changeWords(p.pct, 'no last year'), deltaBar(p.pct, widest)],
      [changeWords(p.likeForLikePct, 'none comparable'), known(p.likeForLikeStores) ? h('div', { class: 'muted small' }, plural(p.likeForLikeStores, 'store')) : null],
      changeWords(p.lastWeekPct, 'no last week'), ...(forecast ? [changeWords(p.forecastPct, 'no forecast')] : []), share(p.completeness),
    ],
  });
  const SHORT = 24;
  const holder = h('div', {}, table(caption, columns, sales.places.slice(0, SHORT).map(row), 'places'));
  const rest = sales.places.length - SHORT;
  return h('div', { class: 'card' },
    h('h3', {}, 'By country and region'),
    h('p', { class: 'muted small' }, 'Like-for-like counts only stores that were open at least 12 full months at the base day and traded on both days.'
      + (forecast ? ' The forecast is the newest one made before the day, at the prices expected for it.' : '')
      + (sales.placesLeftOut ? ' The ' + plural(sales.places.length, 'largest place') + ' of ' + number(sales.places.length + sales.placesLeftOut) + ' are shown.' : '')),
    holder,
    rest > 0 ? h('div', { class: 'more' }, h('button', { type: 'button', onclick: e => { holder.replaceChildren(table(caption, columns, sales.places.map(row), 'places')); e.target.parentNode.remove(); } }, 'Show ' + plural(rest, 'more place'))) : null);
}
