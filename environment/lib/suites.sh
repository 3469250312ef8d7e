# shellcheck shell=bash
# Every test, one suite after the other, and inside a suite as many programs beside each other as the machine bears.

SUITES="java cuda launcher kernel structure notebooks browser"
# Long ones, which run only when they are named.
NAMED_SUITES="fuzz soak student spark class handout present hub images book languages"
# Mutations of each kind of input, and of each kind of message to the kernel; the other suites try some hundred.
FUZZ_ROUNDS=${LAB_FUZZ:-10000}
# What judges the site's pages; the newest that Maven's central repository has.
AXE_CORE=4.6.3

test_command() {
  local suite began seconds
  for suite in "$@"; do
    # shellcheck disable=SC2086 # one word a suite
    is_among "$suite" $SUITES $NAMED_SUITES ||
      wrong_usage "test: unknown suite $suite; there are: $SUITES, and by name alone $NAMED_SUITES"
  done
  # shellcheck disable=SC2086 # one word a suite
  [ $# -gt 0 ] || set -- $SUITES
  TEST_LANES=$(test_lanes) || exit
  began=$SECONDS
  set_up jupyter nbconvert kernel-test
  PASSED=0 FAILED=0 SKIPPED=0
  TEST_LOGS=$LAB_BUILD/test
  mkdir -p "$TEST_LOGS"
  echo "set-up: $((SECONDS - began)) s"
  # The labs promise to run with nothing fetched: what this person has fetched must not help them here.
  rm -rf "$TEST_LOGS/data"
  mkdir "$TEST_LOGS/data"
  export LAB_DATA=$TEST_LOGS/data PYTHONDONTWRITEBYTECODE=1
  # Nor may what this person asked of the course elsewhere.
  unset LAB_DATA_PATH LAB_MIRROR LAB_NOTEBOOKS LAB_LANGUAGE LAB_STRICT LAB_FUZZ LAB_DEVICE LAB_CUDA12 LAB_GPU_MEMORY
  # No Ctrl-C from the terminal gets to the kernels.
  export LAB_TEST_RUN=$$
  trap 'end_started; trap - INT; kill -INT $$' INT
  trap 'end_started; exit 143' TERM
  for suite in "$@"; do
    printf '\n== %s\n' "$suite"
    seconds=$SECONDS
    "suite_$suite"
    echo "$suite: $((SECONDS - seconds)) s"
  done
  printf '\n%d s in all; logs in %s\n' $((SECONDS - began)) "$TEST_LOGS"
  echo "$PASSED passed, $FAILED failed, $SKIPPED skipped"
  [ "$FAILED" -eq 0 ]
}

# test_lanes: how many programs that compute run beside each other: LAB_TEST_LANES, or one for each core and 3000 MiB.
test_lanes() {
  local lanes=${LAB_TEST_LANES:-}
  if [ -z "$lanes" ]; then
    lanes=$(nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 1)
    find_memory
    [ "$lanes" -le $((MEMORY_MIB / 3000)) ] || lanes=$((MEMORY_MIB / 3000))
    [ "$lanes" -ge 1 ] || lanes=1
  fi
  case $lanes in
    *[!0-9]* | 0* | ???*) fail "expected a number from 1 to 99 in LAB_TEST_LANES, found $lanes" ;;
  esac
  echo "$lanes"
}

# end_started: ends all that these tests have started, and what that started, and comes back when nothing is left.
end_started() {
  local process processes
  processes=$(started)
  for process in $processes; do kill -TERM "$process"; done 2>/dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    for process in $processes; do
      ! kill -0 "$process" || { sleep 0.5 && continue 2; }
    done 2>/dev/null
    return
  done
  for process in $processes; do kill -KILL "$process"; done 2>/dev/null
}

