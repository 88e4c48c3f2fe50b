// The reorder list: search, filters, sorting, and for each line how its quantity came about.

/** The sorts offered; a row's own order is that of priority, most urgent first. */
const SORTS = [
  { name: 'Most urgent first', key: null },
  { name: 'Chance of running out', key: r => r.stockoutProbability, down: true },
  { name: 'Cost, highest first', key: r => r.cost, down: true },
  { name: 'Order quantity', key: r => r.orderUnits, down: true },
  { name: 'Stock on hand, lowest first', key: r => r.onHand, down: false },
  { name: 'Sales at risk', key: r => r.lostSales, down: true },
  { name: 'Item', key: r => r.itemName, down: false },
  { name: 'Store', key: r => r.storeName, down: false },
];

function reorderSection(report) {
  const body = byId('reorder-body');
  append(body, sections(report, 'reorder'));
  const reorder = report.reorder;
  if (!reorder) return;
  if (!reorder.lines) {
    append(body, [h('p', { class: 'lead' }, 'Nothing to order for ' + day(reorder.orderDate) + ': every store and item has enough until its next delivery.')]);
    return;
  }
  const rows = reorder.rows.map(cells => Object.fromEntries(reorder.columns.map((name, i) => [name, cells[i]])));
  rows.forEach((r, i) => {
    r.rank = i;
    r.text = [r.item, r.itemName, r.store, r.storeName, r.supplier, r.reason].join(' ').toLowerCase();
  });
  append(body, [
    h('p', { class: 'lead' }, 'Proposed for ' + longDay(reorder.orderDate) + ', store by store. Each quantity covers the demand until the next delivery after this one at the promised service level; open a line to see how it adds up.'),
    h('div', { class: 'summary-row' },
      figure('Order lines', number(reorder.lines)),
      reorder.totals.slice(0, 3).map(t => figure('Value in ' + (t.currency || 'unknown currency'), money(t.cost))),
      figure('Likely to run out without it', plural(reorder.atRisk, 'line')),
      reorder.phantoms ? figure('Stock figure doubtful', plural(reorder.phantoms, 'line')) : null),
    rows.length < reorder.lines ? h('div', { class: 'notice' },
      h('p', {}, 'The ' + number(rows.length) + ' most urgent of ' + plural(reorder.lines, 'line') + ' are in this file. The totals above and the suppliers below count all of them.'),
      h('p', { class: 'small' }, 'To get every line: ', h('code', {}, reorder.exportCommand))) : null,
    ordersCard(rows, reorder),
    changesCard(reorder),
    suppliersCard(reorder),
  ]);
}

const figure = (label, value) => h('div', {}, h('span', { class: 'label' }, label), h('span', { class: 'value' }, value));

