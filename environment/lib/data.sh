# shellcheck shell=bash
# Data that a package of the system holds: Tux Paint's stamps, the set `stamps`; WordNet's database, `wordnet`.

STAMPS_PACKAGE=tuxpaint-stamps-default
WORDNET_PACKAGE=wordnet-base

# fetch_packages ARGUMENT...: of `data ARGUMENT...`, installs what is named and comes as a package. Where apt is not,
# the command itself says what to do.
fetch_packages() {
  [ "${1:-}" = fetch ] || return 0
  local argument stamps=no wordnet=no others=no
  while shift && [ $# -gt 0 ]; do
    argument=$1
    case $argument in
      --to) [ $# -lt 2 ] || shift ;;
      # "Nothing is downloaded."
      --from | --from=* | --help | -h) return 0 ;;
      --again) wordnet=never ;;
      --all) others=yes ;;
      -*) ;;
      [Ss][Tt][Aa][Mm][Pp][Ss]) stamps=yes ;;
      [Ww][Oo][Rr][Dd][Nn][Ee][Tt])
        others=yes
        [ $wordnet = never ] || wordnet=yes
        ;;
      *) others=yes ;;
    esac
  done
  is_debian || return 0
  # Without the package it is fetched from its authors, as elsewhere.
  [ $wordnet != yes ] || has_wordnet || ! may_install || (install_packages $WORDNET_PACKAGE) || true
  [ $stamps = yes ] && ! has_stamps || return 0
  # The other names are fetched all the same.
  (install_packages $STAMPS_PACKAGE) || [ $others = yes ] || exit 1
}

has_stamps() {
  [ -e "$LAB_DATA/sets/stamps" ] ||
    [ "$(dpkg-query -W -f='${Status}' $STAMPS_PACKAGE 2>/dev/null)" = "install ok installed" ]
}

# wordnet_folder: prints where WordNet lies, as io.transferlab.words.wordnet.WordNet finds it.
wordnet_folder() {
  local place below places=()
  IFS=: read -r -a places <<<"${LAB_DATA_PATH:-}"
  for place in ${places[@]+"${places[@]/%//texts/wordnet}"} ${places[@]+"${places[@]/%//wordnet}"} \
    "$LAB_DATA/texts/wordnet" "${LAB_SYSTEM:-}/usr/share/wordnet"; do
    for below in "" /dict /WordNet-3.0/dict /wordnet; do
      if [ -e "$place$below/data.noun" ]; then
        echo "$place$below"
        return 0
      fi
    done
  done
  return 1
}

has_wordnet() {
  wordnet_folder >/dev/null
}
