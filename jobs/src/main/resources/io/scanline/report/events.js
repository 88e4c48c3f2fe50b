// Unusual events: one card a story, the most severe first, and a page for each at #event-ID.
const SEVERITIES = { HIGH: ['high', '\u25b2\u25b2\u25b2 High'], MEDIUM: ['medium', '\u25b2\u25b2 Medium'], LOW: ['low', '\u25b2 Low'] };
const severityOf = code => SEVERITIES[code] || ['low', code ? '\u25b2 ' + sentence(words(code)) : '\u25b2'];

function eventsSection(report) {
  const body = byId('events-body');
  append(body, sections(report, 'events'));
  const events = report.events;
  if (!events) return;
  const retracted = events.retracted ? ' ' + plural(events.retracted, 'event') + ' since ' + day(events.since) + (events.retracted === 1 ? ' was' : ' were') + ' taken back, as later data did not bear ' + (events.retracted === 1 ? 'it' : 'them') + ' out.' : '';
  if (!events.stories.length) {
    append(body, [h('p', { class: 'lead' }, 'Nothing stands out.' + retracted)]);
    return;
  }
  const what = events.open ? plural(events.open, 'open event') + ' since ' + day(events.since) + (events.older ? ', and ' + plural(events.older, 'older one') : '') + '. The last week comes first, then the most severe'
    : 'No event is open since ' + day(events.since) + '; these are older';
  append(body, [h('p', { class: 'lead' }, what + (events.stories.length < events.parents ? '; ' + number(events.stories.length) + ' of ' + plural(events.parents, 'story', 'stories') + ' are here' : '')
    + '. A story that explains others holds them folded inside it. The bar shows what was usual (box), expected (line) and seen (diamond).' + retracted)]);
  const kinds = [...new Set(events.stories.map(e => e.kind))].sort();
  const list = h('div', { class: 'events' });
  const SHORT = 8;
  const PRINTED = 30;
  const LINK = '#event-';
  let kind = null, all = false;
  const more = h('button', { type: 'button', onclick: () => { all = true; show(); } });
  const moreLine = h('div', { class: 'more' }, more);
  function show() {
    const chosen = events.stories.filter(e => !kind || e.kind === kind);
    const onPaper = document.documentElement.classList.contains('on-paper');
    const shown = onPaper ? chosen.slice(0, PRINTED) : all ? chosen : chosen.slice(0, SHORT);
    list.replaceChildren(...shown.map(e => eventCard(e)));
    moreLine.hidden = shown.length === chosen.length;
    printNote.textContent = moreLine.hidden ? '' : 'Printed: ' + number(shown.length) + ' of ' + plural(chosen.length, 'story', 'stories') + '.';
    more.textContent = 'Show ' + plural(chosen.length - shown.length, 'more story', 'more stories');
  }
  const printNote = h('p', { class: 'print-only' });
  const page = h('div', {});
  const overviewOfAll = h('div', {});
  /** Shows the event that the address names, or all of them. */
  function follow() {
    const id = location.hash.startsWith(LINK) ? decodeURIComponent(location.hash.slice(LINK.length)) : null;
    const story = id === null ? null : events.stories.find(e => e.id === id || e.children.some(c => c.id === id));
    overviewOfAll.hidden = id !== null;
    page.replaceChildren(...(id === null ? [] : [h('p', {}, h('a', { href: '#events' }, '\u2190 All events')),
      story ? eventCard(story, true) : h('div', { class: 'notice' }, h('p', {}, 'Event ' + id + ' is not in this report: it may be closed, or too old. The table unusual_events has it.'))]));
    if (id !== null) byId('events').scrollIntoView({ behavior: 'instant' });
    drawCharts();
  }
  window.addEventListener('hashchange', () => { if (/^#event(s$|-)/.test(location.hash)) follow(); });
  window.addEventListener('load', () => { if (location.hash.startsWith(LINK)) follow(); });
  beforePaper.push(show);
  if (kinds.length > 1) append(overviewOfAll, [choices('Kind of event', ['All kinds', ...kinds.map(k => sentence(words(k)))], i => { kind = i ? kinds[i - 1] : null; all = false; show(); })]);
  append(overviewOfAll, [list, moreLine, printNote]);
  append(body, [page, overviewOfAll]);
  show();
}

const metricValue = (e, value) => (/sales|money|discount|basket|returns|amount/.test(e.metric || '') && !/rate/.test(e.metric) ? money(value, e.currency) : /rate|share|completeness/.test(e.metric || '') ? percent(value) : quantity(value));
const placeName = e => (e.level === 'CHAIN' ? 'The whole chain' : sentence(words(e.level)) + ' ' + e.place) + (e.department && e.department !== '*' ? ', ' + e.department : '');

const eventLink = e => '#event-' + encodeURIComponent(e.id);

/** @param whole with how sure it is and the hours around it */
function eventCard(e, whole) {
  const [cssClass, severity] = severityOf(e.severity);
  return h('article', { class: 'card event ' + cssClass },
    h('div', { class: 'event-top' }, h('span', { class: 'severity' }, severity), h('span', { class: 'tag' }, sentence(words(e.kind))), h('span', {}, windowWords(e.from, e.to, e.zone))),
    h('h3', {}, whole ? e.headline : h('a', { href: eventLink(e) }, e.headline)),
    h('dl', { class: 'facts' },
      fact('Where', placeName(e)),
      fact(sentence(words(e.metric)) || 'Seen', metricValue(e, e.actual)),
      fact('Expected', metricValue(e, e.expected)),
      known(e.pct) ? fact('Against expected', changeWords(e.pct)) : null,
      known(e.impact) ? fact('Money at stake', money(e.impact, e.currency)) : null,
      known(e.completeness) ? fact('Data complete', share(e.completeness)) : null),
    rangeBar(e),
    whole ? [hoursAround(e), h('p', { class: 'small muted' }, sureness(e))] : null,
    effects(e),
    e.drivers.length ? [h('h4', { class: 'small muted' }, 'What moved it'), h('ul', { class: 'drivers' }, e.drivers.map(driver))] : null,
    e.context.length ? h('p', {}, h('span', { class: 'small muted' }, 'At the same time: '), e.context.map(c => h('span', { class: 'tag' }, c.name || words(c.type)))) : null,
    e.action ? h('p', { class: 'do' }, h('b', {}, 'To do:'), ' ', e.action) : null,
    e.coldStart > 0.2 ? h('p', { class: 'small muted' }, percent(e.coldStart, 0) + ' of this baseline is borrowed from like places: the place\u2019s own history is short.') : null,
    e.children.length ? h('details', {}, h('summary', {}, plural(e.childCount, 'event') + ' inside this one'),
      h('ul', { class: 'children' }, e.children.map(c => h('li', {}, c.headline, ' ', h('span', { class: 'muted' }, '(' + severityOf(c.severity)[1] + ')')))),
      e.childCount > e.children.length ? h('p', { class: 'small muted' }, 'and ' + plural(e.childCount - e.children.length, 'more', 'more')) : null) : null);
}
/** How sure the event is, in words. */
function sureness(e) {
  const said = ['How sure: ' + number(Math.abs(e.score), 1) + ' usual deviations from what was expected'];
  if (known(e.falseRate)) said.push(e.falseRate < 0.0005 ? 'fewer than 1 in 2,000 such findings is chance' : 'about ' + percent(e.falseRate) + ' of such findings are chance');
  said.push('expected from ' + plural(e.baselineWeeks, 'week') + ' of history');
  if (known(e.completeness)) said.push('data ' + share(e.completeness) + ' complete');
  return said.join('; ') + '.';
}

/** The hours from a day before to a day after, with what past weeks made usual. */
function hoursAround(e) {
  if (!e.hours.length) return null;
  const hours = e.hours.map(x => ({ ...x, at: x.date + ' ' + String(x.hour).padStart(2, '0') + ':00' }));
  hours.forEach(x => { x.inside = x.at >= e.from && x.at < e.to; });
  const name = sentence(words(e.metric));
  return [
    h('h4', { class: 'small muted' }, name + ', hour by hour'),
    h('ul', { class: 'legend' }, h('li', {}, h('span', { class: 'key ink' }), 'seen'), h('li', {}, h('span', { class: 'key hollow' }), 'in the event'),
      h('li', {}, h('span', { class: 'key dashed' }), 'usual: median of 8 weeks before'), h('li', {}, h('span', { class: 'key band' }), 'four of five of those weeks')),
    eventChart(e, hours, name),
    numbersBehind(name + ' by hour', [{ name: 'Hour' }, { name: 'Seen', number: true }, { name: 'Usual', number: true }, { name: 'Four of five weeks', number: true }],
      hours.map(x => [day(x.at) + ' ' + x.at.slice(11) + (x.inside ? ' (in the event)' : ''), metricValue(e, x.actual), known(x.usual) ? metricValue(e, x.usual) : '\u2013', known(x.low) ? metricValue(e, x.low) + ' to ' + metricValue(e, x.high) : '\u2013'])),
  ];
}

const fact = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));

function effects(e) {
  const said = [];
  if (known(e.transactionsEffect) && e.transactionsEffect !== 0) said.push('number of transactions ' + signedMoney(e.transactionsEffect, e.currency));
  if (known(e.basketEffect) && e.basketEffect !== 0) said.push('size of the basket ' + signedMoney(e.basketEffect, e.currency));
  return said.length ? h('p', { class: 'small muted' }, 'Of the change: ' + said.join(', ') + '.') : null;
}
const signedMoney = (value, currency) => (value > 0 ? '+' : '') + money(value, currency);

function driver(d) {
  return h('li', {}, h('span', {}, (d.dimension ? sentence(words(d.dimension)) + ' ' : '') + d.value),
    h('span', {}, known(d.share) ? percent(d.share, 0) + ' of it' : ''),
    known(d.share) ? h('div', { class: 'track', 'aria-hidden': 'true' }, sized(h('span', {}), { width: Math.max(0, Math.min(1, d.share)) * 100 + '%' })) : null);
}

function rangeBar(e) {
  if (!known(e.lower) || !known(e.upper) || !known(e.actual) || !known(e.expected)) return null;
  const low = Math.min(e.lower, e.actual, 0 <= e.lower ? 0 : e.lower), high = Math.max(e.upper, e.actual);
  const at = value => (high > low ? 100 * (value - low) / (high - low) : 50);
  return [
    h('div', { class: 'range', 'aria-hidden': 'true' }, h('div', { class: 'axis' }),
      sized(h('div', { class: 'usual' }), { left: at(e.lower) + '%', width: Math.max(0.5, at(e.upper) - at(e.lower)) + '%' }),
      sized(h('div', { class: 'expected' }), { left: at(e.expected) + '%' }),
      sized(h('div', { class: 'actual' }), { left: at(e.actual) + '%' })),
    h('p', { class: 'range-words' }, 'Usual: ' + metricValue(e, e.lower) + ' to ' + metricValue(e, e.upper)),
  ];
}
