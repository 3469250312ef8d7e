package io.transferlab.kernel.completion;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The documentation comments in a source file. */
final class SourceComments {
  /**
   * One declaration with a comment.
   *
   * @param type the simple name of the type it is in, or of the type itself
   * @param member the name of the method, constructor or field; empty for the type
   * @param parameters the types of the parameters as written
   */
  record Comment(String type, String member, List<String> parameters, String text) {}

  private final List<Comment> comments = new ArrayList<>();

  private SourceComments() {}

  static List<Comment> read(String source) {
    SourceComments found = new SourceComments();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try {
      JavacTask task =
          (JavacTask)
              compiler.getTask(null, null, d -> {}, List.of(), null, List.of(new Text(source)));
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        found.new Scanner(trees).scan(unit, null);
      }
    } catch (IOException e) {
      // A text in memory is always readable.
    }
    return found.comments;
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String source;

    Text(String source) {
      super(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }

  private final class Scanner extends TreePathScanner<Void, String> {
    private final DocTrees trees;

    Scanner(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public Void visitClass(ClassTree type, String outer) {
      String name = type.getSimpleName().toString();
      add(name, "", List.of());
      return super.visitClass(type, name);
    }

    @Override
    public Void visitMethod(MethodTree method, String type) {
      List<String> parameters =
          method.getParameters().stream().map(p -> p.getType().toString()).toList();
      String name = method.getName().toString();
      add(type, name.equals("<init>") ? type : name, parameters);
      return null;
    }

    @Override
    public Void visitVariable(VariableTree field, String type) {
      add(type, field.getName().toString(), List.of());
      return null;
    }

    private void add(String type, String member, List<String> parameters) {
      Optional.ofNullable(trees.getDocComment(getCurrentPath()))
          .map(JavadocText::of)
          .ifPresent(text -> comments.add(new Comment(type, member, parameters, text)));
    }
  }
}