function ordersCard(rows, reorder) {
  const PAGE = matchMedia('(max-width: 620px)').matches ? 12 : 25;
  const state = { text: '', supplier: '', store: '', sort: SORTS[0], down: true, pages: 1 };
  const status = h('span', { role: 'status', 'aria-live': 'polite' });
  const tbody = h('tbody', {});
  const more = h('button', { type: 'button', onclick: () => { state.pages++; render(); } });
  const moreLine = h('div', { class: 'more' }, more);
  const heads = [
    head('Item', r => r.itemName), head('Store', r => r.storeName), head('On hand', r => r.onHand, 'n'), head('Expected demand', r => r.demandMean, 'n'),
    head('Chance of running out', r => r.stockoutProbability), head('Order', r => r.orderUnits, 'n'), head('Cost', r => r.cost, 'n'), head('Delivery', r => r.delivery),
  ];
  const sortSelect = h('select', { onchange: e => { state.sort = SORTS[e.target.selectedIndex]; state.down = state.sort.down; state.pages = 1; render(); } }, SORTS.map(s => h('option', {}, s.name)));

  function head(name, key, cssClass) {
    const button = h('button', { type: 'button', class: 'sort', onclick: () => {
      state.down = state.sort.key === key ? !state.down : cssClass === 'n' || name.startsWith('Chance');
      state.sort = { key };
      sortSelect.selectedIndex = -1;
      state.pages = 1;
      render();
    } }, name, h('span', { 'aria-hidden': 'true' }, ''));
    const cell = h('th', { scope: 'col', class: cssClass || null, 'aria-sort': 'none' }, button);
    return { key, cell, arrow: button.lastChild };
  }

  function filter(label, values, key) {
    const select = h('select', { onchange: e => { state[key] = e.target.value; state.pages = 1; render(); } },
      h('option', { value: '' }, 'All'), values.map(v => h('option', { value: v.id }, v.name)));
    return h('label', {}, label, select);
  }

  function chosen() {
    const asked = state.text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = rows.filter(r => (!state.supplier || r.supplier === state.supplier) && (!state.store || r.store === state.store) && asked.every(word => r.text.includes(word)));
    const key = state.sort.key;
    if (!key) return found;
    const direction = state.down ? -1 : 1;
    return found.sort((a, b) => {
      const x = key(a), y = key(b);
      if (!known(x) || !known(y)) return known(x) ? -1 : known(y) ? 1 : a.rank - b.rank;
      return (typeof x === 'string' ? x.localeCompare(y, 'en') : x - y) * direction || a.rank - b.rank;
    });
  }

  function render() {
    const found = chosen();
    const shown = found.slice(0, state.pages * PAGE);
    tbody.replaceChildren(...shown.flatMap(r => orderRow(r)));
    const sums = new Map();
    for (const r of found) sums.set(r.currency || '', (sums.get(r.currency || '') || 0) + (r.cost || 0));
    status.textContent = found.length === 0 ? 'No line matches. Clear the search or choose another supplier or store.'
      : 'Showing ' + number(shown.length) + ' of ' + plural(found.length, 'matching line') + ', worth ' + [...sums].map(([currency, sum]) => money(sum, currency)).join(' and ') + '.';
    for (const one of heads) {
      const active = state.sort.key === one.key;
      one.cell.setAttribute('aria-sort', active ? (state.down ? 'descending' : 'ascending') : 'none');
      one.arrow.textContent = active ? (state.down ? ' \u2193' : ' \u2191') : '';
    }
    moreLine.hidden = shown.length === found.length;
    more.textContent = 'Show ' + number(Math.min(PAGE, found.length - shown.length)) + ' more';
  }

  let waiting = null;
  const search = h('input', { type: 'search', placeholder: 'Item, store, supplier or reason', autocomplete: 'off', oninput: e => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { state.text = e.target.value; state.pages = 1; render(); }, 120);
  } });
  const card = h('div', { class: 'card' },
    h('h3', { class: 'visually-hidden' }, 'Order lines'),
    h('div', { class: 'tools', role: 'search', 'aria-label': 'Order lines' },
      h('label', {}, 'Search', search),
      filter('Supplier', distinct(rows, 'supplier', 'supplier'), 'supplier'),
      filter('Store', distinct(rows, 'store', 'storeName'), 'store'),
      h('label', {}, 'Sort', sortSelect)),
    h('div', { class: 'status-line' }, status, h('button', { type: 'button', onclick: () => download(chosen(), reorder) }, 'Save these lines as CSV')),
    h('table', { class: 'orders' },
      h('caption', { class: 'visually-hidden' }, 'Order lines proposed'),
      h('thead', {}, h('tr', {}, heads.map(x => x.cell))), tbody),
    moreLine);
  render();
  return card;
}

