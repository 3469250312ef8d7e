package io.transferlab.show;

import io.transferlab.core.Sizes;
import io.transferlab.data.Framing;
import io.transferlab.explain.Explanation;
import io.transferlab.explain.Why;
import io.transferlab.network.ClassProbability;
import io.transferlab.predict.Answer;
import io.transferlab.predict.Example;
import io.transferlab.predict.PictureClassifier;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A classifier of pictures on the page. */
final class ShownClassifier implements Shown {
  private static final int NEAREST = 6;
  private static final int SAMPLES = 8;

  private final PictureClassifier classifier;

  ShownClassifier(PictureClassifier classifier) {
    this.classifier = classifier;
  }

  @Override
  public About about() {
    int classes = classifier.classes().size();
    List<Near> samples =
        classifier.examples(classes <= SAMPLES / 2 ? 2 : 1).stream()
            .limit(SAMPLES)
            .map(e -> new Near(e.label(), null, Pictures.jpeg(e.thumbnail())))
            .toList();
    return new About(classifier.name(), classifier.classes(), facts(), samples, true);
  }

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("it is", (classifier.frozen() == null ? "a " : "") + classifier.kind()));
    facts.add(
        new Fact(
            "it looks at",
            "%1$d x %1$d pixels; pictures are %2$s".formatted(classifier.side(), framing())));
    facts.add(
        new Fact(
            "it answers",
            classifier.threshold() > 0
                ? "from " + Sizes.percent(classifier.threshold()) + " on; else it does not know"
                : "always: no threshold for \"I do not know\" was chosen"));
    if (!isCalibrated()) {
      facts.add(new Fact("its probabilities", "as they come: not calibrated"));
    }
    classifier.provenance().facts().forEach((name, value) -> facts.add(new Fact(name, value)));
    return facts;
  }

  private String framing() {
    Framing framing = classifier.network().framing();
    return framing.fit() == Framing.Fit.STRETCHED ? "stretched" : "resized: " + framing;
  }

  @Override
  public int side() {
    return classifier.network().framing().decoded();
  }

  @Override
  public Reply answer(BufferedImage picture) {
    PictureClassifier.Looked looked = classifier.look(picture, NEAREST);
    Answer answer = looked.answer();
    return new Reply(
        answer.known(),
        words(answer),
        answer.predictions().stream().map(p -> new Guess(p.label(), p.probability())).toList(),
        looked.nearest().stream().map(ShownClassifier::near).toList());
  }

  private static Near near(Example e) {
    return new Near(e.label(), e.similarity(), Pictures.jpeg(e.thumbnail()));
  }

  private String words(Answer answer) {
    List<ClassProbability> all = answer.predictions();
    ClassProbability best = all.get(0);
    String next = all.size() < 2 ? "" : " Next comes " + of(all.get(1)) + ".";
    if (!answer.known()) {
      return "The best guess is "
          + of(best)
          + "; it answers only from "
          + Sizes.percent(classifier.threshold())
          + " on."
          + next;
    }
    // That is what a probability means, where it was fitted to pictures that were not trained on.
    String sure =
        isCalibrated()
            ? " Of 100 answers as sure as this one, about "
                + Math.round(100 * best.probability())
                + " are right."
            : "";
    return "It takes this for " + best.label() + "." + sure + next;
  }

  private boolean isCalibrated() {
    return classifier.temperature() != 1 || classifier.threshold() > 0;
  }

  private static String of(ClassProbability p) {
    return p.label() + " with " + Sizes.percent(p.probability());
  }

  @Override
  public Reason why(BufferedImage asked, BufferedImage shown, String label) {
    Explanation why = Why.of(classifier).withClass(label).explain(asked);
    // The page shows the nearest pictures themselves.
    List<String> words =
        why.words().subList(0, why.words().size() - (why.nearest().isEmpty() ? 0 : 1));
    return new Reason(
        label,
        why.map().overlay(classifier.network().framing().seen(shown)),
        String.join(" ", words));
  }
}
