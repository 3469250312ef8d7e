# shellcheck shell=bash
# shellcheck disable=SC2034 # its findings are read in the other rooms
# What this machine is: its Java, processor, memory and disk. Nothing here changes anything.
# What every start asks is left in variables: a $(...) is a process, some milliseconds, and on some machines thirty.

# on_path PROGRAM: where the PATH has it, into ON_PATH; false if it has not.
on_path() {
  ON_PATH=
  hash "$1" 2>/dev/null || return 1
  ON_PATH=${BASH_CMDS[$1]:-}
  # bash 3 (macOS) does not show its table.
  [ -n "$ON_PATH" ] || ON_PATH=$(command -v "$1")
}

# find_system: SYSTEM_NAME and SYSTEM_MACHINE, as uname calls them: Linux, x86_64.
find_system() {
  [ -n "${SYSTEM_NAME:-}" ] || read -r SYSTEM_NAME SYSTEM_MACHINE < <(uname -sm)
}

is_mac() {
  find_system
  [ "$SYSTEM_NAME" = Darwin ]
}

# find_home_of_java: HOME_OF_JAVA. Java asks the system's user list, not HOME: they differ under sudo and in tests.
find_home_of_java() {
  [ -z "${HOME_OF_JAVA:-}" ] || return 0
  HOME_OF_JAVA=$HOME
  ! on_path getent || IFS=: read -r _ _ _ _ _ HOME_OF_JAVA _ < <(getent passwd "$EUID" 2>/dev/null)
  return 0
}

# use_java JAVA: reads its version and home into JAVA_VERSION, JAVA_MAJOR, JAVA_DIR and JAVA_BIN.
# False, with the reason in JAVA_WHY, if it is not a JDK of version 17 or later.
use_java() {
  local found heap
  JAVA_FOUND=$1
  if ! [ -x "$1" ]; then
    JAVA_WHY="there is no program $1"
    return 1
  fi
  # With the heap that it will be given: by default Java reserves a quarter of the machine, which a limit may forbid.
  heap=$(find_heap && mib "$HEAP" && echo "$MIB") && [ "$heap" -ge 400 ] || heap=1024
  found=$("$1" "-Xmx${heap}m" -XshowSettings:properties -version 2>&1)
  JAVA_VERSION=$(sed -n 's/^ *java\.version = //p' <<<"$found")
  JAVA_DIR=$(sed -n 's/^ *java\.home = //p' <<<"$found")
  JAVA_MAJOR=${JAVA_VERSION#1.}
  JAVA_MAJOR=${JAVA_MAJOR%%[!0-9]*}
  if [ -z "$JAVA_MAJOR" ] || [ -z "$JAVA_DIR" ]; then
    JAVA_WHY="$1 does not run as Java$(why_no_java "$found")"
    return 1
  fi
  if [ "$JAVA_MAJOR" -lt 17 ]; then
    JAVA_WHY="$1 is Java $JAVA_VERSION"
    return 1
  fi
  # JShell is part of the JDK, not of a runtime (JRE).
  if ! [ -x "$JAVA_DIR/bin/javac" ]; then
    JAVA_WHY="$1 is a runtime (JRE) without a compiler"
    return 1
  fi
  JAVA_BIN=$JAVA_DIR/bin/java
  JAVA_WHY=
}

# why_no_java WORDS: what Java said instead of its version, and which of the settings around it may be the cause.
why_no_java() {
  local names said
  find_limits
  said=$(grep -v '^Picked up \|^NOTE: Picked up \|^$\|^#\|^\[[0-9.]*s\]\|^Error occurred during initialization' <<<"$1" | head -n 1 | cut -c 1-160)
  names=$(inherited_options)
  [ -z "$said" ] || printf ' (%s)' "$said"
  if [ -n "$names" ]; then
    printf '; it is given %s: unset that and try again' "${names//$'\n'/, }"
  elif [ "$LIMIT_OF_ADDRESSES" -lt "$MEMORY_WITHOUT_LIMIT" ]; then
    printf '; it may have %s MiB (ulimit -v): raise that, or unset it with ulimit -v unlimited' "$LIMIT_OF_ADDRESSES"
  fi
}

# inherited_options: the variables that Java itself reads, one a line, as "NAME=VALUE"; passwords are not shown.
inherited_options() {
  local name
  for name in JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS; do
    [ -z "${!name:-}" ] || printf '%s=%s\n' "$name" "${!name}" | tr '\n' ' ' |
      sed -e 's/\([Pp]assword\|[Ss]ecret\|[Tt]oken\)\([A-Za-z.]*\)=[^ ]*/\1\2=.../g' -e 's|://[^/@ ]*@|://...@|g' -e 's/ *$//'
    [ -z "${!name:-}" ] || echo
  done
}

# find_forced_heap: FORCED_HEAP, which _JAVA_OPTIONS sets and which wins over a command line; nothing if none.
find_forced_heap() {
  local word
  FORCED_HEAP=
  # shellcheck disable=SC2086 # Java splits it at spaces, too
  for word in ${_JAVA_OPTIONS:-}; do
    case $word in
      -Xmx*) FORCED_HEAP=${word#-Xmx} ;;
      -XX:MaxHeapSize=*) FORCED_HEAP=${word#*=} ;;
    esac
  done
}

# find_java: JAVA_HOME, then PATH, then where the system's packages put JDKs.
# False, with the reason in JAVA_WHY, if none serves; a JAVA_HOME that does not serve is an error, not passed over.
find_java() {
  local key
  find_memory
  key_of PATH JAVA_HOME LD_LIBRARY_PATH LAB_HEAP LAB_KERNELS LAB_JVM_DIR JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS MEMORY_MIB MEMORY_WORDS
  key=$KEY
  if recall java "$key" && IFS=$'\t' read -r JAVA_BIN JAVA_DIR JAVA_VERSION JAVA_MAJOR <<<"$RECALLED" && [ -n "$JAVA_MAJOR" ]; then
    JAVA_WHY=
    return
  fi
  look_for_java || return 1
  # A program that chooses one of many (jenv, asdf; a Mac's stub) may choose another the next time.
  ! [ "$JAVA_FOUND" -ef "$JAVA_BIN" ] || note java "$key" "$JAVA_BIN"$'\t'"$JAVA_DIR"$'\t'"$JAVA_VERSION"$'\t'"$JAVA_MAJOR"
}

look_for_java() {
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

# find_cpu_flags: CPU_FLAGS, the first processor's.
find_cpu_flags() {
  local name value
  CPU_FLAGS=
  if is_mac; then
    CPU_FLAGS=$(sysctl -n machdep.cpu.features machdep.cpu.leaf7_features 2>/dev/null | tr '[:upper:]\n' '[:lower:] ')
    return
  fi
  while IFS=: read -r name value; do
    case $name in
      flags | flags[[:space:]]*) CPU_FLAGS=$value && break ;;
      '') break ;; # the next processor
    esac
  done 2>/dev/null <"${LAB_CPUINFO:-/proc/cpuinfo}"
}

