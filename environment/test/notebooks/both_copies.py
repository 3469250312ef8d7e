"""Executes a lab's solution and then, in the same kernel, what is other in the student's copy.

The student's copy has the solution's cells but for the guesses at its beginning and the exercises. Up to the first
exercise the two are the same code, which need not be computed twice: the student's copy takes the solution's outputs.
From there on all its cells are executed, in a kernel that was put back to where the two part: what the solution's
cells declared is gone, its variables have the values of then, and no guess is known. So a name or a value that only
the solution has is missed here as it is in a student's own kernel.
"""

import copy
import re
from dataclasses import replace

import nbformat
from nbformat.v4 import new_code_cell

from run_notebook import Run, execute_cells

NOT_REACHED = "not executed: the solution failed"
COMPARED = re.compile(r"^\d+\.\d+[a-z]? .*: predicted .*, observed .*\n?", re.MULTILINE)

# What is declared, and what its variables hold.
MARK = """
{
    var session = io.transferlab.kernel.Notebook.getKernelInstance().session();
    var shell = session.shell();
    var values = new java.util.LinkedHashMap<java.lang.reflect.Field, Object>();
    for (var variable : shell.variables().toList()) {
        var owner = shell.sourceCodeAnalysis().wrapper(variable).fullClassName();
        var field = session.loader().loadClass(owner).getDeclaredField(variable.name());
        field.setAccessible(true);
        values.put(field, field.get(null));
    }
    var known = shell.snippets().filter(snippet -> shell.status(snippet).isActive()).toList();
    System.getProperties().put("lab.mark", java.util.List.of(known, values));
}
"""

# Back to that, and to predictions of which none was made (their results stay).
BACK = """
{
    var shell = io.transferlab.kernel.Notebook.getKernelInstance().session().shell();
    var mark = (java.util.List<?>) System.getProperties().remove("lab.mark");
    var later = new java.util.ArrayList<>(shell.snippets().toList());
    later.removeAll((java.util.List<?>) mark.get(0));
    java.util.Collections.reverse(later);
    for (var snippet : later) {
        if (snippet.kind().isPersistent() && shell.status(snippet).isActive()) {
            shell.drop(snippet);
        }
    }
    // An import, method or type that was declared once more took the first one's place.
    for (var known : (java.util.List<?>) mark.get(0)) {
        var snippet = (jdk.jshell.Snippet) known;
        if (snippet.kind() != jdk.jshell.Snippet.Kind.VAR && !shell.status(snippet).isActive()) {
            shell.eval(snippet.source());
        }
    }
    for (var value : ((java.util.Map<?, ?>) mark.get(1)).entrySet()) {
        ((java.lang.reflect.Field) value.getKey()).set(null, value.getValue());
    }
    try (var files = java.nio.file.Files.list(java.nio.file.Path.of(System.getenv("LAB_PREDICTIONS")))) {
        for (var file : files.toList()) {
            var text = java.nio.file.Files.readString(file);
            java.nio.file.Files.writeString(file,
                text.replaceAll("(?s)\\"guesses\\"\\\\s*:\\\\s*\\\\[.*?\\\\]", "\\"guesses\\": []"));
        }
    }
}
"""


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def is_prediction(cell):
    return "prediction" in cell.metadata.get("tags", [])


def common(solution, student):
    """How many code cells the two have in common at the beginning; guesses, which no cell but the end shows, may
    differ."""
    number = 0
    for ours, theirs in zip(code_cells(solution), code_cells(student)):
        same = ours.source == theirs.source or (is_prediction(ours) and is_prediction(theirs))
        if ours.get("id") != theirs.get("id") or not same:
            break
        number += 1
    return number


def execute_both(solution_path, student_path, cell_timeout=None):
    """Executes both copies of a lab; returns a Run for the solution and one for the student's copy.

    The second's time is that of its own cells. The memory is that of the one kernel.
    """
    solution = nbformat.read(solution_path, as_version=4)
    student = nbformat.read(student_path, as_version=4)
    ours, theirs = code_cells(solution), code_cells(student)
    shared = common(solution, student)
    again = [n for n in range(len(theirs)) if n >= shared or theirs[n].source != ours[n].source]
    plan = [(solution_path, f"code cell {n} of {len(ours)}", cell) for n, cell in enumerate(ours, 1)]
    plan.insert(shared, (solution_path, "the mark where the copies part", new_code_cell(MARK)))
    plan.append((student_path, "the way back to where the copies part", new_code_cell(BACK)))
    plan += [(student_path, f"code cell {n + 1} of {len(theirs)}", theirs[n]) for n in again]
    together = copy.copy(solution)
    together.cells = [cell for _, _, cell in plan]
    run = execute_cells(together, solution_path, cell_timeout, place_of=lambda number: plan[number - 1][:2])
    executed = {number: rest for number, *rest in run.cells}
    first = [n for n in range(1, len(ours) + 2) if n != shared + 1]
    second = list(range(len(ours) + 3, len(plan) + 1))
    for n, cell in enumerate(theirs):
        if n not in again:
            cell.outputs = without_guesses(copy.deepcopy(ours[n].outputs))
    for cells in (ours, theirs):
        number_anew(cells)
    of_solution = all(n in executed for n in first)
    left = sum(executed[n][0] for n in second if n in executed)
    return (
        part(run, solution, first, executed, run.seconds - left, None if of_solution else run.failure),
        part(run, student, second, executed, left, run.failure and (run.failure if of_solution else NOT_REACHED)),
    )


def part(run, notebook, numbers, executed, seconds, failure):
    """The part of a run that is one copy's, as if it were its own."""
    cells = tuple((at, *executed[n]) for at, n in enumerate(numbers, 1) if n in executed)
    silence, silent = max(((longest, at) for at, _, longest, _ in cells), default=(0.0, 0))
    resident = cells[-1][3] if cells else None
    return replace(
        run, notebook=notebook, failure=failure, seconds=seconds, silence=silence, silent_cell=silent, resident=resident,
        cells=cells,
    )


def without_guesses(outputs):
    """Takes out the lines that compare a result with the guess in the solution: the student's copy has none."""
    for output in outputs:
        if output.output_type == "stream":
            output.text = COMPARED.sub("", output.text)
    return [output for output in outputs if output.output_type != "stream" or output.text]


def number_anew(cells):
    """Execution counts as if the notebook had been executed by itself."""
    for number, cell in enumerate(cells, 1):
        cell.execution_count = number
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = number
