# shellcheck shell=bash
# shellcheck disable=SC2034 # its findings are read in the other rooms
# Whether an NVIDIA GPU here can run ND4J's CUDA backend, and the second kernel "Java (lab, CUDA)" if it can.

# What nvidia-smi is asked; drivers before 510 do not know the compute capability.
GPU_FIELDS=index,name,compute_cap,driver_version,memory.total,mig.mode.current
GPU_FIELDS_OF_OLD=index,name,driver_version,memory.total

# gpu_capability_serves CAPABILITY: nd4j-cuda 11.6 holds machine code for 3.7, 5.0, 5.2, 6.0, 6.1, 7.0, 7.5, 8.0 and
# 8.6, which newer chips of the same major version run too, and no PTX that a driver could compile for others.
gpu_capability_serves() {
  awk -v c="$1" 'BEGIN { split(c, p, "."); n = p[1] * 100 + p[2]; exit !(n >= 307 && n <= 899) }'
}

# gpu_decision PLATFORM ANSWER INSTANCES: from facts to a decision, and nothing else. PLATFORM as ND4J names it; ANSWER
# is what nvidia-smi printed for GPU_FIELDS (or _OF_OLD), empty without nvidia-smi; INSTANCES what `nvidia-smi -L`
# printed, for MIG. Prints "yes<tab>DEVICE<tab>WORDS" or "no<tab><tab>WORDS"; DEVICE is for CUDA_VISIBLE_DEVICES.
# Of several GPUs that can run it, the one with the most memory.
gpu_decision() {
  local platform=$1 answer=$2 instances=$3 line best_memory=0 best='' reasons='' verdict memory
  if [ -z "$answer" ]; then
    printf 'no\t\t%s\n' "no NVIDIA GPU was found (there is no nvidia-smi)"
    return
  fi
  if ! grep -q '^[0-9][0-9]*, ' <<<"$answer"; then
    printf 'no\t\t%s\n' "nvidia-smi does not answer: $(head -n 1 <<<"$answer")"
    return
  fi
  while IFS= read -r line; do
    verdict=$(one_gpu "$platform" "$line" "$instances")
    memory=${verdict##*$'\t'}
    verdict=${verdict%$'\t'*}
    case $verdict in
      yes*) [ "$memory" -le "$best_memory" ] || { best=$verdict && best_memory=$memory; } ;;
      *) reasons=$reasons${reasons:+; }${verdict##*$'\t'} ;;
    esac
  done <<<"$answer"
  if [ -n "$best" ]; then
    printf '%s\n' "$best"
  else
    printf 'no\t\t%s\n' "$reasons"
  fi
}

# one_gpu PLATFORM LINE INSTANCES: the decision for one line of nvidia-smi, and a tab and its memory in MiB.
one_gpu() {
  local platform=$1 instances=$3 index name capability driver memory mig found device
  case $(tr -cd , <<<"$2") in
    ,,,) IFS=, read -r index name driver memory <<<"${2//, /,}" ;;
    *) IFS=, read -r index name capability driver memory mig <<<"${2//, /,}" ;;
  esac
  capability=${LAB_GPU_CAPABILITY:-${capability:-}}
  device=$index
  memory=${memory%% *}
  found="$name${capability:+, compute capability $capability}, driver $driver, $memory MiB"
  if [ "${mig:-}" = Enabled ]; then
    # Its first instance is all that a CUDA program sees; `nvidia-smi -L` names it, such as "MIG 1g.5gb Device 0".
    instances=$(awk -v gpu="GPU $index:" 'index($0, "GPU ") == 1 { mine = index($0, gpu) == 1 } mine && $1 == "MIG"' <<<"$instances" | head -n 1)
    device=$(sed -n 's/.*UUID: \(MIG-[^)]*\)).*/\1/p' <<<"$instances")
    memory=$(sed -n 's/.*[0-9]g\.\([0-9]*\)gb.*/\1/p' <<<"$instances")
    memory=$((${memory:-0} * 1024))
    found="$found, MIG$([ "$memory" = 0 ] || echo " instance of $memory MiB")"
  fi
  if [ "$platform" != linux-x86_64 ]; then
    gpu_no "$found: ND4J's CUDA backend is for Linux on x86_64, this is $platform"
  elif ! [ "${driver%%.*}" -ge 450 ] 2>/dev/null || { [ -z "$capability" ] || [ "$capability" = '[N/A]' ]; }; then
    gpu_no "$found: the driver is older than 510, which CUDA 11.6 came with: update it (a driver from 450 on serves too, if LAB_GPU_CAPABILITY says what it cannot: 7.5, for instance)"
  elif ! gpu_capability_serves "$capability"; then
    gpu_no "$found: ND4J's CUDA backend (11.6) serves compute capabilities 3.7 to 8.9 and cannot run on it"
  elif [ "${mig:-}" = Enabled ] && [ -z "$device" ]; then
    gpu_no "$found is on without an instance: make one (nvidia-smi mig -cgi), or switch it off"
  elif ! [ "$memory" -ge 2000 ] 2>/dev/null; then
    gpu_no "$found: the networks need at least 2000 MiB"
  else
    printf 'yes\t%s\t%s\t%s\n' "$device" "$found" "$memory"
  fi
}

