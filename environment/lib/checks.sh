# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153 # set in one room, read in another
# What the doctor finds out about the machine and its numerics: memory, processor, ND4J, GPU, disk.

check_memory() {
  local total what problem heap forced found status=ok cure=
  find_memory
  total=$MEMORY_MIB
  what=$MEMORY_WORDS
  if ! problem=$(find_memory_options 2>&1); then
    case $problem in
      *_JAVA_OPTIONS*) cure="unset _JAVA_OPTIONS, or set -Xmx2g there" ;;
      *LAB_HEAP*) cure="unset LAB_HEAP, or set it to 2g" ;;
      *) cure="ask for more memory: 3000 MiB or more" ;;
    esac
    finding memory Memory missing "${problem#lab: }" "$cure" "\"totalMiB\": $total, \"limit\": $(json "$what"), \"heap\": null"
    return
  fi
  find_memory_options
  heap=$HEAP
  forced=$FORCED_HEAP
  [ -z "$forced" ] || { heap=$forced && status=note && cure="unset _JAVA_OPTIONS: LAB_HEAP cannot change what it sets"; }
  found="$total MiB"
  case $what in
    *limit*) found="$found ($what)" ;;
  esac
  found="$found; Java heap $heap${forced:+ (set by _JAVA_OPTIONS)}, beside it arrays up to $((total / 2)) MiB"
  if [ "$total" -lt 3000 ]; then
    status=note
    cure="the labs are made for 3000 MiB or more: close other programs, and other notebooks' kernels"
    case $what in
      *limit*) cure="the labs are made for 3000 MiB or more: raise $what" ;;
    esac
  fi
  finding memory Memory $status "$found" "$cure" "\"totalMiB\": $total, \"limit\": $(json "$what"), \"heap\": $(json "$heap")"
}

check_processor() {
  local name cores
  name=$(sed -n 's/^model name[[:space:]]*: //p' "${LAB_CPUINFO:-/proc/cpuinfo}" 2>/dev/null | head -n 1)
  find_system
  find_cpu_flags
  find_cpu_level "$CPU_FLAGS"
  set_threads
  cores=$OMP_NUM_THREADS
  if find_native; then
    finding cpu Processor ok "${name:-$SYSTEM_MACHINE}, $cores threads, $CPU_LEVEL: ND4J for $ND4J_PLATFORM$ND4J_EXTENSION" '' \
      "\"name\": $(json "$name"), \"threads\": $cores, \"level\": $(json "$CPU_LEVEL"), \"classifier\": $(json "$ND4J_PLATFORM$ND4J_EXTENSION")"
  else
    finding cpu Processor missing "$SYSTEM_NAME on $SYSTEM_MACHINE, for which ND4J has no library" \
      "use a 64-bit Linux or macOS on x86_64 or arm64"
  fi
}

# The fast path is measured by running a convolution through it: a flag would say what was asked for, not what is.
check_nd4j() {
  local answer backend fast kernel status seconds=120 limit=''
  if [ -z "${JAVA_BIN:-}" ] || ! is_built || ! (find_memory_options) >/dev/null 2>&1; then
    finding nd4j ND4J note "not tried: it needs Java, memory and the jars" "environment/lab setup, then ask again" '"backend": null, "fastPath": null'
    return
  fi
  ! command -v timeout >/dev/null || limit="timeout $seconds"
  java_options
  lab_class_path commands
  # shellcheck disable=SC2086 # a command and its argument
  answer=$($limit "$JAVA_BIN" "${JAVA_OPTIONS[@]}" -cp "$LAB_CLASS_PATH" io.transferlab.cli.Main doctor-probe 2>&1)
  status=$?
  backend=$(sed -n 's/^nd4j\.backend=//p' <<<"$answer")
  fast=$(sed -n 's/^fastpath=//p' <<<"$answer")
  kernel=$(sed -n 's/^fastpath\.kernel=//p' <<<"$answer")
  # The answer may hold any text, such as the name of a folder: it is looked at last.
  case ${backend:+started}-$fast in
    started-on)
      finding nd4j ND4J ok "backend $backend, oneDNN fast path on${kernel:+ ($kernel)}" '' \
        "\"backend\": $(json "$backend"), \"fastPath\": true"
      ;;
    started-off)
      finding nd4j ND4J missing "backend $backend, but the oneDNN fast path is off: networks run several times slower. $(sed -n 's/^fastpath\.problem=//p' <<<"$answer")" \
        "remove $LAB_BUILD and run environment/lab setup; if it stays off, LAB_ND4J in environment/README.md" \
        "\"backend\": $(json "$backend"), \"fastPath\": false"
      ;;
    *)
      [ $status -ne 124 ] || answer="no answer within $seconds s"
      finding nd4j ND4J missing "it did not start: $(grep -v '^lab\.\|^Picked up \|^NOTE: Picked up ' <<<"$answer" | head -n 1 | cut -c 1-200)" \
        "remove $LAB_BUILD and ${HOME}/.javacpp, then environment/lab setup; is the disk full?" \
        '"backend": null, "fastPath": null'
      ;;
  esac
  check_networks "$answer"
}

# check_networks PROBE: the networks in the jar, as far as the probe could load them.
check_networks() {
  local loaded problem
  loaded=$(sed -n 's/^network\.\([A-Za-z0-9_]*\)=.*/\1/p' <<<"$1" | paste -s -d ' ' -)
  problem=$(sed -n 's/^network\.[A-Za-z0-9_]*\.problem=//p' <<<"$1" | head -n 1)
  if [ -n "$problem" ]; then
    finding networks Networks missing "${problem%% Next: *}" "${problem##* Next: }"
  elif [ -n "$loaded" ]; then
    finding networks Networks ok "$loaded"
  fi
}

