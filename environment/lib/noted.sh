# shellcheck shell=bash
# shellcheck disable=SC2034,SC2153 # set in one room, read in another
# What an earlier command found out here, in LAB_OWN/noted: each note begins with a key, all that its answer hangs on.
# Under another key, and where there is no such folder, things are looked at anew.

# find_files_key: FILES_KEY, another one when any file is another that an answer hangs on: the sources, Java, the fonts,
# the locales. Of each file the time of its last change, which cannot be set back, and the size. Nothing where find does
# not tell (macOS).
find_files_key() {
  local programs=() each
  [ -z "${FILES_KEY+set}" ] || return 0
  for each in java fc-list locale; do
    ! on_path $each || programs+=("$ON_PATH")
  done
  read -r FILES_KEY _ < <(
    cd -- "$LAB_ROOT" &&
      find -L pom.xml .mvn {lab-support,environment/kernel,environment/commands}/{pom.xml,src/main} \
        ${JAVA_HOME:+"$JAVA_HOME/bin/java" "$JAVA_HOME/bin/javac"} ${programs[@]+"${programs[@]}"} \
        "${LAB_JVM_DIR:-/usr/lib/jvm}"/java-*-openjdk*/bin/{java,javac} /usr/lib/locale \
        {/usr/share,/usr/local/share,"$HOME/.local/share"}/fonts "$HOME/.fonts" /etc/fonts \
        -printf '%p %s %C@ %i\n' 2>/dev/null | sha256
  )
  # Of nothing at all.
  [ "$FILES_KEY" != e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 ] || FILES_KEY=
}

# key_of VARIABLE...: KEY, of those files and these variables; nothing where the files cannot be told.
key_of() {
  local name value
  find_files_key
  KEY=$FILES_KEY
  [ -z "$KEY" ] || for name in "$@"; do
    # A line end would part the key.
    printf -v value '%q' "${!name:-}"
    KEY="$KEY $name=$value"
  done
}

# recall NAME KEY: the answer noted under this key, into RECALLED; false if there is none.
recall() {
  local key=
  RECALLED=
  [ -n "$2" ] && [ -n "${LAB_OWN:-}" ] && [ "${LAB_FORGETFUL:-no}" = no ] && [ -r "$LAB_OWN/noted/$1" ] || return 1
  { IFS= read -r key && IFS= read -r RECALLED; } <"$LAB_OWN/noted/$1"
  [ "$key" = "$2" ] && [ -n "$RECALLED" ]
}

# note NAME KEY ANSWER: of one line. What cannot be noted is looked for again.
note() {
  [ -n "$2" ] && [ -n "$3" ] && [ -w "${LAB_OWN:-}" ] || return 0
  { { [ -d "$LAB_OWN/noted" ] || mkdir -p "$LAB_OWN/noted"; } && printf '%s\n' "$2" "$3" >"$LAB_OWN/noted/.$1.$$" && mv "$LAB_OWN/noted/.$1.$$" "$LAB_OWN/noted/$1"; } 2>/dev/null
  return 0
}