# find_cpu_level FLAGS: CPU_LEVEL, the vector instructions that ND4J's builds know: avx512, avx2 or generic.
# Its avx512 build is compiled for the server set (F, BW, VL, DQ, CD) and dies on anything less.
find_cpu_level() {
  local flag flags=" $1 "
  case $flags in
    *" avx2 "*) CPU_LEVEL=avx2 ;;
    *) CPU_LEVEL=generic ;;
  esac
  for flag in avx512f avx512bw avx512vl avx512dq avx512cd; do
    case $flags in
      *" $flag "*) ;;
      *) return 0 ;;
    esac
  done
  CPU_LEVEL=avx512
}

# native_library SYSTEM MACHINE FLAGS: ND4J_PLATFORM and ND4J_EXTENSION of the fastest ND4J library that runs there.
native_library() {
  find_cpu_level "$3"
  ND4J_EXTENSION=-onednn
  case $1-$2 in
    Linux-x86_64 | Linux-amd64)
      ND4J_PLATFORM=linux-x86_64
      [ $CPU_LEVEL = generic ] || ND4J_EXTENSION=-onednn-$CPU_LEVEL
      ;;
    Darwin-x86_64)
      ND4J_PLATFORM=macosx-x86_64
      # ND4J is not published with AVX-512 for the Mac; AVX2 runs there too.
      [ $CPU_LEVEL = generic ] || ND4J_EXTENSION=-onednn-avx2
      ;;
    Linux-aarch64 | Linux-arm64) ND4J_PLATFORM=linux-arm64 ND4J_EXTENSION= ;;
    Darwin-arm64) ND4J_PLATFORM=macosx-arm64 ND4J_EXTENSION= ;;
    *) return 1 ;;
  esac
}

