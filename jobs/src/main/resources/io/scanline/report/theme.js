// Runs before the first paint, so that a chosen theme never flashes in the other one's colours.
(function () {
  try {
    var chosen = localStorage.getItem('scanline-theme');
    if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
  } catch (refused) {
    // A browser may refuse storage to a file: then the system's preference holds.
  }
})();