# started: the numbers of these processes. They are known by a variable that all of them inherit: whose parent a Ctrl-C
# has ended is nobody's descendant. Where there is no /proc, descendants must do.
started() {
  if [ -r /proc/self/environ ]; then
    grep -slzxF "LAB_TEST_RUN=$$" /proc/[0-9]*/environ | cut -d / -f 3 | grep -vx "$$"
    return
  fi
  ps -A -o pid= -o ppid= | awk -v root="$$" '
    { parent[$1] = $2; order[NR] = $1 }
    END {
      for (i = NR; i > 0; i--) {
        for (at = order[i]; at in parent && at != root && at > 1; at = parent[at]);
        if (at == root && order[i] != root) print order[i]
      }
    }'
}

count() {
  PASSED=$((PASSED + $1))
  FAILED=$((FAILED + $2))
  SKIPPED=$((SKIPPED + $3))
  echo "$1 passed, $2 failed, $3 skipped"
}

# Unit tests of all modules, and the formatter's check.
suite_java() {
  local log=$TEST_LOGS/java.log status=0
  rm -rf "$LAB_ROOT"/{lab-support,environment/kernel,environment/commands}/target/surefire-reports
  need maven
  maven -fae "-Dlab.forks=$TEST_LANES" verify >"$log" 2>&1 || status=$?
  count_surefire $status "$log"
}