# find_native: ND4J_PLATFORM and ND4J_EXTENSION for this machine; LAB_ND4J ("linux-x86_64-onednn") overrules.
find_native() {
  local found
  if [ -n "${LAB_ND4J:-}" ]; then
    # The system and processor, as every library names them, and what ND4J alone adds.
    found=${LAB_ND4J#*-}
    ND4J_PLATFORM=${LAB_ND4J%%-*}-${found%%-*}
    ND4J_EXTENSION=${LAB_ND4J#"$ND4J_PLATFORM"}
    return
  fi
  find_system
  find_cpu_flags
  native_library "$SYSTEM_NAME" "$SYSTEM_MACHINE" "$CPU_FLAGS"
}

# More than any machine has, in MiB.
MEMORY_WITHOUT_LIMIT=999999999

# find_limits: this shell's limits of a process' addresses and of its data, in MiB.
find_limits() {
  local addresses data
  { read -r addresses && read -r data; } < <(ulimit -v 2>/dev/null || echo && ulimit -d 2>/dev/null || echo)
  case $addresses in
    '' | *[!0-9]*) LIMIT_OF_ADDRESSES=$MEMORY_WITHOUT_LIMIT ;;
    *) LIMIT_OF_ADDRESSES=$((addresses / 1024)) ;;
  esac
  case $data in
    '' | *[!0-9]*) LIMIT_OF_DATA=$MEMORY_WITHOUT_LIMIT ;;
    *) LIMIT_OF_DATA=$((data / 1024)) ;;
  esac
}

