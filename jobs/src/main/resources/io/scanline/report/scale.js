// What more executors brought: measured runs filled, what the model simulates hollow and dashed; and how loads were served.

function scaleSection(report) {
  const body = byId('scale-body');
  const scaling = report.scaling;
  append(body, scaling.jobs.length ? jobsOf(scaling) : [h('p', { class: 'muted' }, 'No run has been measured with several numbers of executors yet. This does it: ', h('code', {}, scaling.command))]);
  append(body, scaling.load ? loadOf(scaling.load) : [h('p', { class: 'muted' }, 'No load of several jobs at once has been served yet. This does it: ', h('code', {}, scaling.loadCommand))]);
}

function jobsOf(scaling) {
  const names = scaling.jobs.map(j => (j.job === 'chain' ? 'all together' : j.job));
  const place = h('div', {});
  const show = i => { place.replaceChildren(scaledJob(scaling.jobs[i], names[i])); if (place.isConnected) drawCharts(); };
  show(0);
  return [
    h('p', { class: 'lead' }, 'The same work on a cluster with more and more executors. Filled points were measured, each with the least and the most of its runs; hollow ones are simulated from one of these runs.'),
    names.length > 1 ? choices('Job', names, show) : null,
    place,
    scaling.misses.length ? h('div', { class: 'card' }, h('h3', {}, 'Foretold, and what came'), missesTable(scaling.misses), scaling.misses.some(m => m.starved) ? waitedForCpu() : null) : null,
  ];
}

function scaledJob(job, name) {
  const starved = job.measured.reduce((sum, p) => sum + p.starved, 0);
  const priced = job.measured.concat(job.simulated).some(p => known(p.costPerMillion));
  return h('div', { class: 'card' },
    h('h3', {}, sentence(name) + (known(job.lines) ? ', ' + plural(job.lines, 'line') : '')),
    h('p', { class: 'small muted' }, (job.warm ? 'Runs are warm: their applications had run the same before. ' : '') + lawWords(job.law) + (starved ? ' In ' + number(starved) + ' of ' + plural(job.measured.reduce((sum, p) => sum + p.runs, 0), 'run') + ' tasks waited for CPU: these say little about executors, and are not fitted.' : '')),
    h('ul', { class: 'legend' }, h('li', {}, h('span', { class: 'key point' }), 'measured, least to most'), h('li', {}, h('span', { class: 'key simulated' }), 'simulated, half to nine of ten runs'),
      job.law ? h('li', {}, h('span', { class: 'key law' }), 'Amdahl\u2019s law of the measured, with its 90% interval') : null, h('li', {}, h('span', { class: 'key dashed' }), 'twice the executors, twice as fast')),
    h('div', { class: 'grid-even charts' },
      h('div', {}, h('h4', {}, 'Wall time, seconds'), scalingChart(job, name, false)),
      h('div', {}, h('h4', {}, 'Speed-up'), scalingChart(job, name, true))),
    table('By executors; ~ simulated, not measured' + (priced ? '; cost by the price that scale was given' : ''),
      [{ name: 'Executors' }, { name: 'Wall, s', number: true }, { name: 'Speed-up', number: true }, { name: 'Efficiency', number: true }, { name: 'Lines/s', number: true }, ...(priced ? [{ name: 'Cost of a million lines', number: true }] : [])],
      job.measured.map(p => [number(p.executors), number(p.wall, 1) + ' (' + number(p.least, 1) + ' to ' + number(p.most, 1) + ', ' + plural(p.runs, 'run') + (p.starved ? ', ' + number(p.starved) + ' starved' : '') + ')',
        number(p.speedUp, 2), known(p.speedUp) ? percent(p.speedUp / p.executors, 0) : '\u2013', number(p.linesPerSecond), ...(priced ? [number(p.costPerMillion, 5)] : [])])
        .concat(job.simulated.map(p => ({ class: 'missing', cells: [number(p.executors), '~ ' + number(p.p50, 1) + ', nine of ten ' + number(p.p90, 1),
          '~ ' + number(p.speedUp, 2), known(p.speedUp) ? '~ ' + percent(p.speedUp / p.executors, 0) : '\u2013', known(job.lines) ? '~ ' + number(job.lines / p.p50) : '\u2013', ...(priced ? ['~ ' + number(p.costPerMillion, 5)] : [])] })))));
}

function lawWords(law) {
  if (!law) return 'No law is fitted: it takes unstarved runs with two numbers of executors.';
  const of = (part, interval) => percent(part) + ' (90% interval ' + percent(interval.low) + ' to ' + percent(interval.high) + ')';
  return 'Amdahl: serial ' + of(law.amdahl.serial, law.amdahlSerial) + '. Universal Scalability Law: serial ' + of(law.universal.serial, law.serial) + ', coherency ' + of(law.universal.coherency, law.coherency) + '.';
}