# count_surefire STATUS LOG [MODULE...]: what Maven, which ended with STATUS, said of the tests of these modules, or of all.
count_surefire() {
  local status=$1 log=$2 each counts
  shift 2
  [ $# -gt 0 ] || set -- lab-support environment/kernel environment/commands
  grep '^\[ERROR\] .' "$log" |
    grep -v 'Help 1\|-X switch\|-e switch\|resume the build\|mvn <args>\|dump files\|possible solutions' | head -n 60
  counts=$(for each in "$@"; do cat "$LAB_ROOT/$each"/target/surefire-reports/TEST-*.xml; done 2>/dev/null | surefire_counts)
  # Switched off by a MAVEN_OPTS or MAVEN_ARGS of this person's, the tests would all pass.
  [ "$(cut -d ' ' -f 1,2 <<<"$counts")" != "0 0" ] || [ $status -ne 0 ] || {
    echo "no test ran (log: $log)"
    counts="0 1 0"
  }
  # A formatting fault, or sources that do not compile, fail the build without failing a test.
  if [ $status -ne 0 ] && [ "$(cut -d ' ' -f 2 <<<"$counts")" = 0 ]; then
    echo "the build failed: $(grep -m 1 '^\[ERROR\]' "$log") (log: $log)"
    counts=$(awk '{ print $1, 1, $3 }' <<<"$counts")
  fi
  # shellcheck disable=SC2086 # three numbers
  count $counts
}

# The build for a GPU resolves: from the descriptions alone, without fetching its 3.1 GB.
suite_cuda() {
  local log=$TEST_LOGS/cuda.log tree=$TEST_LOGS/cuda-tree.txt wanted passed=0 failed=0
  need maven
  rm -f "$tree"
  # Only this platform is published; CI on another shall see the same tree.
  maven -Pcuda,onnx-gpu -pl lab-support -Dnd4j.platform=linux-x86_64 dependency:tree -Dscope=runtime "-DoutputFile=$tree" >"$log" 2>&1
  for wanted in nd4j-cuda-11.6:jar:linux-x86_64-cudnn cuda:jar:linux-x86_64-redist javacpp:jar:linux-x86_64: nd4j-presets-common: onnxruntime_gpu:jar:; do
    if grep -q ":$wanted" "$tree" 2>/dev/null; then
      passed=$((passed + 1))
    else
      failed=$((failed + 1))
      echo "$wanted is not in the tree of -Pcuda,onnx-gpu (log: $log)"
    fi
  done
  # Two of a kind on one class path: ND4J would choose by its own rules, Java by the order.
  for wanted in nd4j-native onnxruntime; do
    if grep -q ":$wanted:" "$tree" 2>/dev/null; then
      failed=$((failed + 1))
      echo "the processor's $wanted is in the tree of -Pcuda,onnx-gpu as well"
    else
      passed=$((passed + 1))
    fi
  done
  count $passed $failed 0
}

# surefire_counts: "passed failed skipped" of the reports on standard input.
surefire_counts() {
  tr '\n' ' ' | grep -o '<testsuite [^>]*>' | awk '
    function number(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
    { tests += number("tests"); bad += number("errors") + number("failures"); skipped += number("skipped") }
    END { print tests - bad - skipped, bad + 0, skipped + 0 }'
}

# python_suite NAME FOLDER [MODULE...]: unittest in FOLDER (the files that PYTHON_TESTS names, or all), with the
# Python that sees the MODULEs. Each file is a process of its own; PYTHON_JOBS of them run at a time, which otherwise
# wait for each other's sleeps and starts.
python_suite() {
  local log=$TEST_LOGS/$1.log folder=$2 python status file files counts total=(0 0 0)
  shift 2
  python=$(find_python "$@") || {
    echo "there is no Python with: $*"
    count 0 1 0
    return
  }
  rm -rf "$log.d"
  mkdir -p "$log.d"
  # The longest first, as far as the size of a file tells.
  files=${PYTHON_TESTS:-$(cd "$folder" && ls -S test_*.py)}
  for file in $files; do
    while [ "$(jobs -rp | wc -l)" -ge "${PYTHON_JOBS:-1}" ]; do sleep 0.1; done
    (
      cd "$folder" || exit
      "$python" -W ignore::ResourceWarning -m unittest discover -v -p "$file" >"$log.d/$file.log" 2>&1 </dev/null
      echo $? >"$log.d/$file.status"
    ) &
  done
  wait
  : >"$log"
  for file in $files; do
    cat "$log.d/$file.log" >>"$log"
    status=$(cat "$log.d/$file.status" 2>/dev/null || echo 1)
    # In full only when something is wrong.
    [ "$status" = 0 ] || sed -n '/^=====/,$p' "$log.d/$file.log" | head -n 200
    # shellcheck disable=SC2207 # three numbers
    counts=($(unittest_counts "$status" <"$log.d/$file.log"))
    total=($((total[0] + counts[0])) $((total[1] + counts[1])) $((total[2] + counts[2])))
  done
  # Where there is no file, nothing was tested.
  [ "${total[*]}" != "0 0 0" ] || total=(0 1 0)
  count "${total[@]}"
}

# unittest_counts STATUS: "passed failed skipped" of unittest's closing lines on standard input.
unittest_counts() {
  awk -v status="$1" '
    function number(name) { return match($0, name "=[0-9]+") ? substr($0, RSTART + length(name) + 1) + 0 : 0 }
    /^Ran [0-9]+ tests? in / { ran = $2; seen = 1 }
    seen && /^(OK|FAILED|NO TESTS)/ { bad = number("failures") + number("errors"); skipped = number("skipped") }
    END {
      # It ended before it could say so, or it found no test where there should be some.
      if (bad == 0 && (status != 0 || ran == 0)) bad = 1
      passed = ran - bad - skipped
      print (passed > 0 ? passed : 0), bad + 0, skipped + 0
    }'
}

# One more than compute: each of these waits for a program's start or end much of the time.
suite_launcher() {
  # The Java beneath the fakes is compiled once for all files.
  rm -rf "$TEST_LOGS/launcher-java"
  LAB_FAKES=$TEST_LOGS/launcher-java PYTHON_JOBS=$((TEST_LANES + 1)) python_suite launcher "$LAB_ROOT/environment/test/launcher"
}

suite_kernel() {
  kernel_environment
  PYTHON_JOBS=$((TEST_LANES + 1)) python_suite kernel "$LAB_ROOT/environment/kernel/src/test/python" jupyter_kernel_test
}

# kernel_environment: what the kernel's Python tests read.
kernel_environment() {
  # With the course on the class path, as in the labs: charts, tables and arrays are shown too.
  lab_class_path
  export "LAB_KERNEL_CP=$LAB_BUILD/kernel/lab-kernel.jar:$LAB_CLASS_PATH"
  # These tests look for JDKs in the usual places; the one in use may be elsewhere.
  export "LAB_JAVA_$JAVA_MAJOR=$JAVA_BIN"
  # One archive of classes for each JDK, made by whichever test comes first.
  export "LAB_KERNEL_ARCHIVES=$TEST_LOGS/kernel-archives"
  rm -rf "$LAB_KERNEL_ARCHIVES"
}

# Mutated input, many times as much as in the other suites: files and lines (JUnit's tag "fuzz"), then messages.
suite_fuzz() {
  local log=$TEST_LOGS/fuzz-java.log status=0
  rm -rf "$LAB_ROOT"/{lab-support,environment/kernel,environment/commands}/target/surefire-reports
  need maven
  # A module without such a test is no fault.
  LAB_FUZZ=$FUZZ_ROUNDS maven -fae -Dspotless.check.skip=true -Dgroups=fuzz "-Dlab.fuzz=$FUZZ_ROUNDS" -DfailIfNoTests=false \
    -Dsurefire.failIfNoSpecifiedTests=false verify >"$log" 2>&1 || status=$?
  count_surefire $status "$log"
  kernel_environment
  LAB_FUZZ=$FUZZ_ROUNDS PYTHON_TESTS=test_mutated.py \
    python_suite fuzz-kernel "$LAB_ROOT/environment/kernel/src/test/python" jupyter_kernel_test
}

# One kernel and some thousand cells: its table is shown, and a bound that breaks is a failure.
suite_soak() {
  local python status=0
  kernel_environment
  python=$(find_python jupyter_client) || {
    echo "there is no Python with jupyter_client"
    count 0 1 0
    return
  }
  (cd -- "$LAB_ROOT/environment/kernel/src/test/python" && "$python" soak.py) </dev/null 2>&1 | tee "$TEST_LOGS/soak.log"
  [ "${PIPESTATUS[0]}" -eq 0 ] && count 1 0 0 || count 0 1 0
}

# Spark in this process, and on a cluster of this machine: a master, two workers, one of them killed.
suite_spark() {
  local log=$TEST_LOGS/spark.log status=0
  rm -rf "$LAB_ROOT/environment/spark/target/surefire-reports"
  need maven
  set_up_spark
  maven -Pspark -pl environment/spark -am '-Dtest=io.transferlab.spark.*Test' -Dsurefire.failIfNoSpecifiedTests=false \
    "-Dspark.java=$(tr '\n' ' ' <"$LAB_BUILD/spark/java-options")" verify >"$log" 2>&1 || status=$?
  count_surefire $status "$log" environment/spark
}

# Structure of the notebooks; student copies that are not of today's solutions.
suite_structure() {
  if run_java notebooks check --dir "$LAB_ROOT/notebooks" >"$TEST_LOGS/structure.log" 2>&1; then
    count 1 0 0
  else
    tail -n 40 "$TEST_LOGS/structure.log"
    count 0 1 0
  fi
}

suite_notebooks() {
  rm -f "$LAB_BUILD/notebooks/labs.txt"
  LAB_TEST_LANES=$TEST_LANES LAB_EXECUTED=$LAB_BUILD/notebooks python_suite notebooks "$LAB_ROOT/environment/test/notebooks" nbconvert nbclient
  [ ! -s "$LAB_BUILD/notebooks/labs.txt" ] || cat "$LAB_BUILD/notebooks/labs.txt"
}

# Every lab done once by a scripted student: some minutes each; LAB_STUDENT names labs by number.
suite_student() {
  local python line failed=0 passed=0
  need browser
  python=$(find_python selenium) || {
    echo "there is no Python with selenium"
    count 0 1 0
    return
  }
  "$python" "$LAB_ROOT/environment/test/student/student.py" </dev/null 2>"$TEST_LOGS/student-errors.log" | tee "$TEST_LOGS/student.log"
  [ "${PIPESTATUS[0]}" -lt 2 ] || failed=1
  while IFS= read -r line; do
    case $line in
      [0-9][0-9]-*' 0') passed=$((passed + 1)) ;;
      [0-9][0-9]-*) failed=$((failed + 1)) ;;
    esac
  done <"$TEST_LOGS/student.log"
  [ $((passed + failed)) -gt 0 ] || failed=1
  [ $failed -eq 0 ] || tail -n 20 "$TEST_LOGS/student-errors.log"
  count $passed $failed 0
}

