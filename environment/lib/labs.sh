# shellcheck shell=bash
# The folder of labs that a person works in. The course's own notebooks are tracked by Git: saving one there would
# break the next pull. So the labs are copied, and what a person has changed is never written over: when the course
# changes such a lab, the new one comes beside it, as NN-name-updated.ipynb (then -updated-2 ...), and `lab reset`
# keeps the old one as NN-name-kept.ipynb (then -kept-2 ...).

# What was copied, and its hash then, one a line as sha256sum writes it: a file that still has it was not changed.
LABS_COPIED=.copied-labs

# labs_folder: LAB_NOTEBOOKS, or a folder of the home.
labs_folder() {
  printf '%s' "${LAB_NOTEBOOKS:-$HOME/transferlab-labs}"
}

# sha256_of FOLDER NAME...: "hash  name" of those that can be read.
sha256_of() {
  local program="shasum -a 256"
  ! command -v sha256sum >/dev/null || program=sha256sum
  # shellcheck disable=SC2086 # a command and its arguments
  (cd -- "$1" && shift && [ $# -gt 0 ] && $program -- "$@" 2>/dev/null </dev/null)
}

# hash_in LIST NAME: the hash that LIST, lines of "hash  name", has for NAME; the last one counts.
hash_in() {
  local hash name found=
  while read -r hash name; do
    [ "$name" != "$2" ] || found=$hash
  done <<<"$1"
  printf '%s' "$found"
}

# course_files yes|no: what goes into a student's folder, with solutions or without.
course_files() {
  local file
  for file in *.ipynb sketch-world.* images/*; do
    [ ! -f "$file" ] || printf '%s\n' "$file"
  done
  [ "$1" = no ] || for file in solutions/*.ipynb; do
    [ ! -f "$file" ] || printf '%s\n' "$file"
  done
}

# fill_labs FOLDER yes|no: brings the labs there up to date, with solutions or without.
fill_labs() {
  local folder=$1 files=() name
  mkdir -p -- "$folder" 2>/dev/null
  [ -d "$folder" ] ||
    fail "cannot make the folder of your labs, $folder: set LAB_NOTEBOOKS to a folder that you can write to"
  # Who names a folder of the course itself works on the course.
  case $(cd -- "$folder" && pwd -P)/ in
    "$LAB_ROOT"/notebooks/*) return 0 ;;
  esac
  while IFS= read -r name; do
    files+=("$name")
  done < <(cd -- "$LAB_ROOT/notebooks" && course_files "$2")
  [ ${#files[@]} -gt 0 ] || fail "expected the labs in $LAB_ROOT/notebooks, but there are none: is the course whole?"
  COURSE=$(sha256_of "$LAB_ROOT/notebooks" "${files[@]}")
  COPIED=$(cat "$folder/$LABS_COPIED" 2>/dev/null)
  for name in "${files[@]}"; do
    bring "$folder" "$name" "$(hash_in "$COURSE" "$name")"
  done
  note_copied "$folder"
}

# bring FOLDER NAME HASH: puts the course's NAME, which has HASH, where it disturbs nothing.
bring() {
  local folder=$1 name=$2 hash=$3 target=$2 number=0 had now
  while [ -e "$folder/$target" ] || [ -L "$folder/$target" ]; do
    had=$(hash_in "$COPIED" "$target")
    # This person has today's already, changed or not.
    [ "$had" != "$hash" ] || return 0
    now=$(now_of "$folder" "$target")
    [ -z "$now" ] || { [ "$now" != "$hash" ] && [ "$now" != "$had" ]; } || break
    number=$((number + 1))
    target=$(beside "$name" updated $number)
    # Somebody who removed it has seen it.
    [ "$(hash_in "$COPIED" "$target")" != "$hash" ] || return 0
  done
  COPIED=$COPIED${COPIED:+$'\n'}"$hash  $target"
  [ "${now:-}" != "$hash" ] || return 0
  copy_lab "$folder" "$name" "$target"
  [ $number = 0 ] || say "the course has changed $name: the new one is $target, yours stays as it is"
}

# now_of FOLDER NAME: the hash of a file; nothing for a link, a folder and what cannot be read, which stay as they are.
now_of() {
  if [ -f "$1/$2" ] && ! [ -L "$1/$2" ]; then
    hash_in "$(sha256_of "$1" "$2")" "$2"
  fi
}

# beside NAME WORD NUMBER: NN-name-WORD.ipynb, NN-name-WORD-2.ipynb, ...
beside() {
  local number=
  [ "$3" = 1 ] || number=-$3
  printf '%s' "${1%.*}-$2$number.${1##*.}"
}

# copy_lab FOLDER NAME TARGET: under a temporary name first.
copy_lab() {
  local part=$1/${3%"${3##*/}"}.new-${3##*/}
  { mkdir -p -- "$(dirname -- "$1/$3")" && cp -- "$LAB_ROOT/notebooks/$2" "$part" && chmod u+w "$part" && mv -f -- "$part" "$1/$3"; } 2>/dev/null || {
    rm -f -- "$part"
    fail "cannot write $3 to $1 ($(free_mib "$1") MiB free there): is it full, or somebody else's? Set LAB_NOTEBOOKS to a folder that you can write to"
  }
}

# note_copied FOLDER: of each name the last hash, only when something is new.
note_copied() {
  local noted
  noted=$(awk '{ hash = $1; sub(/^[^ ]*  /, ""); if (!($0 in seen)) order[++n] = $0; seen[$0] = hash }
    END { for (i = 1; i <= n; i++) print seen[order[i]] "  " order[i] }' <<<"$COPIED")
  [ "$noted" != "$(cat "$1/$LABS_COPIED" 2>/dev/null)" ] || return 0
  { printf '%s\n' "$noted" >"$1/.new$LABS_COPIED" && mv -f -- "$1/.new$LABS_COPIED" "$1/$LABS_COPIED"; } 2>/dev/null ||
    fail "cannot write $1/$LABS_COPIED: is the disk full?"
}

# lab_named WORD: the file of a lab by its number, its name or its file.
lab_named() {
  local word=${1##*/} file found=() number
  word=${word%.ipynb}
  case $word in
    '' | *[!0-9]* | ????*) number=none ;;
    *) number=$(printf '%02d' "$((10#$word))") ;;
  esac
  for file in "$LAB_ROOT"/notebooks/[0-9]*.ipynb; do
    file=${file##*/}
    case ${file%.ipynb} in
      "$word" | "$number"-*) printf '%s' "$file" && return ;;
      *"$word"*) found+=("$file") ;;
    esac
  done
  [ ${#found[@]} -eq 1 ] && printf '%s' "${found[0]}"
}

# labs_command: only fills the folder, for Jupyters that others start (JupyterHub, an image); prints its name.
labs_command() {
  local solutions=no folder
  case "$#:${1:-}" in
    0:) ;;
    1:--solutions) solutions=yes ;;
    *) wrong_usage "labs: expected nothing or --solutions, found $*" ;;
  esac
  folder=$(labs_folder)
  locked fill_labs "$folder" $solutions
  printf '%s\n' "$folder"
}

