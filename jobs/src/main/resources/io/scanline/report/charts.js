// Charts: drawn as SVG, without animation, in the colours of the page's own theme; redrawn when the theme changes or the page is printed.
const drawn = [];

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

/** A chart is drawn when it comes near the window, so that a page with many of them answers at once. */
const comingNear = new IntersectionObserver(entries => {
  for (const one of drawn.filter(x => entries.some(e => e.isIntersecting && e.target === x.box))) {
    one.near = true;
    comingNear.unobserve(one.box);
    drawOne(one, themeColours());
  }
}, { rootMargin: '600px 0px' });

/** A chart's box; `option(c)` gives its ECharts option from the theme's colours; `told` is what a screen reader says in its place. */
function chart(told, option, cssClass) {
  const box = h('div', { class: 'chart ' + (cssClass || ''), role: 'img', 'aria-label': told });
  drawn.push({ box, option, instance: null, near: false });
  comingNear.observe(box);
  return box;
}

const themeColours = () => Object.fromEntries(['ink', 'muted', 'line', 'accent', 'accent-soft', 'base', 'down', 'up', 'card'].map(n => [n.replace('-s', 'S'), colour(n)]));

/** Draws the charts that were near once, and on paper all of them. */
function drawCharts() {
  const colours = themeColours();
  const onPaper = document.documentElement.classList.contains('on-paper');
  for (let i = drawn.length - 1; i >= 0; i--) {
    const one = drawn[i];
    if (!one.box.isConnected) {
      if (one.instance) one.instance.dispose();
      drawn.splice(i, 1);
    } else if (one.near || onPaper) {
      drawOne(one, colours);
    }
  }
}

function drawOne(one, colours) {
  if (!one.instance) one.instance = echarts.init(one.box, null, { renderer: 'svg' });
  one.instance.setOption(one.option(colours), true);
  one.instance.resize();
  // drawn now, not at the next frame: paper does not wait for one
  one.instance.getZr().flush();
}

function chartBase(c, tooltip) {
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit', color: c.muted },
    grid: { left: 8, right: 24, top: 14, bottom: 6, containLabel: true },
    // Drawn inside the SVG: a tooltip of HTML would need inline styles, which the page's content policy refuses.
    tooltip: { trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: c.card, borderColor: c.base, textStyle: { color: c.ink, fontSize: 13 }, axisPointer: { lineStyle: { color: c.base }, type: 'line' }, formatter: tooltip },
  };
}
const axisOf = (c, categories, label) => ({
  type: 'category', data: categories, boundaryGap: false, axisLine: { lineStyle: { color: c.base } }, axisTick: { show: false },
  axisLabel: { color: c.muted, fontSize: 12, hideOverlap: true, formatter: label },
});
const valueAxis = (c, label) => ({
  type: 'value', splitNumber: 4, splitLine: { lineStyle: { color: c.line } }, axisLabel: { color: c.muted, fontSize: 12, formatter: label },
});
/** 1,250,000 as 1.25M: for axes only. */
function brief(value) {
  const size = Math.abs(value);
  const [by, unit] = size >= 1e9 ? [1e9, 'bn'] : size >= 1e6 ? [1e6, 'M'] : size >= 1e4 ? [1e3, 'k'] : [1, ''];
  return String(+(value / by).toFixed(2)).replace('-', MINUS) + unit;
}

/** Net sales of each day, a line, and those of the same weekday a year before, a dashed one; days with gaps in their data are hollow diamonds. */
function trendChart(trend, currency) {
  const days = trend.map(t => t.date);
  const told = 'Net sales a day from ' + day(days[0]) + ' to ' + day(days[days.length - 1]) + ' in ' + currency + ', with the same weekday last year. The numbers are in the table below.';
  return chart(told, c => ({
    ...chartBase(c, items => {
      const t = trend[items[0].dataIndex];
      return day(t.date) + '\n' + money(t.netSales, currency) + '\nlast year ' + (known(t.lastYear) ? money(t.lastYear, currency) + ', ' + (change(t.netSales, t.lastYear) === null ? '' : changeText(change(t.netSales, t.lastYear))) : 'none')
        + (known(t.completeness) && t.completeness < 0.995 ? '\ndata ' + share(t.completeness) + ' complete' : '');
    }),
    xAxis: axisOf(c, days, dayMonth),
    yAxis: valueAxis(c, brief),
    series: [
      { name: 'last year', type: 'line', data: trend.map(t => t.lastYear), symbol: 'none', lineStyle: { color: c.base, width: 2, type: [6, 4] } },
      { name: 'this year', type: 'line', data: trend.map(t => t.netSales), symbol: 'none', lineStyle: { color: c.accent, width: 2.5 }, areaStyle: { color: c.accentSoft, opacity: 0.45 } },
      { name: 'gaps', type: 'scatter', silent: true, symbol: 'diamond', symbolSize: 11, itemStyle: { color: c.card, borderColor: c.down, borderWidth: 2 }, data: trend.map(t => (known(t.completeness) && t.completeness < 0.995 ? t.netSales : null)) },
    ],
  }));
}

