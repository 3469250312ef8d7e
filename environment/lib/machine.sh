# shellcheck shell=bash
# shellcheck disable=SC2034 # its findings are read in the other rooms
# What this machine is: its home, Java, processor, memory and disk. Nothing here changes anything,
# except that an unusable home is replaced for this run.

# Places. Everything made here lies under LAB_BUILD, but for Maven's target folders.
set_places() {
  # Without a UTF-8 locale (the default in many containers) Java cannot open files with other letters in their names.
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]*8*) ;;
    *) [ "$(uname -s)" = Darwin ] || export LC_ALL=C.UTF-8 ;;
  esac
  LAB_BUILD=${LAB_BUILD:-$LAB_ROOT/build}
  mkdir -p "$LAB_BUILD" 2>/dev/null
  [ -w "$LAB_BUILD" ] ||
    fail "expected a writable folder for the build, but $LAB_BUILD is not: set LAB_BUILD to a folder that you can write to"
  LAB_BUILD=$(cd "$LAB_BUILD" && pwd -P)
  # Maven, Jupyter and the native libraries all write below the home.
  if ! writable "${HOME:-}"; then
    say "the home folder (${HOME:-HOME is not set}) cannot be written to; using $LAB_BUILD/home instead"
    HOME=$LAB_BUILD/home
    mkdir -p "$HOME" || fail "cannot make $HOME"
    unset JUPYTER_CONFIG_DIR JUPYTER_DATA_DIR JUPYTER_RUNTIME_DIR XDG_DATA_HOME XDG_RUNTIME_DIR
  fi
  LAB_DATA=${LAB_DATA:-$HOME/.transferlab}
  export HOME LAB_BUILD LAB_DATA
}

# writable DIR: an attempt tells more than the mode bits do (read-only mounts, quotas, root).
writable() {
  local probe
  [ -n "$1" ] && [ -d "$1" ] || return 1
  probe=$(mktemp "$1/.lab-XXXXXX" 2>/dev/null) || return 1
  rm -f "$probe"
}

# Java asks the system's user list, not HOME, for its home: they differ under sudo and in tests.
home_of_java() {
  if command -v getent >/dev/null; then
    getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6
  else
    printf '%s\n' "$HOME"
  fi
}

# use_java JAVA: reads its version and home into JAVA_VERSION, JAVA_MAJOR, JAVA_DIR and JAVA_BIN.
# False, with the reason in JAVA_WHY, if it is not a JDK of version 17 or later.
use_java() {
  local found
  if ! [ -x "$1" ]; then
    JAVA_WHY="there is no program $1"
    return 1
  fi
  found=$("$1" -XshowSettings:properties -version 2>&1)
  JAVA_VERSION=$(sed -n 's/^ *java\.version = //p' <<<"$found")
  JAVA_DIR=$(sed -n 's/^ *java\.home = //p' <<<"$found")
  JAVA_MAJOR=${JAVA_VERSION#1.}
  JAVA_MAJOR=${JAVA_MAJOR%%[!0-9]*}
  if [ -z "$JAVA_MAJOR" ] || [ -z "$JAVA_DIR" ]; then
    JAVA_WHY="$1 does not run as Java"
    return 1
  fi
  if [ "$JAVA_MAJOR" -lt 17 ]; then
    JAVA_WHY="$1 is Java $JAVA_VERSION"
    return 1
  fi
  JAVA_BIN=$JAVA_DIR/bin/java
  # JShell is part of the JDK, not of a runtime (JRE).
  if ! [ -x "$JAVA_DIR/bin/javac" ]; then
    JAVA_WHY="$1 is a runtime (JRE) without a compiler"
    return 1
  fi
  JAVA_WHY=
}

# find_java: JAVA_HOME, then PATH, then where the system's packages put JDKs.
# False, with the reason in JAVA_WHY, if none serves; a JAVA_HOME that does not serve is an error, not passed over.
find_java() {
  local java first_reason
  if [ -n "${JAVA_HOME:-}" ]; then
    use_java "$JAVA_HOME/bin/java" && return 0
    JAVA_WHY="JAVA_HOME is $JAVA_HOME: $JAVA_WHY"
    return 1
  fi
  JAVA_WHY="there is no java on the PATH"
  java=$(command -v java) && use_java "$java" && return 0
  first_reason=$JAVA_WHY
  for java in "${LAB_JVM_DIR:-/usr/lib/jvm}"/java-*-openjdk*/bin/java; do
    [ -x "$java" ] && use_java "$java" && return 0
  done
  JAVA_WHY=$first_reason
  return 1
}

cpu_flags() {
  case $(uname -s) in
    Darwin) sysctl -n machdep.cpu.features machdep.cpu.leaf7_features 2>/dev/null | tr '[:upper:]\n' '[:lower:] ' ;;
    *) sed -n 's/^flags[[:space:]]*: //p' "${LAB_CPUINFO:-/proc/cpuinfo}" 2>/dev/null | head -n 1 ;;
  esac
}

