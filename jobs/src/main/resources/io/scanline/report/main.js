// Reads the data that the file carries and fills the page.
const REPORT = JSON.parse(byId('report-data').textContent);

function foot(report) {
  append(byId('foot'), [
    h('p', {}, 'Made by Scanline ' + report.version + (report.tables.length ? ' from the tables of ' + report.lake + ': ' + report.tables.map(t => t.name + ' (version ' + t.version + ')').join(', ') + '. The same versions give the same file.' : '; the lake ' + report.lake + ' has no tables yet.')),
    h('p', {}, 'This file loads nothing from the network and sends nothing. Charts: Apache ECharts, Apache License 2.0.'),
  ]);
}

function themeButton() {
  const root = document.documentElement;
  const order = [undefined, 'light', 'dark'];
  const button = byId('theme-button');
  const label = () => { button.textContent = 'Theme: ' + (root.dataset.theme || 'auto'); };
  button.addEventListener('click', () => {
    const next = order[(order.indexOf(root.dataset.theme) + 1) % order.length];
    if (next) root.dataset.theme = next;
    else delete root.dataset.theme;
    try {
      if (next) localStorage.setItem('scanline-theme', next);
      else localStorage.removeItem('scanline-theme');
    } catch (refused) {
      // A browser may refuse storage to a file: the choice then lasts until the page is closed.
    }
    label();
    drawCharts();
  });
  label();
}

/** Marks the section being read in the bar on top. */
function followSections() {
  const links = new Map([...document.querySelectorAll('.bar nav a')].map(a => [a.getAttribute('href').slice(1), a]));
  // a line a quarter down the window: one section at a time crosses it
  const seen = new IntersectionObserver(entries => {
    for (const entry of entries) {
      const link = links.get(entry.target.id);
      if (!link) continue;
      if (entry.isIntersecting) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }, { rootMargin: '-25% 0px -75% 0px' });
  document.querySelectorAll('main section').forEach(s => seen.observe(s));
}

overview(REPORT);
salesSection(REPORT);
growthSection(REPORT);
eventsSection(REPORT);
reorderSection(REPORT);
policiesSection(REPORT);
forecastSection(REPORT);
dataSection(REPORT);
scaleSection(REPORT);
foot(REPORT);
themeButton();
drawCharts();
followSections();
byId('print-button').addEventListener('click', () => window.print());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawCharts);
let resizing = null;
window.addEventListener('resize', () => { clearTimeout(resizing); resizing = setTimeout(drawCharts, 120); });
let screenTheme = null;
window.addEventListener('beforeprint', () => {
  // scripts still see the screen's styles here, so paper gets the light theme and its own chart size by hand
  screenTheme = document.documentElement.dataset.theme || null;
  document.documentElement.dataset.theme = 'light';
  document.documentElement.classList.add('on-paper');
  beforePaper.forEach(draw => draw());
  drawCharts();
});
window.addEventListener('afterprint', () => {
  document.documentElement.classList.remove('on-paper');
  beforePaper.forEach(draw => draw());
  if (screenTheme) document.documentElement.dataset.theme = screenTheme;
  else delete document.documentElement.dataset.theme;
  drawCharts();
});
document.documentElement.dataset.drawn = 'true';
