// The reorder list: its totals, for each line how its quantity came about, what changed, and what each supplier gets.

function reorderSection(report) {
  const body = byId('reorder-body');
  append(body, sections(report, 'reorder'));
  const reorder = report.reorder;
  if (!reorder) return;
  if (!reorder.lines) {
    append(body, [h('p', { class: 'lead' }, 'Nothing to order for ' + day(reorder.orderDate) + ': ' + (reorder.belowMinimum
      ? plural(reorder.belowMinimum, 'line') + ' in need must wait until the order comes to what the supplier takes at least.'
      : 'every store and item has enough until its next delivery.'))]);
    return;
  }
  const list = ordersCard(reorder);
  append(body, [
    h('p', { class: 'lead' }, 'Proposed for ' + longDay(reorder.orderDate) + ', store by store. Each quantity covers the demand until the next delivery after this one at the promised service level; open a line to see how it adds up.'),
    h('div', { class: 'summary-row' },
      figure('Order lines', number(reorder.lines)),
      reorder.totals.slice(0, 3).map(t => figure('Value in ' + (t.currency || 'unknown currency'), money(t.cost))),
      figure('Likely to run out without it', plural(reorder.atRisk, 'line')),
      reorder.phantoms ? figure('Stock figure doubtful', plural(reorder.phantoms, 'line')) : null,
      reorder.belowMinimum ? figure('Wait for their supplier\u2019s minimum', plural(reorder.belowMinimum, 'line')) : null),
    reorder.rows.count < reorder.lines ? h('div', { class: 'notice' },
      h('p', {}, 'The ' + number(reorder.rows.count) + ' most urgent of ' + plural(reorder.lines, 'line') + ' are in this file. The totals above and the suppliers below count all of them.'),
      h('p', { class: 'small' }, 'To get every line: ', h('code', {}, reorder.exportCommand))) : null,
    list.card,
    changesCard(reorder),
    suppliersCard(reorder),
  ]);
  list.follow();
}

const figure = (label, value) => h('div', {}, h('span', { class: 'label' }, label), h('span', { class: 'value' }, value));

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
  return row;
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
  const otherwise = [['if orders took a day longer', r.ifLater], ['if half as much was to go unmet', r.ifSurer], ['with a pack less in stock', r.ifLess]]
    .filter(([, units]) => known(units)).map(([when, units]) => quantity(units) + ' ' + when);
  return h('tr', { class: 'detail' }, h('td', { colspan: '8' },
    h('p', {}, r.reason),
    r.phantom ? h('p', {}, h('span', { class: 'tag strong' }, '! Stock figure doubtful'), 'The system shows stock, yet the item has stopped selling: look at the shelf first.') : null,
    h('ul', { class: 'sum', 'aria-label': 'How the order adds up' },
      terms.map(([name, value], i) => h('li', {}, name, h('b', {}, (i && value > 0 ? '+ ' : '') + quantity(value)))),
      h('li', { class: 'result' }, 'Order', h('b', {}, '= ' + quantity(r.orderUnits) + ' ' + unitWord(r.uom)))),
    h('dl', { class: 'facts' }, facts.map(([name, value]) => fact(name, value))),
    otherwise.length ? h('p', { class: 'small muted' }, 'It would be ' + otherwise.join(', ') + '.') : null,
    h('p', { class: 'small no-print' }, h('a', { href: orderLink({ store: r.store, item: r.item, supplier: r.supplier }) }, 'Link to this line'))));
}

function suppliersCard(reorder) {
  const SHORT = 12;
  const columns = [{ name: 'Supplier' }, { name: 'Order lines', number: true }, { name: 'Stores', number: true }, { name: 'Value', number: true }, { name: 'First delivery' }];
  const row = s => [s.supplier ? h('a', { href: orderLink({ supplier: s.supplier }) }, s.supplier) : 'no supplier', number(s.lines), number(s.stores), money(s.cost, s.currency), day(s.delivery)];
  return h('div', { class: 'card' }, h('h3', {}, 'By supplier'),
    table(reorder.suppliers.length > SHORT ? 'The ' + SHORT + ' largest of ' + plural(reorder.suppliers.length, 'supplier') : 'All suppliers', columns, reorder.suppliers.slice(0, SHORT).map(row)));
}

/** What is proposed otherwise than the last time, the changes of most money first. */
function changesCard(reorder) {
  const { came, went, more, less, same } = reorder.changes.counts;
  if (!went && !more && !less && !same) return null; // nothing was proposed in the weeks before
  const said = [[came, 'new'], [more, 'larger'], [less, 'smaller'], [went, 'not ordered now']]
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
