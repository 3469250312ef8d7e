# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153 # set in one room, read in another
# The GPU: what nvidia-smi says, what GpuDecision (environment/commands) makes of it, whether the user's CUDA 12 is
# whole, and the second kernel "Java (lab, CUDA)" where something of that serves.

# What nvidia-smi is asked; drivers before 510 do not know the compute capability.
GPU_FIELDS=index,name,compute_cap,driver_version,memory.total,mig.mode.current
GPU_FIELDS_OF_OLD=index,name,driver_version,memory.total

# What ONNX Runtime's CUDA library asks for, and the first CUDA 12 that has all of it: with 12.6 it does not load.
CUDA12_LIBRARIES="libcudart.so.12 libcublasLt.so.12 libcublas.so.12 libcurand.so.10 libcudnn.so.9"
CUDA12_LEAST=8

# nvidia_answer: what nvidia-smi says, or nothing without it.
nvidia_answer() {
  local smi answer
  # Inside Windows it is not always on the PATH.
  smi=$(command -v nvidia-smi || command -v /usr/lib/wsl/lib/nvidia-smi) || return 0
  answer=$("$smi" "--query-gpu=$GPU_FIELDS" --format=csv,noheader 2>&1)
  case $answer in
    *'not a valid field'*) answer=$("$smi" "--query-gpu=$GPU_FIELDS_OF_OLD" --format=csv,noheader 2>&1) ;;
  esac
  printf '%s\n' "${answer:-(nothing)}"
  "$smi" -L 2>/dev/null
}

is_wsl() {
  grep -qi microsoft "${LAB_OSRELEASE:-/proc/sys/kernel/osrelease}" 2>/dev/null
}

# decide_gpu ANSWER: GpuReport's lines. Before anything is built its sources are compiled for the moment.
decide_gpu() {
  local path made='' kind='' status=0
  ! is_wsl || kind=wsl
  if is_built; then
    for path in "$LAB_BUILD"/commands/lab-commands-*.jar; do break; done
  else
    made=$(mktemp -d) || return 1
    path=$made
    "$JAVA_DIR/bin/javac" -d "$made" "$LAB_ROOT"/environment/commands/src/main/java/io/transferlab/gpu/Gpu*.java || status=$?
  fi
  [ $status -ne 0 ] ||
    "$JAVA_BIN" -Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$path" io.transferlab.gpu.GpuReport \
      "$ND4J_PLATFORM" $kind <<<"$1" || status=$?
  [ -z "$made" ] || rm -rf "$made"
  return $status
}

# find_gpu: for this machine GPU_USABLE (yes or no), GPU_FOUND (one line), GPU_DEVICE, GPU_TRAINING (nd4j or cpu),
# GPU_FEATURES (onnx, nd4j or cpu), GPU_ARENA, GPU_OLD (cuDNN after 9.10 left it out), GPU_CARDS (a line each, of three parts) and
# GPU_JSON (members).
find_gpu() {
  local answer said
  find_native || ND4J_PLATFORM=$SYSTEM_NAME
  answer=$(nvidia_answer)
  if [ -z "${JAVA_BIN:-}" ]; then
    said="words=${answer:+there is nvidia-smi; }what it says is judged once Java is there"
  else
    said=$(decide_gpu "$answer" 2>/dev/null) || said="words=the GPU could not be judged: Java did not run"
  fi
  GPU_USABLE=$(gpu_key usable no)
  GPU_FOUND=$(gpu_key words '')
  GPU_DEVICE=$(gpu_key device '')
  GPU_TRAINING=$(gpu_key training cpu)
  GPU_FEATURES=$(gpu_key features cpu)
  GPU_ARENA=$(gpu_key arena '')
  GPU_OLD=$(gpu_key old no)
  GPU_CARDS=$(sed -n 's/^card=//p' <<<"$said")
  GPU_JSON=$(gpu_key json '"name": null, "usable": false')
}

# gpu_key KEY DEFAULT: of `said`.
gpu_key() {
  local value
  value=$(sed -n "s/^$1=//p" <<<"$said" | head -n 1)
  printf '%s' "${value:-$2}"
}