/** Net sales by hour of the store's day, bars, against the usual of that weekday, dashes. */
function hoursChart(hours, currency) {
  const told = 'Net sales by hour of the day in ' + currency + ' against the usual for the weekday. The numbers are in the table below.';
  return chart(told, c => ({
    ...chartBase(c, items => {
      const x = hours[items[0].dataIndex];
      return clockHour(x.hour) + '\n' + money(x.netSales, currency) + '\nusual ' + (known(x.usual) ? money(x.usual, currency) : 'not known');
    }),
    xAxis: { ...axisOf(c, hours.map(x => x.hour), hour => String(hour).padStart(2, '0')), boundaryGap: true },
    yAxis: valueAxis(c, brief),
    series: [
      { name: 'the day', type: 'bar', data: hours.map(x => x.netSales), itemStyle: { color: c.accent, borderRadius: [3, 3, 0, 0] }, barCategoryGap: '25%' },
      { name: 'usual', type: 'line', step: 'middle', data: hours.map(x => x.usual), symbol: 'none', lineStyle: { color: c.ink, width: 2, type: [5, 3] } },
    ],
  }));
}
const clockHour = hour => String(hour).padStart(2, '0') + ':00 to ' + String(hour + 1).padStart(2, '0') + ':00';

/** What was sold, a line, then the mean forecast, dashed, inside its band. */
function forecastChart(history, days, unit) {
  const axis = history.map(x => x.date).concat(days.map(x => x.date));
  const before = history.map(() => null);
  const told = 'Demand a day in ' + unit + ': ' + history.length + ' days of history, then ' + days.length + ' days of forecast with a band. The numbers are in the table below.';
  return chart(told, c => ({
    ...chartBase(c, items => {
      const index = items[0].dataIndex;
      if (index < history.length) return day(axis[index]) + '\ndemand ' + quantity(history[index].demand) + ' ' + unit;
      const f = days[index - history.length];
      return day(f.date) + '\nforecast ' + quantity(f.mean) + ' ' + unit + '\neach for itself ' + quantity(f.innerLow) + ' to ' + quantity(f.innerHigh) + '\nall together ' + quantity(f.low) + ' to ' + quantity(f.high);
    }),
    xAxis: axisOf(c, axis, dayMonth),
    yAxis: { ...valueAxis(c, brief), scale: false },
    series: [
      { name: 'low', type: 'line', stack: 'band', data: before.concat(days.map(x => x.innerLow)), symbol: 'none', lineStyle: { color: c.accent, width: 1 }, silent: true },
      { name: 'band', type: 'line', stack: 'band', data: before.concat(days.map(x => x.innerHigh - x.innerLow)), symbol: 'none', lineStyle: { color: c.accent, width: 1 }, areaStyle: { color: c.accentSoft, opacity: 0.7 }, silent: true },
      ...['low', 'high'].map(edge => ({ name: edge + ' together', type: 'line', data: before.concat(days.map(x => x[edge])), symbol: 'none', silent: true, lineStyle: { color: c.accent, width: 1.2, type: [1, 3] } })),
      { name: 'forecast', type: 'line', data: before.concat(days.map(x => x.mean)), symbol: 'none', lineStyle: { color: c.accent, width: 2.5, type: [7, 4] } },
      { name: 'demand', type: 'line', data: history.map(x => x.demand), symbol: 'none', lineStyle: { color: c.ink, width: 2 } },
    ],
  }));
}

