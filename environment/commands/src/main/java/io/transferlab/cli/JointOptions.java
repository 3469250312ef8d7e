package io.transferlab.cli;

import io.transferlab.core.Sizes;
import io.transferlab.data.fetch.DownloadCatalogue;
import io.transferlab.data.fetch.Entry;
import io.transferlab.joint.PictureTextModel;
import io.transferlab.joint.PictureTextModels;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What the commands over pictures and texts share. */
final class JointOptions {
  @Option(
      names = "--model",
      paramLabel = "NAME|FOLDER",
      description = {
        "clip-vit-b32 or clip-vit-b32-int8 once fetched, sketch (the course's own, which",
        "knows drawings only), or a folder with clip.card.json (default: the first that is here)"
      })
  String model;

  @Option(names = "--json", description = "one JSON object on standard output, nothing else")
  boolean json;

  /** Opens the model, to be closed. */
  PictureTextModel open() {
    return PictureTextModels.open(model == null ? PictureTextModels.usual() : model);
  }

  /** Which model answers, and what that means. */
  String said(PictureTextModel opened) {
    return opened.name() + " answers" + remark(model);
  }

  /** What is to be known of a model. */
  static String remark(String typed) {
    String name = typed == null ? PictureTextModels.usual() : typed;
    if (!name.toLowerCase(Locale.ROOT).strip().equals(PictureTextModels.SKETCH)) {
      return "";
    }
    Entry clip = DownloadCatalogue.load().get("clip-vit-b32-int8");
    return ": the course's own model, which knows its drawings and their words only."
        + " For photographs: %s (%s; %s)"
            .formatted(clip.command(), Sizes.text(clip.bytes()), clip.licence());
  }

  /** Does the work, and ends in words when it is stopped. */
  static int told(CommandSpec spec, Callable<Integer> work) throws Exception {
    return Interrupts.told(
        spec,
        () -> {
          try {
            return work.call();
          } catch (CancellationException e) {
            throw new CancellationException(
                "Stopped; nothing is written. Next: type the same again.");
          }
        });
  }
}
