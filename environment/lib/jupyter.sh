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

# kernelspec own|others|cuda: the course kernel as Jupyter reads it. Its name stays "java", as in the notebooks'
# metadata; on a GPU it is a second one, "java-cuda".
# A Jupyter that we start hands the data folders down in its environment; others must read them here.
kernelspec() {
  local more='' shown='Java (lab, CPU)' path setting
  java_options
  set_threads
  if [ "$1" = others ]; then
    more=", \"LAB_DATA\": $(json "$LAB_DATA")"
    [ -z "${LAB_DATA_PATH:-}" ] || more="$more, \"LAB_DATA_PATH\": $(json "$LAB_DATA_PATH")"
  fi
  if [ "$1" = cuda ]; then
    shown='Java (lab, CUDA)'
    path=$(gpu_class_path)
    gpu_options
    while IFS= read -r setting; do
      more="$more, $(json "${setting%%=*}"): $(json "${setting#*=}")"
    done < <(gpu_environment)
  else
    path=$LAB_BUILD/kernel/lab-kernel.jar:$(lab_class_path)
  fi
  # So that the kernel can make JShell forget what is over.
  JAVA_OPTIONS+=(--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED)
  # A day of cells compiles some 40 MB of code; with less room Java lets go of what has not run for long.
  JAVA_OPTIONS+=(-XX:ReservedCodeCacheSize=40m)
  # A Jupyter may run under another locale than this shell, or none (a service).
  [ -z "$LAB_LOCALE" ] || more="$more, \"LC_ALL\": $(json "$LAB_LOCALE")"
  # A class-data archive that no longer fits is passed over by Java; its warning would end in the server's log.
  [ "$1" = cuda ] || [ ! -s "$LAB_BUILD/kernel/lab.jsa" ] ||
    JAVA_OPTIONS+=("-XX:SharedArchiveFile=$LAB_BUILD/kernel/lab.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off)
  cat <<TEXT
{
  "argv": $(json_list "$JAVA_BIN" "${JAVA_OPTIONS[@]}" -cp "$path" \
    io.transferlab.kernel.Main '{connection_file}'),
  "display_name": $(json "$shown"),
  "language": "java",
  "interrupt_mode": "message",
  "env": {"OMP_NUM_THREADS": $(json "$OMP_NUM_THREADS"), "OMP_WAIT_POLICY": $(json "$OMP_WAIT_POLICY"), \
    "OPENBLAS_THREAD_TIMEOUT": $(json "$OPENBLAS_THREAD_TIMEOUT")$more},
  "metadata": {"debugger": false}
}
TEXT
}

# write_kernelspec own|others|cuda FOLDER: only when it would differ, so that a shared, read-only build folder serves too.
write_kernelspec() {
  local spec part folder=$2/kernels/java
  [ "$1" != cuda ] || folder=$folder-cuda
  spec=$(kernelspec "$1") || exit
  if [ "$spec" != "$(cat "$folder/kernel.json" 2>/dev/null)" ]; then
    # Readable for others whatever the umask is: Jupyter copies a kernelspec with its modes.
    { (umask 022 && mkdir -p "$folder") && chmod a+rx "$folder" && part=$(mktemp "$folder/.new-XXXXXX") &&
      printf '%s\n' "$spec" >"$part" && chmod 644 "$part" && mv "$part" "$folder/kernel.json"; } || fail "cannot write the kernelspec to $folder"
  fi
}

is_archived() {
  [ "$(cat "$LAB_BUILD/kernel/archived" 2>/dev/null)" = "$STAMP $JAVA_DIR $JAVA_VERSION" ]
}

# archive_classes: once for these jars and this Java, so that kernels start sooner. The labs run without it too.
archive_classes() {
  local python
  if is_archived || ! [ -w "$LAB_BUILD/kernel" ]; then
    return 0
  fi
  python=$(find_python jupyter_client) || return 0
  say "preparing the kernel for quick starts"
  rm -f "$LAB_BUILD/kernel/lab.jsa"
  "$python" "$LAB_ROOT/environment/lib/archive_classes.py" "$LAB_OWN/jupyter" "$LAB_BUILD/kernel/lab.jsa" \
    >"$LAB_BUILD/log/archive.log" 2>&1 9>&- </dev/null || rm -f "$LAB_BUILD/kernel/lab.jsa"
  echo "$STAMP $JAVA_DIR $JAVA_VERSION" >"$LAB_BUILD/kernel/archived"
}

# wants_browser: is there a screen to open one on?
wants_browser() {
  [ "$(uname -s)" = Darwin ] || [ -n "${BROWSER:-}" ] ||
    { [ -t 1 ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }
}

start_command() {
  local port='' browser=ask gpu=no solutions=no notebooks
  while [ $# -gt 0 ]; do
    case $1 in
      --port) port=${2:-} && [ $# -gt 1 ] && shift ;;
      --port=*) port=${1#*=} ;;
      --no-browser) browser=no ;;
      --gpu) gpu=yes ;;
      --solutions) solutions=yes ;;
      --) shift && break ;;
      *) wrong_usage "start: unknown option $1; known are --port N, --no-browser, --gpu, --solutions, and -- before options for Jupyter itself" ;;
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
  locked fill_labs "$notebooks" $solutions
  say "your labs are in $notebooks; what you save there stays yours"
  set -- --notebook-dir="$notebooks" --port="$port" --log-level=WARN -y "$@"
  [ "$browser" = ask ] || set -- --no-browser "$@"
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
  local action=${1:-} where='' name=java replace=no jupyter folder said
  case $action in
    path | install) ;;
    *) wrong_usage "kernel: expected install or path, found '$action'" ;;
  esac
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --user | --sys-prefix) where=$1 ;;
      --prefix) where=--prefix=$(absolute --prefix "${2:-}") && [ $# -gt 1 ] && shift ;;
      --prefix=*) where=--prefix=$(absolute --prefix "${1#*=}") ;;
      --name) name=${2:-} && [ $# -gt 1 ] && shift ;;
      --name=*) name=${1#*=} ;;
      --replace) replace=yes ;;
      *) wrong_usage "kernel: unknown option $1; known are --user, --sys-prefix, --prefix DIR, --name NAME, --replace" ;;
    esac
    shift
  done
  [ "$where" != --prefix= ] || wrong_usage "kernel install: expected a folder after --prefix"
  if [ "$action" = path ]; then
    set_up
    write_kernelspec others "$LAB_OWN/jupyter-path"
    give_alternatives "$LAB_OWN/jupyter-path"
    echo "$LAB_OWN/jupyter-path"
    return
  fi
  # Jupyter's own rule, but for names that begin with a dot or a dash: ".." would be the folder of all kernels.
  [[ $(LC_ALL=C && [[ $name =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]] && echo yes) == yes ]] ||
    wrong_usage "kernel install: expected a name of letters (a to z), digits, dots, dashes and underscores after --name, found '$(tr -d '[:cntrl:]' <<<"$name")'"
  # Jupyter writes names in small letters: Java and java are one kernel.
  name=$(LC_ALL=C tr '[:upper:]' '[:lower:]' <<<"$name")
  set_up
  write_kernelspec others "$LAB_OWN/jupyter-path"
  # The Jupyter that the user runs, which may be one of a virtual environment, says where its kernels are.
  jupyter=$(command -v jupyter || { find_jupyter && echo "$JUPYTER"; }) ||
    fail "kernel install: there is no jupyter on the PATH: activate the environment that has it, or put the folder that 'kernel path' prints into JUPYTER_PATH"
  while IFS= read -r folder; do
    may_replace "$folder" "$replace"
  done < <(kernels_named "$name" "$jupyter" "$where")
  # Jupyter would make new folders for this person alone where that is the umask.
  said=$(umask 022 && "$jupyter" kernelspec install ${where:+"$where"} --name "$name" "$LAB_OWN/jupyter-path/kernels/java" 2>&1) || {
    printf '%s\n' "$said" >&2
    fail "kernel install: $jupyter could not install the kernelspec (its reason is above); --user needs no rights"
  }
  printf '%s\n' "$said"
  folder=$(sed -n 's/.*Installed kernelspec .* in \(.*\)\/kernels\/.*/\1/p' <<<"$said" | head -n 1)
  [ -z "$folder" ] || give_alternatives "$folder"
}