/** What was seen, hour by hour, inside the band of what was usual; the event's own hours are diamonds. */
function eventChart(e, hours, name) {
  const told = name + ' from ' + day(hours[0].at) + ' to ' + day(hours[hours.length - 1].at) + ' by hour, with the usual of those hours. The numbers are in the table below.';
  return chart(told, c => ({
    ...chartBase(c, items => {
      const x = hours[items[0].dataIndex];
      return day(x.at) + ' ' + x.at.slice(11) + (x.inside ? ', in the event' : '') + '\n' + metricValue(e, x.actual) + (known(x.usual) ? '\nusual ' + metricValue(e, x.usual) + '\nmostly ' + metricValue(e, x.low) + ' to ' + metricValue(e, x.high) : '');
    }),
    xAxis: axisOf(c, hours.map(x => x.at), at => dayMonth(at) + ' ' + at.slice(11, 13) + 'h'),
    yAxis: valueAxis(c, brief),
    series: [
      { name: 'low', type: 'line', stack: 'band', data: hours.map(x => x.low), symbol: 'none', lineStyle: { color: c.accent, width: 1 }, silent: true },
      { name: 'band', type: 'line', stack: 'band', data: hours.map(x => (known(x.low) ? x.high - x.low : null)), symbol: 'none', lineStyle: { color: c.accent, width: 1 }, areaStyle: { color: c.accentSoft, opacity: 0.7 }, silent: true },
      { name: 'usual', type: 'line', data: hours.map(x => x.usual), symbol: 'none', lineStyle: { color: c.base, width: 2, type: [6, 4] } },
      { name: 'seen', type: 'line', data: hours.map(x => x.actual), symbol: 'none', lineStyle: { color: c.ink, width: 2 } },
      { name: 'in the event', type: 'scatter', silent: true, symbol: 'diamond', symbolSize: 11, itemStyle: { color: c.card, borderColor: c.down, borderWidth: 2 }, data: hours.map(x => (x.inside ? x.actual : null)) },
    ],
  }));
}

/** A region's days in a small picture: this year, the year before, the band of the eight weeks before each day, and events as diamonds. */
function smallMultiple(days, marked, told) {
  const width = 260, height = 84;
  const top = Math.max(1, ...days.flatMap(d => [d.netSales, d.lastYear, d.high].filter(known)));
  const at = (value, i) => (i * width / Math.max(1, days.length - 1)).toFixed(1) + ',' + (height - 3 - Math.max(0, value) / top * (height - 9)).toFixed(1);
  const line = key => days.map((d, i) => (known(d[key]) ? at(d[key], i) : null)).filter(known).join(' ');
  const picture = svgElement('svg', { class: 'multiple', viewBox: '0 0 ' + width + ' ' + height, role: 'img', 'aria-label': told });
  picture.append(svgElement('polygon', { class: 'band', points: line('low') + ' ' + days.map((d, i) => (known(d.high) ? at(d.high, i) : null)).filter(known).reverse().join(' ') }));
  picture.append(svgElement('polyline', { class: 'before', points: line('lastYear') }), svgElement('polyline', { class: 'now', points: line('netSales') }));
  days.forEach((d, i) => {
    if (!marked.has(d.date) || !known(d.netSales)) return;
    const [x, y] = at(d.netSales, i).split(',').map(Number);
    picture.append(svgElement('path', { class: 'mark', d: 'M' + x + ' ' + (y - 5) + 'l5 5l-5 5l-5 -5z' }));
  });
  return picture;
}

/** A line of a word's height: what was, then what is expected, dashed, on one scale from 0. */
function demandLine(days, unit) {
  const all = days.history.concat(days.ahead);
  const top = Math.max(...all, 1e-9);
  const width = 240, height = 36;
  const place = (value, index) => (index * width / Math.max(1, all.length - 1)).toFixed(1) + ',' + (height - 2 - value / top * (height - 4)).toFixed(1);
  const mean = values => values.reduce((sum, x) => sum + x, 0) / Math.max(1, values.length);
  const picture = svgElement('svg', { class: 'demand-line', viewBox: '0 0 ' + width + ' ' + height, width, height, role: 'img',
    'aria-label': quantity(mean(days.history)) + ' ' + unit + ' a day, at most ' + quantity(Math.max(...days.history, 0)) + '; expected ' + quantity(mean(days.ahead)) });
  picture.append(svgElement('polyline', { class: 'was', points: days.history.map(place).join(' ') }));
  picture.append(svgElement('polyline', { class: 'ahead', points: days.ahead.map((value, i) => place(value, days.history.length + i)).join(' ') }));
  return picture;
}
