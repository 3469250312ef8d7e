# shellcheck shell=bash
# The folder of labs that a person works in; lab-kernel.jar fills it (LabsFolder).

# labs_folder: LAB_NOTEBOOKS, or a folder of the home.
labs_folder() {
  printf '%s' "${LAB_NOTEBOOKS:-$HOME/transferlab-labs}"
}

# need_kernel: lab-kernel.jar, of whatever edition: the labs need nothing else.
need_kernel() {
  if [ -s "$LAB_BUILD/kernel/lab-kernel.jar" ]; then
    need java
  else
    set_up
  fi
}

# labs_java COMMAND...: ends with its status where it fails.
labs_java() {
  kernel_java "$@" || exit
}

# labs_command: only fills the folder, for Jupyters that others start (JupyterHub, an image); prints its name.
labs_command() {
  case "$#:${1:-}" in
    0: | 1:--solutions) ;;
    *) wrong_usage "labs: expected nothing or --solutions, found $*" ;;
  esac
  need_kernel
  locked labs_java labs "$@"
}

reset_command() {
  case "$#:${1:-}" in
    1:-*) wrong_usage "reset: unknown option $1" ;;
    1:?*) ;;
    *) wrong_usage "reset: expected one lab, for example: environment/lab reset 3" ;;
  esac
  need_kernel
  locked labs_java reset "$1"
}
