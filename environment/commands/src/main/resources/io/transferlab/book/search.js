// Finds sections by words: all of them must begin a word there. The index is search-index.js, a script, so that it
// loads from a folder as well as from a server.
(function () {
  "use strict";
  var field = document.getElementById("q");
  var list = document.getElementById("results");
  var status = document.getElementById("status");
  var most = 40;

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  var index = window.bookIndex.map(function (row) {
    return {page: row[0], language: row[1], lab: row[2], heading: row[3], text: row[4],
      inHeading: plain(row[2] + " " + row[3]), inText: plain(row[4])};
  });

  function wordsOf(query) {
    return plain(query).split(/[^\p{L}\p{N}+@.-]+/u).filter(Boolean);
  }
  function starts(text, word) {
    var found = [];
    for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1])) found.push(at);
    }
    return found;
  }
  function score(row, words) {
    var total = 0;
    for (var i = 0; i < words.length; i++) {
      var inHeading = starts(row.inHeading, words[i]).length;
      var inText = starts(row.inText, words[i]).length;
      if (!inHeading && !inText) return 0;
      total += 8 * inHeading + Math.min(inText, 5);
    }
    return total;
  }
  function excerpt(row, words) {
    var p = document.createElement("p");
    // Only where folding kept the length do places in the folded text fit.
    var same = row.inText.length === row.text.length;
    var first = same ? Math.min.apply(null, words.map(function (w) {
      var at = starts(row.inText, w);
      return at.length ? at[0] : Infinity;
    })) : Infinity;
    var from = isFinite(first) ? Math.max(0, first - 70) : 0;
    if (from > 0) from = row.text.indexOf(" ", from) + 1;
    var piece = row.text.slice(from, from + 220);
    var folded = same ? row.inText.slice(from, from + 220) : "";
    var marks = [];
    words.forEach(function (w) {
      starts(folded, w).forEach(function (at) { marks.push([at, at + w.length]); });
    });
    marks.sort(function (a, b) { return a[0] - b[0]; });
    var done = 0;
    if (from > 0) p.append("… ");
    marks.forEach(function (m) {
      if (m[0] < done) return;
      var mark = document.createElement("mark");
      mark.textContent = piece.slice(m[0], m[1]);
      p.append(piece.slice(done, m[0]), mark);
      done = m[1];
    });
    p.append(piece.slice(done) + (from + 220 < row.text.length ? " …" : ""));
    return p;
  }
  function search() {
    var words = wordsOf(field.value);
    list.textContent = "";
    if (!words.length) {
      status.textContent = "";
      return;
    }
    var found = index.map(function (row) { return [score(row, words), row]; })
      .filter(function (each) { return each[0] > 0; })
      .sort(function (a, b) { return b[0] - a[0]; });
    status.textContent = found.length === 0 ? "Nothing found. Try fewer words, or the beginning of one."
      : found.length === 1 ? "1 section" : found.length + " sections" + (found.length > most ? ", the first " + most + ":" : "");
    found.slice(0, most).forEach(function (each) {
      var row = each[1];
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = row.page;
      link.textContent = row.heading;
      var where = document.createElement("span");
      where.className = "where";
      where.textContent = row.lab;
      item.lang = row.language;
      item.append(link, where, excerpt(row, words));
      list.append(item);
    });
  }
  field.value = new URLSearchParams(location.search).get("q") || "";
  search();
  field.addEventListener("input", search);
  field.form.addEventListener("submit", function (event) {
    event.preventDefault();
    search();
    try { history.replaceState(null, "", "?q=" + encodeURIComponent(field.value)); } catch (e) { /* a folder */ }
  });
})();
