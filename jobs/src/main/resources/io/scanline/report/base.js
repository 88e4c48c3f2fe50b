'use strict';
// What every section uses: building elements (text only ever as text), and words and numbers as people read them.

/** An element. Attributes by name; `class` and `text` as one expects; children are nodes, texts, or lists of them; null is nothing. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** An element of a picture, with its attributes. */
function svgElement(tag, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

const byId = id => document.getElementById(id);
const NBSP = '\u00a0';
const MINUS = '\u2212';
const known = value => value !== null && value !== undefined;

/** A share of a track, by style properties: a strict content policy refuses style attributes, not these. */
function sized(element, properties) {
  for (const [name, value] of Object.entries(properties)) element.style[name] = value;
  return element;
}

/** What draws itself anew when the page goes to paper, and when it comes back from there. */
const beforePaper = [];

// ---- numbers ----
const formats = new Map();
function number(value, decimals = 0) {
  if (!known(value)) return '\u2013';
  if (!formats.has(decimals)) {
    formats.set(decimals, new Intl.NumberFormat('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
  }
  return formats.get(decimals).format(value).replace('-', MINUS);
}
const wholeOr = (value, decimals) => number(value, Number.isInteger(value) ? 0 : decimals);
const quantity = value => (known(value) && Math.abs(value) < 0.05 ? '0' : wholeOr(value, Math.abs(value) < 100 ? 1 : 0));
function money(value, currency) {
  if (!known(value)) return '\u2013';
  const amount = number(value, Math.abs(value) < 1000 ? 2 : 0);
  return currency ? currency + NBSP + amount : amount;
}
function percent(fraction, decimals = 1) {
  return known(fraction) ? number(fraction * 100, decimals) + '%' : '\u2013';
}
/** A share that never rounds up to a hundred: 99.97% complete is not complete. */
function share(fraction) {
  if (!known(fraction)) return 'not known';
  if (fraction >= 1) return '100%';
  return number(Math.floor(fraction * 1000) / 10, 1) + '%';
}
const plural = (count, one, many) => number(count) + ' ' + (count === 1 ? one : many || one + 's');
const change = (actual, base) => (known(actual) && known(base) && base > 0 ? actual / base - 1 : null);

/** "▲ up 12.3%": a sign, a word and a number, so that the colour is never needed. */
function changeWords(fraction, missing) {
  if (!known(fraction)) return h('span', { class: 'change none' }, missing || 'no last year');
  if (Math.abs(fraction) < 0.0005) return h('span', { class: 'change' }, '= unchanged');
  const up = fraction > 0;
  return h('span', { class: 'change ' + (up ? 'up' : 'down') },
    h('span', { 'aria-hidden': 'true' }, up ? '\u25b2 ' : '\u25bc '), changeText(fraction));
}
function changeText(fraction) {
  if (Math.abs(fraction) < 0.0005) return 'unchanged';
  return (fraction > 0 ? 'up ' : 'down ') + percent(Math.abs(fraction));
}

// ---- days and hours ----
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
function parts(iso) {
  const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
  return { year, month, day, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
}
function longDay(iso) {
  if (!iso) return '\u2013';
  const p = parts(iso);
  return WEEKDAYS[p.weekday] + ' ' + p.day + ' ' + MONTHS[p.month - 1] + ' ' + p.year;
}
function day(iso) {
  if (!iso) return '\u2013';
  const p = parts(iso);
  return (WEEKDAYS[p.weekday].slice(0, 3) + ' ' + p.day + ' ' + MONTHS[p.month - 1].slice(0, 3) + ' ' + p.year).replace(/ /g, NBSP);
}
function dayMonth(iso) {
  const p = parts(iso);
  return p.day + NBSP + MONTHS[p.month - 1].slice(0, 3);
}
/** "Sat 23 Mar 2024, 14:00 to 17:00", the day once when both ends fall on it. */
function windowWords(from, to, zone) {
  const sameDay = from.slice(0, 10) === to.slice(0, 10) || to.slice(11, 16) === '00:00' && nextDay(from) === to.slice(0, 10);
  const clock = text => text.slice(11, 16);
  const end = clock(to) === '00:00' && sameDay ? '24:00' : clock(to);
  const words = sameDay ? day(from) + ', ' + clock(from) + ' to ' + end : day(from) + ', ' + clock(from) + ' to ' + day(to) + ', ' + clock(to);
  return words + (zone ? ' (' + zone + ')' : '');
}
function nextDay(iso) {
  const p = parts(iso);
  return new Date(Date.UTC(p.year, p.month - 1, p.day + 1)).toISOString().slice(0, 10);
}

/** "NET_SALES" and "net_sales" as words. */
const words = code => (code ? String(code).replace(/_/g, ' ').toLowerCase() : '');
const sentence = text => (text ? text.charAt(0).toUpperCase() + text.slice(1) : '');

// ---- pieces of page ----
/** A table: columns are {name, number?, wide?}; rows are lists of cells, or {class, cells}; the first cell heads its row. */
function table(caption, columns, rows, cssClass) {
  const cell = (content, index) => h(index === 0 ? 'th' : 'td',
    { scope: index === 0 ? 'row' : null, class: [columns[index].number && 'n', columns[index].wide && 'wide'].filter(Boolean).join(' ') || null }, content);
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', { class: cssClass || null },
      h('caption', {}, caption),
      h('thead', {}, h('tr', {}, columns.map(c => h('th', { scope: 'col', class: [c.number && 'n', c.wide && 'wide'].filter(Boolean).join(' ') || null }, c.name)))),
      h('tbody', {}, rows.map(row => h('tr', { class: row.class || null }, (row.cells || row).map(cell))))));
}

/** The numbers behind a chart, as a table that is closed until asked for. */
function numbersBehind(caption, columns, rows) {
  const details = h('details', { class: 'numbers' }, h('summary', {}, 'Show the numbers'));
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) details.append(h('div', {}, table(caption, columns, rows)));
  });
  return details;
}

/** What is not there, and the command that fills it. */
function missingNotice(missing) {
  return h('div', { class: 'notice' }, h('p', {}, missing.what), h('p', { class: 'small' }, 'To fill it: ', h('code', {}, missing.command)));
}

/** Buttons of which one is chosen. */
function choices(label, names, onChoice) {
  const buttons = names.map((name, index) => h('button', {
    type: 'button', 'aria-pressed': String(index === 0),
    onclick: () => { buttons.forEach((b, i) => b.setAttribute('aria-pressed', String(i === index))); onChoice(index); },
  }, name));
  return h('div', { class: 'choices', role: 'group', 'aria-label': label }, buttons);
}

function sections(report, name) {
  return report.missing.filter(m => m.section === name).map(missingNotice);
}
