# shellcheck shell=bash
# Spark, for who says --spark: fetched and built the first time, into build/spark, which is also a home for Spark's own
# programs (its jars folder). Nothing else of the course has it on its class path.

# wants_spark ARGUMENT...: is --spark among them?
wants_spark() {
  local argument
  for argument in "$@"; do
    case $argument in --spark | --spark=*) return 0 ;; esac
  done
  return 1
}

# spark_master ARGUMENT...: what stands behind --spark.
spark_master() {
  while [ $# -gt 0 ]; do
    case $1 in
      --spark) printf '%s' "${2:-}" ;;
      --spark=*) printf '%s' "${1#*=}" ;;
    esac
    shift
  done
}

# spark_stamp: changes when build/spark would.
spark_stamp() {
  local sum
  sum=$(cd -- "$LAB_ROOT/environment/spark" && { echo "$STAMP" && find pom.xml src/main -type f -print0 | sort -z | xargs -0 cat; } | sha256)
  printf '%s\n' "${sum%% *}"
}

# set_up_spark: after set_up.
set_up_spark() {
  SPARK_STAMP=$(spark_stamp)
  [ "$(cat "$LAB_BUILD/spark/stamp" 2>/dev/null)" = "$SPARK_STAMP" ] || {
    need maven
    locked build_spark
  }
}

build_spark() {
  local made log=$LAB_BUILD/log/spark-maven.log jar
  [ "$(cat "$LAB_BUILD/spark/stamp" 2>/dev/null)" != "$SPARK_STAMP" ] || return 0
  need_space 700 "$LAB_BUILD" "Spark and the course's jars beside it"
  if [ ! -d "$HOME/.m2/repository/org/apache/spark" ]; then
    need_space 400 "$HOME" "Spark"
    say "fetching Spark, once: about 200 jars, 334 MB"
  fi
  mkdir -p "$LAB_BUILD/log"
  use_sources
  rm -rf "$LAB_BUILD"/.making-spark-* "$LAB_SOURCES/environment/spark/target/jars"
  rm -f "$LAB_SOURCES"/environment/spark/target/*.jar
  made=$(mktemp -d "$LAB_BUILD/.making-spark-XXXXXX") || fail "cannot write to $LAB_BUILD"
  LAB_MAKING=$made
  trap 'rm -rf "$LAB_MAKING"' EXIT
  MAVEN_HUSH='' maven -Pspark -pl environment/spark -am -DskipTests -Dspotless.check.skip=true package >"$log" 2>&1 &
  tell_jars $! "$log"
  wait $! || fail "$(maven_reason "$log" | sed 's/^Maven could not download what the lab needs/Spark is not here yet, and Maven could not download it/'); without --spark this needs no Spark"
  mkdir "$made/jars"
  cp "$LAB_SOURCES"/environment/spark/target/jars/*.jar "$LAB_SOURCES"/environment/spark/target/lab-spark-*.jar "$made/jars/" ||
    fail "cannot copy Spark to $made: is the disk full?"
  # What a cluster with a Spark of its own has not.
  for jar in "$made"/jars/*.jar; do
    jar=${jar##*/}
    case $jar in
      lab-spark-*) echo "$jar" ;;
      *) [ ! -e "$LAB_BUILD/lib/$jar" ] && [ ! -e "$LAB_BUILD/commands/$jar" ] || echo "$jar" ;;
    esac
  done >"$made/own"
  "$JAVA_BIN" -cp "$made/jars/*" io.transferlab.spark.JavaArguments >"$made/java-options" && [ -s "$made/java-options" ] ||
    fail "Java did not start from $made/jars (log: $log)"
  echo "$SPARK_STAMP" >"$made/stamp"
  chmod -R a+rX "$made"
  rm -rf "$LAB_BUILD/spark"
  mv "$made" "$LAB_BUILD/spark" || fail "cannot move Spark to $LAB_BUILD/spark"
  trap - EXIT
}

# tell_jars PID LOG: how many jars are here, as long as that Maven runs; on one line of a terminal, else now and then.
tell_jars() {
  local n before=0 beats=0
  while kill -0 "$1" 2>/dev/null; do
    sleep 1
    beats=$((beats + 1))
    n=$(grep -c '^\(\[INFO\] \)\{0,1\}Downloaded from .*\.jar' "$2" 2>/dev/null)
    [ "${n:-0}" -gt "$before" ] || continue
    if [ -t 2 ]; then
      printf '\rlab: %d jars of Spark are here ' "$n" >&2
      before=$n
    elif [ $((beats % 15)) -eq 0 ]; then
      say "$n jars of Spark are here"
      before=$n
    fi
  done
  [ "$before" -eq 0 ] || [ ! -t 2 ] || printf '\r%40s\r' '' >&2
}

# spark_arguments: an argument file of Java, for class paths of any length.
spark_arguments() {
  local jar path= rest=
  # Java asks one jar after the other for each class: first those that most are in.
  for jar in "$LAB_BUILD"/spark/jars/*.jar; do
    case ${jar##*/} in
      lab-* | spark-* | scala-library-*) path=$path${path:+:}$jar ;;
      *) rest=$rest${rest:+:}$jar ;;
    esac
  done
  path=$path${path:+${rest:+:}}$rest
  path=${path//\\/\\\\}
  cat "$LAB_BUILD/spark/java-options"
  printf -- '-cp\n"%s"\n' "${path//\"/\\\"}"
}

# exec_spark ARGUMENT...: a command beside Spark, in this process' place, so that signals reach it.
exec_spark() {
  local arguments=$LAB_BUILD/spark/arguments
  java_options
  case $(spark_master "$@") in
    # The slots are the parallelism.
    local*) export OMP_NUM_THREADS=1 ;;
  esac
  set_threads
  spark_arguments >"$arguments" 2>/dev/null || fail "cannot write to $LAB_BUILD/spark"
  mkdir -p "$LAB_BUILD/log"
  # Spark asks the system for the address of a host name that it need not know.
  export SPARK_LOCAL_HOSTNAME=${SPARK_LOCAL_HOSTNAME:-$(spark_host "$@")}
  [ -n "$SPARK_LOCAL_HOSTNAME" ] || unset SPARK_LOCAL_HOSTNAME
  exec "$JAVA_BIN" "${JAVA_OPTIONS[@]}" "-Dlab.spark.log=$LAB_BUILD/log/spark.log" "-Dlab.spark.own=$LAB_BUILD/spark/own" \
    -Dlog4j2.configurationFile=io/transferlab/spark/log4j2.properties "@$arguments" io.transferlab.cli.Main "$@"
}

# spark_host ARGUMENT...: localhost where no other machine takes part.
spark_host() {
  case $(spark_master "$@") in
    local* | spark://127.* | spark://localhost:*) echo localhost ;;
  esac
}
