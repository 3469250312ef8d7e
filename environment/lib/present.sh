# shellcheck shell=bash
# What an instructor stands in front of a class with: Java prepares it from a lab, nbconvert draws the slides.

present_command() {
  local argument serve=no run=no others=() labs=() out=present wants=slides made file python previous=''
  for argument in "$@"; do
    case $previous in
      --out) out=$argument ;;
    esac
    case $argument in
      --serve) serve=yes && previous='' && continue ;;
      --run) run=yes && previous='' && continue ;;
      --clean | --blank | --teach | -h | --help) wants=file ;;
      --out=*) out=${argument#*=} ;;
      -*) ;;
      *) case $previous in --out | --dir | --outputs) ;; *) labs+=("$argument") ;; esac ;;
    esac
    others+=("$argument")
    previous=$argument
  done
  [ $serve = no ] || [ $wants = slides ] || wrong_usage "present: --serve is for slides"
  [ $run = no ] || [ ${#labs[@]} -eq 1 ] || wrong_usage "present: expected one lab with --run, found ${#labs[@]}"
  set -- ${others[@]+"${others[@]}"}
  if [ $wants = file ]; then set_up; else set_up nbconvert; fi
  [[ " $* " == *" --dir"[\ =]* ]] || set -- "$@" --dir "$LAB_ROOT/notebooks"
  if [ $run = yes ]; then
    file=$(source_named "${labs[0]}") || wrong_usage "present: there is no lab ${labs[0]}"
    run_command "$file" || exit
    set -- "$@" --outputs "$LAB_BUILD/notebooks/solutions/${file##*/}"
  fi
  if [ $wants = file ]; then
    run_java present "$@"
    return
  fi
  made=$(run_java present "$@") || exit
  python=$(find_python nbconvert)
  others=()
  while IFS= read -r file; do
    others+=("$file")
  done <<<"$made"
  "$python" "$LAB_ROOT/environment/lib/present.py" --keep "$LAB_BUILD" "${others[@]}" || exit
  [ $serve = no ] || serve_slides "$out" "$python"
}

# source_named WORD: the source of a lab by its number, a part of its name or a file.
source_named() {
  local word=$1 file found=()
  case $word in
    [0-9]) word=0$word- ;;
    [0-9][0-9]) word=$word- ;;
  esac
  for file in "$1" "$LAB_ROOT"/notebooks/solutions/*"$word"*.ipynb; do
    [ ! -f "$file" ] || found+=("$file")
    [ "$file" != "$1" ] || [ ${#found[@]} -eq 0 ] || break
  done
  [ ${#found[@]} -eq 1 ] && printf '%s' "${found[0]}"
}

# serve_slides FOLDER PYTHON: for this machine only; the speaker's window and the slides then know each other.
serve_slides() {
  say "slides at http://127.0.0.1:8800/ (Ctrl-C ends it)"
  exec "$2" -m http.server --bind 127.0.0.1 --directory "$1" 8800
}

# Slides of all labs in a browser at 1280 x 720; contact sheets and screenshots to look at.
suite_present() {
  local made=$TEST_LOGS/present python
  if [ "${CI:-}" = true ]; then
    need browser
  elif ! (need browser); then
    echo "skipped: there is no Chromium with its driver"
    count 0 0 1
    return
  fi
  rm -rf "$made"
  # shellcheck disable=SC2046 # numbers
  run_java present --dir "$LAB_ROOT/notebooks" --out "$made" $(cd "$LAB_ROOT/notebooks/solutions" && printf '%.2s\n' [0-9]*.ipynb) >"$TEST_LOGS/present-java.log" 2>&1 &&
    python=$(find_python nbconvert) &&
    "$python" "$LAB_ROOT/environment/lib/present.py" --keep "$LAB_BUILD" "$made"/*.ipynb >"$TEST_LOGS/present-slides.log" 2>&1 || {
    tail -n 20 "$TEST_LOGS/present-java.log" "$TEST_LOGS/present-slides.log"
    count 0 1 0
    return
  }
  LAB_SLIDES=$made python_suite present "$LAB_ROOT/environment/test/present" selenium
}
