package io.transferlab.spark;

import io.transferlab.features.ComputedRows;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.CollectionAccumulator;

/**
 * What a slot does with its tasks. The reasons for pictures that cannot be read come by an
 * accumulator; a task that ran twice tells them twice, which is why they have keys.
 */
final class Extract implements FlatMapFunction<Iterator<Task>, FeatureRow> {
  private static final long serialVersionUID = 1L;

  private final Recipe recipe;
  private final CollectionAccumulator<Map.Entry<String, String>> problems;

  Extract(Recipe recipe, CollectionAccumulator<Map.Entry<String, String>> problems) {
    this.recipe = recipe;
    this.problems = problems;
  }

  @Override
  public Iterator<FeatureRow> call(Iterator<Task> tasks) {
    List<FeatureRow> rows = new ArrayList<>();
    while (tasks.hasNext()) {
      Task task = tasks.next();
      ComputedRows computed = Slots.compute(recipe, task);
      computed.problems().forEach((key, why) -> problems.add(new SimpleImmutableEntry<>(key, why)));
      add(task, computed, rows);
    }
    return rows.isEmpty() ? Collections.emptyIterator() : rows.iterator();
  }

  private void add(Task task, ComputedRows computed, List<FeatureRow> rows) {
    int views = recipe.crops() == null ? 1 : recipe.crops().count();
    int d = computed.matrix().columns();
    float[] all = computed.size() == 0 ? new float[0] : computed.matrix().data().asFloat();
    for (int i = 0; i < computed.size(); i++) {
      int place = computed.pictures()[i];
      Task.Item item = task.items().get(place);
      rows.add(
          new FeatureRow(
              (long) (task.from() + place) * views + i % views,
              item.key(),
              item.label(),
              task.classes().get(item.label()),
              java.util.Arrays.copyOfRange(all, i * d, (i + 1) * d)));
    }
    if (computed.matrix().closeable()) {
      computed.matrix().close();
    }
  }
}
