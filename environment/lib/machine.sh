# shellcheck shell=bash
# shellcheck disable=SC2034 # its findings are read in the other rooms
# What this machine is: its Java, processor, memory and disk. Nothing here changes anything.

# Java asks the system's user list, not HOME, for its home: they differ under sudo and in tests.
home_of_java() {
  if command -v getent >/dev/null; then
    getent passwd "$EUID" 2>/dev/null | cut -d: -f6
  else
    printf '%s\n' "$HOME"
  fi
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
  heap=$(mib "$(wanted_heap)") && [ "$heap" -ge 400 ] || heap=1024
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
  said=$(grep -v '^Picked up \|^NOTE: Picked up \|^$\|^#\|^\[[0-9.]*s\]\|^Error occurred during initialization' <<<"$1" | head -n 1 | cut -c 1-160)
  names=$(inherited_options)
  [ -z "$said" ] || printf ' (%s)' "$said"
  if [ -n "$names" ]; then
    printf '; it is given %s: unset that and try again' "${names//$'\n'/, }"
  elif [ "$(limit_of v)" -lt "$MEMORY_WITHOUT_LIMIT" ]; then
    printf '; it may have %s MiB (ulimit -v): raise that, or unset it with ulimit -v unlimited' "$(limit_of v)"
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

# forced_heap: the heap that _JAVA_OPTIONS sets, which wins over what a command line says; nothing if none.
forced_heap() {
  local word heap=
  # shellcheck disable=SC2086 # Java splits it at spaces, too
  for word in ${_JAVA_OPTIONS:-}; do
    case $word in
      -Xmx*) heap=${word#-Xmx} ;;
      -XX:MaxHeapSize=*) heap=${word#*=} ;;
    esac
  done
  printf '%s' "$heap"
}

# find_java: JAVA_HOME, then PATH, then where the system's packages put JDKs.
# False, with the reason in JAVA_WHY, if none serves; a JAVA_HOME that does not serve is an error, not passed over.
find_java() {
  local key
  key=$(java_key)
  if [ -n "$key" ] && { IFS=$'\t' read -r JAVA_BIN JAVA_DIR JAVA_VERSION JAVA_MAJOR < <(recall java "$key"); }; then
    JAVA_WHY=
    return
  fi
  look_for_java || return 1
  # A program that chooses one of many (jenv, asdf; a Mac's stub) may choose another the next time.
  [ -z "$key" ] || ! [ "$JAVA_FOUND" -ef "$JAVA_BIN" ] ||
    printf '%s\t%s\t%s\t%s\n' "$JAVA_BIN" "$JAVA_DIR" "$JAVA_VERSION" "$JAVA_MAJOR" | note java "$key" >/dev/null
}

# java_key: what find_java's answer hangs on; nothing where that cannot be told.
java_key() {
  local name files
  files=$(identity ${JAVA_HOME:+"$JAVA_HOME/bin/java" "$JAVA_HOME/bin/javac"} "$(command -v java)" \
    "${LAB_JVM_DIR:-/usr/lib/jvm}"/java-*-openjdk*/bin/{java,javac})
  [ -z "$files" ] || {
    printf '%s\n' "$files"
    for name in PATH JAVA_HOME LD_LIBRARY_PATH LAB_HEAP LAB_KERNELS LAB_JVM_DIR JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS; do
      printf '%s=%s\n' $name "${!name:-}"
    done
    echo "${MEMORY_FOUND:-$(memory_limit)}"
  } | sha256
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

cpu_flags() {
  case $(uname -s) in
    Darwin) sysctl -n machdep.cpu.features machdep.cpu.leaf7_features 2>/dev/null | tr '[:upper:]\n' '[:lower:] ' ;;
    *) sed -n -e '/^flags[[:space:]]*: /!d' -e 's///p' -e q "${LAB_CPUINFO:-/proc/cpuinfo}" 2>/dev/null ;;
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
    # The system and processor, as every library names them, and what ND4J alone adds.
    found=${LAB_ND4J#*-}
    ND4J_PLATFORM=${LAB_ND4J%%-*}-${found%%-*}
    ND4J_EXTENSION=${LAB_ND4J#"$ND4J_PLATFORM"}
    return
  fi
  found=$(native_library "$(uname -s)" "$(uname -m)" "$(cpu_flags)") || return 1
  ND4J_PLATFORM=${found%% *}
  ND4J_EXTENSION=${found#* }
}

# More than any machine has, in MiB.
MEMORY_WITHOUT_LIMIT=999999999

# limit_of v|d: a limit of this shell for a process' addresses (v) or data (d), in MiB.
limit_of() {
  local limit
  limit=$(ulimit "-$1" 2>/dev/null)
  case $limit in
    '' | *[!0-9]*) echo "$MEMORY_WITHOUT_LIMIT" ;;
    *) echo $((limit / 1024)) ;;
  esac
}

# cgroup_mib: the least memory that a control group around us allows, in MiB: a container's, a job's (Slurm), a
# service's. Version 2 and 1; each group up to the root has a limit of its own, and inside a container the path
# that /proc names may not be there.
cgroup_mib() {
  local mounted=${LAB_CGROUP_DIR:-/sys/fs/cgroup} names path base file limit least=$MEMORY_WITHOUT_LIMIT
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
          *) [ $((limit / 1048576)) -ge "$least" ] || least=$((limit / 1048576)) ;;
        esac
      done
      path=${path%/}
      [ -n "$path" ] || break
      path=${path%/*}
    done
  done 2>/dev/null <"${LAB_CGROUP:-/proc/self/cgroup}"
  echo "$least"
}

# memory_limit: "MIB WORDS": what this process may use, and what says so.
memory_limit() {
  local total words="this machine's memory" limit
  if [ "$(uname -s)" = Darwin ]; then
    total=$(($(sysctl -n hw.memsize) / 1048576))
  else
    total=$(awk '/^MemTotal:/ { print int($2 / 1024) }' "${LAB_MEMINFO:-/proc/meminfo}")
    limit=$(cgroup_mib)
    [ "$limit" -ge "$total" ] || { total=$limit && words="the memory limit of this job or container (cgroup)"; }
  fi
  # Java reserves addresses that it never fills; measured, it hangs at its start when fewer are left beside the heap.
  limit=$(($(limit_of v) - 3500))
  [ "$limit" -gt 0 ] || limit=0
  [ "$limit" -ge "$total" ] || { total=$limit && words="what the limit of this shell (ulimit -v) leaves beside 3500 MiB of addresses"; }
  limit=$(limit_of d)
  [ "$limit" -ge "$total" ] || { total=$limit && words="the memory limit of this shell (ulimit -d)"; }
  echo "$total $words"
}

# mib SIZE: 2g, 1500m or bytes, as Java writes them, in MiB; false if it is none of these.
mib() {
  local number=${1%[gGmMkK]}
  case $number in
    '' | *[!0-9]* | ????????????????*) return 1 ;;
  esac
  number=$((10#$number))
  case $1 in
    *[gG]) echo $((number * 1024)) ;;
    *[mM]) echo "$number" ;;
    *[kK]) echo $((number / 1024)) ;;
    *) echo $((number / 1048576)) ;;
  esac
}

# shared_memory: "MIB WORDS": one kernel's part of memory_limit, where LAB_KERNELS says how many share it.
shared_memory() {
  local total what kernels=${LAB_KERNELS:-1}
  what=${MEMORY_FOUND:-$(memory_limit)}
  total=${what%% *}
  case $kernels in
    '' | *[!0-9]* | 0* | ????*) fail "expected a number of kernels from 1 to 999 in LAB_KERNELS, found $kernels" ;;
    1) echo "$what" ;;
    *) echo "$((total / kernels)) one part of $kernels (LAB_KERNELS) of ${what#* }" ;;
  esac
}

# wanted_heap: as LAB_HEAP says it, or what suits this memory.
wanted_heap() {
  local total
  total=$(shared_memory) || exit
  if [ -n "${LAB_HEAP:-}" ]; then
    printf '%s' "$LAB_HEAP"
  elif [ "${total%% *}" -ge 4000 ]; then
    printf 2g
  else
    printf 1g
  fi
}

# java_memory: the options that bound the heap and ND4J's memory beside it. Half of the memory is for arrays,
# and the process stays below nine tenths of it, so that an error names the cause before the system kills us.
# A kernel lowers both at its start by what other programs hold then (the kernel's own Limits).
java_memory() {
  local total what heap size arrays whole forced
  what=$(shared_memory) || exit
  total=${what%% *}
  what=${what#* }
  forced=$(forced_heap)
  if [ -n "$forced" ] && size=$(mib "$forced"); then
    # Java lets it win over every command line: LAB_HEAP would change nothing.
    [ "$size" -ge 400 ] ||
      fail "expected a heap of at least 400m, but _JAVA_OPTIONS sets -Xmx$forced, which LAB_HEAP cannot change: unset _JAVA_OPTIONS, or set -Xmx2g there"
  fi
  heap=$(wanted_heap)
  size=$(mib "$heap") || fail "expected a size such as 2g or 1500m in LAB_HEAP, found $LAB_HEAP"
  # Below this, Java itself gets no further than an error without a cause.
  [ "$size" -ge 400 ] || fail "expected a heap of at least 400m in LAB_HEAP, found $LAB_HEAP; 2g is usual"
  if [ "${LAB_KERNELS:-1}" = 1 ] && [ "$size" -gt "$total" ]; then
    [ -n "${LAB_HEAP:-}" ] ||
      fail "expected at least 3000 MiB of memory, but $what is $total MiB, less than the smallest heap: ask for more"
    fail "expected a heap smaller than $what, $total MiB, found LAB_HEAP=$LAB_HEAP; 2g is usual"
  fi
  arrays=$((total / 2))
  [ "$arrays" -ge 1500 ] || arrays=1500
  whole=$((total * 9 / 10))
  [ "$whole" -ge 2500 ] || whole=2500
  echo "-Xmx$heap -Dorg.bytedeco.javacpp.maxbytes=${arrays}m -Dorg.bytedeco.javacpp.maxphysicalbytes=${whole}m"
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
