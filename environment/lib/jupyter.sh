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

# kernelspec: the course kernel as Jupyter reads it. Its name stays "java", the one in the notebooks' metadata.
kernelspec() {
  local data_path=
  [ -z "${LAB_DATA_PATH:-}" ] || data_path=", \"LAB_DATA_PATH\": $(json "$LAB_DATA_PATH")"
  java_options
  set_threads
  cat <<TEXT
{
  "argv": $(json_list "$JAVA_BIN" "${JAVA_OPTIONS[@]}" -cp "$LAB_BUILD/kernel/lab-kernel.jar:$(lab_class_path)" \
    io.transferlab.kernel.Main '{connection_file}'),
  "display_name": "Java (lab, CPU)",
  "language": "java",
  "interrupt_mode": "message",
  "env": {
    "OMP_NUM_THREADS": $(json "$OMP_NUM_THREADS"),
    "LAB_DATA": $(json "$LAB_DATA")$data_path
  },
  "metadata": {"debugger": false}
}
TEXT
}

# write_kernelspec: only when it would differ, so that a shared, read-only build folder serves too.
write_kernelspec() {
  local spec part folder=$LAB_BUILD/jupyter/kernels/java
  spec=$(kernelspec) || exit
  if [ "$spec" != "$(cat "$folder/kernel.json" 2>/dev/null)" ]; then
    { mkdir -p "$folder" && part=$(mktemp "$folder/.new-XXXXXX") && printf '%s\n' "$spec" >"$part" &&
      chmod 644 "$part" && mv "$part" "$folder/kernel.json"; } || fail "cannot write the kernelspec to $folder"
  fi
  # First in Jupyter's search: a "java" kernel that the user has elsewhere is neither used nor touched.
  export JUPYTER_PATH="$LAB_BUILD/jupyter${JUPYTER_PATH:+:$JUPYTER_PATH}"
}

# wants_browser: is there a screen to open one on?
wants_browser() {
  [ "$(uname -s)" = Darwin ] || [ -n "${BROWSER:-}" ] ||
    { [ -t 1 ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }
}

start_command() {
  local port='' browser=ask
  while [ $# -gt 0 ]; do
    case $1 in
      --port) port=${2:-} && shift ;;
      --port=*) port=${1#*=} ;;
      --no-browser) browser=no ;;
      --) shift && break ;;
      *) wrong_usage "start: unknown option $1; known are --port N, --no-browser, and -- before options for Jupyter itself" ;;
    esac
    [ $# -eq 0 ] || shift
  done
  case ${port:=8888} in
    *[!0-9]*) wrong_usage "start: expected a port number after --port, found $port" ;;
  esac
  set_up jupyter
  [ "$browser" = no ] || wants_browser || browser=no
  set -- --notebook-dir="$LAB_ROOT/notebooks" --port="$port" --log-level=WARN -y "$@"
  [ "$browser" = ask ] || set -- --no-browser "$@"
  # Jupyter refuses to run as root unless told that it is meant (containers).
  [ "$(id -u)" != 0 ] || set -- --allow-root "$@"
  [ -d "$LAB_ROOT/notebooks" ] || fail "expected the labs in $LAB_ROOT/notebooks, but there is no such folder"
  say "the labs are starting; Ctrl-C ends them"
  # -y: one Ctrl-C is enough. exec: signals reach Jupyter itself.
  export PYDEVD_DISABLE_FILE_VALIDATION=1
  # shellcheck disable=SC2153 # found by find_jupyter
  exec "$JUPYTER" notebook "$@"
}

run_command() {
  local file python
  [ $# -gt 0 ] || wrong_usage "run: expected one notebook or more, for example: environment/lab run notebooks/00-start-here.ipynb"
  for file in "$@"; do
    case $file in
      --timeout=*) ;;
      -*) wrong_usage "run: unknown option $file; known is --timeout=SECONDS (for one cell; default: none)" ;;
      *) [ -f "$file" ] || fail "run: there is no notebook $file" ;;
    esac
  done
  set_up nbconvert
  python=$(find_python nbconvert nbclient)
  "$python" "$LAB_ROOT/environment/lib/run_notebook.py" --into "$LAB_BUILD/notebooks" "$@"
}

kernel_command() {
  local action=${1:-} where='' name=java replace=no jupyter folder
  [ $# -eq 0 ] || shift
  while [ $# -gt 0 ]; do
    case $1 in
      --user | --sys-prefix) where=$1 ;;
      --name) name=${2:-} && shift ;;
      --name=*) name=${1#*=} ;;
      --replace) replace=yes ;;
      *) wrong_usage "kernel: unknown option $1; known are --user, --sys-prefix, --name NAME, --replace" ;;
    esac
    [ $# -eq 0 ] || shift
  done
  case $action in
    path)
      set_up >&2
      echo "$LAB_BUILD/jupyter"
      ;;
    install)
      set_up
      # The Jupyter that the user runs, which may be one of a virtual environment, says where its kernels are.
      jupyter=$(command -v jupyter || { find_jupyter && echo "$JUPYTER"; }) ||
        fail "kernel install: there is no jupyter on the PATH: activate the environment that has it, or put the folder that 'kernel path' prints into JUPYTER_PATH"
      folder=$(unset JUPYTER_PATH && "$jupyter" kernelspec list --json 2>/dev/null |
        sed -n 's/.*"resource_dir": "\(.*\)".*/\1/p' | grep "/kernels/$name\$" | head -n 1)
      if [ -n "$folder" ] && [ "$replace" = no ] && ! grep -q io.transferlab.kernel "$folder/kernel.json"; then
        fail "kernel install: another kernel named $name is in $folder: choose a name with --name NAME, or replace it with --replace"
      fi
      "$jupyter" kernelspec install ${where:+"$where"} --name "$name" "$LAB_BUILD/jupyter/kernels/java" ||
        fail "kernel install: $jupyter could not install the kernelspec (its reason is above); --user needs no rights"
      ;;
    *) wrong_usage "kernel: expected install or path, found '$action'" ;;
  esac
}