# find_cgroup_limit: LIMIT_OF_GROUP, the least memory that a control group around us allows, in MiB: a container's, a
# job's (Slurm), a service's. Version 2 and 1; each group up to the root has a limit of its own, and inside a container
# the path that /proc names may not be there.
find_cgroup_limit() {
  local mounted=${LAB_CGROUP_DIR:-/sys/fs/cgroup} names path base file limit
  LIMIT_OF_GROUP=$MEMORY_WITHOUT_LIMIT
  while IFS=: read -r _ names path; do
    case ,$names, in
      ,,) base=$mounted ;;
      *,memory,*) base=$mounted/memory ;;
      *) continue ;;
    esac
    while :; do
      for file in "$base$path/memory.max" "$base$path/memory.high" "$base$path/memory.limit_in_bytes"; do
        [ -r "$file" ] && read -r limit <"$file" || continue
        case $limit in
          '' | *[!0-9]*) ;;
          *) [ $((limit / 1048576)) -ge "$LIMIT_OF_GROUP" ] || LIMIT_OF_GROUP=$((limit / 1048576)) ;;
        esac
      done
      path=${path%/}
      [ -n "$path" ] || break
      path=${path%/*}
    done
  done 2>/dev/null <"${LAB_CGROUP:-/proc/self/cgroup}"
}

# find_memory: MEMORY_MIB, what this process may use, and MEMORY_WORDS, what says so.
find_memory() {
  local name limit
  [ -z "${MEMORY_MIB:-}" ] || return 0
  MEMORY_WORDS="this machine's memory"
  if is_mac; then
    MEMORY_MIB=$(($(sysctl -n hw.memsize) / 1048576))
  else
    while read -r name limit _; do
      [ "$name" != MemTotal: ] || break
    done <"${LAB_MEMINFO:-/proc/meminfo}"
    MEMORY_MIB=$((limit / 1024))
    find_cgroup_limit
    less_memory "$LIMIT_OF_GROUP" "the memory limit of this job or container (cgroup)"
  fi
  find_limits
  # Java reserves addresses that it never fills; measured, it hangs at its start when fewer are left beside the heap.
  limit=$((LIMIT_OF_ADDRESSES - 3500))
  [ "$limit" -gt 0 ] || limit=0
  less_memory "$limit" "what the limit of this shell (ulimit -v) leaves beside 3500 MiB of addresses"
  less_memory "$LIMIT_OF_DATA" "the memory limit of this shell (ulimit -d)"
}

less_memory() {
  [ "$1" -ge "$MEMORY_MIB" ] || { MEMORY_MIB=$1 && MEMORY_WORDS=$2; }
}

# mib SIZE: 2g, 1500m or bytes, as Java writes them, in MiB into MIB; false if it is none of these.
mib() {
  local number=${1%[gGmMkK]}
  case $number in
    '' | *[!0-9]* | ????????????????*) return 1 ;;
  esac
  number=$((10#$number))
  case $1 in
    *[gG]) MIB=$((number * 1024)) ;;
    *[mM]) MIB=$number ;;
    *[kK]) MIB=$((number / 1024)) ;;
    *) MIB=$((number / 1048576)) ;;
  esac
}

# find_shared_memory: SHARED_MIB and SHARED_WORDS, one kernel's part of the memory, where LAB_KERNELS says how many
# share it.
find_shared_memory() {
  local kernels=${LAB_KERNELS:-1}
  find_memory
  case $kernels in
    '' | *[!0-9]* | 0* | ????*) fail "expected a number of kernels from 1 to 999 in LAB_KERNELS, found $kernels" ;;
    1) SHARED_MIB=$MEMORY_MIB SHARED_WORDS=$MEMORY_WORDS ;;
    *) SHARED_MIB=$((MEMORY_MIB / kernels)) SHARED_WORDS="one part of $kernels (LAB_KERNELS) of $MEMORY_WORDS" ;;
  esac
}

# find_heap: HEAP, as LAB_HEAP says it, or what suits this memory.
find_heap() {
  find_shared_memory
  HEAP=2g
  [ "$SHARED_MIB" -ge 4000 ] || HEAP=1g
  HEAP=${LAB_HEAP:-$HEAP}
}

# find_memory_options: MEMORY_OPTIONS, which bound the heap and ND4J's memory beside it. Half of the memory is for
# arrays, and the process stays below nine tenths of it, so that an error names the cause before the system kills us.
# A kernel lowers both at its start by what other programs hold then (the kernel's own Limits).
find_memory_options() {
  local arrays whole
  find_heap
  find_forced_heap
  if [ -n "$FORCED_HEAP" ] && mib "$FORCED_HEAP"; then
    # Java lets it win over every command line: LAB_HEAP would change nothing.
    [ "$MIB" -ge 400 ] ||
      fail "expected a heap of at least 400m, but _JAVA_OPTIONS sets -Xmx$FORCED_HEAP, which LAB_HEAP cannot change: unset _JAVA_OPTIONS, or set -Xmx2g there"
  fi
  mib "$HEAP" || fail "expected a size such as 2g or 1500m in LAB_HEAP, found $LAB_HEAP"
  # Below this, Java itself gets no further than an error without a cause.
  [ "$MIB" -ge 400 ] || fail "expected a heap of at least 400m in LAB_HEAP, found $LAB_HEAP; 2g is usual"
  if [ "${LAB_KERNELS:-1}" = 1 ] && [ "$MIB" -gt "$SHARED_MIB" ]; then
    [ -n "${LAB_HEAP:-}" ] ||
      fail "expected at least 3000 MiB of memory, but $SHARED_WORDS is $SHARED_MIB MiB, less than the smallest heap: ask for more"
    fail "expected a heap smaller than $SHARED_WORDS, $SHARED_MIB MiB, found LAB_HEAP=$LAB_HEAP; 2g is usual"
  fi
  arrays=$((SHARED_MIB / 2))
  [ "$arrays" -ge 1500 ] || arrays=1500
  whole=$((SHARED_MIB * 9 / 10))
  [ "$whole" -ge 2500 ] || whole=2500
  MEMORY_OPTIONS="-Xmx$HEAP -Dorg.bytedeco.javacpp.maxbytes=${arrays}m -Dorg.bytedeco.javacpp.maxphysicalbytes=${whole}m"
}

# existing PATH: PATH, or the folder above it that is there.
existing() {
  local at=$1
  while ! [ -e "$at" ]; do
    at=$(dirname -- "$at")
  done
  printf '%s' "$at"
}

# free_mib PATH: free space where PATH is, or will be; nothing where df does not know.
free_mib() {
  df -Pk "$(existing "$1")" 2>/dev/null | awk 'NR == 2 && $4 ~ /^[0-9]+$/ { print int($4 / 1024) }'
}

# need_space MIB PATH WHAT
need_space() {
  local free
  free=$(free_mib "$2")
  [ -z "$free" ] || [ "$free" -ge "$1" ] ||
    fail "expected $1 MiB of free space at $2 for $3, found $free MiB: free some, or choose another disk with LAB_BUILD and HOME"
}
