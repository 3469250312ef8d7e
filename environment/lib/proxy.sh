# shellcheck shell=bash
# The proxy that http_proxy and its kin name, as people write it, for Maven and apt: Maven reads no variable, sudo
# takes them away, and apt wants an address in full. The course's own downloads read the same variables by the same
# rules (data.fetch). A proxy is never passed by: with one that cannot be used nothing is asked of the network.

# proxy_setting SCHEME: the variable that names the proxy for http or https, as "NAME=VALUE"; nothing if none does.
proxy_setting() {
  local name value capitals=HTTP_PROXY
  [ "$1" != https ] || capitals=HTTPS_PROXY
  for name in "$1_proxy" $capitals all_proxy ALL_PROXY; do
    value=${!name:-}
    value=${value#"${value%%[![:space:]]*}"}
    value=${value%"${value##*[![:space:]]}"}
    if [ -n "$value" ]; then
      printf '%s=%s' "$name" "$value"
      return
    fi
  done
}

# read_proxy SETTING: into PROXY_HOST, PROXY_PORT, PROXY_USER and PROXY_PASSWORD. False, with the reason, without
# any secret, in PROXY_WHY, if it cannot be used.
read_proxy() {
  local name=${1%%=*} rest=${1#*=} who='' scheme=http
  PROXY_HOST='' PROXY_PORT='' PROXY_USER='' PROXY_PASSWORD='' PROXY_WHY=''
  case $rest in
    *://*)
      scheme=$(printf '%s' "${rest%%://*}" | LC_ALL=C tr '[:upper:]' '[:lower:]')
      rest=${rest#*://}
      ;;
  esac
  case $scheme in
    http) PROXY_PORT=80 ;;
    https) PROXY_PORT=443 ;;
    *)
      PROXY_WHY="$name names a proxy of the kind $(printable "$scheme")://, which cannot be used: name an HTTP proxy, such as http://host:3128"
      return 1
      ;;
  esac
  # The last @: a password may hold one, and a slash too.
  case $rest in
    *@*) who=${rest%@*} && rest=${rest##*@} ;;
  esac
  rest=${rest%%[/?#]*}
  case $rest in
    \[*\]) PROXY_HOST=$rest ;;
    \[*\]:*) PROXY_HOST=${rest%:*} && PROXY_PORT=${rest##*:} ;;
    *:*:*) PROXY_HOST=[$rest] ;; # IPv6 as it stands
    *:*) PROXY_HOST=${rest%:*} && PROXY_PORT=${rest##*:} ;;
    *) PROXY_HOST=$rest ;;
  esac
  case $PROXY_HOST in
    \[*\]) [[ ${PROXY_HOST//[][]/} =~ ^[0-9A-Fa-f:.%a-z]+$ ]] || PROXY_WHY="no host" ;;
    '' | *[!A-Za-z0-9._-]* | -*) PROXY_WHY="no host" ;;
  esac
  case $PROXY_PORT in
    '' | *[!0-9]* | ??????*) PROXY_WHY="no port" ;;
    *) [ "$PROXY_PORT" -ge 1 ] && [ "$PROXY_PORT" -le 65535 ] || PROXY_WHY="no port" ;;
  esac
  if [ -n "$PROXY_WHY" ]; then
    # Where its parts cannot be told apart, any of them may be the password: none is shown.
    PROXY_WHY="$name cannot be read, it names $PROXY_WHY: expected http://host:port or http://user:password@host:port"
    return 1
  fi
  PROXY_USER=$(percent_decoded "${who%%:*}")
  case $who in
    *:*) PROXY_PASSWORD=$(percent_decoded "${who#*:}") ;;
  esac
}

printable() {
  printf '%s' "$1" | LC_ALL=C tr -cd 'a-z0-9+.-' | cut -c 1-12
}