# cuda12_places: where a CUDA 12 may lie, a folder a line: as named, as NVIDIA's packages, conda and pip put it, and
# wherever the system's loader looks.
cuda12_places() {
  local root roots part system=${LAB_SYSTEM:-}
  {
    # A launcher within a kernel of ours finds a list of folders there.
    IFS=: read -r -a roots <<<"${LAB_CUDA12:-}"
    for root in ${roots[@]+"${roots[@]}"} "${CUDA_HOME:-}" "${CUDA_PATH:-}" "${CONDA_PREFIX:-}" "${VIRTUAL_ENV:-}" \
      "$system"/usr/local/cuda-12* "$system/usr/local/cuda" "$system/opt/cuda"; do
      [ -d "$root" ] || continue
      printf '%s\n' "$root" "$root/lib64" "$root/lib" "$root/targets/x86_64-linux/lib" \
        "$root"/nvidia/*/lib "$root"/lib/python3*/site-packages/nvidia/*/lib
    done
    tr ':' '\n' <<<"${LD_LIBRARY_PATH:-}"
    printf '%s\n' "$HOME"/.local/lib/python3*/site-packages/nvidia/*/lib \
      "$system/usr/lib/x86_64-linux-gnu" "$system/usr/lib64"
    # It is for administrators, and not on everybody's PATH.
    [ -n "$system" ] || for part in ldconfig /sbin/ldconfig /usr/sbin/ldconfig; do
      command -v "$part" >/dev/null || continue
      "$part" -p 2>/dev/null | sed -n 's/^.*libcu[A-Za-z]*\.so\.[0-9]* .* => \(.*\)\/[^\/]*$/\1/p'
      break
    done
  } | while IFS= read -r part; do
    # Folders are handed on with colons between them.
    [[ $part == *:* ]] || [ -z "$part" ] || [ ! -d "$part" ] || printf '%s\n' "$part"
  done
}

# find_cuda12: CUDA12_FOLDERS, with colons, that hold the libraries; what none holds in CUDA12_LACKING, and in words
# in CUDA12_MISSING.
find_cuda12() {
  local places library place minor found old
  places=$(cuda12_places)
  CUDA12_FOLDERS='' CUDA12_MISSING='' CUDA12_LACKING=''
  for library in $CUDA12_LIBRARIES; do
    found='' old=''
    while IFS= read -r place; do
      [ -n "$place" ] && [ -r "$place/$library" ] || continue
      if [ "$library" = libcudart.so.12 ]; then
        minor=$(readlink -f "$place/$library" | sed -n 's/.*libcudart\.so\.12\.\([0-9]*\).*/\1/p')
        [ "${minor:-$CUDA12_LEAST}" -ge $CUDA12_LEAST ] || { old=${old:-"12.$minor in $place"} && continue; }
      fi
      found=$place
      break
    done <<<"$places"
    if [ -n "$found" ]; then
      case :$CUDA12_FOLDERS: in
        *":$found:"*) ;;
        *) CUDA12_FOLDERS=$CUDA12_FOLDERS${CUDA12_FOLDERS:+:}$found ;;
      esac
    else
      CUDA12_LACKING="$CUDA12_LACKING $library"
      [ "$library" != libcudart.so.12 ] || library="$library of CUDA 12.$CUDA12_LEAST or later${old:+ (found $old)}"
      CUDA12_MISSING=$CUDA12_MISSING${CUDA12_MISSING:+, }$library
    fi
  done
}

# cuda12_cure: how to get what find_cuda12 did not find, by the installer that is here.
cuda12_cure() {
  local library apt='' conda='' pip='' cudnn=$'\t'
  for library in $CUDA12_LACKING; do
    case $library in
      libcudart*) apt="$apt cuda-cudart-12-9" conda="$conda cuda-cudart" pip="$pip 'nvidia-cuda-runtime-cu12>=12.8'" ;;
      libcublasLt*) apt="$apt libcublas-12-9" conda="$conda libcublas" pip="$pip 'nvidia-cublas-cu12>=12.8'" ;;
      libcublas.*) [[ $apt == *libcublas* ]] || { apt="$apt libcublas-12-9" conda="$conda libcublas" pip="$pip 'nvidia-cublas-cu12>=12.8'"; } ;;
      libcurand*) apt="$apt libcurand-12-9" conda="$conda libcurand" pip="$pip nvidia-curand-cu12" ;;
      libcudnn*)
        if [ "$GPU_OLD" = yes ]; then
          apt="$apt 'libcudnn9-cuda-12=9.10.*'" conda="$conda 'cudnn=9.10'" pip="$pip 'nvidia-cudnn-cu12<9.11'"
        else
          apt="$apt libcudnn9-cuda-12" conda="$conda 'cudnn=9'" pip="$pip 'nvidia-cudnn-cu12>=9.7,<10'"
        fi
        ;;
    esac
  done
  if [ -n "${CONDA_PREFIX:-}" ]; then
    echo "conda install -c conda-forge 'cuda-version=12.9'$conda"
  else
    ! is_debian || printf '%s' "sudo apt-get install$apt (of NVIDIA's repository, developer.download.nvidia.com/compute/cuda/repos); or, without root: "
    echo "python3 -m pip install --target ~/cuda12$pip, then LAB_CUDA12=~/cuda12"
  fi
}