# give_alternatives DATA: JupyterLab and Notebook 7 that look into this data folder show the figures' alternative texts.
# The kernel works without it, so a folder that cannot be written is no failure.
give_alternatives() {
  local name=transferlab-alt into=$1/labextensions
  ! cmp -s "$LAB_ROOT/environment/jupyter/labextensions/$name/static/alt.js" "$into/$name/static/alt.js" || return 0
  { (umask 022 && mkdir -p "$into/.new-$name" &&
    cp -R "$LAB_ROOT/environment/jupyter/labextensions/$name/." "$into/.new-$name" &&
    rm -rf "${into:?}/$name" && mv "$into/.new-$name" "$into/$name"); } 2>/dev/null ||
    say "the figures' alternative texts could not be added to JupyterLab: cannot write to $into"
}

# kernels_named NAME JUPYTER WHERE: the folders of kernels that Jupyter takes for this NAME, wherever it looks and
# installs. All of them, not the first: what is hidden behind ours may be what would be overwritten.
kernels_named() {
  local data folder
  {
    (unset JUPYTER_PATH && "$2" --paths 2>/dev/null) | sed -e '1,/^data:/d' -e '/^[^ ]/,$d' -e 's/^ *//'
    case $3 in
      --prefix=*) printf '%s\n' "${3#*=}/share/jupyter" ;;
    esac
  } | while IFS= read -r data; do
    for folder in "$data"/kernels/*; do
      if [ "$(LC_ALL=C tr '[:upper:]' '[:lower:]' <<<"${folder##*/}")" = "$1" ]; then
        printf '%s\n' "$folder"
      fi
    done
  done
}

# may_replace FOLDER yes|no: ends with the reason if FOLDER is somebody else's kernel and was not to be replaced.
may_replace() {
  local own=no
  ! grep -q io.transferlab.kernel "$1/kernel.json" 2>/dev/null || own=yes
  if [ $own = no ] && [ "$2" = no ]; then
    fail "kernel install: another kernel named ${1##*/} is in $1: choose a name with --name NAME, or replace it with --replace"
  elif [ -L "$1" ]; then
    fail "kernel install: $1 is a link, which Jupyter does not replace: remove it (rm '$1'), or choose a name with --name NAME"
  elif [ $own = no ] && [[ ${1##*/} == *[A-Z]* ]]; then
    # Jupyter would write beside it, and then take now the one and now the other.
    fail "kernel install: $1 has the same name for Jupyter and would stay: remove that folder, or choose a name with --name NAME"
  fi
}
