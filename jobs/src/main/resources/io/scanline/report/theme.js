// Runs before the first paint: shows what needs scripts, and lets a chosen theme never flash in the other one's colours.
(function () {
  document.documentElement.classList.add('scripted');
  try {
    var chosen = localStorage.getItem('scanline-theme');
    if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
  } catch (refused) {
    // A browser may refuse storage to a file: then the system's preference holds.
  }
})();
