// The order lines of a large chain: kept column by column as the file has them, searched and sorted by their numbers in the
// file, and drawn a page at a time. What is chosen stands in the address, so that it can be sent to somebody.

/** The sorts offered; a line's own order is that of priority, most urgent first. */
const SORTS = [
  { name: 'Most urgent first', key: '' },
  { name: 'Chance of running out', key: 'stockoutProbability', down: true },
  { name: 'Cost, highest first', key: 'cost', down: true },
  { name: 'Order quantity', key: 'orderUnits', down: true },
  { name: 'Stock on hand, lowest first', key: 'onHand', down: false },
  { name: 'Sales at risk', key: 'lostSales', down: true },
  { name: 'Item', key: 'itemName', down: false },
  { name: 'Store', key: 'storeName', down: false },
];
const HEADS = [
  { name: 'Item', key: 'itemName' }, { name: 'Store', key: 'storeName' }, { name: 'On hand', key: 'onHand', n: true }, { name: 'Expected demand', key: 'demandMean', n: true },
  { name: 'Chance of running out', key: 'stockoutProbability', down: true }, { name: 'Order', key: 'orderUnits', n: true }, { name: 'Cost', key: 'cost', n: true }, { name: 'Delivery', key: 'delivery' },
];
const SEARCHED = ['item', 'itemName', 'store', 'storeName', 'supplier', 'reason'];
const PRINTED = 100;

/** The lines as columns; a line is the number of its place. */
function orderLines(columns) {
  const { count, numbers, texts, sentences } = columns;
  // where the numbers of each line's sentence begin
  const starts = {};
  for (const [name, s] of Object.entries(sentences)) {
    const start = starts[name] = new Uint32Array(count + 1);
    for (let i = 0; i < count; i++) start[i + 1] = start[i] + s.patterns[s.at[i]].length - 1;
  }
  const sentenceOf = (name, i) => {
    const s = sentences[name];
    return s.patterns[s.at[i]].reduce((text, part, k) => text + s.numbers[starts[name][i] + k - 1] + part);
  };
  const lowered = {};
  const low = name => lowered[name] || (lowered[name] = texts[name] ? texts[name].values.map(v => v.toLowerCase()) : sentences[name].patterns.map(p => p.join(' ').toLowerCase()));
  const placeOf = name => (texts[name] || sentences[name]).at;
  const ranks = {};
  /** What a line is sorted by: a number, or its text's rank in the alphabet. */
  function keyOf(name) {
    if (numbers[name]) return numbers[name];
    if (!ranks[name]) {
      const { values, at } = texts[name];
      const collator = new Intl.Collator('en', { numeric: true });
      const rank = new Map(values.map((v, i) => i).sort((a, b) => collator.compare(values[a], values[b])).map((i, order) => [i, order]));
      ranks[name] = at.map(i => (i < 0 ? null : rank.get(i)));
    }
    return ranks[name];
  }
  return {
    count,
    currencies: texts.currency,
    cost: numbers.cost,
    has: name => Boolean(numbers[name] || texts[name]),
    line: i => Object.fromEntries([
      ...Object.entries(numbers).map(([name, values]) => [name, values[i]]),
      ...Object.entries(texts).map(([name, t]) => [name, t.at[i] < 0 ? null : t.values[t.at[i]]]),
      ...Object.keys(sentences).map(name => [name, sentenceOf(name, i)]),
    ]),
    /** Ids that occur, with the names beside them, as a list to choose from. */
    distinct: (id, name) => {
      const nameAt = name ? texts[name].at : null;
      const labels = texts[id].values.map(v => v);
      texts[id].at.forEach((place, i) => {
        if (place >= 0 && nameAt && labels[place] === texts[id].values[place]) {
          const text = texts[name].values[nameAt[i]];
          if (known(text) && text !== labels[place]) labels[place] = text + ' (' + labels[place] + ')';
        }
      });
      const collator = new Intl.Collator('en', { numeric: true });
      return texts[id].values.map((v, i) => ({ id: v, name: labels[i] })).sort((a, b) => collator.compare(a.name, b.name));
    },
    /** Lines with every word in one of their texts and each of these ids, in a column's order. */
    chosen: (words, ids, key, down) => {
      const wanted = Object.entries(ids).filter(([, id]) => id).map(([name, id]) => [texts[name].at, texts[name].values.includes(id) ? texts[name].values.indexOf(id) : null]);
      // which texts have the word is asked once a text, not once a line
      const hits = words.map(word => SEARCHED.map(name => [placeOf(name), low(name).map(text => text.includes(word))]));
      const found = [];
      for (let i = 0; i < count; i++) {
        if (wanted.every(([at, place]) => at[i] === place) && hits.every(word => word.some(([at, hit]) => hit[at[i]]))) found.push(i);
      }
      if (!key) return found;
      const values = keyOf(key);
      const direction = down ? -1 : 1;
      return found.sort((a, b) => {
        const x = values[a], y = values[b];
        if (!known(x) || !known(y)) return known(x) ? -1 : known(y) ? 1 : a - b;
        return (x - y) * direction || a - b;
      });
    },
  };
}

