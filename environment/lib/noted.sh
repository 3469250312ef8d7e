# shellcheck shell=bash
# What an earlier command found out here, in LAB_OWN/noted: each note begins with a key, all that its answer hangs on.
# Under another key, and where there is no such folder, things are looked at anew.

# identity PATH...: of these files and what is below these folders, what is another when they are: the time of their
# last change, which cannot be set back, and the size. Nothing where find does not tell (macOS).
identity() {
  find -L "$@" -printf '%p %s %C@ %i\n' 2>/dev/null
}

# recall NAME KEY: the answer noted under this key; false if there is none.
recall() {
  local key= answer=
  [ -n "$2" ] && [ "${LAB_FORGETFUL:-no}" = no ] && [ -r "${LAB_OWN:-}/noted/$1" ] || return 1
  { IFS= read -r key && IFS= read -r answer; } <"$LAB_OWN/noted/$1"
  [ "$key" = "$2" ] && [ -n "$answer" ] && printf '%s\n' "$answer"
}

# note NAME KEY: notes and passes on the line on standard input. A note that cannot be written is looked for again.
note() {
  local answer=
  IFS= read -r answer
  if [ -n "$2" ] && [ -w "${LAB_OWN:-}" ]; then
    { mkdir -p "$LAB_OWN/noted" && printf '%s\n' "$2" "$answer" >"$LAB_OWN/noted/.$1.$$" && mv "$LAB_OWN/noted/.$1.$$" "$LAB_OWN/noted/$1"; } 2>/dev/null
  fi
  printf '%s\n' "$answer"
}
