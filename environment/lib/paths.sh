# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153 # set in one room, read in another
# Where things lie, and under which names Java and Python can open them: the locale, the home, the folders that
# variables name. Made absolute here once, so that commands, notebooks and kernels elsewhere see the same.

# set_places: everything made here lies under LAB_BUILD, but for Maven's target folders; what is one's own (kernelspec,
# executed notebooks) in LAB_OWN, another folder where the build is somebody else's.
set_places() {
  local attempts
  require_name "$LAB_ROOT" "the course" "move the course to another folder"
  require_utf8 "$LAB_ROOT" "the course" "rename the folder"
  pwd -P >/dev/null 2>&1 || fail "the folder in which this was typed is gone: cd to one that is there"
  # Of the variables that name a folder, before the home may change: "~" is what the person calls home.
  case ${HOME:-} in
    '' | /*) ;;
    *) HOME=$(cd -- "$HOME" 2>/dev/null && pwd) || HOME= ;;
  esac
  make_absolute
  LAB_BUILD=${LAB_BUILD:-$LAB_ROOT/build}
  require_name "$LAB_BUILD" LAB_BUILD "set LAB_BUILD to another folder"
  [ -d "$LAB_BUILD" ] || mkdir -p -- "$LAB_BUILD" 2>/dev/null
  # A build that somebody made for others serves as it is (build, in build.sh, ends where it does not).
  [ -w "$LAB_BUILD" ] || [ -s "$LAB_BUILD/stamp" ] ||
    fail "expected a writable folder for the build, but $LAB_BUILD is not: set LAB_BUILD to a folder that you can write to"
  LAB_BUILD=$(cd -- "$LAB_BUILD" && pwd -P)
  require_name "$LAB_BUILD" LAB_BUILD "set LAB_BUILD to another folder"
  LAB_OWN=
  [ ! -w "$LAB_BUILD" ] || LAB_OWN=$LAB_BUILD
  use_utf8
  # Maven, Jupyter and the native libraries all write below the home.
  printf -v attempts '%q ' "$EUID" "$HOSTNAME" "${HOME:-}" "${TMPDIR:-}"
  ! recall writable "$attempts" || PROVEN=yes
  if ! still_writable "${HOME:-}"; then
    attempts=
    say "the home folder (${HOME:-HOME is not set}) cannot be written to; using $LAB_BUILD/home instead"
    HOME=$LAB_BUILD/home
    mkdir -p "$HOME" || fail "cannot make $HOME"
    unset JUPYTER_CONFIG_DIR JUPYTER_DATA_DIR JUPYTER_RUNTIME_DIR XDG_DATA_HOME XDG_RUNTIME_DIR
  fi
  use_temporary
  [ -n "${PROVEN:-$LAB_TEMPORARY}" ] || note writable "$attempts" yes
  LAB_DATA=${LAB_DATA:-$HOME/.transferlab}
  LAB_OWN=$LAB_BUILD
  if ! [ -w "$LAB_BUILD" ]; then
    LAB_OWN=$LAB_DATA/build
    mkdir -p -- "$LAB_OWN" 2>/dev/null
    [ -w "$LAB_OWN" ] || fail "cannot write to $LAB_OWN: is the disk full? LAB_DATA names another folder"
  fi
  export HOME LAB_BUILD LAB_DATA
}

# require_name PATH WHAT CURE: a name in a class path ends at a colon, one in Java's address of a file in an archive
# at an exclamation mark before a slash; and no list of files keeps a line end apart.
require_name() {
  case $1/ in
    *:*) fail "expected a path without a colon for $2, found $1: Java's class path ends there; $3" ;;
    *'!'/*) fail "expected no folder whose name ends in ! for $2, found $1: Java takes what is before it for an archive; $3" ;;
    *[[:cntrl:]]*) fail "expected a path without line ends, tabs and the like for $2, found $(printf '%q' "$1"); $3" ;;
  esac
}

# require_utf8 PATH WHAT CURE: bytes that are no UTF-8 (a folder of an old Latin-1 system) have no name in Java.
require_utf8() {
  case $1 in
    *[![:ascii:]]*) ;;
    *) return 0 ;;
  esac
  printf '%s\n' "$1" | LC_ALL=$(utf8_locale) grep -axq '.*' || fail "expected a path in UTF-8 for $2, found $(printf '%q' "$1"); $3"
}

# utf8_locale: a UTF-8 locale that this system has, the same for everybody; nothing where there is none.
utf8_locale() {
  local have name
  if ! command -v locale >/dev/null; then
    echo C.UTF-8
    return
  fi
  have=$(locale -a 2>/dev/null)
  for name in C.UTF-8 C.utf8 en_US.UTF-8 en_US.utf8 $have; do
    case $name in *.[Uu][Tt][Ff]8* | *.[Uu][Tt][Ff]-8*) ;; *) continue ;; esac
    if [[ $'\n'$have$'\n' == *$'\n'"$name"$'\n'* ]] && [ "$(LC_ALL=$name locale charmap 2>&1)" = UTF-8 ]; then
      echo "$name"
      return
    fi
  done
}

# use_utf8: Java reads and writes file names as the locale says, and falls back to ASCII where any part of it is
# not installed (LANG=en_US.UTF-8 in a container, LC_CTYPE=UTF-8 from a Mac by ssh). On a Mac it is always UTF-8.
# LAB_LOCALE is for kernelspecs: other Jupyters may run under another locale than this shell.
use_utf8() {
  local key set=no
  LAB_LOCALE=
  ! is_mac || return 0
  key_of PATH LOCPATH LANG LC_ALL "${!LC_@}"
  key=$KEY
  if recall locale "$key"; then
    LAB_LOCALE=${RECALLED% *} set=${RECALLED##* }
  else
    LAB_LOCALE=$(utf8_locale)
    is_utf8 || set=yes
    note locale "$key" "${LAB_LOCALE:+$LAB_LOCALE $set}"
  fi
  if [ -z "$LAB_LOCALE" ]; then
    say "this system has no UTF-8 locale, so that files with other letters than English ones in their names cannot be read; install one (Debian: sudo apt-get install locales-all)"
  elif [ "$set" = yes ]; then
    export LC_ALL=$LAB_LOCALE
  fi
}

# is_utf8: does the locale of this shell exist, each part of it, and is it UTF-8?
is_utf8() {
  command -v locale >/dev/null && [ "$(locale charmap 2>&1)" = UTF-8 ]
}

# absolute VARIABLE VALUE: VALUE as an absolute path: `~/` (which a shell leaves as it is between quotes), relative
# to the folder of now, spaces and a carriage return around it taken away. Nothing stays nothing.
absolute() {
  local path=$2
  path=${path#"${path%%[![:space:]]*}"}
  path=${path%"${path##*[![:space:]]}"}
  case $path in
    '' | /*) ;;
    '~') path=${HOME:-} ;;
    '~/'*) path=${HOME:-}/${path#'~/'} ;;
    '~'*) fail "expected ~/ or a path in full in $1, found $path" ;;
    *)
      while [ "${path#./}" != "$path" ]; do path=${path#./}; done
      [ "$path" != . ] || path=
      path=$(pwd -P)/$path
      ;;
  esac
  # One slash at the end says nothing, but two writings of one folder look like two.
  while [ "${path%/}" != "$path" ] && [ "$path" != / ]; do path=${path%/}; done
  printf '%s' "$path"
}

# make_absolute: every variable that names a folder or a program. Unset and empty are the same.
make_absolute() {
  local variable value each members=() joined=
  for variable in LAB_BUILD LAB_DATA LAB_NOTEBOOKS LAB_KERNEL_LOG LAB_JUPYTER LAB_PYTHON LAB_EXECUTED LAB_SCREENSHOTS LAB_CUDA12 JAVA_HOME; do
    [ -n "${!variable+set}" ] || continue
    value=$(absolute "$variable" "${!variable}") || exit
    if [ -n "$value" ]; then
      export "$variable=$value"
    else
      unset "$variable"
    fi
  done
  if [ -n "${LAB_DATA_PATH:-}" ]; then
    IFS=: read -r -d '' -a members <<<"$LAB_DATA_PATH"
    for each in ${members[@]+"${members[@]}"}; do
      value=$(absolute LAB_DATA_PATH "$each") || exit
      joined=$joined${value:+:$value}
    done
    LAB_DATA_PATH=${joined#:}
    [ -n "$LAB_DATA_PATH" ] && export LAB_DATA_PATH || unset LAB_DATA_PATH
  fi
  # A mirror is an address or a folder; what is no folder is left for its reader to judge.
  if [ -n "${LAB_MIRROR:-}" ]; then
    case $LAB_MIRROR in
      *://*) ;;
      ./* | ../* | '~' | '~/'* | . | ..)
        LAB_MIRROR=$(absolute LAB_MIRROR "$LAB_MIRROR") || exit
        ;;
      *) [ ! -d "$LAB_MIRROR" ] || LAB_MIRROR=$(absolute LAB_MIRROR "$LAB_MIRROR") || exit ;;
    esac
    export LAB_MIRROR
  fi
}

# use_temporary: a TMPDIR that is gone (a job's, of yesterday) or cannot be written to is not used. Java asks no
# variable, but takes /tmp: where that cannot be written to, LAB_TEMPORARY is its folder.
use_temporary() {
  LAB_TEMPORARY=
  case ${TMPDIR:-} in
    /*) still_writable "$TMPDIR" || unset TMPDIR TMP TEMP TEMPDIR ;;
    *) unset TMPDIR ;;
  esac
  if ! still_writable /tmp; then
    LAB_TEMPORARY=${TMPDIR:-$LAB_BUILD/tmp}
    mkdir -p "$LAB_TEMPORARY" && export TMPDIR=$LAB_TEMPORARY
  fi
}

# writable DIR: an attempt tells more than the mode bits do (read-only mounts, quotas, root).
writable() {
  local probe
  [ -n "$1" ] && [ -d "$1" ] || return 1
  probe=$(mktemp "$1/.lab-XXXXXX" 2>/dev/null) || return 1
  rm -f "$probe"
}

# still_writable DIR: as writable; after an attempt at an earlier start has succeeded, the mode bits are enough.
still_writable() {
  if [ -n "${PROVEN:-}" ]; then
    [ -n "$1" ] && [ -d "$1" ] && [ -w "$1" ]
  else
    writable "$1"
  fi
}
