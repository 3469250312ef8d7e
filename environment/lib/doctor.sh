# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153 # set in one room, read in another
# What was found, what is missing, the cure for each. Changes nothing, and works before anything is set up.

doctor_command() {
  LAB_FORGETFUL=yes
  local as_json=no
  while [ $# -gt 0 ]; do
    case $1 in
      --json) as_json=yes ;;
      *) wrong_usage "doctor: unknown option $1; known is --json" ;;
    esac
    shift
  done
  DOCTOR_TABLE='' DOCTOR_JSON='' DOCTOR_MISSES=0
  check_java
  check_maven
  check_memory
  check_processor
  check_build
  check_nd4j
  check_gpu
  check_jupyter
  check_kernelspec
  check_fonts
  check_data
  check_wordnet
  check_disks
  check_inherited
  if [ $as_json = yes ]; then
    printf '{"ok": %s, %s}\n' "$([ $DOCTOR_MISSES -eq 0 ] && echo true || echo false)" "$DOCTOR_JSON"
  else
    printf '%s\n' "$DOCTOR_TABLE"
    if [ $DOCTOR_MISSES -eq 0 ]; then
      echo "All is there: environment/lab start opens the labs."
    else
      echo "$DOCTOR_MISSES missing; environment/lab start installs and builds what it can."
    fi
  fi
  [ $DOCTOR_MISSES -eq 0 ]
}

# finding KEY LABEL STATUS FOUND [CURE [FIELDS]]: STATUS is ok, missing or note (a fact that stops nothing);
# FIELDS are more JSON members, ready made. FOUND may have more than one line.
finding() {
  local key=$1 label=$2 status=$3 found=$4 cure=${5:-} fields=${6:-} line
  [ "$status" != missing ] || DOCTOR_MISSES=$((DOCTOR_MISSES + 1))
  line=$(printf '%-8s %-12s %s' "$status" "$label" "${found//$'\n'/$'\n'                      }")
  [ -z "$cure" ] || line=$line$'\n'$(printf '%-21s -> %s' '' "$cure")
  DOCTOR_TABLE=$DOCTOR_TABLE${DOCTOR_TABLE:+$'\n'}$line
  DOCTOR_JSON=$DOCTOR_JSON${DOCTOR_JSON:+, }$(printf '%s: {"status": %s, "found": %s, "cure": %s%s}' "$(json "$key")" \
    "$(json "$status")" "$(json "${found//$'\n'/; }")" "$([ -n "$cure" ] && json "$cure" || echo null)" "${fields:+, $fields}")
}

# install_hint NAME...: the command that installs these here.
install_hint() {
  if is_debian; then
    echo "$([ "$(id -u)" = 0 ] || echo "sudo ")apt-get install $(apt_names "$@" | sed "s/ *$//") (environment/lab start does it for you)"
  else
    other_command "$@"
  fi
}

check_java() {
  if find_java; then
    finding jdk Java ok "$JAVA_VERSION, $JAVA_DIR" '' "\"version\": $(json "$JAVA_VERSION"), \"home\": $(json "$JAVA_DIR")"
  elif [ -n "$(inherited_options)" ] && [[ $JAVA_WHY == *'is given'* ]]; then
    finding jdk Java missing "expected a JDK of version 17 or later: $JAVA_WHY" "unset what it is given"
  elif [ -n "${JAVA_HOME:-}" ]; then
    finding jdk Java missing "expected a JDK of version 17 or later: $JAVA_WHY" "point JAVA_HOME to a newer JDK, or unset it"
  else
    finding jdk Java missing "expected a JDK of version 17 or later: $JAVA_WHY" "$(install_hint jdk)"
  fi
}

check_maven() {
  local version jar
  if command -v mvn >/dev/null; then
    # The version is in a file name; asking Maven itself would start a Java for it.
    version=$(for jar in "$(dirname "$(readlink -f "$(command -v mvn)")")"/../lib/maven-core-*.jar; do
      readlink -f "$jar" | sed -n 's/.*core-\([0-9.]*\)\.jar/\1/p'
    done)
    finding maven Maven ok "${version:+$version, }$(command -v mvn)" '' "\"version\": $(json "$version")"
  elif find_stamp && is_built; then
    finding maven Maven note "there is no mvn on the PATH; the jars are built, so it is not needed now"
  else
    finding maven Maven missing "there is no mvn on the PATH" "$(install_hint maven)"
  fi
}

check_build() {
  find_stamp
  if is_built; then
    finding build Build ok "$(wc -l <"$LAB_BUILD/jars" | tr -d ' ') jars in $LAB_BUILD"
  elif [ -s "$LAB_BUILD/stamp" ]; then
    finding build Build missing "the jars in $LAB_BUILD are older than the sources, or some are gone" "environment/lab setup"
  else
    finding build Build missing "the jars are not built yet" "environment/lab setup (downloads about 300 MB the first time)"
  fi
}

check_jupyter() {
  local python version
  if find_jupyter; then
    python=$(find_python notebook) && version=$("$python" -c 'import importlib.metadata as m; print(m.version("notebook"))' 2>/dev/null)
    finding jupyter Jupyter ok "Notebook ${version:-(version unknown)}, $JUPYTER" '' "\"version\": $(json "${version:-}")"
  else
    finding jupyter Jupyter missing "there is no Jupyter Notebook" "$(install_hint jupyter-notebook jupyter-client)"
  fi
  if find_python nbconvert nbclient >/dev/null; then
    finding nbconvert nbconvert ok "found, for environment/lab run"
  else
    finding nbconvert nbconvert missing "there is no nbconvert, which environment/lab run needs" "$(install_hint jupyter-nbconvert jupyter-client)"
  fi
}

check_kernelspec() {
  local spec=$LAB_OWN/jupyter/kernels/java/kernel.json java
  java=$(sed -n 's/^ *"argv": \["\([^"]*\)".*/\1/p' "$spec" 2>/dev/null)
  if [ -n "$java" ] && [ -x "$java" ]; then
    finding kernelspec Kernel ok "$spec" '' "\"path\": $(json "$spec")"
  elif [ -n "$java" ]; then
    finding kernelspec Kernel missing "$spec starts $java, which is gone" "environment/lab setup"
  else
    finding kernelspec Kernel missing "the kernelspec is not written yet" "environment/lab setup"
  fi
}

check_fonts() {
  if has_font; then
    finding fonts Fonts ok "$(fc-list : family 2>/dev/null | sort -u | wc -l | tr -d ' ') families"
  else
    finding fonts Fonts missing "no font was found; figures need one for their text" "$(install_hint fontconfig fonts-dejavu-core)"
  fi
}

# Not missed: lab 10 and `words reverse` then use the small world.
check_wordnet() {
  local folder
  if folder=$(wordnet_folder); then
    finding wordnet WordNet ok "$folder" '' "\"path\": $(json "$folder")"
  else
    finding wordnet WordNet note "not here; lab 10 and words reverse use the small world instead" \
      "environment/lab data fetch wordnet (11 MB$(is_debian && echo ", or Debian's package $WORDNET_PACKAGE"))"
  fi
}
