// The switch of the theme, and boxes that scroll only where they must. Every page works without it.
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = matchMedia("(prefers-color-scheme: dark)");
  var button = document.getElementById("theme");

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
  }
  function show() {
    button.setAttribute("aria-pressed", String(isDark()));
  }
  if (button) {
    button.hidden = false;
    show();
    dark.addEventListener("change", show);
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("lab-theme", root.dataset.theme); } catch (e) { /* for this page only */ }
      show();
    });
  }

  // A box that need not scroll is no stop for the Tab key.
  function stops() {
    document.querySelectorAll(".scroll").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth + 1) {
        box.tabIndex = 0;
      } else {
        box.removeAttribute("tabindex");
      }
    });
  }
  stops();
  addEventListener("resize", stops);
  addEventListener("load", stops);
  document.querySelectorAll("details").forEach(function (each) {
    each.addEventListener("toggle", stops);
  });

  addEventListener("keydown", function (event) {
    var field = document.getElementById("q");
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "/" && field && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    }
  });
})();