/** Wall by executors of a law whose serial share is another. */
const amdahlWall = (law, serial, n) => law.amdahl.single * (1 + serial * (n - 1)) / n;

const axisName = (c, name) => ({ name, nameLocation: 'middle', nameGap: 24, nameTextStyle: { color: c.muted, fontSize: 12 } });

/** Measured points with whiskers, the law with its interval, and what is simulated; both axes by doublings for a speed-up. */
function scalingChart(job, name, speedUp) {
  const most = Math.max(...job.measured.concat(job.simulated).map(p => p.executors), 2);
  const first = job.measured[0];
  const base = first.wall * first.executors;
  const of = wall => (speedUp ? base / wall : wall);
  const doublings = [];
  for (let n = 1; n <= most * 1.001; n *= Math.pow(2, 0.25)) doublings.push(n);
  const whiskers = points => points.flatMap(([n, low, high]) => [[n, low], [n, high], [n, '-']]);
  const line = (name, data, style, more) => ({ name, type: 'line', data, symbol: 'none', silent: true, lineStyle: style, ...more });
  const told = (speedUp ? 'Speed-up' : 'Wall time in seconds') + ' of ' + name + ' against executors: measured with ' + job.measured.map(p => number(p.executors)).join(', ') + ', simulated with ' + (job.simulated.map(p => number(p.executors)).join(', ') || 'none') + '. The numbers are in the table below.';
  return chart(told, c => ({
    ...chartBase(c, null),
    tooltip: { ...chartBase(c).tooltip, trigger: 'item', formatter: x => x.seriesName + '\n' + plural(x.value[0], 'executor') + '\n' + number(x.value[1], speedUp ? 2 : 1) + (speedUp ? ' times as fast' : ' s') },
    xAxis: { ...valueAxis(c, brief), type: 'log', logBase: 2, min: 1, max: most, splitLine: { show: false }, axisLine: { lineStyle: { color: c.base } }, ...axisName(c, 'executors') },
    grid: { left: 8, right: 24, top: 14, bottom: 24, containLabel: true },
    yAxis: speedUp ? { ...valueAxis(c, brief), type: 'log', logBase: 2, min: job.measured.concat(job.simulated).some(p => p.speedUp < 1) ? 0.5 : 1 } : { ...valueAxis(c, brief), min: 0 },
    series: [
      line('as fast as executors', doublings.map(n => [n, speedUp ? n : base / n]), { color: c.base, width: 1.5, type: [6, 4] }),
      ...(job.law ? [
        line('law', doublings.map(n => [n, of(amdahlWall(job.law, job.law.amdahl.serial, n))]), { color: c.ink, width: 1.5 }),
        ...['low', 'high'].map(end => line('law, ' + end, doublings.map(n => [n, of(amdahlWall(job.law, job.law.amdahlSerial[end], n))]), { color: c.ink, width: 1, type: [1, 3] })),
      ] : []),
      line('half to nine of ten', whiskers(job.simulated.map(p => [p.executors, of(p.p50), of(p.p90)])), { color: c.down, width: 1.5, type: [2, 2] }),
      { name: 'simulated', type: 'line', data: job.simulated.map(p => [p.executors, of(p.p50)]), symbol: 'diamond', symbolSize: 11, itemStyle: { color: c.card, borderColor: c.down, borderWidth: 2 }, lineStyle: { color: c.down, width: 1.5, type: [5, 4] } },
      line('least to most', whiskers(job.measured.map(p => [p.executors, of(p.least), of(p.most)])), { color: c.accent, width: 3, opacity: 0.55 }),
      { name: 'measured', type: 'line', data: job.measured.map(p => [p.executors, of(p.wall)]), symbol: 'circle', symbolSize: 9, itemStyle: { color: c.accent }, lineStyle: { color: c.accent, width: 2 } },
    ],
  }));
}

function missesTable(misses) {
  return table('What the model said, in seconds, of runs that it was not made of, and the median of what was measured: by a run of this study with the fewest executors, or by one of an earlier study, whatever its lines',
    [{ name: 'Job' }, { name: 'Lines', number: true }, { name: 'Executors', number: true }, { name: 'Foretold', number: true }, { name: 'Measured', number: true }, { name: 'Error', number: true }, { name: 'By a run of' }],
    misses.map(m => [m.job === 'chain' ? 'all together' : m.job, number(m.lines), number(m.executors), number(m.foretold, 1), number(m.measured, 1), (m.foretold > m.measured ? '+' : '') + percent(m.foretold / m.measured - 1, 0),
      (m.earlier ? 'earlier study' : 'fewest executors') + (m.starved ? ' *' : '')]));
}