# check_gpu: what trains, and what computes features, on each card; and for the latter the user's CUDA 12.
check_gpu() {
  local cure='' cards
  find_gpu
  [ "$GPU_USABLE" = no ] || cure="environment/lab start --gpu (it tells what it fetches before it does)"
  if [ -z "$GPU_CARDS" ]; then
    # The reason may bring its cure along.
    [[ $GPU_FOUND != *' -> '* ]] || cure=${GPU_FOUND#* -> }
    finding gpu GPU note "${GPU_FOUND%% -> *}; the labs run on the CPU" "$cure" "$GPU_JSON"
    return
  fi
  cards="your card: ${GPU_CARDS//$'\n'/$'\n'your card: }"
  finding gpu GPU note "${cards//$'\t'/$'\n'}" "$cure" "$GPU_JSON"
  [ "$GPU_FEATURES" = onnx ] || return 0
  find_cuda12
  if [ -z "$CUDA12_MISSING" ]; then
    finding cuda12 "CUDA 12" note "$CUDA12_FOLDERS" '' "\"missing\": []"
  else
    finding cuda12 "CUDA 12" note "without it features are computed by $([ "$GPU_TRAINING" = nd4j ] && echo "ND4J's CUDA" || echo "the CPU"): not found is $CUDA12_MISSING" \
      "$(cuda12_cure)" "\"missing\": $(json_list $CUDA12_LACKING)"
  fi
}

check_data() {
  local folder found folders=()
  if ! [ -e "$LAB_DATA" ]; then
    found="$LAB_DATA (made when something is fetched), $(free_words "$LAB_DATA")"
    finding data LAB_DATA ok "$found" '' "\"path\": $(json "$LAB_DATA"), \"freeMiB\": $(free_number "$LAB_DATA")"
  elif writable "$LAB_DATA"; then
    finding data LAB_DATA ok "$LAB_DATA, $(free_words "$LAB_DATA")" '' \
      "\"path\": $(json "$LAB_DATA"), \"freeMiB\": $(free_number "$LAB_DATA")"
  else
    finding data LAB_DATA missing "$LAB_DATA cannot be written to" "set LAB_DATA to a folder that you can write to" \
      "\"path\": $(json "$LAB_DATA"), \"freeMiB\": null"
  fi
  IFS=: read -r -a folders <<<"${LAB_DATA_PATH:-}"
  for folder in ${folders[@]+"${folders[@]}"}; do
    if ! [ -d "$folder" ] || ! [ -r "$folder" ]; then
      finding dataPath LAB_DATA_PATH missing "expected a readable folder, but there is none at $folder" "mend or unset LAB_DATA_PATH"
      return
    fi
  done
  [ -z "${LAB_DATA_PATH:-}" ] || finding dataPath LAB_DATA_PATH ok "$LAB_DATA_PATH"
}

free_number() {
  local free
  free=$(free_mib "$1")
  printf '%s' "${free:-null}"
}

free_words() {
  local free
  free=$(free_mib "$1")
  printf '%s' "${free:-unknown} MiB free"
}

# check_disks: what writes where. A full disk shows itself as a kernel that does not start, a notebook that cannot
# be saved, or a Java that dies without a word.
check_disks() {
  local name path free full='' cure='' small='' seen=$'\n' where
  for name in LAB_BUILD HOME LAB_DATA TMPDIR; do
    path=${!name:-}
    [ "$name" != TMPDIR ] || path=${path:-/tmp}
    free=$(free_mib "$path")
    [ -n "$free" ] || continue
    where=$(df -Pk "$(existing "$path")" 2>/dev/null | awk 'NR == 2 { print $NF }')
    # One disk is named once.
    case $seen in
      *$'\n'"$where"$'\n'*) continue ;;
    esac
    seen=$seen$where$'\n'
    if [ "$free" -lt 100 ]; then
      full=$full${full:+, }"$free MiB at $path ($name)"
      cure=$cure${cure:+ or }$name
    elif [ "$free" -lt 1000 ]; then
      small=$small${small:+, }"$free MiB at $path ($name)"
    fi
  done
  if [ -n "$full" ]; then
    finding disk Disk missing "full: $full free" "free some space there, or set $cure to a folder on another disk"
  elif [ -n "$small" ]; then
    finding disk Disk note "little is free: $small" "the labs need little, but a fetched set of pictures, or an update, 1000 MiB and more"
  else
    finding disk Disk ok "1000 MiB and more free wherever the labs write"
  fi
}

# check_inherited: what Java reads on its own, beside our command line. It may be meant; it is named.
check_inherited() {
  local found problem
  found=$(inherited_options)
  [ -z "$found" ] ||
    finding inherited Inherited note "Java is given ${found//$'\n'/, }" "unset what you did not mean for the labs"
  problem=$(proxy_problem)
  if [ -n "$problem" ]; then
    finding proxy Proxy note "$problem" "mend or unset it; until then nothing can be fetched"
  elif [ -n "$(proxy_setting https)" ] && read_proxy "$(proxy_setting https)"; then
    found=$(proxy_setting https)
    finding proxy Proxy ok "$PROXY_HOST:$PROXY_PORT (${found%%=*})"
  fi
}
