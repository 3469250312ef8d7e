# shellcheck shell=bash
# What other programs the lab needs, and how it gets them: Debian's packages, or the one command to type.

JDK_PACKAGES="openjdk-17-jdk-headless openjdk-21-jdk-headless openjdk-25-jdk-headless default-jdk-headless"
BROWSER_PACKAGES="chromium chromium-driver python3-selenium"

# find_python MODULE...: prints a Python that has these. The system's own comes first: a Python of pyenv or
# conda, first on the PATH, does not see Debian's packages.
find_python() {
  local each looks='import sys, importlib.util as u; sys.exit(any(u.find_spec(m) is None for m in sys.argv[1:]))'
  for each in ${LAB_PYTHON:+"$LAB_PYTHON"} /usr/bin/python3 python3; do
    command -v "$each" >/dev/null && "$each" -c "$looks" "$@" 2>/dev/null && command -v "$each" && return 0
  done
  return 1
}

find_jupyter() {
  JUPYTER=
  if [ -n "${LAB_JUPYTER:-}" ]; then
    [ -x "$LAB_JUPYTER" ] && JUPYTER=$LAB_JUPYTER
  elif [ -x /usr/bin/jupyter ] && [ -x /usr/bin/jupyter-notebook ]; then
    JUPYTER=/usr/bin/jupyter
  elif command -v jupyter-notebook >/dev/null; then
    JUPYTER=$(command -v jupyter)
  fi
  [ -n "$JUPYTER" ]
}

has_font() {
  # Java2D writes text only with fontconfig and at least one font.
  key_of PATH HOME
  ! recall fonts "$KEY" || [ "$RECALLED" != there ] || return 0
  is_mac || [ -n "$(fc-list : family 2>/dev/null | head -n 1)" ] || return 1
  note fonts "$KEY" there
}

# look_for PART...: the missing packages into LACKING. Parts: java maven fonts jupyter nbconvert kernel-test browser hub
# bare-debian.
look_for() {
  local part
  LACKING=
  for part in "$@"; do
    case $part in
      java) find_java || lacks jdk ;;
      maven) command -v mvn >/dev/null || lacks maven ;;
      fonts) has_font || lacks fontconfig fonts-dejavu-core ;;
      jupyter) find_jupyter || lacks jupyter-notebook jupyter-client ;;
      nbconvert) find_python nbconvert nbclient >/dev/null || lacks jupyter-nbconvert jupyter-client ;;
      kernel-test) find_python jupyter_kernel_test >/dev/null || lacks python3-jupyter-kernel-test ;;
      hub) command -v jupyterhub >/dev/null || lacks jupyterhub ;;
      bare-debian) command -v debootstrap >/dev/null || lacks debootstrap ;;
      browser)
        if ! { command -v chromedriver && find_python selenium; } >/dev/null; then
          # shellcheck disable=SC2086 # one word a package
          lacks $BROWSER_PACKAGES
        fi
        ;;
    esac
  done
}

lacks() {
  local name
  for name in "$@"; do
    case " $LACKING " in
      *" $name "*) ;;
      *) LACKING=${LACKING:+$LACKING }$name ;;
    esac
  done
}

is_debian() {
  command -v apt-get >/dev/null && command -v dpkg >/dev/null
}

may_install() {
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif [ -t 0 ]; then
    sudo "$@"
  else
    sudo -n "$@"
  fi
}

has_candidate() {
  apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'
}

# apt_names NAME...: Debian's names for what is missing; the JDK goes by another name in every release.
apt_names() {
  local name each
  for name in "$@"; do
    if [ "$name" = jdk ]; then
      name=openjdk-17-jdk-headless
      for each in $JDK_PACKAGES; do
        if has_candidate "$each"; then
          name=$each
          break
        fi
      done
    fi
    printf '%s ' "$name"
  done
}

# other_command NAME...: the one command that installs these where apt is not.
other_command() {
  local names
  if command -v brew >/dev/null; then
    names=$(rename_packages "$*" "openjdk" "jupyterlab")
    echo "brew install $names"
  elif command -v dnf >/dev/null; then
    names=$(rename_packages "$*" "java-latest-openjdk-devel" "python3-notebook python3-nbconvert")
    echo "sudo dnf install $names"
  elif command -v pacman >/dev/null; then
    names=$(rename_packages "$*" "jdk-openjdk" "jupyter-notebook jupyter-nbconvert")
    echo "sudo pacman -S $names"
  else
    echo "your system's installer for: $*"
  fi
}

# rename_packages NAMES JDK JUPYTER
rename_packages() {
  printf '%s\n' "$1" | tr ' ' '\n' |
    sed -e "s/^jdk\$/$2/" -e "s/^jupyter-.*/$3/" -e 's/^fonts-dejavu-core$/dejavu-sans-fonts/' |
    sort -u | paste -s -d ' ' -
}