reset_command() {
  local folder name kept number=1 hash now
  case "$#:${1:-}" in
    1:-*) wrong_usage "reset: unknown option $1" ;;
    1:?*) ;;
    *) wrong_usage "reset: expected one lab, for example: environment/lab reset 3" ;;
  esac
  name=$(lab_named "$1") ||
    wrong_usage "reset: there is no lab $1; there are: $(cd -- "$LAB_ROOT/notebooks" && printf '%s ' [0-9]*.ipynb | sed -e 's/\.ipynb//g' -e 's/ $//')"
  folder=$(labs_folder)
  if [ -d "$folder" ]; then
    case $(cd -- "$folder" && pwd -P)/ in
      "$LAB_ROOT"/notebooks/*) fail "reset: LAB_NOTEBOOKS is the course's own folder: there, git restore $name" ;;
    esac
  fi
  mkdir -p -- "$folder" 2>/dev/null
  locked reset_lab "$folder" "$name"
}

reset_lab() {
  local folder=$1 name=$2 number=1 kept hash now
  hash=$(hash_in "$(sha256_of "$LAB_ROOT/notebooks" "$name")" "$name")
  COPIED=$(cat "$folder/$LABS_COPIED" 2>/dev/null)
  now=$(now_of "$folder" "$name")
  if [ -n "$now" ] && [ "$now" = "$hash" ]; then
    say "$folder/$name is as the course has it"
  else
    if [ -e "$folder/$name" ] || [ -L "$folder/$name" ]; then
      kept=$(beside "$name" kept 1)
      while [ -e "$folder/$kept" ] || [ -L "$folder/$kept" ]; do
        number=$((number + 1))
        kept=$(beside "$name" kept $number)
      done
      mv -- "$folder/$name" "$folder/$kept" 2>/dev/null || fail "reset: cannot rename $folder/$name to $kept: is the folder yours?"
      say "your $name is now $kept"
    fi
    copy_lab "$folder" "$name" "$name"
    say "$folder/$name is fresh"
  fi
  COPIED=$COPIED${COPIED:+$'\n'}"$hash  $name"
  note_copied "$folder"
}
