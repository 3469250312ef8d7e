// JupyterLab 4 and Notebook 7 show pictures without their text alternative, though each figure of the labs carries one
// in its output's metadata ({"image/png": {"alt": ...}}). This takes their own way of showing a picture and adds it.
// And it breaks long lines of text between words: JupyterLab breaks them after any letter.
// Written by hand in the form of a prebuilt extension (a module-federation container): there is nothing to build.
(function () {
  "use strict";

  var IMAGES = ["image/png", "image/jpeg", "image/gif"];
  var RANK = 90; // JupyterLab's own for pictures: what is shown instead of what stays as it was

  var shared;

  function alternative(metadata, mime) {
    var own = (metadata || {})[mime] || {};
    return own.alt || (metadata || {}).alt;
  }

  // What the page shares of itself; of several versions any: the page has one of this.
  function share(name) {
    var versions = (shared || {})[name] || {};
    var version = Object.keys(versions)[0];
    if (!version) {
      return Promise.reject(new Error("transferlab-alt: this page shares no " + name));
    }
    return Promise.resolve(versions[version].get()).then(function (factory) {
      return factory();
    });
  }

  function plugin(rendermime) {
    class DescribedImage extends rendermime.RenderedImage {
      render(model) {
        var mime = this.mimeType;
        var node = this.node;
        return Promise.resolve(super.render(model)).then(function () {
          var text = alternative(model.metadata, mime);
          node.querySelectorAll("img").forEach(function (image) {
            // A picture without words is named as one, so that nobody hears its data read out.
            image.alt = text || image.alt || "";
          });
        });
      }
    }

    return {
      id: "transferlab-alt:plugin",
      description: "Text alternatives of figures",
      rendererFactory: {
        safe: true,
        mimeTypes: IMAGES,
        createRenderer: function (options) {
          return new DescribedImage(options);
        }
      },
      rank: RANK,
      dataType: "string"
    };
  }

  var style = document.createElement("style");
  style.textContent =
    "body .jp-OutputArea-output pre, body .jp-RenderedText pre { word-break: normal; overflow-wrap: anywhere; }";
  document.head.appendChild(style);

  var container = {
    init: function (scope) {
      shared = scope;
    },
    get: function (module) {
      if (module !== "./mimeExtension") {
        return Promise.reject(new Error("transferlab-alt: there is no " + module));
      }
      return share("@jupyterlab/rendermime").then(function (rendermime) {
        var exported = { __esModule: true, default: plugin(rendermime) };
        return function () {
          return exported;
        };
      });
    }
  };

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["transferlab-alt"] = container;
})();