# install_packages NAME...: installs them, after asking a person at a terminal.
install_packages() {
  local each names log=$LAB_BUILD/log/apt.log
  if ! is_debian; then
    fail "expected these programs, found them missing: $*; install them with: $(other_command "$@")"
  fi
  # shellcheck disable=SC2046 # one word a package
  set -- $(apt_names "$@")
  names=$*
  if ! may_install; then
    fail "these packages are missing, and there is no sudo to install them: ask an administrator for: apt-get install $names"
  fi
  ask "install with apt-get: $names?" ||
    fail "not installed; the lab needs: sudo apt-get install $names"
  need_space 1500 /var/cache/apt "the packages"
  say "installing $names"
  mkdir -p "$LAB_BUILD/log"
  use_apt_proxy
  for each in "$@"; do
    # An image without package lists knows no package at all.
    has_candidate "$each" || { apt_update "$log"; break; }
  done
  apt_install "$log" "$@" || { apt_update "$log" && apt_install "$log" "$@"; } ||
    fail "$(apt_reason "$log" "$names")"
  [ -z "$APT_PROXY" ] || rm -f "$APT_PROXY"
  trap - EXIT
}

apt_update() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get ${APT_PROXY:+"-c=$APT_PROXY"} update -q >"$1" 2>&1
}

apt_install() {
  local log=$1
  shift
  as_root env DEBIAN_FRONTEND=noninteractive apt-get ${APT_PROXY:+"-c=$APT_PROXY"} install -y -q --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "$@" >>"$log" 2>&1
}

# use_apt_proxy: APT_PROXY is a file of apt's configuration, if a proxy is set that apt does not know of.
use_apt_proxy() {
  local text problem
  APT_PROXY=
  problem=$(proxy_problem)
  [ -z "$problem" ] || fail "packages must be downloaded, and $problem"
  text=$(apt_proxy)
  if [ -n "$text" ]; then
    APT_PROXY=$(umask 077 && mktemp "$LAB_BUILD/.apt-XXXXXX") || fail "cannot write to $LAB_BUILD"
    trap 'rm -f "$APT_PROXY"' EXIT
    printf '%s\n' "$text" >"$APT_PROXY"
  fi
}

apt_reason() {
  if grep -q 'a password is required\|a terminal is required' "$1"; then
    echo "sudo asks for a password, and there is no terminal to ask on: type this yourself, then try again: sudo apt-get install $2"
  elif grep -q 'not in the sudoers\|may not run sudo' "$1"; then
    echo "this user may not use sudo: ask an administrator for: apt-get install $2"
  elif grep -qi 'no space left\|enough free space' "$1"; then
    echo "the disk is full ($(free_mib /var/cache/apt) MiB free at /var): free about 1500 MiB and try again"
  elif grep -q 'Unable to locate package\|has no installation candidate' "$1"; then
    echo "apt does not know all of: $2 ($(grep -m 1 'Unable to locate package\|no installation candidate' "$1")); is the package list complete? (log: $1)"
  elif grep -qi 'Temporary failure resolving\|Could not connect\|Failed to fetch\|Could not resolve\|Unable to fetch' "$1"; then
    echo "apt could not download the packages: is there a network? Then try again, or type: sudo apt-get install $2 (log: $1)"
  else
    echo "apt-get could not install $2: $(grep -m 1 '^E: ' "$1"); the whole log: $1"
  fi
}

# welcome_packages: what the labs use where it is there and never miss; it comes along when something is installed anyway.
welcome_packages() {
  is_debian && may_install && ! has_wordnet && has_candidate "$WORDNET_PACKAGE" && echo "$WORDNET_PACKAGE"
}

# need PART...: installs what is missing of these parts, and looks again.
need() {
  look_for "$@"
  [ -n "$LACKING" ] || return 0
  case " $LACKING " in
    # No package cures a JAVA_HOME that points elsewhere, nor what keeps Java from starting.
    *" jdk "*)
      case $JAVA_WHY in
        *': unset that'* | *'ulimit -v'*) fail "expected a JDK of version 17 or later, but $JAVA_WHY" ;;
      esac
      [ -z "${JAVA_HOME:-}" ] ||
        fail "expected a JDK of version 17 or later, but $JAVA_WHY: point JAVA_HOME to a newer JDK, or unset it"
      ;;
  esac
  # shellcheck disable=SC2046,SC2086 # one word a package
  install_packages $LACKING $(welcome_packages)
  look_for "$@"
  [ -z "$LACKING" ] || fail "installed, but still not found: $LACKING (log: $LAB_BUILD/log/apt.log)"
}