# gpu_profiles: Maven's names of what is to be fetched.
gpu_profiles() {
  local profiles=''
  [ "$GPU_TRAINING" != nd4j ] && [ "$GPU_FEATURES" != nd4j ] || profiles=cuda
  [ "$GPU_FEATURES" != onnx ] || profiles=$profiles${profiles:+,}onnx-gpu
  printf '%s' "$profiles"
}

is_built_for_gpu() {
  local jar
  [ "$(head -n 1 "$LAB_BUILD/cuda/jars" 2>/dev/null)" = "# $STAMP $(gpu_profiles)" ] || return 1
  [ "$GPU_FEATURES" != onnx ] || [ -s "$LAB_BUILD/cuda/onnxruntime/libonnxruntime_providers_cuda.so" ] || return 1
  while read -r jar; do
    [ -s "$jar" ] || return 1
  done < <(tail -n +2 "$LAB_BUILD/cuda/jars")
}

# may_fetch_for_gpu: tells what it costs, and asks a person at a terminal. Nothing to ask when it is all there.
may_fetch_for_gpu() {
  local repository=$HOME/.m2/repository costs='' space=0
  case ,$(gpu_profiles), in
    *,cuda,*) [ -d "$repository/org/bytedeco/cuda" ] || { costs="ND4J's CUDA backend, 2.4 GB" && space=3000; } ;;
  esac
  case ,$(gpu_profiles), in
    *,onnx-gpu,*)
      [ -d "$repository/com/microsoft/onnxruntime/onnxruntime_gpu" ] || {
        costs="$costs${costs:+, and }ONNX Runtime's, 742 MB"
        space=$((space + 900))
      }
      [ -s "$LAB_BUILD/cuda/onnxruntime/libonnxruntime_providers_cuda.so" ] || need_space 800 "$LAB_BUILD" "ONNX Runtime's libraries for a GPU"
      ;;
  esac
  [ -n "$costs" ] || return 0
  need_space "$space" "$HOME" "the libraries for a GPU"
  say "to be fetched once, into $repository: $costs$([[ $costs != *742* ]] || echo "; its libraries take 650 MB more in $LAB_BUILD")"
  ask "fetch them?"
}

# build_for_gpu: fetches what the decision names and notes where its jars are. They stay in Maven's folder: once is enough.
build_for_gpu() {
  local log=$LAB_BUILD/log/cuda.log path=$LAB_BUILD/cuda/path jar profiles
  is_built_for_gpu && return
  profiles=$(gpu_profiles)
  mkdir -p "$LAB_BUILD/cuda" "$LAB_BUILD/log"
  maven "-P$profiles" -pl lab-support dependency:build-classpath -DincludeScope=runtime "-Dmdep.outputFile=$path" \
    >"$log" 2>&1 || fail "$(maven_reason "$log")"
  {
    echo "# $STAMP $profiles"
    printf '%s\n' "$LAB_BUILD/kernel/lab-kernel.jar"
    for jar in "$LAB_BUILD"/lib/lab-support-*.jar; do
      [[ $jar == *-sources.jar ]] || printf '%s\n' "$jar"
    done
    tr ':' '\n' <"$path"
    # Maven's list ends without a line end, which a shell would not read.
    echo
  } | grep . >"$LAB_BUILD/cuda/jars.new"
  [ "$GPU_FEATURES" != onnx ] || unpack_onnxruntime "$(grep '/onnxruntime_gpu[^/]*\.jar$' "$LAB_BUILD/cuda/jars.new")"
  mv "$LAB_BUILD/cuda/jars.new" "$LAB_BUILD/cuda/jars"
  rm -f "$path"
}

