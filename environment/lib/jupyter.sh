# shellcheck shell=bash
# The course kernel and the Jupyter it runs in.

# json TEXT: TEXT as a JSON string.
json() {
  local text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\t'/\\t}
  text=${text//$'\r'/}
  text=${text//$'\n'/\\n}
  printf '"%s"' "$text"
}

json_list() {
  local item separator=
  printf '['
  for item in "$@"; do
    printf '%s%s' "$separator" "$(json "$item")"
    separator=', '
  done
  printf ']'
}

# kernel_java ARGUMENT...: lab-kernel.jar, which writes kernelspecs and fills the folder of labs: the same on every
# system, whether it is started from here or without a shell.
kernel_java() {
  "$JAVA_BIN" -Xmx96m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dfile.encoding=UTF-8 "-Dlab.course=$LAB_ROOT" \
    ${LAB_TEMPORARY:+"-Djava.io.tmpdir=$LAB_TEMPORARY"} -cp "$LAB_BUILD/kernel/lab-kernel.jar" io.transferlab.kernel.launch.Lab "$@" </dev/null 9>&-
}

# kernel_options own|others|cuda: what was found out here about this machine, for lab-kernel.jar, into KERNEL_OPTIONS.
# A Jupyter that we start hands the data folders down in its environment; others must read them in the kernelspec.
kernel_options() {
  local each more=()
  java_options
  set_threads
  more=("OMP_NUM_THREADS=$OMP_NUM_THREADS" "OMP_WAIT_POLICY=$OMP_WAIT_POLICY" "OPENBLAS_THREAD_TIMEOUT=$OPENBLAS_THREAD_TIMEOUT")
  # A Jupyter may run under another locale than this shell, or none (a service).
  [ -z "$LAB_LOCALE" ] || more+=("LC_ALL=$LAB_LOCALE")
  KERNEL_OPTIONS=(--java "$JAVA_BIN")
  case $1 in
    others)
      more+=("LAB_DATA=$LAB_DATA")
      [ -z "${LAB_DATA_PATH:-}" ] || more+=("LAB_DATA_PATH=$LAB_DATA_PATH")
      ;;
    cuda)
      KERNEL_OPTIONS+=(--name java-cuda --shown "Java (lab, CUDA)" --class-path "$(gpu_class_path)")
      gpu_options
      while IFS= read -r each; do
        more+=("$each")
      done < <(gpu_environment)
      ;;
  esac
  for each in "${JAVA_OPTIONS[@]}"; do
    KERNEL_OPTIONS+=("--jvm=$each")
  done
  for each in "${more[@]}"; do
    KERNEL_OPTIONS+=("--env=$each")
  done
}

# write_kernelspec own|cuda [--archive]: the course kernel for the Jupyter that we start, with an archive of classes if
# asked for. Its name stays "java", as in the notebooks' metadata; on a GPU it is a second one, "java-cuda". Only when
# something has changed, so that a shared, read-only build folder serves too.
write_kernelspec() {
  local key noted name=java
  [ "$1" != cuda ] || name=java-cuda
  kernel_options "$1"
  printf -v key '%q\n' "$STAMP $JAVA_DIR $JAVA_VERSION $LAB_BUILD" "${KERNEL_OPTIONS[@]}"
  if [ -s "$LAB_OWN/jupyter/kernels/$name/kernel.json" ]; then
    noted=
    { IFS= read -r -d '' noted <"$LAB_OWN/jupyter/$1.options"; } 2>/dev/null
    [ "$noted" != "$key"$'--archive\n' ] || return 0
    [ "$noted" != "$key" ] || [ -n "${2:-}" ] || return 0
  fi
  kernel_java spec --into "$LAB_OWN/jupyter" "${KERNEL_OPTIONS[@]}" ${2:+"$2"} || exit
  printf '%s' "$key" ${2:+"$2"$'\n'} >"$LAB_OWN/jupyter/$1.options" || fail "cannot write to $LAB_OWN/jupyter"
}

