# shellcheck shell=bash
# What the launcher says, and how it ends: 0 done, 1 it failed (one clear line why), 2 wrong usage.

say() {
  printf 'lab: %s\n' "$*" >&2
}

fail() {
  printf 'lab: %s\n' "$*" >&2
  exit 1
}

wrong_usage() {
  printf 'lab: %s\n' "$*" >&2
  exit 2
}

usage() {
  cat <<'TEXT'
Usage: environment/lab COMMAND [options]

The labs
  start [--port N] [--no-browser]   set up, then open your labs in Jupyter (what follows -- goes to Jupyter)
  start --solutions                 with the solutions among them
  start --language es               with the labs that are translated, and theirs opened first (also ca)
  start --gpu                       with a second kernel on the GPU, where there is one that serves (doctor tells)
  labs [--solutions]                only bring your labs up to date, as start does, and print their folder
  reset LAB                         a fresh copy of one lab (3, 03-fine-tuning); yours is kept beside it
  run [--gpu] NOTEBOOK...           execute notebooks without a browser; executed copy and HTML into build/
  present LAB [--clean|--blank|--teach] [--run] [--serve]
                                    for instructors: slides; a copy for live typing; a page for the evening before
  doctor [--json]                   what was found, what is missing, the cure for each
  test [SUITE...]                   set up, then every test, or the suites named (only when named: fuzz,
                                    soak, student, spark, class, handout, present, hub, images,
                                    book, languages)
  setup                             only set up: install what is missing, build the jars, write the kernelspec

The course kernel in other Jupyters
  kernel install [--user|--sys-prefix|--prefix DIR|--system] [--name NAME]
                 [--replace] [--heap 2g]
  kernel path                       what to put into JUPYTER_PATH

Commands of the course library (COMMAND --help tells more)
  look FOLDER|TARGET                look at pictures first: classes, copies, broken files, odd labels; contact sheets
  advise TARGET                     which way suits your pictures: tries all, and says what to type
  compare TARGET                    what each network is worth on your pictures, and what it costs
  fine-tune SOURCE TARGET           train a network on a target set, from a source network and from scratch
  transfer SOURCE TARGET            copy the first layers alone, frozen or not: how transferable are they?
  forgetting SOURCE TARGET          what fine-tuning costs the source, and what taking turns saves
  sweep SOURCE TARGET               look for a learning rate
  l2norm SOURCE TARGET              features of a source's last layers, L2 norm, linear SVM
  fne SOURCE TARGET                 the Full-Network Embedding of a source, linear SVM
  features|l2norm|fne ... --spark MASTER
                                    the same on many machines: local[2], spark://HOST:7077, yarn
  predict NETWORK PICTURE|FOLDER    what a network that was kept says of pictures, and how sure it is
  evaluate NETWORK TARGET           how often it is right on labelled pictures, and how honest about it
  features SOURCE TARGET --out F    features as a NumPy file, for other tools
  card FILE.onnx [--preset NAME]    how pictures are prepared for a network of yours: writes what to complete
  export NETWORK --onnx FILE        a network for Python, browsers, phones, servers; or its weights for Keras
  data list|fetch|verify            real data sets, weights, word vectors; ./data-download.sh is its short form
  search IMAGE --in TARGET          the pictures of a target most like a picture
  find TEXT --in TARGET             the pictures of a target that a text describes
  caption PICTURE...                what is said of pictures, the nearest of many
  zero-shot TARGET [--classes a,b]  classify by the names of classes alone
  show NETWORK [--port N] [--no-browser]
                                    a page in the browser: drop a picture, see what the network says, and why
  words similarity|nearest|analogy  questions to word vectors; also cluster, map, evaluate, train, match
  sketch train|table                the shipped networks, trained again; what their features are worth
  bench [all|engines|features|maps|words]  what the fast path gains here; all: beside every peer, on one page
  handout FOLDER [--labs 3,5] [--zip]   what students get: the course without solutions, and how to start
  submit NOTEBOOK|LAB [--name NAME] pack a lab to hand in, in one zip; says first what is still open
  mark FOLDER [--lab N] [--jobs N]  mark what a class has handed in: table, a page for each student, CSV
  notebooks build|check|slides      student copies from solutions; structure, alt text, staleness; slide types
  notebooks translate --language es LAB
                                    a lab's prose as a catalogue for translators (gettext), and up to date
  book [--out FOLDER] [--solutions] a site of all labs with outputs: static pages for any host

Options of every command
  --yes                             do not ask before installing packages (the same as LAB_YES=1)
  --help, -h                        this text

Exit status: 0 done, 1 it failed (one line says why), 2 wrong usage.
Variables (LAB_DATA, LAB_HEAP, ...): environment/README.md
TEXT
}

# is_among WORD CANDIDATE...
is_among() {
  local word=$1 each
  shift
  for each in "$@"; do
    [ "$each" != "$word" ] || return 0
  done
  return 1
}

# nearest WORD CANDIDATE...: prints the candidate with the fewest edits, if it is near enough to be meant.
nearest() {
  awk 'function least(a, b) { return a < b ? a : b }
    function distance(a, b,   i, j, row, before, corner) {
      for (j = 0; j <= length(b); j++) row[j] = j
      for (i = 1; i <= length(a); i++) {
        corner = row[0]
        row[0] = i
        for (j = 1; j <= length(b); j++) {
          before = row[j]
          row[j] = least(least(row[j] + 1, row[j - 1] + 1), corner + (substr(a, i, 1) != substr(b, j, 1)))
          corner = before
        }
      }
      return row[length(b)]
    }
    BEGIN {
      word = ARGV[1]
      limit = length(word) < 4 ? 1 : 2
      best = limit + 1
      for (k = 2; k < ARGC; k++) {
        d = index(ARGV[k], word) == 1 && length(word) > 1 ? 1 : distance(word, ARGV[k])
        if (d < best) { best = d; name = ARGV[k] }
      }
      if (name != "") print name
    }' "$@"
}

# ask QUESTION: true for yes. Only a terminal is asked; without one, or with LAB_YES=1, the answer is yes.
ask() {
  local answer
  if [ "${LAB_YES:-0}" = 1 ] || ! [ -t 0 ]; then
    return 0
  fi
  printf 'lab: %s [Y/n] ' "$1" >&2
  read -r answer || answer=n
  case $answer in
    '' | y | Y | yes | Yes) return 0 ;;
    *) return 1 ;;
  esac
}
