# shellcheck shell=bash
# From sources to what runs: build/lib (the course library and all it needs), build/kernel (the kernel's jar),
# build/commands (what is typed, and what only that needs) and the kernelspec. All of it is made in a temporary folder
# and moved, and only when something changed.

# sha256: of standard input; at the end of a pipe only, where it takes the process' place.
sha256() {
  command -v sha256sum >/dev/null && exec sha256sum
  exec shasum -a 256
}

# find_stamp: STAMP, another one when the jars would be. The sources are read only when a file is another.
find_stamp() {
  key_of ND4J_PLATFORM ND4J_EXTENSION
  if recall sources "$KEY"; then
    STAMP=$RECALLED
  else
    STAMP=$(content_stamp)
    note sources "$KEY" "$STAMP"
  fi
}

content_stamp() {
  local sum
  sum=$(
    cd -- "$LAB_ROOT" || exit
    {
      find pom.xml .mvn lab-support/pom.xml lab-support/src/main environment/kernel/pom.xml \
        environment/kernel/src/main environment/commands/pom.xml environment/commands/src/main -type f -print0 2>/dev/null | sort -z | xargs -0 cat
      find lab-support/src/main environment/kernel/src/main environment/commands/src/main -type f 2>/dev/null | sort
      echo "$ND4J_PLATFORM$ND4J_EXTENSION"
    } | sha256
  )
  printf '%s\n' "${sum%% *}"
}

# is_built: the stamp is today's, and every jar it spoke of is still there.
is_built() {
  local jar noted=
  { read -r noted <"$LAB_BUILD/stamp"; } 2>/dev/null
  [ "$noted" = "$STAMP" ] && [ -s "$LAB_BUILD/jars" ] || return 1
  while read -r jar; do
    [ -s "$LAB_BUILD/$jar" ] || return 1
  done <"$LAB_BUILD/jars"
}

