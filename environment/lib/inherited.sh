# shellcheck shell=bash
# What a shell hands down can bend this script, the tools that it calls and the shell scripts among them (mvn,
# jupyter): options, functions, variables. What cannot be meant for us is taken away here, before anything else
# runs; what may be meant, the options of Java and the proxies, stays and is named where it is in the way.

# Of SHELLOPTS and BASHOPTS all but xtrace and verbose, which somebody wants who looks for a fault.
set +o errexit +o noclobber +o nounset +o noglob +o posix +o allexport +o keyword -o braceexpand
for LAB_EACH in failglob nullglob dotglob nocasematch nocaseglob xpg_echo lastpipe; do
  shopt -u "$LAB_EACH" 2>/dev/null
done
export -n SHELLOPTS BASHOPTS 2>/dev/null

# Exported functions: a cd that lists the folder, a grep with colours.
while read -r _ _ LAB_EACH; do
  [ -z "$LAB_EACH" ] || unset -f "$LAB_EACH"
done <<<"$(declare -F)"

unset LAB_EACH BASH_ENV ENV CDPATH POSIXLY_CORRECT CLASSPATH \
  GREP_OPTIONS GREP_COLOR GREP_COLORS CLICOLOR_FORCE BLOCK_SIZE BLOCKSIZE DF_BLOCK_SIZE \
  PYTHONINSPECT PYTHONIOENCODING PYTHONSAFEPATH PYTHONWARNINGS PYTHONSTARTUP \
  JAVA_BIN JAVA_VERSION JAVA_MAJOR JAVA_DIR JUPYTER STAMP SYSTEM_NAME MEMORY_MIB HOME_OF_JAVA FILES_KEY PROVEN COMMON_OPTIONS \
  LAB_FORGETFUL

# Debian's Jupyter does not start with the modules of another Python. Who brings a Jupyter keeps them.
if [ -z "${LAB_PYTHON:-}${LAB_JUPYTER:-}" ] &&
  { [ -x /usr/bin/jupyter-notebook ] || ! command -v jupyter-notebook >/dev/null; }; then
  unset PYTHONHOME PYTHONPATH
fi