# wants_browser: is there a screen to open one on?
wants_browser() {
  is_mac || [ -n "${BROWSER:-}" ] ||
    { [ -t 1 ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }
}

start_command() {
  local port='' browser=ask gpu=no solutions='' notebooks
  while [ $# -gt 0 ]; do
    case $1 in
      --port) port=${2:-} && [ $# -gt 1 ] && shift ;;
      --port=*) port=${1#*=} ;;
      --no-browser) browser=no ;;
      --gpu) gpu=yes ;;
      --solutions) solutions=yes ;;
      --language) export LAB_LANGUAGE=${2:-} && [ $# -gt 1 ] && shift ;;
      --language=*) export LAB_LANGUAGE=${1#*=} ;;
      --) shift && break ;;
      *) wrong_usage "start: unknown option $1; known are --port N, --no-browser, --gpu, --solutions, --language CODE, and -- before options for Jupyter itself" ;;
    esac
    shift
  done
  case ${port:=8888} in
    *[!0-9]* | ??????*) wrong_usage "start: expected a port number after --port, found $port" ;;
  esac
  [ $((10#$port)) -le 65535 ] || wrong_usage "start: expected a port number up to 65535 after --port, found $port"
  set_up jupyter
  ! wants_gpu || gpu=yes
  if [ $gpu = yes ] && offer_gpu; then
    say "GPU: in a notebook choose Kernel > Change kernel > Java (lab, CUDA)"
  fi
  # What the other kernel inherits: each has a device of its own.
  export LAB_DEVICE=cpu
  [ "$browser" = no ] || wants_browser || browser=no
  notebooks=$(labs_folder)
  locked labs_java labs ${solutions:+--solutions} >/dev/null
  say "your labs are in $notebooks; what you save there stays yours"
  # Jupyter takes one port only: one behind the dashes is meant.
  [[ " $* " == *" --port"[\ =]* ]] || set -- --port="$port" "$@"
  set -- --notebook-dir="$notebooks" --log-level=WARN -y "$@"
  [ "$browser" = ask ] || set -- --no-browser "$@"
  # What is typed last counts.
  is_among "${LAB_LANGUAGE:-en}" en || set -- --NotebookApp.default_url="/tree/$LAB_LANGUAGE" "$@"
  # Jupyter refuses to run as root unless told that it is meant (containers).
  [ "$(id -u)" != 0 ] || set -- --allow-root "$@"
  say "the labs are starting; Ctrl-C ends them"
  # Text alternatives in the old Notebook: environment/jupyter/nbextensions.
  export JUPYTER_PATH="$LAB_ROOT/environment/jupyter:$JUPYTER_PATH"
  export JUPYTER_CONFIG_PATH="$LAB_ROOT/environment/jupyter${JUPYTER_CONFIG_PATH:+:$JUPYTER_CONFIG_PATH}"
  # -y: one Ctrl-C is enough. exec: signals reach Jupyter itself.
  # shellcheck disable=SC2153 # found by find_jupyter
  exec "$JUPYTER" notebook "$@"
}

run_command() {
  local file python gpu=no others=()
  [ $# -gt 0 ] || wrong_usage "run: expected one notebook or more, for example: environment/lab run notebooks/00-start-here.ipynb"
  for file in "$@"; do
    case $file in
      --timeout=*) others+=("$file") ;;
      --gpu) gpu=yes ;;
      -*) wrong_usage "run: unknown option $file; known are --gpu and --timeout=SECONDS (for one cell; default: none)" ;;
      *) [ -f "$file" ] && others+=("$file") || fail "run: there is no notebook $file" ;;
    esac
  done
  set -- ${others[@]+"${others[@]}"}
  set_up nbconvert
  ! wants_gpu || gpu=yes
  [ $gpu = no ] || ! offer_gpu || set -- --kernel=java-cuda "$@"
  export LAB_DEVICE=cpu
  python=$(find_python nbconvert nbclient)
  "$python" "$LAB_ROOT/environment/lib/run_notebook.py" --into "$LAB_OWN/notebooks" "$@"
}

kernel_command() {
  local action=${1:-}
  case $action in
    path | install) shift ;;
    *) wrong_usage "kernel: expected install or path, found '$action'" ;;
  esac
  set_up
  kernel_options others
  kernel_java kernel "$action" --into "$LAB_OWN/jupyter-path" "${KERNEL_OPTIONS[@]}" "$@"
}
