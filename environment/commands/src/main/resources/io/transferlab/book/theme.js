// Before anything is drawn: the theme that this reader has chosen, if any.
(function () {
  try {
    var chosen = localStorage.getItem("lab-theme");
    if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
  } catch (e) { /* no storage: the system's theme */ }
})();