gpu_no() {
  printf 'no\t\t%s\t0\n' "$1"
}

# find_gpu: GPU_USABLE (yes or no), GPU_DEVICE and GPU_FOUND for this machine; GPU_LINE is nvidia-smi's own, if it has one.
find_gpu() {
  local answer='' instances='' decision rest
  if command -v nvidia-smi >/dev/null; then
    answer=$(nvidia-smi "--query-gpu=$GPU_FIELDS" --format=csv,noheader 2>&1)
    case $answer in
      *'not a valid field'*) answer=$(nvidia-smi "--query-gpu=$GPU_FIELDS_OF_OLD" --format=csv,noheader 2>&1) ;;
    esac
    case $answer in
      *Enabled*) instances=$(nvidia-smi -L 2>/dev/null) ;;
    esac
    answer=${answer:-(nothing)}
  fi
  find_native || ND4J_PLATFORM=$(uname -s)
  decision=$(gpu_decision "$ND4J_PLATFORM" "$answer" "$instances")
  GPU_USABLE=${decision%%$'\t'*}
  rest=${decision#*$'\t'}
  GPU_DEVICE=${rest%%$'\t'*}
  GPU_FOUND=${rest#*$'\t'}
  GPU_LINE=$(grep "^${GPU_DEVICE:-[0-9]*}, " <<<"$answer" | head -n 1)
  [ -n "$GPU_LINE" ] || GPU_LINE=$(grep '^[0-9][0-9]*, ' <<<"$answer" | head -n 1)
}

is_built_for_cuda() {
  local jar
  [ "$(head -n 1 "$LAB_BUILD/cuda/jars" 2>/dev/null)" = "# $STAMP" ] || return 1
  while read -r jar; do
    [ -s "$jar" ] || return 1
  done < <(tail -n +2 "$LAB_BUILD/cuda/jars")
}

# build_for_cuda: fetches the backend and notes where its jars are. They stay in Maven's folder: 2.4 GB are enough once.
build_for_cuda() {
  local log=$LAB_BUILD/log/cuda.log path=$LAB_BUILD/cuda/path jar
  is_built_for_cuda && return
  [ -d "$HOME/.m2/repository/org/bytedeco/cuda" ] || need_space 3000 "$HOME" "ND4J's CUDA backend"
  say "fetching ND4J's CUDA backend (the first time about 2.4 GB)"
  mkdir -p "$LAB_BUILD/cuda" "$LAB_BUILD/log"
  maven -Pcuda -pl lab-support dependency:build-classpath -DincludeScope=runtime "-Dmdep.outputFile=$path" \
    >"$log" 2>&1 || fail "$(maven_reason "$log")"
  {
    echo "# $STAMP"
    printf '%s\n' "$LAB_BUILD/kernel/lab-kernel.jar"
    for jar in "$LAB_BUILD"/lib/lab-support-*.jar; do
      [[ $jar == *-sources.jar ]] || printf '%s\n' "$jar"
    done
    tr ':' '\n' <"$path"
    # Maven's list ends without a line end, which a shell would not read.
    echo
  } | grep . >"$LAB_BUILD/cuda/jars.new" && mv "$LAB_BUILD/cuda/jars.new" "$LAB_BUILD/cuda/jars"
  rm -f "$path"
}

cuda_class_path() {
  tail -n +2 "$LAB_BUILD/cuda/jars" | paste -s -d : -
}

# offer_gpu: adds the second kernel if there is a GPU that can run it; without one, says why, and the CPU serves.
offer_gpu() {
  find_gpu
  if [ "$GPU_USABLE" = yes ]; then
    need maven
    locked build_for_cuda
    write_kernelspec cuda "$LAB_BUILD/jupyter"
    say "GPU: $GPU_FOUND; in a notebook choose Kernel > Change kernel > Java (lab, CUDA)"
  else
    rm -rf "$LAB_BUILD/jupyter/kernels/java-cuda"
    say "$GPU_FOUND; the labs run on the CPU"
  fi
}