# The site in Chromium: accessibility by axe-core, small screens, dark, print, search; pictures in build/book-pictures.
suite_book() {
  local log=$TEST_LOGS/book-build.log axe=$LAB_BUILD/axe-core
  need browser maven
  if ! [ -s "$axe/axe.min.js" ]; then
    mkdir -p "$axe"
    maven -q -N dependency:copy "-Dartifact=org.webjars.npm:axe-core:$AXE_CORE" "-DoutputDirectory=$axe" >"$log" 2>&1 &&
      (cd -- "$axe" && "$(find_python zipfile)" -c 'import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
name = next(n for n in archive.namelist() if n.endswith("/axe.min.js"))
open("axe.min.js", "wb").write(archive.read(name))' "axe-core-$AXE_CORE.jar") 2>>"$log"
  fi
  if [ -s "$axe/axe.min.js" ] && run_java book --dir "$LAB_ROOT/notebooks" --out "$LAB_BUILD/book" \
    --timings "$LAB_BUILD/notebooks/labs.txt" >>"$log" 2>&1; then
    LAB_BOOK=$LAB_BUILD/book LAB_AXE=${LAB_AXE:-$axe/axe.min.js} LAB_SCREENSHOTS=$LAB_BUILD/book-pictures \
      python_suite book "$LAB_ROOT/environment/test/book" selenium nbconvert
  else
    tail -n 20 "$log"
    count 0 1 0
  fi
}

# The labs in other languages, as their students run them.
suite_languages() {
  LAB_EXECUTED=$LAB_BUILD/languages python_suite languages "$LAB_ROOT/environment/test/languages" nbconvert nbclient
}

# Ten submissions of one lab, marked (LAB_CLASS names another lab).
suite_class() {
  python_suite class "$LAB_ROOT/environment/test/classroom" json
  sed -n '/ in all$/,/^[0-9]* submissions/p' "$TEST_LOGS/class.log"
}

# A course handed out, unpacked and started by its own start page, in an empty home: some minutes.
suite_handout() {
  python_suite handout "$LAB_ROOT/environment/test/handout" unittest
}

# JupyterHub with users of this system that the tests make and remove, which only root can. LAB_HUB_MEASURE is what
# measure.py is asked for besides ("--labs 0,3 --one-after-another 30").
suite_hub() {
  local python
  [ "$(id -u)" != 0 ] || ! is_debian || (need hub)
  python_suite hub "$LAB_ROOT/environment/test/hub" requests tornado
  if [ -n "${LAB_HUB_MEASURE:-}" ] && python=$(find_python requests tornado jupyter_client); then
    # shellcheck disable=SC2086 # options
    (cd -- "$LAB_ROOT/environment/test/hub" && "$python" measure.py --json "$LAB_BUILD/hub.json" $LAB_HUB_MEASURE)
  fi
}

# The images' steps in a bare Debian, which only root can change into.
suite_images() {
  [ "$(id -u)" != 0 ] || ! is_debian || (need bare-debian)
  mkdir -p "$LAB_BUILD/images"
  LAB_IMAGES=$LAB_BUILD/images python_suite images "$LAB_ROOT/environment/test/images" unittest
}

suite_browser() {
  # Where a browser cannot be had, a person still gets the other suites; the project's own CI may not pass it over.
  if [ "${CI:-}" = true ]; then
    need browser
  elif ! (need browser); then
    echo "skipped: there is no Chromium with its driver"
    count 0 0 1
    return
  fi
  LAB_SCREENSHOTS=$LAB_BUILD/browser python_suite browser "$LAB_ROOT/environment/test/browser" selenium
}
