# shellcheck shell=bash
# Data that a package of the system holds: Tux Paint's stamps, the set `stamps`.

STAMPS_PACKAGE=tuxpaint-stamps-default

# fetch_packages ARGUMENT...: of `data ARGUMENT...`, installs what is named and comes as a package. Where apt is not,
# the command itself says what to do.
fetch_packages() {
  [ "${1:-}" = fetch ] || return 0
  local argument stamps=no others=no
  while shift && [ $# -gt 0 ]; do
    argument=$1
    case $argument in
      --to) [ $# -lt 2 ] || shift ;;
      # "Nothing is downloaded."
      --from | --from=* | --help | -h) return 0 ;;
      --all) others=yes ;;
      -*) ;;
      [Ss][Tt][Aa][Mm][Pp][Ss]) stamps=yes ;;
      *) others=yes ;;
    esac
  done
  [ $stamps = yes ] && is_debian && ! has_stamps || return 0
  # The other names are fetched all the same.
  (install_packages $STAMPS_PACKAGE) || [ $others = yes ] || exit 1
}

has_stamps() {
  [ -e "$LAB_DATA/sets/stamps" ] ||
    [ "$(dpkg-query -W -f='${Status}' $STAMPS_PACKAGE 2>/dev/null)" = "install ok installed" ]
}
