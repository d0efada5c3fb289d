# How a call is read and answered.
# Changes on the host: nothing.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

# Its first line; the number is the version of the protocol.
greeting='nix-flake-deploy agent 1'

# What the key may that is asked with, and its name and fingerprint for the records: none, but for an installed agent (keys.sh).
role='' caller_key=''

# The status of a process that has told what was wrong.
failed_status=64

fail() { # code, words
  fail_code=$1
  shift
  # One line, whatever is quoted in it: another one would be another answer.
  set -f
  IFS='
'
  # shellcheck disable=SC2048,SC2086
  set -- $*
  IFS=' '
  answer "error $fail_code $*"
  exit "$failed_status"
}

request_keys='verb data id revision toplevel expect mode who reason directory activation-timeout confirm-timeout keep spare offset compared substitute rollback timeout kind target host payload roots installable system signer cache statement signature together hold tolerate previous'

# Reads the next request's header into req_ variables; leaves the data where it is. False where there is none any more.
read_request() {
  clear_fields req_ "$request_keys"
  read_fields req_ "$request_keys" <&4
  [ -n "$req_verb$unknown_field" ] || return 1
  : "${req_offset:=0}" "${req_payload:=closure}"
}

# What goes into records, lines and sums as it is.
refuse_odd_fields() {
  case $req_tolerate in *[!A-Za-z0-9:_.@*\ -]*) fail protocol "the request tolerates what cannot name units" ;; esac
  [ "${#req_tolerate}" -le 4000 ] || fail protocol "the request tolerates more units than can be kept"
  case $req_who$req_reason in *[[:cntrl:]]*) fail protocol "the request has a control character in it" ;; esac
  for field_number in "$req_offset" "$req_keep" "$req_timeout" "$req_activation_timeout" "$req_confirm_timeout" "$req_hold"; do
    case $field_number in *[!0-9]* | ??????????*) fail protocol "the request has '$field_number' where a number is wanted" ;; esac
  done
}

# The request's data, to standard output: chunks, each after the line that tells its length, up to one of 0; or all that comes. False
# where it broke off.
request_data() {
  case $req_data in
    chunks)
      while IFS= read -r data_bytes <&4 && is_number "$data_bytes"; do
        [ "$data_bytes" != 0 ] || return 0
        foreign head -c "$data_bytes" <&4 || return 1
      done
      return 1
      ;;
    rest) foreign cat <&4 ;;
  esac
}

# Reads `key=value` lines, up to an empty line or the end, into variables: the prefix and the key, which has to be one of those
# that are named. The first other one is $unknown_field.
read_fields() { # prefix, keys
  unknown_field=''
  while IFS= read -r field_line && [ -n "$field_line" ]; do
    take_field "$1" "$2" "$field_line" || unknown_field=${unknown_field:-${field_key:-(an empty one)}}
  done
}
take_field() { # prefix, keys, line
  field_key=${3%%=*}
  # A key with a space in it would be found between two others.
  case $field_key," $2 " in
    ,* | *[!a-z_-]*,*) return 1 ;;
    *" $field_key "*) set_field "$1" "$field_key" "${3#*=}" ;;
    *) return 1 ;;
  esac
}
clear_fields() { # prefix, keys
  for field_key in $2; do set_field "$1" "$field_key" ''; done
}
set_field() { # prefix, one of our own keys, which has one hyphen at most, and a value that may be anything
  case $2 in
    *-*) eval "$1${2%%-*}_${2#*-}=\$3" ;;
    *) eval "$1$2=\$3" ;;
  esac
}

is_number() { case $1 in '' | *[!0-9]*) return 1 ;; esac; }
is_id() { case $1 in '' | *[!0-9a-f]*) return 1 ;; esac; }
is_label() { case $1 in '' | *[!A-Za-z0-9._+-]* | [!A-Za-z0-9]* | latest | healthy | previous) return 1 ;; esac; }

is_store_path() {
  case $1 in
    /nix/store/*[!A-Za-z0-9.+_?=-]* | /nix/store/.*) return 1 ;;
    /nix/store/????????????????????????????????-?*) ;;
    *) return 1 ;;
  esac
}

need_id() { is_id "$req_id" || fail protocol "the request has no deployment id"; }
need_label() { is_label "$req_revision" || fail revision "'$req_revision' is not a revision label"; }

# What a source comes to is only known once this host has evaluated it.
need_payload() {
  case $req_payload in
    closure | derivation) need_toplevel ;;
    source) case $req_installable in path:/nix/store/*'#'?*) ;; *) fail protocol "'$req_installable' is nothing to ask Nix for" ;; esac ;;
    *) fail protocol "'$req_payload' is not a kind of payload" ;;
  esac
  case ${req_roots:=$req_toplevel} in ' '* | *[*[]*) fail toplevel "'$req_roots' is not a store path" ;; esac
  for payload_root in $req_roots; do is_store_path "$payload_root" || fail toplevel "'$payload_root' is not a store path"; done
}

need_system() { # what, its system
  # Linux tells it itself from 6.1 on.
  { [ -e /proc/sys/kernel/arch ] && read -r system_machine </proc/sys/kernel/arch; } || system_machine=$(uname -m)
  case $2,$system_machine in
    x86_64-*,x86_64 | aarch64-*,aarch64 | i686-*,x86_64 | i686-*,i686 | armv*-*,arm* | riscv64-*,riscv64) ;;
    *) fail wrong-system "$1 is built for $2 and this host is $system_machine" ;;
  esac
}

need_toplevel() { is_store_path "$req_toplevel" || fail toplevel "'$req_toplevel' is not a store path"; }
