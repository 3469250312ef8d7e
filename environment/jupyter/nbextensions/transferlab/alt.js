// Jupyter Notebook 6 shows pictures without their text alternative, though each figure of the labs carries one
// in its output's metadata ({"image/png": {"alt": ...}}). This adds it here; labextensions/ does for JupyterLab.
// And it breaks long lines of text between words: Notebook breaks them after any letter.
define(["base/js/namespace", "base/js/events", "notebook/js/outputarea"], function (Jupyter, events, outputarea) {
  "use strict";

  function alternative(metadata, mime) {
    var own = (metadata || {})[mime] || {};
    return own.alt || (metadata || {}).alt;
  }

  function describe(image, text) {
    if (text && image.length) {
      image.attr("alt", text);
    }
  }

  // Pictures shown from now on.
  var prototype = outputarea.OutputArea.prototype;
  var plain = prototype._append_img;
  prototype._append_img = function (source, metadata, element, inserted, mime) {
    var shown = plain.apply(this, arguments);
    describe(shown.find("img"), alternative(metadata, mime));
    return shown;
  };

  // Pictures of a saved notebook that were shown before this was loaded.
  function describeSaved() {
    Jupyter.notebook.get_cells().forEach(function (cell) {
      if (!cell.output_area) {
        return;
      }
      var shown = cell.output_area.element.children(".output_area");
      cell.output_area.outputs.forEach(function (output, i) {
        ["image/png", "image/jpeg"].forEach(function (mime) {
          if (output.data && output.data[mime]) {
            describe(shown.eq(i).find("img"), alternative(output.metadata, mime));
          }
        });
      });
    });
  }

  function keepWords() {
    var style = document.createElement("style");
    style.textContent = "body div.output_area pre { word-break: normal; overflow-wrap: anywhere; }";
    document.head.appendChild(style);
  }

  return {
    load_ipython_extension: function () {
      keepWords();
      events.on("notebook_loaded.Notebook", describeSaved);
      if (Jupyter.notebook) {
        describeSaved();
      }
    }
  };
});
