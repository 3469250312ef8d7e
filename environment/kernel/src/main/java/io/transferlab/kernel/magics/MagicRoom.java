package io.transferlab.kernel.magics;

import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.transferlab.kernel.Kernel;
import io.transferlab.kernel.execution.MagicRunner;
import io.transferlab.kernel.execution.Outcome;
import io.transferlab.kernel.source.Part;
import java.util.List;

/** The magics of the kernel, in IJava's registry. */
public final class MagicRoom implements MagicRunner {
  private final Magics registry = new Magics();
  private final Kernel kernel;

  /**
   * @param kernel the kernel that magics change
   */
  public MagicRoom(Kernel kernel) {
    this.kernel = kernel;
    registry.registerLineMagic("classpath", this::classpath);
    registry.registerLineMagic("jars", this::classpath);
  }

  /** The registry, for calls by name and for magics of the user. */
  public Magics registry() {
    return registry;
  }

  @Override
  public Outcome line(Part.LineMagic magic) throws Exception {
    registry.applyLineMagic(magic.name(), magic.args());
    return Outcome.NOTHING;
  }

  @Override
  public Outcome cell(Part.CellMagic magic) throws Exception {
    registry.applyCellMagic(magic.name(), magic.args(), magic.body());
    return Outcome.NOTHING;
  }

  private List<String> classpath(List<String> paths) {
    paths.forEach(kernel::addToClasspath);
    return paths;
  }
}