# lab_class_path [commands]: LAB_CLASS_PATH, the course library and all it needs, without the kernel; with the commands
# before it if asked: Java opens each jar on the way to the last, and no archive takes picocli, of Java 5.
lab_class_path() {
  local jar first='' joined=''
  while read -r jar; do
    case $jar in
      lib/*) joined=$joined:$LAB_BUILD/$jar ;;
      "${1:-lib}"/*) first=$first:$LAB_BUILD/$jar ;;
    esac
  done <"$LAB_BUILD/jars"
  first=$first$joined
  LAB_CLASS_PATH=${first#:}
}

# use_sources: where Maven builds, which writes beside the sources: a checkout that cannot be written to is copied.
use_sources() {
  LAB_SOURCES=$LAB_ROOT
  if ! writable "$LAB_ROOT/lab-support"; then
    LAB_SOURCES=$LAB_BUILD/sources
    rm -rf "$LAB_SOURCES"
    { mkdir -p "$LAB_SOURCES" && cp -R "$LAB_ROOT/pom.xml" "$LAB_ROOT/lab-support" "$LAB_ROOT/environment" "$LAB_SOURCES" &&
      if [ -d "$LAB_ROOT/.mvn" ]; then cp -R "$LAB_ROOT/.mvn" "$LAB_SOURCES"; fi && chmod -R u+w "$LAB_SOURCES"; } ||
      fail "cannot copy the sources from $LAB_ROOT, which cannot be written to, to $LAB_SOURCES: is the disk full?"
  fi
}

# locked COMMAND...: one set-up at a time in one build folder.
locked() {
  if command -v flock >/dev/null; then
    exec 9>"$LAB_OWN/.lock"
    if ! flock -n 9; then
      say "another set-up of this folder is at work; waiting for it"
      flock 9
    fi
    "$@"
    exec 9>&-
  else
    "$@"
  fi
}

# maven ARGUMENT...: in the course's folder. With MAVEN_HUSH empty it says what it fetches.
maven() {
  local home_option=
  # Without this, Maven writes to the home of the system's user list even when HOME says otherwise.
  find_home_of_java
  if [ "$HOME" != "$HOME_OF_JAVA" ]; then
    case $HOME in
      # mvn splits MAVEN_OPTS at spaces.
      *[[:space:]]*) set -- "-Dmaven.repo.local=$HOME/.m2/repository" "$@" ;;
      *) home_option=-Duser.home=$HOME ;;
    esac
  fi
  (
    cd -- "${LAB_SOURCES:-$LAB_ROOT}" &&
      JAVA_HOME=$JAVA_DIR MAVEN_OPTS="${MAVEN_OPTS:-} $home_option" \
        proxied_mvn -B ${MAVEN_HUSH--ntp} "-Dnd4j.platform=$ND4J_PLATFORM" "-Dnd4j.extension=$ND4J_EXTENSION" "$@"
  ) </dev/null 9>&-
}

maven_reason() {
  local log=$1 problem proxy artifact
  if grep -qi 'no space left on device' "$log"; then
    echo "the disk is full: $(free_mib "$HOME") MiB free at $HOME, $(free_mib "$LAB_BUILD") MiB at $LAB_BUILD; about 1500 MiB are needed"
  elif grep -qi 'unknown host\|connection refused\|timed out\|network is unreachable\|temporary failure in name\|could not transfer artifact\|offline mode\|proxy authentication' "$log"; then
    artifact=$(grep -io -m 1 'could not transfer artifact [^ ]*\|unknown host [^ ]*\|offline mode' "$log" | head -n 1)
    problem=$(proxy_problem)
    if [ -n "$problem" ] && ! maven_names_proxy; then
      echo "something must be downloaded, and $problem (log: $log)"
    else
      proxy=$(proxy_setting https)
      if maven_names_proxy; then
        proxy="through the proxy that Maven's own configuration names"
      elif [ -n "$proxy" ] && read_proxy "$proxy"; then
        proxy="through the proxy $PROXY_HOST:$PROXY_PORT of ${proxy%%=*}"
      else
        proxy="without a proxy: set https_proxy, or name one in ~/.m2/settings.xml, if there is one"
      fi
      echo "Maven could not download what the lab needs ($artifact): is there a network? It was asked $proxy; then try again (log: $log)"
    fi
  elif grep -q 'COMPILATION ERROR' "$log"; then
    echo "the sources do not compile: $(sed -n 's/^\[ERROR\] \(.*\.java:.*\)/\1/p' "$log" | head -n 1) (log: $log)"
  elif grep -q '^\[ERROR\]' "$log"; then
    echo "the build failed: $(grep -m 1 '^\[ERROR\]' "$log" | cut -c 9-250) (log: $log)"
  else
    # Maven itself did not start: a MAVEN_OPTS that Java does not know, a MAVEN_HOME that is gone.
    echo "mvn did not start: $(grep -v '^Picked up \|^NOTE: Picked up \|^$' "$log" | head -n 1 | cut -c 1-250)${MAVEN_OPTS:+; MAVEN_OPTS is set} (log: $log)"
  fi
}

build() {
  local made log=$LAB_BUILD/log/maven.log
  # Whoever held the lock may have built meanwhile.
  is_built && return
  need_space 700 "$LAB_BUILD" "the jars"
  [ -d "$HOME/.m2/repository/org/nd4j" ] || need_space 600 "$HOME" "Maven's downloads"
  say "building the course library and kernel for $ND4J_PLATFORM$ND4J_EXTENSION (the first time downloads about 300 MB)"
  mkdir -p "$LAB_BUILD/log"
  # Left behind by a set-up that was killed; we hold the lock.
  rm -rf "$LAB_BUILD"/.making-*
  made=$(mktemp -d "$LAB_BUILD/.making-XXXXXX") || fail "cannot write to $LAB_BUILD"
  LAB_MAKING=$made
  trap 'rm -rf "$LAB_MAKING"' EXIT
  # Jars of an earlier version would be taken for today's.
  use_sources
  rm -f "$LAB_SOURCES"/lab-support/target/*.jar "$LAB_SOURCES"/environment/{kernel,commands}/target/*.jar
  maven -DskipTests -Dspotless.check.skip=true package >"$log" 2>&1 || fail "$(maven_reason "$log")"
  maven -pl lab-support dependency:copy-dependencies -DincludeScope=runtime "-DoutputDirectory=$made/lib" \
    >>"$log" 2>&1 || fail "$(maven_reason "$log")"
  assemble "$made"
  rm -rf "$made"
  trap - EXIT
}

# assemble DIR: adds our own jars to DIR/lib, then swaps the whole for what was there.
assemble() {
  local made=$1 jar
  mkdir -p "$made/kernel" "$made/lib" "$made/commands"
  for jar in "$LAB_SOURCES"/lab-support/target/lab-support-*.jar; do
    case $jar in
      *-tests.jar) ;;
      *) cp "$jar" "$made/lib/" || fail "cannot copy $jar to $made/lib: is the disk full?" ;;
    esac
  done
  cp "$LAB_SOURCES"/environment/commands/target/{lab-commands-*,lib/*}.jar "$made/commands/" ||
    fail "cannot copy the commands' jars to $made/commands: is the disk full?"
  cp "$LAB_SOURCES/environment/kernel/target/lab-kernel.jar" "$made/kernel/" ||
    fail "cannot copy lab-kernel.jar to $made/kernel: is the disk full?"
  # Ours first, the rest in one fixed order: what a class path finds must not depend on the file system.
  # The sources lie beside our jar for the kernel to show their javadoc; they are no part of the class path.
  (cd -- "$made" && echo kernel/lab-kernel.jar && find lib -name 'lab-support-*.jar' ! -name '*-sources.jar' &&
    find lib commands -name '*.jar' ! -name 'lab-support-*' | LC_ALL=C sort) >"$made/jars"
  # No secret of this person's: a build folder may serve a whole class.
  chmod -R a+rX "$made/"{lib,kernel,commands,jars}
  rm -rf "$LAB_BUILD/stamp" "$LAB_BUILD/.old"
  for jar in lib kernel commands jars; do
    [ ! -e "$LAB_BUILD/$jar" ] || { mv "$LAB_BUILD/$jar" "$LAB_BUILD/.old" && rm -rf "$LAB_BUILD/.old"; }
    mv "$made/$jar" "$LAB_BUILD/$jar" || fail "cannot move $jar to $LAB_BUILD"
  done
  echo "$STAMP" >"$LAB_BUILD/stamp"
}

# java_options: what the kernel and the commands have in common, into JAVA_OPTIONS.
java_options() {
  if [ ${#COMMON_OPTIONS[@]} -gt 0 ]; then
    JAVA_OPTIONS=("${COMMON_OPTIONS[@]}")
    return
  fi
  find_memory_options
  # shellcheck disable=SC2206 # one word an option
  JAVA_OPTIONS=($MEMORY_OPTIONS -Djava.awt.headless=true -Dfile.encoding=UTF-8
    # Figures read 0.8 everywhere, as in the texts of the labs, not 0,8 on some machines.
    -Duser.language=en -Duser.country=US
    -Dorg.slf4j.simpleLogger.defaultLogLevel=warn)
  # The native libraries unpack below the home of the system's user list, unless told of ours.
  find_home_of_java
  [ "$HOME" = "$HOME_OF_JAVA" ] || JAVA_OPTIONS+=("-Duser.home=$HOME")
  [ -z "${LAB_TEMPORARY:-}" ] || JAVA_OPTIONS+=("-Djava.io.tmpdir=$LAB_TEMPORARY")
  # DL4J asks for native access; newer JDKs warn at every start unless it is granted.
  [ "$JAVA_MAJOR" -lt 22 ] || JAVA_OPTIONS+=(--enable-native-access=ALL-UNNAMED)
  COMMON_OPTIONS=("${JAVA_OPTIONS[@]}")
}

# run_java ARGUMENT...: one of the commands.
run_java() {
  (exec_java "$@")
}

# exec_java ARGUMENT...: the same in this process' place, so that signals reach it.
exec_java() {
  local path setting
  lab_class_path commands
  path=$LAB_CLASS_PATH
  java_options
  set_threads
  if [ "${LAB_ON_GPU:-no}" = yes ]; then
    path=$(gpu_class_path)
    for setting in "$LAB_BUILD"/commands/*.jar; do path=$setting:$path; done
    while IFS= read -r setting; do export "${setting?}"; done < <(gpu_environment)
    gpu_options
  fi
  # A warning of an archive that fits no longer would stand beside what was asked for.
  [ "${LAB_ON_GPU:-no}" = yes ] || ! find_archive "$path" ||
    # Java would move the archives at each start, to hide them from who attacks it from within, and mend each address in
    # them: a tenth of a second. (A kernel gains nothing by it.)
    JAVA_OPTIONS+=("-XX:SharedArchiveFile=$LAB_ARCHIVE" -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0
      -Xlog:cds=off -Xlog:cds+dynamic=off)
  # What ends within a second is not worth the better compiler's time.
  ! is_short "$@" || JAVA_OPTIONS+=(-XX:TieredStopAtLevel=1)
  exec "$JAVA_BIN" "${JAVA_OPTIONS[@]}" -cp "$path" io.transferlab.cli.Main "$@"
}

# find_archive CLASS_PATH: the archive of classes for the commands, into LAB_ARCHIVE; made once for this Java and these
# jars. False if there is none: a folder that is somebody else's, a Java without archives.
find_archive() {
  local key="$STAMP $JAVA_DIR $JAVA_VERSION $LAB_BUILD" each more=()
  if recall archive "$key"; then
    LAB_ARCHIVE=$RECALLED
  else
    for each in "${JAVA_OPTIONS[@]}"; do more+=("--jvm=$each"); done
    LAB_ARCHIVE=$(locked kernel_java archive --java "$JAVA_BIN" --class-path "$1" "${more[@]}")
    note archive "$key" "$LAB_ARCHIVE"
  fi
  [ -s "$LAB_ARCHIVE" ]
}

# is_short ARGUMENT...: does this command end at once, whatever the data? Vectors of somebody may be large.
is_short() {
  case " $* " in
    *" --help "* | *" -h "*) return 0 ;;
    *" --vectors "* | *" --vectors="*) return 1 ;;
    " data list "* | " words similarity "* | " words nearest "* | " words analogy "* | " card "*) return 0 ;;
  esac
  return 1
}

# set_threads: one thread a core. Two threads of one core only wait for each other in these computations.
# A thread that waits shall sleep, not spin: beside anything else that computes (a second notebook, a compiler)
# spinning costs much of the speed.
set_threads() {
  export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive}
  # OpenBLAS has threads of its own, which look for work for 2^26 cycles by default: 2^4 is its least.
  export OPENBLAS_THREAD_TIMEOUT=${OPENBLAS_THREAD_TIMEOUT:-4}
  [ -z "${OMP_NUM_THREADS:-}" ] || return 0
  local usable
  usable=$(nproc 2>/dev/null || sysctl -n hw.physicalcpu 2>/dev/null || echo 1)
  find_cores
  if [ "$CORES" -lt 1 ] || [ "$CORES" -gt "$usable" ]; then
    CORES=$usable
  fi
  export OMP_NUM_THREADS=$((CORES))
}

# find_cores: CORES of this machine; 0 where nothing tells. Threads of one core name the same threads as their core's.
find_cores() {
  local file threads seen=' '
  CORES=0
  for file in "${LAB_CPU_DIR:-/sys/devices/system/cpu}"/cpu[0-9]*/topology/thread_siblings_list; do
    { read -r threads <"$file"; } 2>/dev/null || continue
    case $seen in
      *" $threads "*) ;;
      *) seen="$seen$threads " && CORES=$((CORES + 1)) ;;
    esac
  done
  [ $CORES -gt 0 ] || CORES=$(lscpu -p=Core,Socket 2>/dev/null | awk '!/^#/ && !seen[$0]++ { n++ } END { print n + 0 }')
}

# set_up PART...: everything a command needs. A second time it only looks.
set_up() {
  # Jupyter brings a Python debugger along that otherwise warns at every start.
  export PYDEVD_DISABLE_FILE_VALIDATION=1
  find_native ||
    fail "ND4J has no library for $SYSTEM_NAME on $SYSTEM_MACHINE: a 64-bit Linux or macOS on x86_64 or arm64 is needed"
  find_stamp
  if is_built; then
    need java fonts "$@"
  else
    [ -w "$LAB_BUILD" ] ||
      fail "the jars in $LAB_BUILD are not of these sources and this processor, and only their owner can renew them (environment/lab setup): ask, or set LAB_BUILD to a folder of your own"
    # All that is missing at once: one question, one download.
    need java maven fonts "$@"
    locked build
  fi
  case " $* " in
    *" jupyter "* | *" nbconvert "*) locked write_kernelspec own --archive ;;
    *) write_kernelspec own ;;
  esac
  # First in Jupyter's search: a "java" kernel that the user has elsewhere is neither used nor touched.
  export JUPYTER_PATH="$LAB_OWN/jupyter${JUPYTER_PATH:+:$JUPYTER_PATH}"
}