const waitedForCpu = () => h('p', { class: 'small muted' }, '* Tasks waited for CPU: the machine was measured there, and not its executors.');

function loadOf(load) {
  const panels = [['By one executor', load.oneExecutor], ['By as many executors as jobs', load.inProportion]];
  const all = load.oneExecutor.concat(load.inProportion);
  const top = { seconds: Math.max(...all.map(p => p.load.p99)), jobs: Math.max(...all.map(p => p.load.throughput)) };
  return [
    h('h3', {}, 'Several jobs at once'),
    h('p', { class: 'lead' }, 'Each of so many jobs at once adds up ' + plural(load.lines, 'line') + ' and is followed by the next; they share the executors fairly. Both pictures have the same scales. By Little\u2019s law the jobs at once are the throughput times the mean response: the last column says how far from it the measuring is.'),
    h('ul', { class: 'legend' }, h('li', {}, h('span', { class: 'key' }), 'response, median'), h('li', {}, h('span', { class: 'key ahead' }), '95 of 100'), h('li', {}, h('span', { class: 'key dotted' }), '99 of 100'), h('li', {}, h('span', { class: 'key square' }), 'jobs a second, right scale')),
    h('div', { class: 'grid-even charts' }, panels.map(([name, points]) => h('div', { class: 'card' }, h('h3', {}, name), points.length ? [loadChart(name, points, top), loadNumbers(name, points)] : h('p', { class: 'muted' }, 'Not measured.')))),
    all.some(p => p.starved) ? waitedForCpu() : null,
  ];
}

function loadChart(name, points, top) {
  const told = name + ': response time in seconds and jobs a second against ' + points.map(p => number(p.load.atOnce)).join(', ') + ' jobs at once. The numbers are in the table below.';
  const response = (title, value, style, c) => ({ name: title, type: 'line', data: points.map(p => p.load[value]), symbol: 'circle', symbolSize: 7, itemStyle: { color: c.accent }, lineStyle: { color: c.accent, width: 2, ...style } });
  return chart(told, c => ({
    ...chartBase(c, items => {
      const p = points[items[0].dataIndex];
      return plural(p.load.atOnce, 'job') + ' at once, ' + plural(p.executors, 'executor') + '\nmedian ' + number(p.load.p50, 2) + ' s\n95 of 100 ' + number(p.load.p95, 2) + ' s\n99 of 100 ' + number(p.load.p99, 2) + ' s\n' + number(p.load.throughput, 2) + ' jobs a second';
    }),
    xAxis: { ...axisOf(c, points.map(p => p.load.atOnce), brief), boundaryGap: true, ...axisName(c, 'jobs at once') },
    grid: { left: 8, right: 12, top: 14, bottom: 24, containLabel: true },
    yAxis: [{ ...valueAxis(c, value => brief(value) + ' s'), min: 0, max: nice(top.seconds) }, { ...valueAxis(c, value => brief(value) + '/s'), min: 0, max: nice(top.jobs), splitLine: { show: false } }],
    series: [
      response('median', 'p50', {}, c),
      response('95 of 100', 'p95', { type: [7, 4] }, c),
      response('99 of 100', 'p99', { type: [1, 3] }, c),
      { name: 'jobs a second', type: 'line', yAxisIndex: 1, data: points.map(p => p.load.throughput), symbol: 'rect', symbolSize: 8, itemStyle: { color: c.ink }, lineStyle: { color: c.ink, width: 1.5 } },
    ],
  }));
}

/** The next of 1, 2, 4 and 8 times a power of ten, so that an axis ends on a round number. */
function nice(value) {
  const power = Math.pow(10, Math.floor(Math.log10(value)));
  return [1, 2, 4, 8, 10].find(step => step * power >= value * 0.999) * power;
}

function loadNumbers(name, points) {
  return table('Response in seconds, ' + name.toLowerCase(),
    [{ name: 'At once' }, { name: 'Executors', number: true, wide: true }, { name: 'Median', number: true }, { name: '95', number: true }, { name: '99', number: true }, { name: 'Jobs/s', number: true }, { name: 'Little', number: true }],
    points.map(p => [number(p.load.atOnce) + (p.starved ? ' *' : ''), number(p.executors), number(p.load.p50, 2), number(p.load.p95, 2), number(p.load.p99, 2), number(p.load.throughput, 2), number(p.load.inSystem, 1) + ' (' + (p.load.deviation > 0 ? '+' : '') + percent(p.load.deviation, 0) + ')']));
}
