package io.transferlab.cli;

import io.transferlab.core.Lab;
import io.transferlab.core.LabException;
import io.transferlab.network.FastPath;
import io.transferlab.network.Pretrained;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What only a running Java can tell the doctor: one {@code key=value} a line. */
@Command(
    name = "doctor-probe",
    hidden = true,
    description = "Starts the numerics and runs a convolution; for environment/lab doctor.")
final class DoctorProbeCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    boolean well = true;
    for (String line : Lab.start().facts().entrySet().stream().map(Object::toString).toList()) {
      System.out.println("lab." + line);
    }
    System.out.println(
        "nd4j.backend="
            + org.nd4j.linalg.factory.Nd4j.getExecutioner()
                .getEnvironmentInformation()
                .getProperty("backend"));
    try {
      FastPath path = FastPath.check();
      System.out.println("fastpath=" + (path.on() ? "on" : "off"));
      System.out.println("fastpath.kernel=" + path.kernel());
      well &= path.on();
    } catch (LabException e) {
      System.out.println("fastpath=off");
      System.out.println("fastpath.problem=" + e.getMessage());
      well = false;
    }
    for (Pretrained network : Pretrained.values()) {
      if (!network.isShipped()) {
        continue;
      }
      try {
        System.out.println("network." + network.id() + "=" + network.load());
      } catch (LabException e) {
        System.out.println("network." + network.id() + ".problem=" + e.getMessage());
        well = false;
      }
    }
    return well ? 0 : 1;
  }
}
