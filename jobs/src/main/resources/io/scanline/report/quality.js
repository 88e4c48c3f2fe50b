// The data behind the numbers: completeness, the balance, quarantine, and what ran.

function dataSection(report) {
  const body = byId('data-body');
  append(body, sections(report, 'data'));
  const quality = report.quality;
  if (report.sales) append(body, [completenessCard(report.sales)]);
  if (!quality) return;
  append(body, [quality.files && filesCard(quality), quality.quarantine && quarantineCard(quality.quarantine), quality.runs.length ? runsCard(quality.runs) : null]);
}

function completenessCard(sales) {
  return h('div', { class: 'card' }, h('h3', {}, 'Day by day'),
    h('p', { class: 'muted small' }, 'Share of the expected sales data that has arrived. A dashed, hatched day has gaps; its sales may still rise.'),
    h('ol', { class: 'days' }, sales.days.map(d => {
      const absent = !known(d.completeness);
      return h('li', { class: absent ? 'absent' : d.completeness < 0.995 ? 'gap' : null }, h('b', {}, absent ? 'none' : share(d.completeness).replace('.0%', '%')), dayMonth(d.date));
    })),
    sales.silentStores.length ? h('p', {}, h('span', { class: 'tag strong' }, '! ' + plural(sales.silentStoreCount, 'store') + ' silent on ' + dayMonth(sales.day)),
      sales.silentStores.map(s => h('span', { class: 'tag' }, s.name + (s.lastDay ? ', last seen ' + dayMonth(s.lastDay) : ', never seen'))),
      sales.silentStoreCount > sales.silentStores.length ? 'and ' + plural(sales.silentStoreCount - sales.silentStores.length, 'more', 'more') : null) : null);
}

function filesCard(quality) {
  const f = quality.files;
  const terms = [['Header', f.header], ['Blank', f.blank], ['Accepted', f.accepted], ['Duplicate', f.duplicate], ['Corrected', f.corrected], ['Quarantined', f.quarantined]];
  const sum = terms.reduce((total, [, value]) => total + value, 0);
  return h('div', { class: 'card' }, h('h3', {}, 'Every line accounted for'),
    h('p', { class: 'muted small' }, plural(f.count, 'file') + ' (' + f.states.map(s => number(s.count) + ' ' + words(s.state)).join(', ') + '), sales of '
      + day(f.firstDay) + ' to ' + day(f.lastDay) + '. ' + (f.replaced ? 'Not counted: ' + plural(f.replaced, 'earlier delivery', 'earlier deliveries') + ' of them, replaced since. ' : '') + 'Lines are counted from the bytes of the files, apart from the parser.'),
    h('ul', { class: 'sum', 'aria-label': 'The balance' }, terms.map(([name, value], i) => h('li', {}, name, h('b', {}, (i ? '+ ' : '') + number(value)))),
      h('li', { class: 'result' }, 'Lines in the files', h('b', {}, '= ' + number(f.total)))),
    h('p', {}, sum === f.total ? h('span', { class: 'tag' }, '\u2713 balances to the line') : h('span', { class: 'tag strong' }, '! off by ' + plural(Math.abs(f.total - sum), 'line'))),
    f.latest.length ? h('details', { class: 'numbers' }, h('summary', {}, 'The latest ' + plural(f.latest.length, 'file')),
      h('div', {}, table('Latest files', [{ name: 'File' }, { name: 'State' }, { name: 'Lines', number: true }, { name: 'Accepted', number: true }, { name: 'Quarantined', number: true }],
        f.latest.map(x => [h('span', { class: 'mono' }, x.name), words(x.state), number(x.total), number(x.accepted), number(x.quarantined)])))) : null);
}

const REASONS = {
  MALFORMED: 'the line does not have the layout of its file', MISSING_FIELD: 'a required field is empty', BAD_TYPE: 'a value is not of its type', BAD_TIMESTAMP: 'the time cannot be read',
  BAD_CURRENCY: 'not an ISO currency', UNKNOWN_STORE: 'the store is not in the stores table', OUT_OF_RANGE: 'a value is outside its range', AMOUNTS_DISAGREE: 'net is not gross less discount',
  KEY_COLLISION: 'another line has the same key', TOO_LONG: 'longer than allowed', BAD_ENCODING: 'the bytes are not valid text',
};
function quarantineCard(q) {
  if (!q.reasons.length) return h('div', { class: 'card' }, h('h3', {}, 'Quarantine'), h('p', {}, '\u2713 Empty: no line was set aside.'));
  return h('div', { class: 'card' }, h('h3', {}, 'Quarantine: ' + plural(q.open, 'line') + ' set aside, none lost'),
    h('p', { class: 'muted small' }, 'Mend the lines, save them as a file with the header, and take it in: ', h('code', {}, q.mendCommand), '. A line with several faults counts under each.'),
    table('By reason, one example each (card numbers masked)', [{ name: 'Reason' }, { name: 'Lines', number: true }, { name: 'Example' }],
      q.reasons.map(r => [[sentence(words(r.reason)), h('div', { class: 'muted small' }, REASONS[r.reason] || null)], number(r.count),
        [h('span', { class: 'small muted' }, r.file + ', line ' + number(r.line) + (r.message ? ': ' + r.message : '')), h('code', { class: 'raw', tabindex: '0' }, r.raw)]]), 'reasons'));
}

function runsCard(runs) {
  const seconds = s => (!known(s) ? '\u2013' : s < 90 ? number(s, 1) + ' s' : number(Math.floor(s / 60)) + ' min ' + number(s % 60) + ' s');
  return h('div', { class: 'card' }, h('h3', {}, 'What ran'),
    table('The last run of each job', [{ name: 'Job' }, { name: 'Status' }, { name: 'Finished (UTC)' }, { name: 'Took', number: true }, { name: 'Rows in', number: true, wide: true }, { name: 'Rows out', number: true, wide: true }],
      runs.map(r => [r.job, (r.status === 'DONE' ? '\u2713 ' : '! ') + words(r.status), r.finished ? day(r.finished) + ' ' + r.finished.slice(11, 16) : '\u2013', seconds(r.wallSeconds), number(r.linesIn), number(r.linesOut)]), 'runs'));
}
