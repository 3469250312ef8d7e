package io.transferlab.kernel.execution;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts checks into the classes of cells: a {@link Checkpoint} at method entries, before jumps
 * backwards and after a poll of the thread's flag, which uses it up; and a refusal in place of
 * System.exit.
 *
 * <p>Not after other calls: what a library returned when it was interrupted shall still be
 * assigned, and a {@code finally} shall run to its end.
 */
final class Weaver {
  private static final String CHECKPOINT = Checkpoint.class.getName().replace('.', '/');

  private static final String SYSTEM = "java/lang/System";
  private static final String RUNTIME = "java/lang/Runtime";
  private static final String STATUS = "(I)V";
  private static final String RUNTIME_STATUS = "(Ljava/lang/Runtime;I)V";

  private Weaver() {}

  /**
   * The class with checks; as it was if its format is newer than ASM knows, because a cell that
   * runs and cannot be stopped is better than one that does not run.
   */
  static byte[] weave(byte[] original) {
    try {
      ClassReader reader = new ClassReader(original);
      ClassWriter writer = new ClassWriter(reader, 0);
      reader.accept(new Classes(writer), 0);
      return writer.toByteArray();
    } catch (IllegalArgumentException e) {
      return original;
    }
  }

  private static final class Classes extends ClassVisitor {
    Classes(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new Methods(next);
    }
  }

  private static final class Methods extends MethodVisitor {
    private final Set<Label> passed = new HashSet<>();

    Methods(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      check();
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      if (passed.contains(label)) {
        check();
      }
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
      checkIfBackwards(otherwise, labels);
      super.visitTableSwitchInsn(min, max, otherwise, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
      checkIfBackwards(otherwise, labels);
      super.visitLookupSwitchInsn(otherwise, keys, labels);
    }

    /** A method reference reaches the method without a call that could be replaced here. */
    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      Object[] replaced = arguments.clone();
      for (int i = 0; i < replaced.length; i++) {
        if (replaced[i] instanceof Handle handle && ends(handle)) {
          String refusal = handle.getOwner().equals(SYSTEM) ? STATUS : RUNTIME_STATUS;
          replaced[i] =
              new Handle(Opcodes.H_INVOKESTATIC, CHECKPOINT, "refuseExit", refusal, false);
        }
      }
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, replaced);
    }

    private static boolean ends(Handle handle) {
      return ends(handle.getOwner(), handle.getName(), handle.getDesc());
    }

    private static boolean ends(String owner, String name, String descriptor) {
      return descriptor.equals(STATUS)
          && (name.equals("exit") || name.equals("halt"))
          && (owner.equals(SYSTEM) || owner.equals(RUNTIME));
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (ends(owner, name, descriptor)) {
        String refusal = owner.equals(SYSTEM) ? STATUS : RUNTIME_STATUS;
        super.visitMethodInsn(Opcodes.INVOKESTATIC, CHECKPOINT, "refuseExit", refusal, false);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        if (polls(opcode, name, descriptor)) {
          check();
        }
      }
    }

    /** Whoever its owner is: a cell's own subclass of Thread inherits it. */
    private static boolean polls(int opcode, String name, String descriptor) {
      return opcode == Opcodes.INVOKESTATIC
          && name.equals("interrupted")
          && descriptor.equals("()Z");
    }

    private void checkIfBackwards(Label otherwise, Label[] labels) {
      boolean backwards = passed.contains(otherwise);
      for (Label label : labels) {
        backwards |= passed.contains(label);
      }
      if (backwards) {
        check();
      }
    }

    private void check() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, CHECKPOINT, "check", "()V", false);
    }
  }
}
