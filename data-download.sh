#!/usr/bin/env bash
# Fetches real data sets, network weights and word vectors: a thin face of `environment/lab data`, which sets
# up what it needs first. The labs need none of this: their default is drawn and comes with the course.

usage() {
  cat <<'TEXT'
Usage: ./data-download.sh NAME... [options]
       ./data-download.sh --list

  NAME           mit67, catsdogs, textures, vgg16-imagenet, glove-6b, ... (--list tells all, with sizes and licences)
  --list         what there is, what is here, what each costs in bytes, what it may be used for
  --all          everything that has an address (about 20 GB)
  --to DIR       into DIR/NAME instead of LAB_DATA (~/.transferlab); others find it with LAB_DATA_PATH=DIR
  --from DIR     no network: take the files from DIR, check and unpack them
  --again        fetch and replace what is there
  --keep         keep the archives after unpacking
  --help, -h     this text

What is there already is not fetched again; a fetch that was cut off goes on where it was.
Examples: ./data-download.sh catsdogs vgg16-imagenet glove-6b
          LAB_MIRROR=https://cache.example.edu ./data-download.sh mit67
Exit status: 0 done, 1 it failed (one line says why), 2 wrong usage.
TEXT
}

wrong_usage() {
  printf 'data-download: %s\n' "$1" >&2
  exit 2
}

main() {
  local here self=${BASH_SOURCE[0]} arguments=() list=no named=no
  while [ -L "$self" ]; do
    here=$(readlink "$self")
    case $here in
      /*) self=$here ;;
      *) self=${self%"${self##*/}"}$here ;;
    esac
  done
  case $self in
    */*) here=${self%/*} ;;
    *) here=. ;;
  esac
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) usage && return ;;
      --list) list=yes ;;
      --all)
        named=yes
        arguments+=("$1")
        ;;
      --to | --from)
        [ $# -gt 1 ] || wrong_usage "expected a folder after $1"
        arguments+=("$1" "$2")
        shift
        ;;
      --to=* | --from=* | --again | --keep | --json | --yes) arguments+=("$1") ;;
      -*) wrong_usage "unknown option $1; ./data-download.sh --help lists what there is" ;;
      *)
        named=yes
        arguments+=("$1")
        ;;
    esac
    shift
  done
  if [ $list = yes ]; then
    exec bash "$here/environment/lab" data list
  elif [ $named = no ]; then
    usage >&2
    exit 2
  fi
  exec bash "$here/environment/lab" data fetch "${arguments[@]}"
}

main "$@"
