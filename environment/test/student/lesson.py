"""A lab as its author wrote it: which cells are exercises, what the right answer is, and what wrong ones are told."""

import json
import re
from dataclasses import dataclass, field

SOLUTION = re.compile(r"[ \t]*// BEGIN SOLUTION.*?// END SOLUTION", re.DOTALL)
STUB_OR_MARK = re.compile(r"^[ \t]*// (BEGIN SOLUTION|END SOLUTION|STUB:.*)\n?", re.MULTILINE)
ANSWER = re.compile(r'Check\.answer\((\d+), "[^"]+"\)')
CHECK = re.compile(r'Check\.exercise\(\s*"([^"]+)"')


@dataclass(frozen=True)
class Wrong:
    """A wrong answer: what is wrong in it, words that its message must hold, and the code."""

    words: str
    told: str
    code: str


@dataclass
class Exercise:
    """An exercise: the number of the cell to answer in, of the cell with its check, and the answers."""

    id: str
    answer_cell: int
    check_cell: int
    source: str
    wrong: "list[Wrong]" = field(default_factory=list)

    def right(self):
        """The source of the cell with the author's answer."""
        return STUB_OR_MARK.sub("", self.source)

    def answered(self, code):
        """The source of the cell with `code` for an answer."""
        return STUB_OR_MARK.sub("", SOLUTION.sub(lambda _: code.rstrip(), self.source, count=1))

    def misspelt(self):
        """The right answer with the last semicolon forgotten, as happens."""
        answer = STUB_OR_MARK.sub("", SOLUTION.search(self.source).group()).rstrip()
        at = answer.rfind(";")
        return self.answered(answer[:at] + answer[at + 1 :])


def wrong_answers(path):
    """Wrong answers by exercise, of a file wrong-answers/NN-name.jsh (WrongAnswersTest says what is in it)."""
    found, exercise, pending = {}, None, None
    for part in re.split(r"^//! ", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
        head, _, code = part.partition("\n")
        kind, _, words = head.partition(" ")
        words = words.strip()
        if kind == "exercise":
            exercise = found.setdefault(words, [])
        elif kind == "wrong:":
            pending = words
        elif kind == "told:":
            exercise.append(Wrong(pending, words, code))
    return found


def exercises(student, solution, wrong):
    """The exercises of the `student`'s notebook file in the order of their checks, answered by the `solution`'s."""
    sources = {cell["id"]: "".join(cell["source"]) for cell in json.loads(solution.read_text(encoding="utf-8"))["cells"]}
    answers = wrong_answers(wrong) if wrong.exists() else {}
    found, last = [], None
    for number, cell in enumerate(json.loads(student.read_text(encoding="utf-8"))["cells"]):
        source = sources.get(cell["id"], "")
        if cell["cell_type"] != "code":
            continue
        if SOLUTION.search(source):
            last = number, source
        for exercise in CHECK.findall(source):
            found.append(Exercise(exercise, last[0], number, last[1], answers.get(exercise, [])))
    return found


def filled(student, solution):
    """What the author predicts and answers in the quiz: the source of such a cell by its number, and how many questions
    the quiz has."""
    sources = {cell["id"]: "".join(cell["source"]) for cell in json.loads(solution.read_text(encoding="utf-8"))["cells"]}
    cells, questions = {}, 0
    for number, cell in enumerate(json.loads(student.read_text(encoding="utf-8"))["cells"]):
        source = sources.get(cell["id"], "")
        answers = len(ANSWER.findall(source))
        if cell["cell_type"] == "code" and (answers or "Prediction.of(" in source):
            cells[number] = source
            questions += answers
    return cells, questions