function ordersCard(reorder) {
  const lines = orderLines(reorder.rows);
  const LINK = '#reorder?';
  const PAGE = matchMedia('(max-width: 620px)').matches ? 12 : 25;
  const state = {};
  let found = [];
  const status = h('span', { role: 'status', 'aria-live': 'polite' });
  const only = h('button', { type: 'button', onclick: () => set({ item: '' }) });
  const tbody = h('tbody', { onkeydown: turn });
  const search = h('input', { type: 'search', id: 'order-search', placeholder: 'Item, store, supplier or reason', autocomplete: 'off', oninput: e => {
    clearTimeout(waiting);
    waiting = setTimeout(() => set({ find: e.target.value }), 120);
  } });
  let waiting = null;
  const supplier = filter('supplier', lines.distinct('supplier'));
  const store = filter('store', lines.distinct('store', 'storeName'));
  const sort = h('select', { onchange: e => { const s = SORTS[e.target.selectedIndex]; set({ sort: s.key, down: s.down }); } }, SORTS.map(s => h('option', {}, s.name)));
  const heads = HEADS.map(head => {
    const button = h('button', { type: 'button', class: 'sort', onclick: () => set({ sort: head.key, down: state.sort === head.key ? !state.down : Boolean(head.n || head.down) }) },
      head.name, h('span', { 'aria-hidden': 'true' }, ''));
    return { key: head.key, cell: h('th', { scope: 'col', class: head.n ? 'n' : null, 'aria-sort': 'none' }, button), arrow: button.lastChild };
  });
  const pageInput = h('input', { type: 'number', min: '1', 'aria-label': 'Page', onchange: e => set({ page: Number(e.target.value) }) });
  const pages = h('span', {});
  const previous = h('button', { type: 'button', onclick: () => set({ page: state.page - 1 }) }, 'Previous');
  const next = h('button', { type: 'button', onclick: () => set({ page: state.page + 1 }) }, 'Next');
  const pager = h('nav', { class: 'pager', 'aria-label': 'Pages of order lines' }, previous, h('label', {}, 'Page ', pageInput, ' of ', pages), next);
  const printNote = h('p', { class: 'print-only' });

  function filter(key, values) {
    return h('select', { onchange: e => set({ [key]: e.target.value }) }, h('option', { value: '' }, 'All'), values.map(v => h('option', { value: v.id }, v.name)));
  }

  /** Changes what is chosen; all but another page begins at the first one. */
  function set(changes) {
    Object.assign(state, { page: 1 }, changes);
    choose();
    const address = new URLSearchParams();
    for (const key of ['find', 'supplier', 'store', 'item']) if (state[key]) address.set(key, state[key]);
    if (state.sort) address.set('sort', (state.down ? '-' : '') + state.sort);
    if (state.page > 1) address.set('page', state.page);
    const hash = String(address) ? LINK + address : '#reorder';
    if (hash !== location.hash && (String(address) || location.hash.startsWith(LINK))) history.replaceState(null, '', hash);
  }

  /** Takes what is chosen from the address. */
  function follow() {
    const asked = location.hash.startsWith(LINK);
    const address = new URLSearchParams(asked ? location.hash.slice(LINK.length) : '');
    const order = address.get('sort') || '';
    const key = order.replace(/^-/, '');
    Object.assign(state, {
      find: address.get('find') || '', supplier: address.get('supplier') || '', store: address.get('store') || '', item: address.get('item') || '',
      sort: lines.has(key) ? key : '', down: order.startsWith('-'), page: Number(address.get('page')) || 1,
    });
    search.value = state.find;
    choose();
    // one line, named by its store, item and supplier, is meant to be read
    if (asked && found.length === 1) tbody.querySelector('button.open').click();
    if (asked) show();
  }

  const show = () => byId('reorder').scrollIntoView({ behavior: 'instant' });

  function choose() {
    found = lines.chosen(state.find.toLowerCase().split(/\s+/).filter(Boolean), { supplier: state.supplier, store: state.store, item: state.item }, state.sort, state.down);
    render();
  }

  function render() {
    const last = Math.max(1, Math.ceil(found.length / PAGE));
    state.page = Math.min(last, Math.max(1, Math.floor(state.page) || 1));
    const onPaper = document.documentElement.classList.contains('on-paper');
    const from = onPaper ? 0 : (state.page - 1) * PAGE;
    const shown = found.slice(from, from + (onPaper ? PRINTED : PAGE));
    tbody.replaceChildren(...shown.map(i => orderRow(lines.line(i))));
    status.textContent = !found.length ? 'No line matches. Clear the search or choose another supplier or store.'
      : (shown.length === found.length ? 'All ' : number(from + 1) + ' to ' + number(from + shown.length) + ' of ') + plural(found.length, 'matching line') + ', worth ' + worth(found) + '.';
    printNote.textContent = shown.length < found.length ? 'Printed: the first ' + number(shown.length) + ' of ' + plural(found.length, 'line') + '. Search or filter before printing for others; "Save these lines as CSV" has them all.' : '';
    only.hidden = !state.item;
    only.textContent = 'Only item ' + state.item + ': show all';
    supplier.value = state.supplier;
    store.value = state.store;
    sort.selectedIndex = SORTS.findIndex(s => s.key === state.sort && Boolean(s.down) === Boolean(state.down));
    for (const head of heads) {
      const active = Boolean(state.sort) && state.sort === head.key;
      head.cell.setAttribute('aria-sort', active ? (state.down ? 'descending' : 'ascending') : 'none');
      head.arrow.textContent = active ? (state.down ? ' \u2193' : ' \u2191') : '';
    }
    pager.hidden = last === 1;
    pages.textContent = number(last);
    pageInput.value = state.page;
    pageInput.max = last;
    previous.disabled = state.page === 1;
    next.disabled = state.page === last;
  }

  function worth(chosen) {
    const sums = new Map();
    for (const i of chosen) sums.set(lines.currencies.at[i], (sums.get(lines.currencies.at[i]) || 0) + (lines.cost[i] || 0));
    return [...sums].map(([currency, sum]) => money(sum, lines.currencies.values[currency])).join(' and ');
  }

  /** Arrows go from line to line, and the page keys from page to page. */
  function turn(e) {
    const buttons = [...tbody.querySelectorAll('button.open')];
    const at = buttons.indexOf(document.activeElement);
    if (at < 0) return;
    const page = { PageDown: 1, PageUp: -1 }[e.key];
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[e.key];
    if (page) {
      set({ page: state.page + page });
      tbody.querySelector('button.open').focus();
    } else if (known(to) && buttons[to]) {
      buttons[to].focus();
    } else {
      return;
    }
    e.preventDefault();
  }

  document.addEventListener('keydown', e => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);
    if (e.key === '/' && !typing && !e.ctrlKey && !e.metaKey && !e.altKey) {
      e.preventDefault();
      search.focus();
    } else if (e.key === 'Escape' && e.target === search) {
      search.value = '';
      set({ find: '' });
    } else if (e.key === 'Enter' && e.target === search) {
      const first = tbody.querySelector('button.open');
      if (first) first.focus();
    }
  });
  window.addEventListener('hashchange', () => { if (/^#reorder(\?|$)/.test(location.hash)) follow(); });
  window.addEventListener('load', () => { if (location.hash.startsWith(LINK)) show(); });
  beforePaper.push(render);
  const card = h('div', { class: 'card' },
    h('h3', { class: 'visually-hidden' }, 'Order lines'),
    h('div', { class: 'tools', role: 'search', 'aria-label': 'Order lines' },
      h('label', {}, 'Search', search), h('label', {}, 'Supplier', supplier), h('label', {}, 'Store', store), h('label', {}, 'Sort', sort)),
    h('p', { class: 'keys small muted' }, 'Keys: ', h('kbd', {}, '/'), ' search, ', h('kbd', {}, '\u2191'), ' ', h('kbd', {}, '\u2193'), ' from line to line, ', h('kbd', {}, 'Enter'), ' open, ', h('kbd', {}, 'Page Up'), ' ', h('kbd', {}, 'Page Down'), ' turn the page. The address keeps what is chosen.'),
    h('div', { class: 'status-line' }, status, only, h('button', { type: 'button', onclick: () => download(found.map(lines.line), reorder) }, 'Save these lines as CSV')),
    printNote,
    h('div', { class: 'scroll' }, h('table', { class: 'orders' },
      h('caption', { class: 'visually-hidden' }, 'Order lines proposed'),
      h('thead', {}, h('tr', {}, heads.map(x => x.cell))), tbody)),
    pager);
  return { card, follow };
}

/** The address of one line, or of what else is chosen. */
const orderLink = chosen => '#reorder?' + new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