# unpack_onnxruntime JAR: its libraries once, or every start would write 650 MB to the temporary folder.
unpack_onnxruntime() {
  local made=$LAB_BUILD/cuda/.unpacking inside=ai/onnxruntime/native/linux-x64
  rm -rf "$made" "$LAB_BUILD/cuda/onnxruntime"
  { mkdir -p "$made" && (cd -- "$made" && "$JAVA_DIR/bin/jar" -xf "$1" "$inside") && [ -s "$made/$inside/libonnxruntime_providers_cuda.so" ]; } ||
    fail "cannot unpack $1 to $LAB_BUILD/cuda ($(free_mib "$LAB_BUILD") MiB free there): remove that jar if it is broken, and try again"
  rm -f "$made/$inside/"*tensorrt*
  mv "$made/$inside" "$LAB_BUILD/cuda/onnxruntime"
  rm -rf "$made"
}

gpu_class_path() {
  tail -n +2 "$LAB_BUILD/cuda/jars" | paste -s -d : -
}

# gpu_environment: what a Java on the GPU is told, "NAME=VALUE" a line.
gpu_environment() {
  # CUDA would number the GPUs by speed, nvidia-smi numbers them by slot.
  printf '%s\n' CUDA_DEVICE_ORDER=PCI_BUS_ID "CUDA_VISIBLE_DEVICES=$GPU_DEVICE"
  if [ "$GPU_FEATURES" = onnx ]; then
    printf '%s\n' LAB_DEVICE=gpu "LAB_CUDA12=$CUDA12_FOLDERS"
    [ -z "${LAB_GPU_MEMORY:-$GPU_ARENA}" ] || printf '%s\n' "LAB_GPU_MEMORY=${LAB_GPU_MEMORY:-$GPU_ARENA}"
  else
    echo LAB_DEVICE=cpu
  fi
}

# gpu_options: adds to JAVA_OPTIONS what only a Java on the GPU is given.
gpu_options() {
  [ "$GPU_FEATURES" != onnx ] || JAVA_OPTIONS+=("-Donnxruntime.native.path=$LAB_BUILD/cuda/onnxruntime")
}

# prepare_gpu: everything for a Java on the GPU. False, with the reason said, if the processor has to serve.
prepare_gpu() {
  local card
  find_gpu
  [ -z "$GPU_CARDS" ] || while IFS= read -r card; do say "your card: ${card//$'\t'/; }"; done <<<"$GPU_CARDS"
  if [ "$GPU_FEATURES" = onnx ]; then
    find_cuda12
    if [ -n "$CUDA12_MISSING" ]; then
      GPU_FEATURES=$GPU_TRAINING
      say "features by $([ "$GPU_FEATURES" = nd4j ] && echo "ND4J's CUDA (files of ONNX on the CPU)" || echo "the CPU"): not found is $CUDA12_MISSING -> $(cuda12_cure)"
    fi
  fi
  if [ "$GPU_USABLE" = no ] || [ "$GPU_TRAINING$GPU_FEATURES" = cpucpu ]; then
    say "$([ "$GPU_USABLE" = yes ] || [ -n "$GPU_CARDS" ] || echo "$GPU_FOUND; ")the labs run on the CPU"
    return 1
  fi
  if ! is_built_for_gpu; then
    may_fetch_for_gpu || { say "nothing was fetched; the labs run on the CPU" && return 1; }
    need maven
    locked build_for_gpu
  fi
}

# offer_gpu: adds the second kernel if there is a GPU that can run it; without one, says why, and the CPU serves.
offer_gpu() {
  if prepare_gpu; then
    write_kernelspec cuda
  else
    rm -rf "$LAB_OWN/jupyter/kernels/java-cuda"
    return 1
  fi
}

# wants_gpu: as LAB_DEVICE says; the CPU unless it says otherwise.
wants_gpu() {
  case ${LAB_DEVICE:-cpu} in
    cpu) return 1 ;;
    gpu) return 0 ;;
    *) wrong_usage "expected cpu or gpu in LAB_DEVICE, found $LAB_DEVICE" ;;
  esac
}

# choose_device: for one of the commands. LAB_ON_GPU is yes if it runs on the GPU.
choose_device() {
  LAB_ON_GPU=no
  ! wants_gpu || ! prepare_gpu || LAB_ON_GPU=yes
  [ $LAB_ON_GPU = yes ] || unset LAB_DEVICE
}