function distinct(rows, id, name) {
  const names = new Map(rows.filter(r => r[id]).map(r => [r[id], r[name] && r[name] !== r[id] ? r[name] + ' (' + r[id] + ')' : r[id]]));
  return [...names].map(([key, text]) => ({ id: key, name: text })).sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

function orderRow(r) {
  const open = h('button', { type: 'button', class: 'open name', 'aria-expanded': 'false', onclick: () => {
    const opened = open.getAttribute('aria-expanded') === 'true';
    open.setAttribute('aria-expanded', String(!opened));
    if (opened) row.nextSibling.remove();
    else row.after(orderDetail(r));
  } }, r.itemName || r.item);
  const row = h('tr', {},
    h('th', { scope: 'row' }, open, h('span', { class: 'sub' }, r.itemName && r.itemName !== r.item ? r.item + ', ' : '', 'from ' + (r.supplier || 'no supplier'))),
    h('td', { 'data-label': 'Store' }, r.storeName || r.store, r.storeName && r.storeName !== r.store ? h('span', { class: 'sub' }, r.store) : null),
    h('td', { class: 'n', 'data-label': 'On hand' }, quantity(r.onHand), r.onOrder ? h('span', { class: 'sub' }, '+ ' + quantity(r.onOrder) + ' on order') : null),
    h('td', { class: 'n', 'data-label': 'Expected demand' }, quantity(r.demandMean), known(r.protectionDays) ? h('span', { class: 'sub' }, 'in ' + plural(r.protectionDays, 'day')) : null),
    h('td', { 'data-label': 'Chance of running out' }, known(r.stockoutProbability) ? [h('span', { class: 'risk', 'aria-hidden': 'true' }, sized(h('span', {}), { width: 100 * r.stockoutProbability + '%' })), percent(r.stockoutProbability, 0)] : '\u2013'),
    h('td', { class: 'n', 'data-label': 'Order' }, h('b', {}, quantity(r.orderUnits) + NBSP + unitWord(r.uom)), r.packSize && r.packSize !== 1 ? h('span', { class: 'sub' }, quantity(r.orderPacks) + ' \u00d7 ' + quantity(r.packSize)) : null),
    h('td', { class: 'n', 'data-label': 'Cost' }, money(r.cost, r.currency)),
    h('td', { 'data-label': 'Delivery' }, day(r.delivery)));
  return [row];
}
const unitWord = uom => ({ KGM: 'kg', LTR: 'l', MTR: 'm' }[uom] || 'units');

/** Demand target to order, term by term: the parts sum to the order. */
function orderDetail(r) {
  const terms = [['Net need', r.netNeed, true], ['Rounding to packs', r.rounding], ['Minimum order', r.minimum], ['Shelf or order limit', r.capacity], ['Shelf life', r.shelfLife]]
    .filter(([, value, always]) => always || known(value) && value !== 0);
  const facts = [
    ['Order up to', quantity(r.orderUpTo)], ['Demand to be covered', quantity(r.demandTarget)], ['Safety stock in it', quantity(r.safetyStock)],
    ['Service promised', percent(r.serviceTarget)], ['Next delivery after', day(r.nextDelivery)], ['Sales at risk without it', money(r.lostSales, r.currency)],
    ['Waste expected', quantity(r.waste) + ' ' + unitWord(r.uom)], ['Stock counted', r.stockAsOf ? day(r.stockAsOf) + ' ' + r.stockAsOf.slice(11, 16) + ' UTC' : 'never'],
  ];
  return h('tr', { class: 'detail' }, h('td', { colspan: '8' },
    h('p', {}, r.reason),
    r.phantom ? h('p', {}, h('span', { class: 'tag strong' }, '! Stock figure doubtful'), 'The system shows stock, yet the item has stopped selling: look at the shelf first.') : null,
    h('ul', { class: 'sum', 'aria-label': 'How the order adds up' },
      terms.map(([name, value], i) => h('li', {}, name, h('b', {}, (i && value > 0 ? '+ ' : '') + quantity(value)))),
      h('li', { class: 'result' }, 'Order', h('b', {}, '= ' + quantity(r.orderUnits) + ' ' + unitWord(r.uom)))),
    h('dl', { class: 'facts' }, facts.map(([name, value]) => fact(name, value)))));
}

function suppliersCard(reorder) {
  const SHORT = 12;
  const columns = [{ name: 'Supplier' }, { name: 'Order lines', number: true }, { name: 'Stores', number: true }, { name: 'Value', number: true }, { name: 'First delivery' }];
  const row = s => [s.supplier || 'no supplier', number(s.lines), number(s.stores), money(s.cost, s.currency), day(s.delivery)];
  return h('div', { class: 'card' }, h('h3', {}, 'By supplier'),
    table(reorder.suppliers.length > SHORT ? 'The ' + SHORT + ' largest of ' + plural(reorder.suppliers.length, 'supplier') : 'All suppliers', columns, reorder.suppliers.slice(0, SHORT).map(row)));
}

/** What is proposed otherwise than the last time, the changes of most money first. */
function changesCard(reorder) {
  const { came, went, more, less, same } = reorder.changes.counts;
  if (!went && !more && !less && !same) return null; // nothing was proposed in the weeks before
  const said = [[came, 'new'], [more, 'larger'], [less, 'smaller'], [went, 'needed no more']]
    .filter(([count]) => count).map(([count, words]) => number(count) + ' ' + words);
  const columns = [{ name: 'Item' }, { name: 'Store' }, { name: 'Before', number: true }, { name: 'Now', number: true }, { name: 'Value', number: true }, { name: 'Why', wide: true }];
  const sub = text => h('span', { class: 'sub' }, text);
  const units = (amount, uom) => (amount ? quantity(amount) + NBSP + unitWord(uom) : 'none');
  const row = c => [
    [c.itemName, sub((c.itemName !== c.item ? c.item + ', ' : '') + 'from ' + (c.supplier || 'no supplier'))],
    [c.storeName, c.storeName !== c.store ? sub(c.store) : null],
    [units(c.unitsBefore, c.uom), c.before ? sub(day(c.before)) : null],
    units(c.units, c.uom), (c.costChange > 0 ? '+' : '') + money(c.costChange, c.currency), c.reason,
  ];
  return h('div', { class: 'card' }, h('h3', {}, 'Against the proposal before'),
    h('p', {}, 'Beside what was proposed for the same item and store the last time: ' + (said.length ? said.join(', ') + '; ' + number(same) + ' as before.' : 'all ' + plural(same, 'line') + ' are as before.')),
    reorder.changes.largest.length ? table('The largest changes', columns, reorder.changes.largest.map(row), 'changed') : null);
}

/** Saves lines as CSV from inside the page: nothing is sent anywhere. A text that a spreadsheet would run as a formula gets a quote before it. */
function download(rows, reorder) {
  const cell = value => {
    if (!known(value)) return '';
    if (typeof value === 'number') return String(value);
    const text = /^[=+\-@\t\r]/.test(value) ? "'" + value : String(value);
    return '"' + text.replace(/"/g, '""') + '"';
  };
  const lines = [reorder.columns.join(',')].concat(rows.map(r => reorder.columns.map(c => cell(r[c])).join(',')));
  const link = h('a', { href: URL.createObjectURL(new Blob([lines.join('\r\n') + '\r\n'], { type: 'text/csv' })), download: 'orders-' + reorder.orderDate + '.csv' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