# percent_decoded TEXT: %40 is @; a % that begins no escape, and a backslash (CAMPUS\me), stand for themselves.
percent_decoded() {
  local rest=$1 done=''
  while [[ $rest == *%* ]]; do
    done=$done${rest%%\%*}
    rest=${rest#*%}
    if [[ $rest == [0-9A-Fa-f][0-9A-Fa-f]* ]]; then
      # shellcheck disable=SC2059 # the escape is the format
      done=$done$(printf "\\x${rest:0:2}.")
      done=${done%.}
      rest=${rest:2}
    else
      done=$done%
    fi
  done
  printf '%s' "$done$rest"
}

xml() {
  local text=$1
  text=${text//&/\&amp;}
  text=${text//</\&lt;}
  text=${text//>/\&gt;}
  printf '%s' "$text"
}

# java_no_proxy: no_proxy as Java writes it: "example.edu" is the host and all below it.
java_no_proxy() {
  local each list='localhost|127.*|[::1]' value=${no_proxy:-${NO_PROXY:-}} entries=()
  IFS=$', \t\n' read -r -d '' -a entries <<<"$value"
  for each in ${entries[@]+"${entries[@]}"}; do
    case $each in
      '*') list="*" && break ;;
      \[*\]*) each=${each%%\]*}] ;;
      *:*:*) each=[$each] ;;
      *) each=${each%:*} ;;
    esac
    case $each in
      # Networks: of those that end at a dot Java can match the names.
      */8) list="$list|${each%%.*}.*" && continue ;;
      */16) each=${each%/16} && list="$list|${each%.*.*}.*" && continue ;;
      */24) list="$list|${each%.*}.*" && continue ;;
      */*) continue ;;
    esac
    each=${each#\*}
    case $each in
      '') ;;
      .*) list="$list|${each#.}|*$each" ;;
      \[*) list="$list|$each" ;;
      *) list="$list|$each|*.$each" ;;
    esac
  done
  printf '%s' "$list"
}

# maven_names_proxy: does the person's own Maven configuration name one? Then that is theirs to decide.
maven_names_proxy() {
  case "${MAVEN_OPTS:-} ${MAVEN_ARGS:-}" in
    *[pP]roxyHost*) return 0 ;;
  esac
  sed -e 's/<!--.*-->//' -e '/<!--/,/-->/d' "$HOME/.m2/settings.xml" 2>/dev/null | grep -q '<proxy>'
}

# proxy_problem: why the proxy that is set cannot be used, in one line; nothing if it can, or none is set.
proxy_problem() {
  local scheme setting
  for scheme in https http; do
    setting=$(proxy_setting $scheme)
    if [ -n "$setting" ] && ! read_proxy "$setting"; then
      printf '%s\n' "$PROXY_WHY"
      return
    fi
  done
}

# maven_proxies: Maven's settings for the proxies that are set: the person's own file with ours added. It may hold a
# password, which is why it is no option of a command line, and why it goes again (proxied_maven).
maven_proxies() {
  local scheme setting ours='' own=$HOME/.m2/settings.xml
  for scheme in https http; do
    setting=$(proxy_setting $scheme)
    [ -n "$setting" ] && read_proxy "$setting" || continue
    ours="$ours<proxy><id>lab-$scheme</id><active>true</active><protocol>$scheme</protocol>"
    ours="$ours<host>$(xml "${PROXY_HOST//[][]/}")</host><port>$PROXY_PORT</port>"
    [ -z "$PROXY_USER" ] || ours="$ours<username>$(xml "$PROXY_USER")</username><password>$(xml "$PROXY_PASSWORD")</password>"
    ours="$ours<nonProxyHosts>$(xml "$(java_no_proxy)")</nonProxyHosts></proxy>"
  done
  [ -n "$ours" ] || return 1
  if grep -q '</settings>' "$own" 2>/dev/null; then
    LAB_PROXIES="<proxies>$ours</proxies>" awk '
      { at = index($0, "</settings>") }
      at { print substr($0, 1, at - 1) ENVIRON["LAB_PROXIES"] substr($0, at); next }
      { print }' "$own"
  else
    printf '<settings><proxies>%s</proxies></settings>\n' "$ours"
  fi
}

# proxied_mvn ARGUMENT...: mvn by way of the proxy that is set. With one that cannot be used it asks nothing of the
# network: that serves when nothing is to be fetched, and maven_reason names the proxy when something is.
proxied_mvn() {
  local settings status=0
  if maven_names_proxy; then
    mvn "$@"
  elif [ -n "$(proxy_problem)" ]; then
    mvn -o "$@"
  elif [ -n "$(proxy_setting https)$(proxy_setting http)" ]; then
    settings=$(umask 077 && mktemp "$LAB_BUILD/.settings-XXXXXX") || fail "cannot write to $LAB_BUILD"
    LAB_SETTINGS=$settings # this is a subshell (maven)
    trap 'rm -f "$LAB_SETTINGS"' EXIT
    maven_proxies >"$settings"
    mvn -s "$settings" "$@" || status=$?
    rm -f "$settings"
    return $status
  else
    mvn "$@"
  fi
}

# apt_proxy: apt's configuration for the proxies that are set, unless it has its own. In a file, too: sudo keeps no
# variables, and a command line is there for everybody to read.
apt_proxy() {
  local scheme setting who
  ! apt-config dump 2>/dev/null | grep -qi '^Acquire::https\{0,1\}::Proxy' || return 0
  for scheme in http https; do
    setting=$(proxy_setting $scheme)
    [ -n "$setting" ] && read_proxy "$setting" || continue
    who=$(percent_encoded "$PROXY_USER")
    [ -z "$PROXY_PASSWORD" ] || who=$who:$(percent_encoded "$PROXY_PASSWORD")
    printf 'Acquire::%s::Proxy "http://%s%s:%s/";\n' $scheme "${who:+$who@}" "$PROXY_HOST" "$PROXY_PORT"
  done
}

percent_encoded() {
  local LC_ALL=C text=$1 i each
  for ((i = 0; i < ${#text}; i++)); do
    each=${text:i:1}
    case $each in
      [A-Za-z0-9._~-]) printf '%s' "$each" ;;
      *) printf '%%%02X' "$(($(printf '%d' "'$each") & 255))" ;;
    esac
  done
}