# cpu_level FLAGS: the vector instructions that ND4J's builds know: avx512, avx2 or generic.
# Its avx512 build is compiled for the server set (F, BW, VL, DQ, CD) and dies on anything less.
cpu_level() {
  local flag flags=" $1 "
  for flag in avx512f avx512bw avx512vl avx512dq avx512cd; do
    case $flags in
      *" $flag "*) ;;
      *) flag=missing && break ;;
    esac
  done
  if [ "$flag" != missing ]; then
    echo avx512
    return
  fi
  case $flags in
    *" avx2 "*) echo avx2 ;;
    *) echo generic ;;
  esac
}

# native_library SYSTEM MACHINE FLAGS: prints "platform extension" of the fastest ND4J library that runs there.
native_library() {
  local level
  level=$(cpu_level "$3")
  case $1-$2 in
    Linux-x86_64 | Linux-amd64)
      case $level in
        generic) echo "linux-x86_64 -onednn" ;;
        *) echo "linux-x86_64 -onednn-$level" ;;
      esac
      ;;
    Darwin-x86_64)
      # ND4J is not published with AVX-512 for the Mac; AVX2 runs there too.
      case $level in
        generic) echo "macosx-x86_64 -onednn" ;;
        *) echo "macosx-x86_64 -onednn-avx2" ;;
      esac
      ;;
    Linux-aarch64 | Linux-arm64) echo "linux-arm64 " ;;
    Darwin-arm64) echo "macosx-arm64 " ;;
    *) return 1 ;;
  esac
}

# find_native: ND4J_PLATFORM and ND4J_EXTENSION for this machine; LAB_ND4J ("linux-x86_64-onednn") overrules.
find_native() {
  local found
  if [ -n "${LAB_ND4J:-}" ]; then
    ND4J_PLATFORM=$LAB_ND4J
    ND4J_EXTENSION=
    return
  fi
  found=$(native_library "$(uname -s)" "$(uname -m)" "$(cpu_flags)") || return 1
  ND4J_PLATFORM=${found%% *}
  ND4J_EXTENSION=${found#* }
}

# memory_mib: what this machine, or the container around us, may use.
memory_mib() {
  local total limit
  if [ "$(uname -s)" = Darwin ]; then
    total=$(($(sysctl -n hw.memsize) / 1048576))
  else
    total=$(awk '/^MemTotal:/ { print int($2 / 1024) }' "${LAB_MEMINFO:-/proc/meminfo}")
    limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null)
    case $limit in
      '' | *[!0-9]*) ;;
      *) [ $((limit / 1048576)) -lt "$total" ] && total=$((limit / 1048576)) ;;
    esac
  fi
  echo "$total"
}

# mib SIZE: 2g, 1500m or bytes, as Java writes them, in MiB; false if it is none of these.
mib() {
  local number=${1%[gGmMkK]}
  case $number in
    '' | *[!0-9]*) return 1 ;;
  esac
  case $1 in
    *[gG]) echo $((number * 1024)) ;;
    *[mM]) echo "$number" ;;
    *[kK]) echo $((number / 1024)) ;;
    *) echo $((number / 1048576)) ;;
  esac
}

# java_memory: the options that bound the heap and ND4J's memory beside it. Half of the machine is for arrays,
# and the process stays below nine tenths of it, so that an error names the cause before the system kills us.
java_memory() {
  local total heap size arrays whole
  total=$(memory_mib)
  heap=${LAB_HEAP:-2g}
  [ -n "${LAB_HEAP:-}" ] || [ "$total" -ge 4000 ] || heap=1g
  size=$(mib "$heap") || fail "expected a size such as 2g or 1500m in LAB_HEAP, found $LAB_HEAP"
  # Below this, Java itself gets no further than an error without a cause.
  [ "$size" -ge 400 ] || fail "expected a heap of at least 400m in LAB_HEAP, found $LAB_HEAP; 2g is usual"
  [ "$size" -le "$total" ] ||
    fail "expected a heap smaller than this machine's memory of $total MiB, found LAB_HEAP=$LAB_HEAP; 2g is usual"
  arrays=$((total / 2))
  [ "$arrays" -ge 1500 ] || arrays=1500
  whole=$((total * 9 / 10))
  [ "$whole" -ge 2500 ] || whole=2500
  echo "-Xmx$heap -Dorg.bytedeco.javacpp.maxbytes=${arrays}m -Dorg.bytedeco.javacpp.maxphysicalbytes=${whole}m"
}

# free_mib PATH: free space where PATH is, or will be.
free_mib() {
  local at=$1
  while ! [ -e "$at" ]; do
    at=$(dirname "$at")
  done
  df -Pk "$at" 2>/dev/null | awk 'NR == 2 { print int($4 / 1024) }'
}

# need_space MIB PATH WHAT
need_space() {
  local free
  free=$(free_mib "$2")
  [ -z "$free" ] || [ "$free" -ge "$1" ] ||
    fail "expected $1 MiB of free space at $2 for $3, found $free MiB: free some, or choose another disk with LAB_BUILD and HOME"
}
