#!/bin/sh

# ---------------------------------------------------------------------------------------------------- ground.sh

# nix-flake-deploy's host agent: the one place that changes state on a host. docs/architecture.md draws what it does, and
# tells what each of its parts, which the build puts together to one script, may change.
#
# It arrives on the standard input of `sh` with every call, as root, followed by a request (`key=value` lines, then an
# empty line) and the request's data. It answers in lines: a greeting, `keyword rest` lines, then `end` or
# `error CODE what was wrong and what to do`. Everything that must outlive the call runs in transient units, which start
# this same script from /run by its path, with plain arguments: systemd 252 garbles `;` and `$` at a daemon-reload.
#
# Rules kept throughout: decisions come from links and small records, never from the history; whatever makes a system
# the boot default happens after `confirming` is on disk; each step can be repeated, and can be killed anywhere.
#
# This part is what the others stand on.
# Changes on the host: nothing.
set -u
umask 022
LC_ALL=C
export LC_ALL

# Where a path leads, as `readlink -f` tells it, without a program where that is a directory: as $real.
real_path() {
  if cd -P "$1" 2>/dev/null; then real=$PWD && cd /; else real=$(readlink -f "$1"); fi
}

# A system's own tools, by their store path: activation re-links /run/current-system, and units have no coreutils. A unit
# is given those of the system that ran before.
[ -n "${NIX_FLAKE_DEPLOY_TOOLS:-}" ] || PATH=/run/current-system/sw/bin:/run/wrappers/bin:${PATH:-}
export PATH
real_path /run/current-system && running=$real
tools=${NIX_FLAKE_DEPLOY_TOOLS:-$running/sw/bin}
PATH=$tools:$PATH
# A system has been switched to since, or is the one to go back to.
use_tools_of() { # toplevel
  [ "$tools" != "$1/sw/bin" ] && [ -x "$1/sw/bin/sh" ] || return 0
  tools=$1/sw/bin
  PATH=$tools:$PATH
}

newline='
'
profile_link=/nix/var/nix/profiles/system
run_root=/run/nix-flake-deploy
unit_prefix=nix-flake-deploy

# The protocol has descriptors of its own, 3 for answers and 4 for a request's data, so that nothing but `answer` and what is
# told to can speak or listen there. 5 carries an exit code out of a pipe; 7, 8 and 9 are locks.
exec 3>&1 4<&0 1>&2 </dev/null

# Runs what is not ours, or may outlive us, or runs as somebody else: it gets neither lock nor protocol, for whoever has a
# lock's descriptor holds the lock. Where the process is there for nothing else, `foreign exec` has it become the program.
foreign() { # command
  "$@" 3>&- 4>&- 5>&- 7>&- 8>&- 9>&-
}

say() { printf '%s\n' "$*"; }
answer() { say "$@" >&3; }

# ---------------------------------------------------------------------------------------------------- protocol.sh

# How a call is read and answered.
# Changes on the host: nothing.

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

# ---------------------------------------------------------------------------------------------------- policy.sh

# What the host itself has to say about those who deploy to it: /etc/nix-flake-deploy/policy.
# Changes on the host: nothing.

policy_file=/etc/nix-flake-deploy/policy
policy_keys='configuration require-signature signers revisions-directory keep-revisions payloads boot-timeout tolerate-units'

# `key=value` lines, into policy_ variables; empty lines and comments may be among them. $policy_checks and $policy_hooks are the commands of checks
# and of hooks, `NAME=COMMAND` a line. A key that nobody knows is an error: a rule that was misspelt would else be one that does not hold.
read_policy() {
  clear_fields policy_ "$policy_keys"
  policy_checks=$newline policy_hooks=$newline
  if [ -e "$policy_file" ]; then
    [ -r "$policy_file" ] || fail policy "cannot read $policy_file"
    while IFS= read -r policy_line || [ -n "$policy_line" ]; do
      case $policy_line in
        '' | '#'*) ;;
        check-[A-Za-z0-9]*=*) policy_checks=$policy_checks${policy_line#check-}$newline ;;
        hook-[A-Za-z0-9]*=*) policy_hooks=$policy_hooks${policy_line#hook-}$newline ;;
        *) take_field policy_ "$policy_keys" "$policy_line" || fail policy "$policy_file has a key that this agent does not know: $field_key" ;;
      esac
    done <"$policy_file"
  fi
  : "${policy_signers:=/etc/nix-flake-deploy/signers}" "${policy_revisions_directory:=/srv/revisions}" "${policy_keep_revisions:=10}" "${policy_payloads:=closure}" \
    "${policy_boot_timeout:=600}"
  case $policy_require_signature in
    true | false | '') ;;
    *) fail policy "$policy_file: require-signature is neither true nor false" ;;
  esac
  case $policy_tolerate_units in *[!A-Za-z0-9:_.@*\ -]*) fail policy "$policy_file: tolerate-units has what cannot name units" ;; esac
  is_number "$policy_keep_revisions" || fail policy "$policy_file: keep-revisions is not a number"
  is_number "$policy_boot_timeout" || fail policy "$policy_file: boot-timeout is not a number of seconds"
}

# ---------------------------------------------------------------------------------------------------- record.sh

# The record: links and small files below the revisions directory.
# Changes on the host: files of the record. What runs or boots, never.

# Where these are asked often, or somebody waits, what they find is taken from a variable: each $(...) is a process.

# Seconds since the host was started, as $now.
see_uptime() {
  read -r now _ </proc/uptime
  now=${now%.*}
}
now_uptime() { see_uptime && say "$now"; }

# The time for people, as $utc; asked once a second at most. bash needs no program for it.
read_clock() {
  see_uptime
  [ "$now" != "${clock_at:-}" ] || return 0
  clock_at=$now utc=''
  # shellcheck disable=SC3045  # another shell says so, and is asked in another way
  { TZ=UTC0 printf -v utc '%(%Y-%m-%dT%H:%M:%SZ)T' -1 >/dev/null 2>&1 && [ -n "$utc" ]; } || utc=$(date -u +%Y-%m-%dT%H:%M:%SZ)
}
# This boot, as $this_boot.
see_boot() { read -r this_boot </proc/sys/kernel/random/boot_id; }
boot_id() { see_boot && say "$this_boot"; }

# What runs and what boots.
look() {
  real_path /run/current-system && running=$real
  real_path "$profile_link" && profile=$real
}

# The link $1 points at $2 afterwards, at every moment to the old or to the new.
move_link() {
  move_new=${1%/*}/.${1##*/}.new
  ln -sfn "$2" "$move_new" && mv -fT "$move_new" "$1"
}

# As $field; empty where there is none.
find_field() { # file, key
  field=''
  [ -e "$1" ] || return 0
  while IFS= read -r record_line; do
    case $record_line in "$2="*) field=${record_line#*=} && return 0 ;; esac
  done <"$1"
}
record_field() { # file, key
  find_field "$@"
  [ -z "$field" ] || say "$field"
}

# The history is for people: it is never read for a decision, and a full disk does not stop what it would have told.
history() { # event, revision, toplevel, remark
  read_clock
  # Another line would be another event.
  case ${4:-} in *"$newline"*) set -- "$1" "$2" "$3" "$(printf '%s\n' "$4" | one_line)" ;; esac
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$utc" "$1" "$2" "$3" "${who:-}" "${4:-}" 2>/dev/null >>"$state/history" || :
  [ -z "${key:-}" ] || journal "$@"
}

# In systemd's journal too where a key with a role is at work, in fields that can be asked for: journalctl NIX_FLAKE_DEPLOY_KEY=NAME.
journal() { # event, revision, toplevel, remark
  {
    printf 'MESSAGE=%s %s by %s%s\n' "$1" "$2" "$who" "${4:+: $4}"
    printf '%s\n' SYSLOG_IDENTIFIER=nix-flake-deploy PRIORITY=5 "NIX_FLAKE_DEPLOY_EVENT=$1" "NIX_FLAKE_DEPLOY_ID=${id:-}" "NIX_FLAKE_DEPLOY_REVISION=$2" \
      "NIX_FLAKE_DEPLOY_TOPLEVEL=$3" "NIX_FLAKE_DEPLOY_KEY=${key%% *}" "NIX_FLAKE_DEPLOY_KEY_FINGERPRINT=${key#* }"
  } | foreign logger --journald 2>/dev/null || :
}

set_directory() {
  directory=$1
  case $directory in
    /*) ;;
    *) fail directory "revisions-directory: '$directory' is not an absolute path" ;;
  esac
  case $directory/ in *[!A-Za-z0-9/._+-]* | */../* | */./* | //*) fail directory "revisions-directory: '$directory' must be a plain absolute path" ;; esac
  state=$directory/.state
}

# The links of the record, in one look; whoever changes one looks again. One of several lines is none of ours. Gives $latest and $healthy where they are labels.
read_links() {
  # What cannot be read is not what is not there: for want of it everything would be pruned, and nothing be the way back.
  # One that goes while find looks, for another call prunes, is not there the second time.
  links_found=$(list_links -H "$directory" -maxdepth 1 2>/dev/null) || links_found=$(list_links -H "$directory" -maxdepth 1 2>/dev/null) || [ ! -d "$directory" ] ||
    fail directory "revisions-directory: the links in $directory cannot be read"
  take_links "$links_found"
}
take_links() { # a line each
  links=$newline$1$newline
  find_link latest
  latest=$linked
  find_link healthy
  healthy=$linked
  is_label "$latest" || latest=''
  is_label "$healthy" || healthy=''
}
# Without those that are about to be moved to their names. Called in a process of its own, which find takes over.
list_links() { # how find begins
  exec find "$@" ! -name '.*' -type l ! -name "*[ $newline]*" ! -lname "*$newline*" -printf '%f %l\n'
}
# Where the link of this name leads, a label's to its toplevel, as $linked; empty where there is none.
find_link() { # name, which may be empty
  case $links in
    *"$newline$1 "*)
      linked=${links#*"$newline$1 "}
      linked=${linked%%"$newline"*}
      ;;
    *) linked='' ;;
  esac
}
toplevel_of() { # label
  find_link "$1"
  [ -z "$linked" ] || say "$linked"
}

# What is confirmed before what: each confirmed revision remembers which one was healthy before it.
previous_label() {
  [ -z "$healthy" ] || record_field "$state/confirmed/$healthy" previous
}

# The revision that names this system: the healthy one, if it does.
label_of() { # toplevel
  case $links in
    *"$newline$healthy $1$newline"*) say "$healthy" ;;
    *) labels | while read -r label_found label_toplevel; do [ "$label_toplevel" != "$1" ] || say "$label_found"; done | tail -n 1 ;;
  esac
}

# Each label and its toplevel, a line each, in the order of their names.
labels() {
  printf '%s' "$links" | sort | while read -r labels_name labels_toplevel; do ! is_label "$labels_name" || say "$labels_name $labels_toplevel"; done
}

staged_labels() {
  labels | while read -r staged_label _; do printf ' %s' "$staged_label"; done
}

refuse_label() { # label, what it names
  is_store_path "$2" || fail revision-taken "$directory/$1 leads to '$2', which is no system: somebody else put it there; remove it, or use another \`revision\` label"
  fail revision-taken "revision $1 already names $2 on this host, and a revision never changes its meaning: use another \`revision\` label"
}

# Whether a revision that was confirmed here names this system.
was_confirmed() { # toplevel
  for confirmed_file in "$state"/confirmed/*; do
    find_field "$confirmed_file" toplevel
    [ "$field" != "$1" ] || return 0
  done
  return 1
}

# Whether revisions name this system, and none of them was confirmed.
is_unconfirmed() { # toplevel
  unconfirmed=no
  case $links in *" $1$newline"*) ;; *) return 1 ;; esac
  for unconfirmed_label in $(labels | while read -r labels_name labels_toplevel; do [ "$labels_toplevel" != "$1" ] || say "$labels_name"; done); do
    [ ! -e "$state/confirmed/$unconfirmed_label" ] || return 1
    unconfirmed=yes
  done
  [ "$unconfirmed" = yes ]
}

resolve_revision() {
  case $req_revision in
    latest) revision=$latest ;;
    healthy) revision=$healthy ;;
    previous) revision=$(previous_label) ;;
    *) revision=$req_revision ;;
  esac
  [ -n "$revision" ] || fail no-revision "this host has no '$req_revision' revision yet"
  is_label "$revision" || fail revision "'$revision' is not a revision label"
  find_link "$revision"
  toplevel=$linked
  [ -n "$toplevel" ] || fail no-revision "revision $revision is not staged on this host; staged are:$(staged_labels)"
  is_store_path "$toplevel" || refuse_label "$revision" "$toplevel"
  [ -e "$toplevel" ] || refuse_lost
}
refuse_lost() { fail no-revision "$directory/$revision names '$toplevel', which is not in the store any more: deploy it again"; }

confirm_label() { # label, toplevel, the label that was healthy before
  find_field "$state/confirmed/$1" previous
  confirm_previous=$field
  # Going back does not make what was left the way back: a second rollback goes further back, and ends at the first.
  if [ -z "${rollback:-}" ] || [ ! -e "$state/confirmed/$1" ]; then
    [ -z "$3" ] || [ "$3" = "$1" ] || confirm_previous=$3
  fi
  note_sequence "$1"
  read_clock
  { say "toplevel=$2" && say "previous=$confirm_previous" && say "confirmed=$utc"; } >"$state/.confirmed.new" && mv -fT "$state/.confirmed.new" "$state/confirmed/$1" &&
    move_link "$directory/healthy" "$1" && sync "$state/confirmed/$1" "$state/confirmed" "$directory"
}

pending_keys='id revision toplevel mode back profile boot_id who key since activation_timeout confirm_timeout rollback together healthy tolerate'

# In /run too: nothing that the new system mounts hides that from the watchdog. It is on disk, with all else, before anything changes.
write_pending() {
  read_clock
  see_boot
  set -- "id=$id" "revision=$revision" "toplevel=$toplevel" "mode=$mode" "back=$back" "profile=$was_profile" "boot_id=$this_boot" "who=$who" "key=$key" \
    "since=$utc" "activation_timeout=$req_activation_timeout" "confirm_timeout=$req_confirm_timeout" "rollback=$req_rollback" "together=$req_together" \
    "healthy=$healthy" "tolerate=$req_tolerate"
  open_says=$({ printf '%s\n' "$@" >"$run/pending" && printf '%s\n' "$@" >"$state/.pending.new" && mv -fT "$state/.pending.new" "$state/pending"; } 2>&1)
}

# Reads the pending record; false where there is none.
load_pending() { read_pending "$state/pending"; }

# The same for one of our own units, whose deployment is in /run as well: there it is whole, and nothing is mounted over it.
load_deployment() { # id
  read_pending "$run_root/$1/pending" || { read_pending "$state/pending" && [ "$id" = "$1" ]; }
}

read_pending() { # file
  clear_fields pending_ "$pending_keys"
  pending_there=yes
  { [ -s "$1" ] && read_fields pending_ "$pending_keys" <"$1" && is_id "$pending_id"; } || pending_there=no
  id=$pending_id revision=$pending_revision toplevel=$pending_toplevel mode=$pending_mode back=$pending_back was_profile=$pending_profile
  was_boot_id=$pending_boot_id who=$pending_who key=$pending_key since=$pending_since rollback=$pending_rollback together=$pending_together was_healthy=$pending_healthy
  tolerate=$pending_tolerate
  activation_timeout=$pending_activation_timeout confirm_timeout=$pending_confirm_timeout
  [ "$pending_there" = yes ] || return 1
  run=$run_root/$id
  # How long another switch is waited for.
  switch_patience=$((60 + activation_timeout))
  # Whatever this deployment does to the host, it does with the tools of the system that it would go back to.
  use_tools_of "$back"
}

# A container's boot id may outlive its reboot; what lay in /run does not.
is_of_this_boot() { see_boot && [ "$was_boot_id" = "$this_boot" ] && [ -e "$run/agent" ]; }

is_confirming() { [ -e "$state/confirming" ] && read -r confirming_id <"$state/confirming" && [ "$confirming_id" = "$id" ]; }

# Room for what going back writes to a full disk. Random, for some file systems keep zeros in no room at all.
hold_reserve() {
  [ -s "$state/reserve" ] ||
    { head -c 4194304 /dev/urandom 2>/dev/null >"$state/reserve.new" && sync "$state/reserve.new" && mv -f "$state/reserve.new" "$state/reserve"; } ||
    { rm -f "$state/reserve.new" && answer "log no room is held for the way back: $state has less than 4 MiB left"; }
}
free_reserve() { rm -f "$state/reserve"; }

# A kernel that panics in the window stands still for ever where nobody said otherwise, and cannot go back by itself.
panic_held=31
hold_panic() {
  { read -r panic_before </proc/sys/kernel/panic && [ "$panic_before" = 0 ] && say held >"$run/panic" && say "$panic_held" >/proc/sys/kernel/panic; } 2>/dev/null || :
}
# What the new system's own configuration has set meanwhile stays.
restore_panic() {
  { [ -e "$run/panic" ] && read -r panic_now </proc/sys/kernel/panic && [ "$panic_now" = "$panic_held" ] && say 0 >/proc/sys/kernel/panic; } 2>/dev/null || :
}

# How the last deployment here ended, where its wave was to be confirmed whole or not at all: what became of the others, only a runner
# can tell.
keep_together() { # outcome
  if [ -z "$together" ]; then [ ! -e "$state/together" ] || rm -f "$state/together"; else say "$together $1 $revision $since" >"$state/together"; fi
}
tell_together() {
  if [ -e "$state/pending" ]; then
    # What is loaded is of that deployment, and not of this call.
    (! load_pending || [ -z "$together" ] || answer "together $together pending $revision $since")
  elif [ -s "$state/together" ]; then
    IFS= read -r together_last <"$state/together" && answer "together $together_last"
  fi
}

# ---------------------------------------------------------------------------------------------------- opening.sh

# How a call that may change something begins: whose directory it is, the lock, what was left behind, what runs unrecorded.
# Changes on the host: makes the record and its locks, and gives a label and a root to a system that is there already. What an interrupted
# deployment left is brought to an end by heal.sh.

# Of locks, too, nobody else has even to read.
make_lock() { # name
  { [ -d "$run_root" ] || mkdir -p -m 700 "$run_root"; } && { [ -e "$run_root/$1" ] || (umask 077 && true >>"$run_root/$1"); } || fail lock "cannot open $run_root/$1"
}
take_lock() { # seconds to wait
  make_lock lock
  exec 9<"$run_root/lock"
  flock -w "$1" 9
}
release_lock() { exec 9>&-; }

# For the way back and the confirmation: a call that hangs with the lock in its hand is ended. Another unit of ours is waited for.
take_lock_from_calls() { # seconds to wait
  see_uptime
  calls_until=$((now + $1))
  until take_lock 30; do
    see_uptime
    [ "$now" -lt "$calls_until" ] || return 1
    for calls_pid in $(lock_pids "$run_root/lock"); do
      grep -q "/$unit_prefix-" "/proc/$calls_pid/cgroup" 2>/dev/null || kill -KILL "$calls_pid" 2>/dev/null || :
    done
  done
}

# What the agent calls wherever it goes; the shell itself looks, which costs nothing.
need_tools() {
  tools_lacking=''
  for tools_name in awk basename cat cp cut date dd df du find flock grep head journalctl ln mkdir mkfifo mv od readlink rm sed sleep sort stat sync systemctl systemd-run \
    tail tar tee timeout tr uname xargs; do
    command -v "$tools_name" >/dev/null || tools_lacking="$tools_lacking $tools_name"
  done
  [ -z "$tools_lacking" ] || fail tools "the system that runs lacks programs that the host agent needs:$tools_lacking; NixOS has them unless they were taken away (environment.corePackages): put them back"
}

need_nixos() {
  { is_store_path "$profile" && [ -x "$profile/bin/switch-to-configuration" ]; } ||
    fail not-nixos "this machine has no NixOS system profile ($profile_link): install NixOS on it first (an installer image cannot be deployed to)"
  is_store_path "$running" || fail not-nixos "/run/current-system is '$running': this machine does not run NixOS"
}

# The directory (or, while there is none, the one that it is to be made in) and all that is above it, in lines of file system, owner, mode and
# path, as $above; where it leads, as $above_real.
see_above() { # directory
  real_path "$1" || fail directory "revisions-directory: $1 leads nowhere on this host"
  above_real=$real above_part=$real
  set -- "$above_part"
  while above_part=${above_part%/*} && [ -n "$above_part" ]; do set -- "$@" "$above_part"; done
  above=$(find "$@" -maxdepth 0 -printf '%F %U %M %p\n' 2>&1) || fail directory "revisions-directory: $directory cannot be looked at on this host: $above"
}
need_lasting_directory() {
  case $newline$above in
    "$newline"tmpfs' '* | "$newline"ramfs' '*) fail directory "revisions-directory: $directory is on a tmpfs and would be empty after a reboot: set revisions-directory to a place on disk" ;;
  esac
}
# Whoever may write above it could put another record in its place.
need_own_directory() {
  set -f
  IFS=$newline
  for own_part in $above; do
    own_part=${own_part#* }
    own_owner=${own_part%% *} own_part=${own_part#* }
    own_mode=${own_part%% *} own_part=${own_part#* }
    case $own_owner,$own_mode in
      0,d????-??-?*) ;;
      *) fail directory "revisions-directory: $own_part must belong to root and be writable by root alone: chown root:root $own_part; chmod 755 $own_part" ;;
    esac
  done
  unset IFS
  set +f
}
need_writable_directory() {
  [ -w "$above_real" ] || fail directory "revisions-directory: $directory cannot be written to, for its file system is mounted read-only: see why (dmesg), and mount it read-write again"
}

# Makes the record's directory, or sees what it is, and reads its links, in one look: find tells of the directory and those above it after a slash,
# which no link's name has.
open_directory() {
  [ -d "$directory" ] || open_says=$(mkdir -p "$directory" 2>&1) || fail directory "revisions-directory: $directory cannot be made on this host: ${open_says#mkdir: }"
  real_path "$directory" || fail directory "revisions-directory: $directory leads nowhere on this host"
  above_real=$real above_part=$real above=''
  set -- "$above_part"
  while above_part=${above_part%/*} && [ -n "$above_part" ]; do set -- "$@" "$above_part"; done
  set -- "$@" -maxdepth 1 -type d '(' -samefile "$1" -o -prune ')' -printf '/%d %F %U %M %p\n' -o
  # A link that goes meanwhile, for another call prunes, is not there the second time.
  open_says=$(list_links "$@" 2>&1) || open_says=$(list_links "$@" 2>&1) ||
    fail directory "revisions-directory: $directory cannot be looked at on this host: $open_says"
  open_links=''
  set -f
  IFS=$newline
  for open_line in $open_says; do
    case $open_line in
      '/0 '*) above=$above${open_line#/0 }$newline ;;
      /*) ;;
      *) open_links=$open_links$open_line$newline ;;
    esac
  done
  unset IFS
  set +f
  need_lasting_directory
  need_own_directory
  take_links "${open_links%"$newline"}"
}

# Takes the lock, looks at the record, heals what an interrupted deployment left.
open_state() {
  set_directory "$req_directory"
  need_tools
  take_lock 60 || fail lock "another deployment is changing this host just now; try again in a minute"
  open_directory
  need_writable_directory
  need_nixos
  [ -d "$state/outcomes" ] || { mkdir -p -m 700 "$state" && mkdir -p "$state/confirmed" "$state/roots" "$state/spool" "$state/outcomes"; } ||
    fail directory "cannot write to $state: $(df -P "$directory" | awk 'NR==2 {print $4 " KiB are free"}')"
  open_healed=''
  [ ! -e "$state/pending" ] || open_healed=yes
  heal
  # What was seen before the lock, or before healing, may be another deployment's.
  look
  [ -z "$open_healed" ] || read_links
  who=$req_who key=$caller_key rollback=''
  distrust_unsynced
  [ -e "$state/pending" ] || adopt_what_runs
}

# First contact, or a system that an operator made the boot default by hand: it becomes a revision of its own, so that
# a rollback has somewhere to go.
adopt_what_runs() {
  adopt_healthy=$healthy
  [ -z "$adopt_healthy" ] || { find_link "$adopt_healthy" && [ "$linked" != "$profile" ]; } || return 0
  # A boot default that nobody runs, or that a revision names which nobody confirmed, is what `boot` left: activate goes
  # back from it to what is healthy.
  [ -z "$adopt_healthy" ] || { [ "$profile" = "$running" ] && ! is_unconfirmed "$profile"; } || return 0
  adopt_label=found-$(basename "$profile" | cut -c1-12)
  root_revision "$adopt_label" "$profile"
  confirm_label "$adopt_label" "$profile" "$adopt_healthy"
  history found "$adopt_label" "$profile" "the boot default, not put there by nix-flake-deploy"
  if [ "$running" != "$profile" ] && [ -x "$running/bin/switch-to-configuration" ]; then
    adopt_label=found-$(basename "$running" | cut -c1-12)
    root_revision "$adopt_label" "$running"
    history found "$adopt_label" "$running" "running, but not the boot default"
  fi
  read_links
}

# ---------------------------------------------------------------------------------------------------- statement.sh

# Statements: what a signer says of a system, held against this host's policy and against Nix's database, before the system is recorded.
# Changes on the host: files of the record beside a label: its statement, and the list of what was signed; and the highest sequence that was
# confirmed. What runs or boots, never.

# Takes a statement apart, in its one form (src/store/statement.ts): false for any other.
read_statement() { # statement
  case $1 in *"$newline"*) return 1 ;; esac
  printf '%s\n' "$1" | grep -Exq '\{"closure":"[0-9a-f]{64}","configuration":"([^"\\]|\\.)*",("flake":"([^"\\]|\\.)*",)?"paths":[0-9]+,("revCount":[0-9]+,)?"revision":"[A-Za-z0-9._+-]+","sequence":[0-9]{1,15},"time":"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z","toplevel":"[A-Za-z0-9./+_?=-]+","version":1,"who":"([^"\\]|\\.)*"\}' || return 1
  # Quotes in a text are escaped, so that no text has such a key in it.
  said_closure=$(statement_part "$1" '"closure":"') said_configuration=$(statement_part "$1" '"configuration":"') said_revision=$(statement_part "$1" '"revision":"')
  said_time=$(statement_part "$1" '"time":"') said_toplevel=$(statement_part "$1" '"toplevel":"') said_who=$(statement_part "$1" '"who":"')
  said_sequence=${1##*'"sequence":'}
  said_sequence=${said_sequence%%,*}
}
statement_part() { # statement, key as it stands there
  statement_rest=${1#*"$2"} && say "${statement_rest%%'"'*}"
}

# Who signed it, as $signer, by the host's own list of those who may; false, with $signature_why. At the time that is told, or now.
verify_signature() { # statement, signature, time or ''
  signer='' signature_file=$run_root/signature.$$ signature_text=$1
  case $2 in '' | *[!A-Za-z0-9+/=]*) fail protocol "the request's signature is none" ;; esac
  { [ -d "$run_root" ] || mkdir -p -m 700 "$run_root"; } &&
    printf '%s\n' '-----BEGIN SSH SIGNATURE-----' "$2" '-----END SSH SIGNATURE-----' >"$signature_file" || fail disk "could not write to $run_root"
  if [ -z "$3" ]; then set --; else set -- "-Overify-time=$(printf %s "$3" | tr -d 'T:-')"; fi
  if [ ! -r "$policy_signers" ]; then
    signature_why="there is no $policy_signers on this host"
  elif ! signature_name=$(foreign ssh-keygen -Y find-principals -f "$policy_signers" -s "$signature_file" "$@" 2>"$signature_file.says"); then
    signature_why=$(cat "$signature_file.says")
  else
    signature_name=${signature_name%%[",$newline"]*}
    signature_why=$(printf %s "$signature_text" | foreign ssh-keygen -Y verify -f "$policy_signers" -I "$signature_name" -n nix-flake-deploy -s "$signature_file" "$@" 2>&1) && signer=$signature_name
  fi
  rm -f "$signature_file" "$signature_file.says"
  [ -n "$signer" ]
}

# The closure in the lines of which a statement has the digest: what Nix believes to have. In the order of their bytes.
closure_lines() { # toplevel
  closure_says=$(foreign nix-store --query --requisites "$1" 2>&1) && closure_says=$(printf '%s\n' "$closure_says" | foreign xargs nix-store --dump-db 2>&1) ||
    no_answer_of_nix "$closure_says"
  printf '%s\n' "$closure_says" | awk '
    NR == at + 1 { path = $0 } NR == at + 2 { hash = $0; sub(/^sha256:/, "", hash) } NR == at + 3 { size = $0 }
    NR == at + 5 { print path " sha256:" hash " " size; at += 5 + $0 }' | sort
}
digest_of() { # file
  digest_said=$(sha256sum <"$1") && say "${digest_said%% *}"
}

highest_sequence() {
  sequence_read=0
  [ ! -e "$state/sequence" ] || { read -r sequence_read <"$state/sequence" && is_number "$sequence_read"; }
}
is_confirmed_as() { # label, toplevel
  [ -e "$state/confirmed/$1" ] && [ "$(record_field "$state/confirmed/$1" toplevel)" = "$2" ]
}

# What is kept of a label's statement, as kept_ variables; false where there is none.
read_kept() { # label
  kept_text='' kept_signature='' kept_signer='' kept_time=''
  [ -e "$state/statements/$1" ] && { IFS= read -r kept_text && IFS= read -r kept_signature && read -r kept_signer kept_time; } <"$state/statements/$1"
}

# Whether a statement is by somebody who may sign for this host, and of just this system; false, with $statement_why.
is_stated() { # statement, signature, time or '', label, toplevel
  statement_why=''
  # Where nobody is named who may sign, nobody is asked whether this one does.
  if [ "$policy_require_signature" = true ] || [ -e "$policy_signers" ]; then
    verify_signature "$1" "$2" "$3" ||
      statement_why="its signature is by nobody whom this host knows, or does not hold: $(end_of "$signature_why"). Those who may sign are in $policy_signers"
  fi
  [ -z "$statement_why" ] || return 1
  if ! read_statement "$1"; then
    statement_why="it is not a statement as this version of the agent knows it; update nix-flake-deploy on this host"
  elif ! highest_sequence; then
    statement_why="$state/sequence cannot be read: remove it, then nothing that was confirmed is held to be newer"
  elif [ -n "$policy_configuration" ] && [ "$said_configuration" != "$policy_configuration" ]; then
    statement_why="it is of the configuration '$said_configuration', and this host is '$policy_configuration' (configuration in $policy_file)"
  elif [ -z "$policy_configuration" ] && [ "$policy_require_signature" = true ]; then
    statement_why="$policy_file does not say which configuration is for this host: add configuration=NAME"
  elif [ "$said_revision" != "$4" ]; then
    statement_why="it is of revision $said_revision, not $4"
  elif [ "$said_toplevel" != "$5" ]; then
    statement_why="it is of $said_toplevel, not $5"
  elif [ "$said_sequence" -lt "$sequence_read" ] && ! is_confirmed_as "$4" "$5"; then
    statement_why="its commit is older than one that was confirmed here (of $said_sequence, and $sequence_read was confirmed): to go back, roll back to what was confirmed here"
  fi
  [ -z "$statement_why" ]
}

# Whether a system may be recorded, by the request's statement or the one that is kept; false, with $statement_why. $statement_list is what it was
# held against. An `absent` one is not there yet, and all is asked that can be before it is sent; one that was `imported` was not there until now.
statement_holds() { # label, toplevel, absent | imported | here
  statement_list='' statement_why='' signer=''
  read_kept "$1" || kept_text=''
  if [ -z "$req_statement$kept_text" ]; then
    [ "$policy_require_signature" = true ] || return 0
    # What was confirmed here, and has been here since, needs none.
    [ "$3" != here ] || ! is_confirmed_as "$1" "$2" || return 0
    statement_why="this host takes no system without a signed statement (require-signature in $policy_file), and nobody signed this one: give \`signing-key\` to the step that builds it"
    return 1
  fi
  if [ -n "$req_statement" ]; then set -- "$@" "$req_statement" "$req_signature" ''; else set -- "$@" "$kept_text" "$kept_signature" "$kept_time"; fi
  is_stated "$4" "$5" "$6" "$1" "$2" || return 1
  # Nix's database was held against it when it was recorded.
  case $3,$kept_signer in
    absent,*) return 0 ;;
    here,- | here,) ;;
    here,*) [ "$kept_text" != "$4" ] || return 0 ;;
  esac
  statement_list=$run_root/statement.$$
  closure_lines "$2" >"$statement_list" || fail disk "could not write to $run_root"
  [ "$(digest_of "$statement_list")" != "$said_closure" ] || return 0
  rm -f "$statement_list"
  statement_why="what is in the store of this host is not what was signed: another content has the name of $2, or of what it needs. What of that nobody needs goes with nix-collect-garbage; then deploy again"
  return 1
}
refuse_statement() { # label
  fail statement "the statement of revision $1 does not let it be recorded: $statement_why. Nothing was recorded"
}

# Beside the label, before that is made: the statement, its signature, and who signed it, as this host knew them then.
keep_statement() { # label
  # The same is kept already, or there is none.
  [ -n "$statement_list" ] || return 0
  [ -n "$req_statement" ] || req_statement=$kept_text req_signature=$kept_signature
  read_clock
  mkdir -p -m 700 "$state/statements" && mv -f "$statement_list" "$state/statements/.$1.paths.new" && mv -f "$state/statements/.$1.paths.new" "$state/statements/$1.paths" &&
    printf '%s\n' "$req_statement" "$req_signature" "${signer:--} $utc" >"$state/statements/.$1.new" && sync "$state/statements/.$1.new" "$state/statements/$1.paths" &&
    mv -f "$state/statements/.$1.new" "$state/statements/$1" && sync "$state/statements" || fail disk "could not write to $state/statements"
}

# What was never confirmed here is activated only by a statement that holds now, too.
need_statement() { # label, toplevel
  [ "$policy_require_signature" = true ] && ! is_confirmed_as "$1" "$2" || return 0
  read_kept "$1" ||
    fail statement "revision $1 was recorded without a signed statement, and this host activates none such (require-signature in $policy_file): deploy it again, with \`signing-key\`"
  is_stated "$kept_text" "$kept_signature" "$kept_time" "$1" "$2" || fail statement "the statement of revision $1 does not let it be activated: $statement_why. Nothing was changed"
}

# Of what somebody signed whom this host knows. It only goes up.
note_sequence() { # label, which is confirmed now
  read_kept "$1" && [ "$kept_signer" != - ] && read_statement "$kept_text" || return 0
  highest_sequence || sequence_read=0
  [ "$said_sequence" -gt "$sequence_read" ] || return 0
  say "$said_sequence" >"$state/sequence.new" && sync "$state/sequence.new" && mv -f "$state/sequence.new" "$state/sequence" && sync "$state"
}

# What is known of each revision's statement: the label, its sequence and time, who signed, who ran it.
tell_statements() {
  for told_file in "$state"/statements/*; do
    case $told_file in *.paths) continue ;; esac
    { read_kept "${told_file##*/}" && read_statement "$kept_text"; } || continue
    answer "statement ${told_file##*/} $said_sequence $said_time $kept_signer $said_who"
  done
}

# Holds what runs against what was signed of it: the signature, Nix's database, and every byte on the disk. Changes nothing.
verb_verify() {
  set_directory "$req_directory"
  is_store_path "$running" || fail not-nixos "/run/current-system is '$running': this machine does not run NixOS"
  read_links
  verify_label=''
  for verify_candidate in "$healthy" $(labels | while read -r labels_name labels_toplevel; do [ "$labels_toplevel" != "$running" ] || say "$labels_name"; done); do
    [ -n "$verify_label" ] || [ "$(toplevel_of "$verify_candidate")" != "$running" ] || [ ! -e "$state/statements/$verify_candidate" ] || verify_label=$verify_candidate
  done
  [ -n "$verify_label" ] || fail statement "$running runs, and no statement of it is kept here: deploy it with \`signing-key\`, then there is one"
  verify_file=$state/statements/$verify_label
  { read_kept "$verify_label" && read_statement "$kept_text"; } || fail statement "$verify_file is no statement"
  verify_signature "$kept_text" "$kept_signature" "$kept_time" || fail statement "the signature of $verify_file does not hold: $(end_of "$signature_why")"
  { [ "$said_toplevel" = "$running" ] && [ "$said_revision" = "$verify_label" ]; } || fail statement "$verify_file is of $said_revision, $said_toplevel; and $running runs"
  [ "$(digest_of "$verify_file.paths")" = "$said_closure" ] || fail statement "$verify_file.paths is not the list that was signed"
  answer "signed $verify_label $signer $kept_time"
  answer "boots $(boots "$running" && say yes || say no)"
  verify_have=$run_root/statement.$$
  closure_lines "$running" >"$verify_have" || fail disk "could not write to $run_root"
  # What Nix believes to have, and what lies there; the rest it reads, byte for byte.
  awk 'FNR == NR { said[$1] = $2 " " $3; next } { have[$1] = $2 " " $3 }
    END { for (path in said) if (!(path in have)) print "missing " path; else if (have[path] != said[path]) print "differs " path; for (path in have) if (!(path in said)) print "unsigned " path }' \
    "$verify_file.paths" "$verify_have" | sort | head -n 1000 >&3
  verify_paths=$(awk 'FNR == NR { said[$1]; next } $1 in said { print $1 }' "$verify_file.paths" "$verify_have" |
    while read -r verify_path; do if [ -e "$verify_path" ] || [ -L "$verify_path" ]; then say "$verify_path"; else answer "missing $verify_path"; fi; done)
  rm -f "$verify_have"
  # Nix says nothing meanwhile; a word now and then lets a call whose connection is gone end.
  { while foreign sleep 10; do answer tick; done; } >/dev/null 2>&1 &
  verify_ticks=$!
  verify_says=$(printf '%s\n' "$verify_paths" | foreign xargs nix-store --verify-path 2>&1) && verify_code=0 || verify_code=$?
  kill "$verify_ticks" 2>/dev/null
  wait "$verify_ticks" 2>/dev/null
  verify_odd=$(printf '%s\n' "$verify_says" | sed -n "s/.*path '\(\/nix\/store\/[^']*\)' was modified.*/\1/p" | head -n 1000)
  answer_each differs "$verify_odd"
  [ "$verify_code" = 0 ] || [ -n "$verify_odd" ] || fail nix "Nix could not read all of the system: $(end_of "$verify_says")"
  answer "verified $(grep -c . "$verify_file.paths")"
}

# ---------------------------------------------------------------------------------------------------- staging.sh

# Revisions: a label for a system that is in the store, and what has to be sent until it is there.
# Changes on the host: links of the record, which are garbage collector roots; old ones go. What runs or boots, never.

# Whether Nix knows the path. No answer is not a no: without Nix's own word for it, the call ends.
is_valid() {
  valid_says=$(foreign exec nix-store --check-validity "$1" 2>&1) && return 0
  case $valid_says in
    *"is not valid"*) return 1 ;;
    *) no_answer_of_nix "$valid_says" ;;
  esac
}
# Nix need not be asked of what does not lie there.
is_here() { [ -e "$1" ] && is_valid "$1"; }
no_answer_of_nix() { # what it said
  fail nix "Nix does not answer on this host: $(end_of "$1")"
}

take_stage_lock() {
  make_lock stage.lock
  exec 8<"$run_root/stage.lock"
  flock -w 120 8 || fail lock "another deployment is staging on this host and does not end"
  read_links
}
release_stage_lock() { exec 8>&-; }

# A root is made on its final name, for a renamed one is none. Nix holds the path from before it looks whether that is there until the root
# is (addTempRoot in its store): so a garbage collection that was quicker has the call fail.
root_revision() { # label, toplevel
  foreign nix-store --realise "$2" --add-root "$directory/$1" >/dev/null ||
    fail root "could not make $directory/$1 a garbage collection root for $2; try again"
}

stage_revision() { # label, toplevel (valid), imported where it was not there until now
  take_stage_lock
  find_link "$1"
  stage_held=$linked
  if [ -z "$stage_held" ]; then
    stage_new=yes
    keep_statement "$1"
    # The order first: a label without a place in it would count as the oldest.
    say "$1" >>"$state/order" || fail disk "could not write to $state/order"
    root_revision "$1" "$2"
    history staged "$1" "$2"
  else
    stage_new=''
    [ "$stage_held" = "$2" ] || refuse_label "$1" "$stage_held"
    keep_statement "$1"
    # A link to what was not in the store until now was nobody's root.
    [ -z "${3:-}" ] || root_revision "$1" "$2"
  fi
  [ "$latest" = "$1" ] || move_link "$directory/latest" "$1" || fail disk "could not move $directory/latest"
  if [ -n "$stage_new" ]; then
    # As it was read under this lock, and is now.
    links=$links$1' '$2$newline latest=$1
    prune
  fi
  # Nix believes after a power cut in paths whose files are empty: what is recorded is on disk first, and its root.
  [ -z "$stage_new${3:-}" ] || sync -f "$directory" /nix/store /nix/var/nix/db
  release_stage_lock
}

# $recorded are the labels in the order in which they were recorded, the oldest first. Clocks do not tell it: a host without a battery stages
# in 1970. Those from before that order was kept come first, by the time of their link.
read_order() {
  recorded=$newline order_older=''
  while IFS= read -r order_label; do
    case $recorded in *"$newline$order_label$newline"*) recorded=${recorded%%"$newline$order_label$newline"*}$newline${recorded#*"$newline$order_label$newline"} ;; esac
    [ ! -L "$directory/$order_label" ] || recorded=$recorded$order_label$newline
  done <"$state/order"
  for order_link in "$directory"/*; do
    order_label=${order_link##*/}
    case $recorded in *"$newline$order_label$newline"*) continue ;; esac
    ! is_label "$order_label" || [ ! -L "$order_link" ] || order_older="$order_older $order_label"
  done
  # shellcheck disable=SC2086  # labels
  case $order_older in *' '*' '*) order_older=$(cd "$directory" && stat -c '%.9Y %n' $order_older | sort -n | cut -d' ' -f2) ;; esac
  recorded=$order_older$recorded
}

# Beyond req_keep the oldest go, but nothing that runs, boots, is healthy, can be gone back to, or that a gate may name: what the
# runner knows to be healthy elsewhere.
prune() {
  is_number "$req_keep" || return 0
  prune_pending_id=$(record_field "$state/pending" id)
  find "$state/spool" "$state/roots" "$state/outcomes" "$run_root" -mindepth 1 -maxdepth 1 \( \
    -path "$state/spool/*" -mtime +7 -o -path "$state/roots/import-*" -mtime +7 -o -path "$state/outcomes/*" -type f -mtime +30 -o \
    -path "$run_root/*" -type d -mtime +1 ! -name "${prune_pending_id:-none}" ! -exec test -e '{}/pending' ';' \) -exec rm -rf {} +
  read_order
  # shellcheck disable=SC2086  # labels
  set -- $recorded
  [ $# -gt "$req_keep" ] || return 0
  look
  real_path /run/booted-system
  prune_keep="$latest $healthy $(previous_label) $req_spare $(record_field "$state/pending" revision)"
  prune_systems="$running $real $profile"
  prune_left=''
  while [ $# -gt "$req_keep" ]; do
    if is_kept "$1"; then
      prune_left=$prune_left$1$newline
    else
      rm -f "$directory/$1" "$state/confirmed/$1" "$state/statements/$1" "$state/statements/$1.paths"
      history pruned "$1" ''
    fi
    shift
  done
  { printf %s "$prune_left" && printf '%s\n' "$@"; } >"$state/order.new" && mv -f "$state/order.new" "$state/order"
}

is_kept() { # label
  case " $prune_keep " in *" $1 "*) return 0 ;; esac
  find_link "$1"
  case " $prune_systems " in *" $linked "*) return 0 ;; esac
  return 1
}

# Whether all is recorded, confirmed and left in order as it is asked for, and nobody signs it: then nothing is to be written, and so no lock is taken.
# What began only after these looks had the same answer.
is_as_asked() {
  { [ "$running" = "$req_toplevel" ] && [ "$policy_require_signature" != true ] && [ -z "$req_statement" ]; } || return 1
  open_directory
  open_spool
  find_link "$healthy"
  [ "$linked" = "$profile" ] || return 1
  find_link "$req_revision"
  [ "$linked" = "$toplevel" ] && [ "$latest" = "$req_revision" ] || return 1
  for as_left in "$state/pending" "$state/confirming" "$state/rolling-back" "$state/spool"/*; do [ ! -e "$as_left" ] || return 1; done
  look
  is_unchanged "$req_mode"
}

# Records the toplevel where it is there already.
verb_prepare() {
  need_label
  need_payload
  [ -z "$req_system" ] || need_system "${req_toplevel:-$req_roots}" "$req_system"
  set_directory "$req_directory"
  if is_as_asked; then
    answer "healthy $healthy"
    tell_together
    stage_new=''
    say_staged
    return
  fi
  open_state
  find_link "$req_revision"
  prepare_held=$linked
  [ -z "$req_toplevel" ] || [ -z "$prepare_held" ] || [ "$prepare_held" = "$req_toplevel" ] || refuse_label "$req_revision" "$prepare_held"
  open_spool
  release_lock
  [ -z "$healthy" ] || answer "healthy $healthy"
  tell_together
  # What runs, and boots, and is recorded, Nix need not be asked of.
  if { [ -z "$prepare_held" ] || ! is_unchanged "$req_mode"; } && ! is_here "$toplevel"; then
    statement_holds "$req_revision" "$toplevel" absent || refuse_statement "$req_revision"
    answer absent
    return
  fi
  statement_holds "$req_revision" "$toplevel" here || refuse_statement "$req_revision"
  stage_revision "$req_revision" "$toplevel"
  if [ -e "$spool" ]; then
    [ -n "$stage_new" ] || sync -f /nix/store /nix/var/nix/db
    drop_spool
  fi
  say_staged
}

# Says which of the payload's paths (the data) to send, where `prepare` has said that the system is absent.
verb_lacking() {
  need_payload
  set_directory "$req_directory"
  open_spool
  lacking_paths=$(request_data)
  fetchable=''
  # What is to be built may leave out what nobody has: that is asked apart, by `fetchable`.
  case $req_substitute,$req_payload in
    true,closure) sort_missing "$lacking_paths" ;;
    *) missing=$(invalid_of "$lacking_paths") || no_answer_of_nix "$missing" ;;
  esac
  note_unsynced "$spool" "$missing$newline$fetchable"
  [ -n "$req_cache" ] || [ ! -d "$spool/nar" ] || missing=$(printf '%s\n' "$missing" | not_in_spool "$spool")
  answer_each lacks "$missing"
}

# Which of the store paths in the data could not be fetched either, where a payload that is to be built leaves them out.
verb_fetchable() {
  sort_missing "$(request_data)"
  answer_each lacks "$missing"
}

# Whom this host's Nix asks for store paths, without what is nobody else's business in a URL.
verb_substituters() {
  substituters=$(nix_setting substituters | tr -s ' ' '\n' | sed 's|//[^/]*@|//|; s|[?].*||' | head -n 20 | cut -c1-200)
  answer_each substituter "$substituters"
}

# How substituters are asked: for what they have now, and not for what this host remembers of them (that a path is not there, for an hour).
asking_now='--option connect-timeout 5 --option download-attempts 1 --option narinfo-cache-negative-ttl 0 --option narinfo-cache-positive-ttl 0'

# Of these store paths, those that are not here; false with Nix's words where it does not answer.
invalid_of() { # store paths, one a line
  invalid_says=$(printf '%s\n' "$1" | foreign exec xargs -r nix-store --check-validity --print-invalid 2>&1) || {
    say "$invalid_says"
    return 1
  }
  printf '%s\n' "$invalid_says" | grep '^/' || :
}

# Of these store paths, those that are not here: $fetchable are those that this host's substituters have, $missing the others.
sort_missing() { # store paths, one a line
  sort_paths=$1 sort_derivations='' fetchable='' missing=''
  case $1$newline in
    *".drv$newline"*)
      sort_derivations=$(printf '%s\n' "$1" | grep '\.drv$')
      sort_paths=$(printf '%s\n' "$1" | grep -v '\.drv$')
      ;;
  esac
  # Nix lists what it would fetch, and what nobody has, each below a heading of its own, indented by two spaces; it does so since its
  # beginnings. What is here is in neither.
  # shellcheck disable=SC2086  # options, and their values
  if sort_says=$(printf '%s\n' "$sort_paths" | foreign exec xargs -r nix-store --realise --dry-run $asking_now 2>&1); then
    sort_says=$(printf '%s\n' "$sort_says" | awk '
      /^  \// { if (fetched) print $1; else if (unknown) missing = missing $1 "\n"; next }
      { fetched = /will be fetched/; unknown = /know how to build/ } END { printf "|%s", missing }')
    fetchable=${sort_says%|*}
    missing=${sort_says#*|}
  else
    missing=$(invalid_of "$sort_paths") || no_answer_of_nix "$missing"
  fi
  [ -n "$sort_derivations" ] || return 0
  # A derivation would not be fetched but built: each substituter is asked whether it has them all. `nix-store --store`, which
  # would tell which, crashes in Nix 2.34.
  sort_derivations=$(invalid_of "$sort_derivations") || no_answer_of_nix "$sort_derivations"
  for sort_from in ${sort_derivations:+$(nix_setting substituters)}; do
    # shellcheck disable=SC2086  # options, and their values
    if printf '%s\n' "$sort_derivations" |
      foreign xargs -r nix --extra-experimental-features nix-command path-info --derivation --store "$sort_from" $asking_now >/dev/null 2>&1; then
      fetchable=$fetchable$newline$sort_derivations
      return
    fi
  done
  missing=$missing$newline$sort_derivations
}

answer_each() { # keyword, lines
  each_keyword=$1
  set -f
  IFS=$newline
  # shellcheck disable=SC2086  # split where the lines end
  set -- $2
  unset IFS
  set +f
  # shellcheck disable=SC2059  # a word of ours
  [ $# = 0 ] || printf "$each_keyword %s\n" "$@" >&3
}

# Whether it is what the host runs and has confirmed is said with it.
say_staged() {
  [ -z "$stage_new" ] || answer new
  look
  if [ ! -e "$state/pending" ] && is_unchanged "$req_mode"; then answer "unchanged $healthy"; fi
  answer "staged $toplevel"
  # What is pending may still become another.
  [ -e "$state/pending" ] || answer "runs $running"
}

# Gives a label to what the host already runs and has confirmed.
verb_adopt() {
  need_label
  open_state
  toplevel=$(toplevel_of "$req_revision")
  [ ! -e "$state/pending" ] && is_unchanged switch || fail changed "the host changed meanwhile; deploy again"
  if [ "$healthy" != "$req_revision" ]; then
    # The same system: what can be gone back to stays what it was.
    confirm_label "$req_revision" "$toplevel" "$(record_field "$state/confirmed/$healthy" previous)" || fail disk "could not move $directory/healthy"
    history confirmed "$req_revision" "$toplevel" "the same system as $healthy"
  fi
  answer adopted
}

# ---------------------------------------------------------------------------------------------------- spool.sh

# What has arrived of systems that are being sent, and what of it can be believed.
# Changes on the host: the spool, and store paths that are damaged, unfinished, or filled the disk and are of no use to anybody.

# Where what is sent lands, and the root that keeps what becomes of it until it is recorded.
open_spool() {
  # By its hash alone: with a whole name of the longest that Nix has, those of files beside it would be longer than any may be.
  spool=${req_roots%% *}
  spool=${spool##*/}
  spool=$state/spool/${spool%%-*}
  import_root=$state/roots/import-${spool##*/}
  toplevel=$req_toplevel
}

# These store paths are about to be taken in. Until the spool goes, the disk may not have them.
note_unsynced() { # spool, paths
  mkdir -p -m 700 "$1" && { boot_id && printf '%s\n' "$2"; } >>"$1/unsynced" && sync "$1/unsynced" "$1" "$state/spool" ||
    fail disk "could not write to $1: is the disk full?"
}

# What has come, whether it was asked for or not, and is not in the store yet.
note_arrived() {
  arrived=$(find -H "${req_cache:-$spool}" -maxdepth 1 -name '*.narinfo' -exec awk '/^StorePath: / { print $2 }' {} +) || fail disk "could not read ${req_cache:-$spool}"
  arrived=$(invalid_of "$arrived") || no_answer_of_nix "$arrived"
  note_unsynced "$spool" "$arrived"
}

# Of the store paths on standard input, those that the spool of an interrupted push does not hold yet.
not_in_spool() { # spool
  # A file is whole when the narinfo that follows it in the stream is, and when its size is what that says.
  {
    find "$1/nar" -type f -printf 'nar/%f %s\n'
    say --
    find "$1" -maxdepth 1 -name '*.narinfo' -exec awk '
      FNR == 1 { path = url = size = "" }
      /^StorePath: / { path = $2 } /^URL: / { url = $2 } /^FileSize: / { size = $2 }
      /^References:/ { print path, url, size }' {} +
    say --
    cat
  } | awk '$1 == "--" { part++; next } part == 0 { have[$1] = $2; next }
    part == 1 { if (have[$2] == $3) whole[$1] = 1; next } !($1 in whole)'
}

# One call at a time unpacks into a spool. One whose runner vanished without a word would wait for ever for the rest: where
# somebody else waits and nothing arrives for half a minute, it is ended, and what it has unpacked stays.
wait_for_import() { # spool
  wait_seen='' wait_idle=0
  until flock -w 5 7; do
    wait_now=$(du -sk "$1" 2>/dev/null)
    if [ "$wait_now" = "$wait_seen" ]; then wait_idle=$((wait_idle + 5)); else wait_idle=0; fi
    wait_seen=$wait_now
    [ "$wait_idle" -ge 30 ] || continue
    real_path "$1"
    for wait_process in /proc/[0-9]*; do
      [ "$(readlink "$wait_process/cwd")" != "$real" ] || kill "${wait_process#/proc/}"
    done 2>/dev/null
    wait_idle=0
  done
}

# What a spool was for is recorded, or of no use; and what Nix has of it is on disk.
drop_spool() {
  rm -rf "$spool" "$import_root" "$import_root"-source*
}

# Nix leaves the paths in which it was interrupted, or that are not what they should be.
drop_unfinished() {
  awk '/^\//' "$spool/unsynced" | foreign xargs -r nix-store --check-validity --print-invalid | while read -r unfinished_path; do
    [ ! -e "$unfinished_path" ] || foreign nix-store --delete "$unfinished_path" >/dev/null 2>&1 || :
  done
}

# What was missing before, of which Nix knows no root and no use.
drop_taken_in() {
  rm -f "$import_root" "$import_root"-source*
  [ ! -e "$spool/unsynced" ] || foreign nix-store --gc --print-dead 2>/dev/null | grep -Fx -f "$spool/unsynced" | foreign xargs -r nix-store --delete >/dev/null 2>&1 || :
}

# After a power cut Nix believes in paths whose files are empty. Those that were being taken in then are looked at, and
# taken in again if need be; so is what the spool held.
distrust_unsynced() {
  for distrust_list in "$state"/spool/*/unsynced; do
    [ -e "$distrust_list" ] && see_boot || continue
    # The boot in which it began.
    read -r distrust_boot <"$distrust_list" && [ "$distrust_boot" = "$this_boot" ] && continue
    distrust_spool=${distrust_list%/unsynced}
    rm -f "$state/roots/import-${distrust_spool##*/}"
    distrust_invalid=$(awk '/^\//' "$distrust_list" | foreign xargs -r nix-store --check-validity --print-invalid)
    distrust_valid=$({ printf '%s\n' "$distrust_invalid" -- && cat "$distrust_list"; } |
      awk '/^--$/ { rest = 1 } /^\// && !rest { invalid[$1] = 1 } /^\// && rest && !($1 in invalid) && !seen[$1]++ { print $1 }')
    if ! printf '%s\n' "$distrust_valid" | foreign xargs -r nix-store --verify-path 2>/dev/null; then
      for distrust_path in $distrust_valid; do
        ! is_valid "$distrust_path" || foreign nix-store --verify-path "$distrust_path" 2>/dev/null ||
          foreign nix-store --query --referrers-closure "$distrust_path" | foreign xargs nix-store --delete >/dev/null ||
          answer "log $distrust_path is damaged and in use: nix-store --repair-path $distrust_path"
      done
    fi
    rm -rf "$distrust_spool"
  done
}

# A disk that we filled is left as it was: what arrived can be sent again. Only what was missing before goes, and of that only
# what Nix calls dead: neither rooted nor in use by then.
spare_full_disk() { # path, KiB that should be left
  space_free=$(df -P -k "$1" | awk 'NR==2 {print $4}')
  [ "$space_free" -lt "${2:-10240}" ] || return 0
  # Room that Nix keeps for just this: on a full disk its database cannot be opened, or even ends it with a SIGBUS.
  rm -f /nix/var/nix/db/reserved
  NIX_CONFIG="${NIX_CONFIG:+$NIX_CONFIG
}gc-reserved-space = 0"
  export NIX_CONFIG
  drop_unfinished
  drop_taken_in
  sync -f /nix/store /nix/var/nix/db
  drop_spool
  fail disk "the disk of $1 is full: $space_free KiB were left while the new system arrived, and what had arrived was removed again; make room (nix-collect-garbage), then deploy again"
}

# ---------------------------------------------------------------------------------------------------- import.sh

# Takes in what is sent: from a stream to the spool, from there by Nix into the store.
# Changes on the host: the spool, and the store by way of Nix, which builds if that was asked. What runs or boots, never.

# A tar stream of binary cache files as the data (or the cache of an archive on this host): unpacked into the spool,
# realised or built from there, recorded.
verb_import() {
  need_label
  need_payload
  open_state
  release_lock
  open_spool
  make_lock "import-${spool##*/}.lock"
  exec 7<"$run_root/import-${spool##*/}.lock"
  wait_for_import "$spool"
  # Said before already, to those who asked by `prepare`.
  statement_holds "$req_revision" "$toplevel" absent || refuse_statement "$req_revision"
  if is_here "$toplevel"; then
    # Another deployment has just sent the same.
    request_data >/dev/null
  else
    [ -n "$req_cache" ] || receive_stream
    [ "$policy_require_signature" != true ] || note_arrived
    import_payload
  fi
  sync -f /nix/store /nix/var/nix/db
  if ! statement_holds "$req_revision" "$toplevel" imported; then
    # What was not signed is not to lie there either, under names that signed systems have.
    drop_taken_in
    drop_spool
    refuse_statement "$req_revision"
  fi
  stage_revision "$req_revision" "$toplevel" imported
  drop_spool
  exec 7>&-
  say_staged
}

receive_stream() {
  [ -d "$spool" ] || mkdir -p -m 700 "$spool" || fail disk "cannot make $spool"
  # In the spool as their working directory: so does whoever waits find them. A stream that ends between two files is no whole one.
  receive_says=$({
    cd "$spool" && { request_data && printf 'all came, ' >&5; } | foreign exec tar -x -f - --no-same-owner --no-same-permissions && printf unpacked >&5
  } 5>&1 >/dev/null)
  if [ "$receive_says" != 'all came, unpacked' ]; then
    spare_full_disk "$directory"
    fail incomplete "the stream broke off; what arrived is kept for the next try"
  fi
  answer received
}

import_payload() {
  case $req_payload in
    closure) import_by import nix-store --realise "$toplevel" --add-root "$import_root" ;;
    derivation) import_by build nix-store --realise "$req_roots" --add-root "$import_root" ;;
    source)
      # shellcheck disable=SC2086  # store paths, checked
      import_by import nix-store --realise $req_roots --add-root "$import_root-source"
      import_by build nix --extra-experimental-features 'nix-command flakes' build --no-write-lock-file --out-link "$import_root" "$req_installable"
      ;;
  esac
  [ "$req_payload" != closure ] || return 0
  import_found=$(readlink -f "$import_root")
  [ -z "$toplevel" ] || [ "$import_found" = "$toplevel" ] ||
    fail build "the derivation ${req_roots##*/} gives $import_found on this host, and not $toplevel"
  toplevel=$import_found
}

# Calls Nix with the spool as a substituter. What it says while it builds is worth hearing, and that of what failed.
import_by() { # import | build, command
  import_kind=$1
  shift
  import_cache=${req_cache:-$spool}
  import_trusted=true
  # A signature by a key that this host trusts is checked; without one, it is root who trusts what was sent.
  ! trusts_signer || import_trusted=false
  if [ "$req_substitute" = true ]; then import_option=extra-substituters; else import_option=substituters; fi
  set -- "$@" --option substitute true --option "$import_option" "file://$import_cache?trusted=$import_trusted&priority=1" \
    --option connect-timeout 5 --option require-sigs true
  # What is built is on disk before Nix believes in it (Nix 2.24 and later).
  [ "$import_kind" = import ] || set -- "$@" --option fallback true --option fsync-store-paths true
  if [ "$import_kind" = import ]; then
    import_says=$(foreign exec "$@" 2>&1 >/dev/null) && return
    import_says=$(printf '%s\n' "$import_says" | tail -n 20)
    answer_each log "$import_says"
  else
    import_says=$({ foreign "$@" 2>&1 >/dev/null && say 'done with 0' || say "done with $?"; } |
      awk '
        !/^done with / { print "log " $0; fflush() }
        { last[NR % 20] = $0 } END { for (i = NR - 19; i <= NR; i++) if (i > 0) print last[i % 20] >"/dev/stderr" }' 2>&1 >&3)
    case $import_says in *'done with 0') return ;; esac
  fi
  spare_full_disk /nix/store
  case $import_says in *"No space left"*) spare_full_disk /nix/store 999999999999 ;; esac
  import_error=$(printf '%s\n' "$import_says" | grep -m1 error: | cut -c1-300)
  # Why a substituter was passed over says more than that there is no other.
  import_unsigned=$(printf '%s\n' "$import_says" | grep -m1 'not signed by any of the keys' | cut -c1-400)
  [ -z "$import_unsigned" ] || import_error=${import_unsigned#warning: }
  # What Nix cannot take is of no use to the next try.
  drop_unfinished
  sync -f /nix/store /nix/var/nix/db
  drop_spool
  case $import_says in
    *"from 'file://$import_cache'"*"not signed by any of the keys"*)
      fail signature "a signature does not hold: not all that was sent is signed by '$req_signer', which this host trusts, and nothing was changed; make or fetch the archive again, or sign it with that key" ;;
  esac
  [ "$import_kind" = import ] || fail build "the host's Nix could not build the system: $import_error"
  fail import "the host's Nix could not take ${toplevel:-the sources}: $import_error"
}

trusts_signer() {
  [ -n "$req_signer" ] || return 1
  case " $(nix_setting trusted-public-keys) " in *" $req_signer:"*) return 0 ;; esac
  return 1
}

nix_setting() { # name
  for setting_verb in 'config show' show-config; do
    # shellcheck disable=SC2086  # the words of one command, renamed in Nix 2.20
    setting_value=$(foreign nix --extra-experimental-features nix-command $setting_verb "$1" 2>/dev/null ||
      foreign nix --extra-experimental-features nix-command $setting_verb 2>/dev/null | awk -v name="$1" '$1 == name && $2 == "=" { $1 = $2 = ""; print }')
    [ -z "$setting_value" ] || { say "$setting_value" && return; }
  done
}

# ---------------------------------------------------------------------------------------------------- units.sh

# Units: ours, which outlive a call, and those of others that are in trouble.
# Changes on the host: starts transient units of its own, which run this same script. What they then do is in window.sh.

# Starts this script in a unit of its own that outlives the connection. A `survivor` has work left whatever is done to it: killed, it
# starts again, by whatever signal, of which `on-failure` calls some clean; and it outlives a soft-reboot, which keeps what runs, and
# after which NixOS activates nothing (systemd.unit(5), systemd-soft-reboot.service(8): from systemd 255 on).
start_unit() { # survivor | once, name, properties and command
  start_kind=$1 start_name=$2
  shift 2
  [ "$start_kind" = once ] || {
    set -- --property=Restart=always --property=RestartPreventExitStatus=0 --property=RestartSec=1 --property=StartLimitIntervalSec=0 "$@"
    run_unit "$start_name" --property=SurviveFinalKillSignal=yes --property='Conflicts=reboot.target kexec.target poweroff.target halt.target' "$@" 2>/dev/null && return
    # An older systemd knows neither that property nor soft-reboots. Whatever else is wrong is said again.
  }
  run_unit "$start_name" --property=Conflicts=shutdown.target "$@"
}

run_unit() { # name, properties and command
  unit_name=$unit_prefix-$1
  shift
  foreign systemd-run --quiet --collect --unit="$unit_name" --description="nix-flake-deploy: ${unit_name#"$unit_prefix-"}" \
    --property=Type=exec --property=DefaultDependencies=no --property=IgnoreOnIsolate=yes \
    --property=TimeoutStopSec=5 --property=OOMScoreAdjust=-900 \
    --property=StandardOutput=append:"$run/log" --property=StandardError=append:"$run/log" \
    --setenv=PATH="$tools" --setenv=LC_ALL=C --setenv=NIX_FLAKE_DEPLOY_TOOLS="$tools" --setenv=NIX_FLAKE_DEPLOY_DIRECTORY="$directory" \
    --working-directory=/ "$@"
}

# A service that waits, by the clock of this boot: a countdown timer would start anew at each daemon-reload, a calendar timer
# would follow the clock.
arm_watchdog() { # deadline, where none can be read
  start_unit survivor "watchdog-$id" "$tools/sh" "$run/agent" watchdog "$id" "$1"
}

# The deadline that the watchdog goes by, in seconds of uptime. It moves when the activation has ended well, in one step.
set_deadline() { # seconds of uptime
  say "$1" >"$run/deadline.new" && mv -f "$run/deadline.new" "$run/deadline"
}
# Moves it, with a watchdog that goes by it: never a moment without one.
extend_deadline() { # seconds of uptime
  set_deadline "$1" && { is_worked_on || arm_watchdog "$1"; }
}
# Where it cannot be read, the one that was known before counts, which is none or an earlier one.
is_before_deadline() {
  { read -r deadline_read <"$run/deadline" && is_number "$deadline_read" && deadline_at=$deadline_read; } 2>/dev/null || :
  see_uptime
  [ -n "${deadline_at:-}" ] && [ "$now" -lt "$deadline_at" ]
}

# Whether the process that said so is still of that unit of the pending deployment.
is_at_work() { # watchdog | activation
  { read -r work_pid <"$run/$1.pid" && is_number "$work_pid"; } 2>/dev/null || return 1
  [ -r "/proc/$work_pid/cgroup" ] || return 1
  while IFS= read -r work_line; do
    case $work_line in *"/$unit_prefix-$1-$id.service") return 0 ;; esac
  done 2>/dev/null <"/proc/$work_pid/cgroup"
  return 1
}

# Whether a unit sees to it that the pending deployment comes to an end, or is about to be started again.
is_worked_on() {
  ! is_at_work watchdog || return 0
  case $newline$(foreign exec systemctl show --property=ActiveState --value "$unit_prefix-watchdog-$id.service" "$unit_prefix-rollback-$id.service" \
    "$unit_prefix-confirm-$id.service")$newline in *"$newline"active"$newline"* | *"$newline"activating"$newline"*) return 0 ;; esac
  return 1
}

# Names of the system's units that failed or keep restarting. A unit that keeps crashing runs now and
# then, and looks well just then: so one that systemd restarted less than two minutes ago is in trouble, too.
troubled_units() {
  # What comes through a pipe leaves no file behind, where somebody only looks.
  { foreign systemctl list-units --all --plain --no-legend --full --type=service,socket,mount,swap,target,timer,path,automount || say "$no_answer"; } | {
    # Only of what runs it matters how it came to that; to ask systemd of all that it knows costs several times as much.
    set --
    while read -r troubled_unit troubled_load troubled_active troubled_sub troubled_rest; do
      case $troubled_unit,$troubled_active,$troubled_sub in
        "${no_answer%% *}",*) say "$troubled_unit $troubled_load $troubled_active $troubled_sub $troubled_rest" ;;
        "$unit_prefix"-*) ;;
        *,failed,* | *,auto-restart*) say "$troubled_unit" ;;
        *.service,active,exited | *.service,inactive,* | *.service,deactivating,*) ;;
        *.service,*) set -- "$@" "$troubled_unit" ;;
      esac
    done
    [ $# = 0 ] || often_restarted "$@"
  }
}
no_answer='unknown, for systemd does not answer'

often_restarted() { # services
  { foreign systemctl show --property=Id,NRestarts,ExecMainStartTimestampMonotonic -- "$@" || say "$no_answer"; } | {
    read -r often_now _ </proc/uptime
    often_unit='' often_restarts='' often_started=''
    while IFS= read -r often_line; do
      case $often_line in
        "$no_answer") say "$no_answer" ;;
        Id=*) often_unit=${often_line#Id=} ;;
        NRestarts=*) often_restarts=${often_line#NRestarts=} ;;
        ExecMainStart*=*) often_started=${often_line#*=} ;;
      esac
      case $often_unit,$often_restarts,$often_started in ,* | *,,* | *,) continue ;; esac
      [ "$often_restarts" = 0 ] || [ $((${often_now%.*} - often_started / 1000000)) -ge 120 ] || say "$often_unit"
      often_unit='' often_restarts='' often_started=''
    done
  }
}

# The same of every user who is logged in.
troubled_user_units() {
  for troubled_bus in /run/user/*/systemd/private; do
    [ -e "$troubled_bus" ] || continue
    troubled_uid=${troubled_bus#/run/user/}
    troubled_uid=${troubled_uid%%/*}
    set --
    [ "$troubled_uid" = 0 ] || set -- setpriv --reuid "$troubled_uid" --regid "$(stat -c %g "/run/user/$troubled_uid")" --clear-groups
    (export XDG_RUNTIME_DIR="/run/user/$troubled_uid" && foreign exec timeout -k 2 5 "$@" systemctl --user list-units --all --plain --no-legend --full \
      --state=failed,auto-restart,auto-restart-queued 2>/dev/null) | while read -r troubled_unit _; do say "user $troubled_uid: $troubled_unit"; done
  done
}

# Units of which systemd says that their start did not come about since the switch began (before it: since the boot), and that have
# not started since then: of one whose dependency failed, no state tells (the fields of SD_MESSAGE_UNIT_FAILED in systemd's journal).
# Those that the running system does not have are no trouble of its.
note_start() {
  read -r start_uptime _ </proc/uptime
  say "$start_uptime" >"$run/switched" || :
}
unstarted_units() {
  unstarted_since=0
  [ ! -e "$run/switched" ] || read -r unstarted_since <"$run/switched" || :
  unstarted_says=$(foreign exec timeout -k 2 10 journalctl --quiet --boot --no-pager --output=json --output-fields=UNIT \
    JOB_RESULT=dependency JOB_RESULT=failed JOB_RESULT=timeout 2>/dev/null)
  [ -n "$unstarted_says" ] || return 0
  printf '%s\n' "$unstarted_says" |
    awk -v since="$unstarted_since" '
      match($0, /"__MONOTONIC_TIMESTAMP" *: *"[0-9]+"/) {
        time = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", time)
        if (time / 1000000 >= since + 0 && match($0, /"UNIT" *: *"[^"]+"/)) { unit = substr($0, RSTART, RLENGTH); sub(/^"UNIT" *: *"/, "", unit); last[substr(unit, 1, length(unit) - 1)] = time }
      }
      END { for (unit in last) print last[unit], unit }' | while read -r unstarted_at unstarted_unit; do
    foreign systemctl show --property=LoadState,ActiveState,InactiveExitTimestampMonotonic "$unstarted_unit" 2>/dev/null | awk -F = -v at="$unstarted_at" -v unit="$unstarted_unit" '
      { is[$1] = $2 }
      END { if (is["LoadState"] == "loaded" && is["ActiveState"] !~ /^(active|reloading)$/ && is["InactiveExitTimestampMonotonic"] + 0 < at + 0) print unit }'
  done
}

# All of them, a line each; systemd, its journal and the users' managers are asked beside each other. False where not all could be told.
all_trouble() {
  unstarted_units &
  trouble_journal=$!
  troubled_user_units &
  trouble_users=$!
  trouble_told=yes
  troubled_units || trouble_told=no
  for trouble_process in "$trouble_journal" "$trouble_users"; do wait "$trouble_process" || trouble_told=no; done
  [ "$trouble_told" = yes ]
}

# Whether this process has found all well less than half a second ago.
has_just_looked() { [ -n "${looked_at:-}" ] && now_centiseconds && [ $((centiseconds - looked_at)) -lt 50 ]; }
note_look() { now_centiseconds && looked_at=$centiseconds; }
now_centiseconds() {
  read -r uptime_now _ </proc/uptime
  centiseconds=$((${uptime_now%.*} * 100 + 1${uptime_now#*.} - 100))
}

# Those that are in trouble now and were not before, on one line; and those of before that still are. New ones that are tolerated do not count:
# they are kept for the warning.
new_trouble() { trouble_among new; }
old_trouble() { trouble_among old; }
trouble_among() { # new | old
  trouble_before=$newline$(while IFS= read -r trouble_unit; do say "$trouble_unit"; done <"$run/troubled-before")$newline
  trouble_seen=$newline
  { all_trouble || say "$no_answer"; } | {
    while IFS= read -r trouble_unit; do
      trouble_kind=new
      case $trouble_before in *"$newline$trouble_unit$newline"*) trouble_kind=old ;; esac
      [ "$trouble_kind" = old ] || ! is_tolerated "$trouble_unit" || ! say "$trouble_unit" >>"$run/tolerated" || continue
      case $trouble_kind$trouble_seen in *"$newline$trouble_unit$newline"*) continue ;; "$1"*) trouble_seen=$trouble_seen$trouble_unit$newline ;; esac
    done
    trouble_seen=${trouble_seen#"$newline"}
    [ -z "$trouble_seen" ] || say "${trouble_seen%"$newline"}" | one_line
  }
}
# Whether a unit of the system's, and not a user's or the word that systemd does not answer, is one of those that the run tolerates.
is_tolerated() ( # unit
  set -f
  case $1 in *' '*) return 1 ;; esac
  for tolerated_glob in $tolerate; do
    # shellcheck disable=SC2254  # it is a glob
    case $1 in $tolerated_glob) return 0 ;; esac
  done
  return 1
)
one_line() { awk '{ printf "%s%s", (NR > 1 ? " " : ""), $0 }'; }

job_ids() { foreign exec systemctl list-jobs --plain --no-legend 2>/dev/null | while read -r job_id _; do say "$job_id"; done; }

# ---------------------------------------------------------------------------------------------------- switching.sh

# The calls of switch-to-configuration, all of them: one at a time, with whoever else switches left alone.
# Changes on the host: WHAT RUNS and WHAT BOOTS, as window.sh, way-back.sh and boot-default.sh ask.

# NixOS's own lock. switch-to-configuration does not wait for it, and ends with its errno where it is held.
switch_lock=/run/nixos/switch-to-configuration.lock
switch_busy=11
# How long another switch is waited for, in seconds; in a window, longer: see read_pending.
switch_patience=60

# Waits while somebody else switches: an operator, nixos-upgrade. False, with $other_switch, when that takes longer.
await_other_switch() { # seconds
  other_switch=''
  see_uptime
  await_until=$((now + $1))
  while [ -e "$switch_lock" ] && ! foreign flock -n 6 6<"$switch_lock"; do
    if [ -z "$other_switch" ]; then
      other_switch=$(holder_of "$switch_lock")
      say "another switch runs on this host ($other_switch): waiting for it"
    fi
    see_uptime
    [ "$now" -lt "$await_until" ] || return 1
    foreign sleep 0.5
  done
}

# Who holds a lock, for people: process and command.
holder_of() { # file
  holder_pid=$(lock_pids "$1" | head -n 1)
  [ -n "$holder_pid" ] || { say "it is not known who" && return; }
  tell_process "$holder_pid"
}
tell_process() { say "process $1, $(tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null | cut -c1-200)"; } # pid

# The processes that hold a lock, the oldest first: all that have its descriptor. /proc/locks names who called flock, which for a
# shell is a flock(1) that has ended, and its number may be another's by now.
lock_pids() { # file
  lock_device=$(stat -c %d "$1")
  lock_name=$(printf '%02x:%02x:%s' $((lock_device >> 8 & 4095)) $((lock_device & 255 | lock_device >> 12 & 1048320)) "$(stat -c %i "$1")")
  find /proc/[0-9]*/fdinfo -type f -exec grep -lE "^lock:.* FLOCK .* WRITE .* $lock_name " {} + 2>/dev/null | cut -d / -f 3 | sort -nu
}

# Calls a system's switch-to-configuration, with the limit in seconds if there is one. Gives its exit code as $switch_code; where
# somebody else switches and does not end, `busy`, with $other_switch. Where its checks have to pass, $switch_checks is `on`; they
# are off for what was confirmed or ran before, since they would only keep a host from what it is known to run. Where
# $switch_leaves is `third`, and such a system came to run while another switch was waited for: `moved`, and it is left alone.
run_switch() { # toplevel, action, limit or ''
  see_uptime
  switch_until=$((now + switch_patience)) switch_looks=no
  while :; do
    see_uptime
    switch_code=busy
    # What only checks finds the lock held by itself, and has done nothing.
    [ "$2,$switch_looks" = check,no ] || await_other_switch "$((switch_until - now))" || return 1
    switch_looks=yes
    switch_code=moved
    [ "${switch_leaves:-}" != third ] || ! runs_third || return 1
    switch_code=0
    (
      export NIXOS_INSTALL_BOOTLOADER=0
      [ "${switch_checks:-off}" = on ] || export NIXOS_NO_CHECK=1
      foreign exec ${3:+timeout -k 10 "$3"} "$1/bin/switch-to-configuration" "$2"
    ) || switch_code=$?
    # Somebody took the lock in between.
    [ "$switch_code" = "$switch_busy" ] || break
    see_uptime
    [ "$now" -lt "$switch_until" ] || break
    foreign sleep 1
  done
  [ "$switch_code" = 0 ]
}

# The same, with all that it says as $switch_said and not as output.
run_switch_quietly() { # toplevel, action, limit
  switch_file=${run:-$run_root}/switch.$$
  true >"$switch_file" || { switch_code=1 switch_said="could not write to $switch_file" && return 1; }
  run_switch "$@" >"$switch_file" 2>&1 || :
  switch_said=''
  [ ! -s "$switch_file" ] || switch_said=$(tail -c 65536 "$switch_file" | tr -d '\000-\010\013-\037')
  [ -n "${run:-}" ] || rm -f "$switch_file"
  [ "$switch_code" != busy ] || switch_said="another switch runs on this host ($other_switch)"
  [ "$switch_code" = 0 ]
}

# What the switch said that sounds like trouble, and not what it quotes of a unit's status and journal; else its last line.
last_words() {
  words_said=$(tail -c 65536 "$run/log" | tr -d '\000-\010\013-\037')
  words_kept=$(printf '%s\n' "$words_said" | grep -aiE '^(warning|error|failed)\b|^[^ ].* failed$' | grep -avE '^[A-Z][a-z]{2} [ 0-9][0-9] ' | tail -n 5)
  [ -n "$words_kept" ] || words_kept=$(printf '%s\n' "$words_said" | grep -a . | tail -n 1)
  [ -z "$words_kept" ] || printf ': %s' "$(printf '%s\n' "$words_kept" | awk '{ printf "%s%s", (NR > 1 ? "; " : ""), $0 }' | cut -c1-500)"
}

# What the switch failed to do with a unit that is not tolerated, or for a user: its first such words. As switch-to-configuration-ng says it, and systemctl for
# the one before.
other_complaint() {
  complaint_said=$(tail -c 65536 "$run/log" | tr -d '\000-\010\013-\037')
  printf '%s\n' "$complaint_said" | while IFS= read -r complaint; do
    case $complaint in
      'Failed to '*' user unit '* | *'user activation for '*' failed'*) ;;
      'Failed to start '* | 'Failed to restart '* | 'Failed to reload '* | 'Failed to stop '*)
        complaint_unit=${complaint#Failed to * }
        ! is_tolerated "${complaint_unit%%: *}" || continue
        ;;
      'Job for '*' failed'* | 'Job for '*' canceled'* | 'A dependency job for '*)
        complaint_unit=${complaint#*ob for }
        ! is_tolerated "${complaint_unit%% *}" || continue
        ;;
      *) continue ;;
    esac
    say "$complaint" && break
  done
}

# The end of what a switch said, where the point is, on one line.
end_of() { # text
  printf '%s\n' "$1" | grep -a . | tail -n 8 | one_line | tail -c 500
}

# ---------------------------------------------------------------------------------------------------- preflight.sh

# A first word about a new system, before anything changes.
# Changes on the host: nothing. The new system's own checks run, and its `dry-activate`.

refuse_beside_another() {
  ! load_pending || refuse_pending
  refuse_beside_elsewhere
}
refuse_pending() {
  # Who is confirmed together with others may be held for long.
  beside_seconds=$((activation_timeout + confirm_timeout))
  ! is_before_deadline || beside_seconds=$((deadline_at - $(now_uptime) + confirm_timeout))
  fail pending "another deployment is pending on this host: revision $revision by $who since $since; it is confirmed or rolled back by itself within $beside_seconds s, try again then"
}
refuse_beside_elsewhere() {
  for run in "$run_root"/*; do
    id=${run##*/}
    [ ! -e "$run/pending" ] || [ -e "$run/outcome" ] || ! is_worked_on ||
      fail pending "another deployment is pending on this host, with another revisions-directory; use one directory for a host, and try again when that has ended"
  done
  run=''
}

# Some file systems have as many inodes as they need, and say that they have none.
need_space() { # path and KiB, and so on
  space_paths='' space_needs=''
  while [ $# != 0 ]; do
    [ ! -e "$1" ] || { space_paths="$space_paths $1" && space_needs="$space_needs $1 $2"; }
    shift 2
  done
  [ -n "$space_paths" ] || return 0
  # shellcheck disable=SC2086  # plain paths
  set -- $space_needs
  # shellcheck disable=SC2086
  space_says=$(exec df -k --output=avail,itotal,iavail $space_paths 2>&1) || fail disk "it is not known how much room is left: $(end_of "$space_says")"
  printf '%s\n' "$space_says" | while read -r space_free space_inodes space_inodes_free; do
    is_number "$space_free" || continue
    [ "$space_free" -ge "$2" ] || fail disk "$1 has $space_free KiB left and $2 are needed: make room (nix-collect-garbage), then deploy again"
    ! is_number "$space_inodes_free" || [ "$space_inodes" = 0 ] || [ "$space_inodes_free" -ge "$inodes_needed" ] ||
      fail disk "$1 has $space_inodes_free inodes left and $inodes_needed are needed: remove files (nix-collect-garbage), then deploy again"
    shift 2
  done || exit
}
# What the record, the roots and the logs of a deployment take.
inodes_needed=64
# Paths, and the KiB that each needs.
space_needed="/nix/var/nix 1024 /boot 512 $run_root 1024"

preflight() {
  refuse_what_cannot_return
  need_system_of "$toplevel"
  # shellcheck disable=SC2086  # plain paths and numbers
  need_space "$state" 1024 $space_needed
  case $mode in
    # For these it is waited for with the new system's checks.
    switch | test) ;;
    *) await_other_switch "$switch_patience" >/dev/null || fail busy "another switch runs on this host ($other_switch) and does not end; nothing was changed: deploy again when it has" ;;
  esac
}

need_system_of() { # toplevel
  [ -e "$1/system" ] || return 0
  read -r preflight_system <"$1/system" || :
  need_system "$1" "${preflight_system:-an unknown system}"
}

# The new system's own checks, which see what runs.
run_checks() {
  was_confirmed "$toplevel" || switch_checks=on
  run_switch_quietly "$toplevel" check 60 || case $switch_said in
    # Older systems do not know the word `check`: they print how they are used.
    *[Uu]sage:* | *"unknown action"*) ;;
    *) return 1 ;;
  esac
  switch_checks=off
}
refuse_switch() {
  printf '%s\n' "$switch_said" | awk '{print "log " $0}' >&3
  [ "$switch_code" != busy ] || fail busy "$switch_said and does not end; nothing was changed: deploy again when it has"
  fail refused "the new system refuses to be activated ($(end_of "$switch_said")); \`activate: boot\` and a reboot may be the way"
}

# A system that could be activated, and after which no deployment and no way back would find what it needs here.
refuse_what_cannot_return() {
  refuse_advice="let it have that, or deploy it in another way than over this host agent"
  if [ ! -e "$toplevel/sw/bin" ] && [ ! -e "$toplevel/init" ]; then fail not-a-system "$toplevel is not a NixOS system: it has neither sw/bin nor init"; fi
  [ -x "$toplevel/activate" ] || fail not-deployable "$toplevel has no activation script (system.activatable = false), so that this host could not be made to run it; $refuse_advice"
  [ -x "$toplevel/bin/switch-to-configuration" ] || fail not-deployable "$toplevel has no switch-to-configuration (system.switch.enable = false), so that this host could go neither there nor back; $refuse_advice"
  [ -x "$toplevel/sw/bin/nix-store" ] || fail not-deployable "$toplevel has no Nix (nix.enable = false), so that nothing could be deployed to this host after it; $refuse_advice"
  [ -x "$toplevel/sw/bin/sh" ] || fail not-deployable "$toplevel has no shell (a system without bash), so that nothing could be deployed to this host after it; $refuse_advice"
}

# What an activation would do.
preview() {
  switch_checks=on
  run_switch_quietly "$toplevel" dry-activate "$req_activation_timeout" || preview_code=$switch_code
  printf '%s\n' "$switch_said" | awk '{print "log " $0}' >&3
  [ -z "${preview_code:-}" ] || answer "log switch-to-configuration dry-activate ended with $preview_code"
  answer previewed
}

# ---------------------------------------------------------------------------------------------------- boot-default.sh

# The boot default: system profile and boot entry.
# Changes on the host: WHAT BOOTS. Nothing else in the agent writes the profile or has the boot loader written.

# A full disk has no room for a new generation, but one that is there can be chosen: the way back needs no room.
choose_generation() { # toplevel
  for generation in "$profile_link"-*-link; do
    [ "$(readlink "$generation")" != "$1" ] || { move_link "$profile_link" "${generation##*/}" && return 0; }
  done
  return 1
}

# The profile is no proof of the boot entry: one that could not be written whole, or was interrupted, is noted until it is.
boots() { # toplevel
  real_path "$profile_link" && [ "$real" = "$1" ] && [ ! -e "$state/boot-entry-unsure" ]
}

# Sets the boot default to a system that is confirmed (or about to be: `confirming` is on disk). False, with $boot_says, where it
# cannot be.
set_boot_default() { # toplevel
  boot_says=''
  # On a full disk, back goes all the same.
  [ -e "$state/boot-entry-unsure" ] || boot_says=$({ say "$1" >"$state/boot-entry-unsure" && sync "$state/boot-entry-unsure" "$state"; } 2>&1) ||
    [ "$1" = "${was_profile:-}" ] || return 1
  real_path "$profile_link"
  if [ "$real" != "$1" ]; then
    boot_says=$(foreign exec timeout -k 10 300 nix-env -p "$profile_link" --set "$1" 2>&1) || choose_generation "$1" || return 1
  fi
  profile=$1
  sync -f /nix/store /nix/var/nix/profiles
  run_switch_quietly "$1" boot 300 || {
    printf '%s\n' "$switch_said" >&2
    boot_says=$switch_said
    [ "$switch_code" = busy ] || boot_says="switch-to-configuration boot ended with $switch_code: $(end_of "$switch_said")"
    return 1
  }
  printf '%s\n' "$switch_said" >&2
  sync_all /nix/var/nix/profiles
  # Whoever finds it after a power cut writes the entry once more.
  rm -f "$state/boot-entry-unsure"
}

# The file systems of these paths, and those that a boot loader reads.
sync_all() { # paths
  for boot_partition in /boot /boot/efi /efi; do [ ! -e "$boot_partition" ] || set -- "$@" "$boot_partition"; done
  sync -f "$@"
}

# Whether what boots is this deployment's doing: an operator may have chosen another since.
boots_ours() {
  real_path "$profile_link"
  [ "$real" = "$toplevel" ] || { [ "$real" = "$was_profile" ] && [ -e "$state/boot-entry-unsure" ]; }
}

# Back to what booted before. False, with $undo_failed.
undo_boot_default() {
  set_boot_default "$was_profile" || {
    undo_failed="and the boot entry of the previous system could not be written again, which the next deployment tries first: $boot_says"
    return 1
  }
}

# The one mode that makes an unconfirmed system the boot default, and says so.
activate_boot() {
  activate_old=$profile
  was_confirmed "$toplevel" || switch_checks=on
  if ! set_boot_default "$toplevel" 2>/dev/null; then
    activate_says=$boot_says switch_checks=off
    set_boot_default "$activate_old" 2>/dev/null || answer "log the boot entry of $activate_old could not be written again: $boot_says"
    fail boot "the boot loader could not be written ($activate_says); $activate_old stays the boot default"
  fi
  history boots-next "$revision" "$toplevel" "unconfirmed"
  # For a runner that has lost its connection meanwhile.
  say "boots-next $revision" >"$state/outcomes/$req_id"
  answer boots-next
}

# ---------------------------------------------------------------------------------------------------- decide.sh

# What is to be done with a deployment that is pending. Confirmation, rollback, watchdog and healing all ask this.
# Changes on the host: nothing.

# Decides from what can be seen: what runs, the record, what lies in /run of this boot. An exit code is evidence for people; what
# it stands for can be seen. Gives one word as $decided, and why as $decided_why:
#   nothing   there is none, it is over, or its time has not come
#   conclude  it is over but for writing that down: `$decided_why` is outcome and remark
#   finish    it is to be confirmed, or the commit point is behind it
#   back      to what ran before
#   leave     something else runs, which an operator must have put there
decide() { # id, who asks: confirm | rollback | watchdog | heal
  decided=nothing decided_why=''
  load_deployment "$1" || return 0
  decide_third=no
  ! runs_third || decide_third=yes
  if [ -e "$run/outcome" ]; then
    # Killed while it concluded: nothing but that is left to do.
    decided=conclude
    IFS= read -r decided_why <"$run/outcome" || :
  elif ! is_of_this_boot; then
    decide_after_reboot
  elif is_confirming && { [ "$decide_third" = no ] || [ "$2" = confirm ]; }; then
    decided=finish
  elif [ "$decide_running" = "$back" ] && [ -e "$run/untouched" ]; then
    decided=conclude decided_why="failed $(told_reason)"
  elif [ "$decide_third" = yes ]; then
    decided=leave decided_why=$(told_reason)
  elif [ "$2" != confirm ] || [ -e "$run/rolling-back" ]; then
    decided=back decided_why=$(told_reason)
  elif [ -e "$run/activated" ]; then
    decide_confirmation
  fi
}

# Whether neither of the deployment's two systems runs, but another one. A link that leads to none is no operator's work.
runs_third() {
  real_path /run/current-system && decide_running=$real
  is_store_path "$decide_running" && [ "$decide_running" != "$toplevel" ] && [ "$decide_running" != "$back" ] || return 1
  # A specialisation of the new system is its own doing.
  for third_own in "$toplevel"/specialisation/*; do
    [ ! -e "$third_own" ] || { real_path "$third_own" && [ "$real" != "$decide_running" ]; } || return 1
  done
}

# The runner has seen the host healthy. That is not enough for what has changed since.
decide_confirmation() {
  decided=back
  if [ "$decide_running" != "$toplevel" ]; then
    decided_why="$decide_running runs, not what was to be confirmed"
  elif ! is_before_deadline; then
    decided_why="the confirmation came after the deadline"
  elif ! find_field "$state/pending" id || [ "$field" != "$id" ]; then
    decided_why="the record in $state cannot be read any more (does the new system mount something over it?)"
  else
    decide_trouble=''
    has_just_looked || decide_trouble=$(new_trouble)
    if [ -n "$decide_trouble" ]; then decided_why="units failed before it was confirmed: $decide_trouble"; else decided=finish; fi
  fi
}

# What was in /run is gone, and what boots is right by construction: what runs tells how it ended.
decide_after_reboot() {
  if is_confirming && [ "$decide_running" = "$toplevel" ]; then
    decided=finish
    return
  fi
  # Whatever made it boot: it was never confirmed.
  if [ "$decide_running" = "$toplevel" ] && [ "$toplevel" != "$back" ]; then
    decided=back decided_why="$(told_reason); the host rebooted, and runs what was not confirmed"
    return
  fi
  decide_said=$(cat "$state/rolling-back" 2>/dev/null || :)
  decided=conclude decided_why="rolled-back ${decide_said:+$decide_said; }the host rebooted before the new system was confirmed, and runs $decide_running"
}

# Why it goes back: what was told first, by the runner, the activation or the watchdog.
told_reason() { { cat "$run/rolling-back" 2>/dev/null || cat "$run/reason" 2>/dev/null || say "the watchdog was lost"; } | one_line; }

# ---------------------------------------------------------------------------------------------------- way-back.sh

# The way back, and how a deployment ends.
# Changes on the host: WHAT RUNS: the system that ran before runs again, if need be by a forced reboot into it. By boot-default.sh what
# boots, where that was not it any more.

request_rollback() { # reason; the record is loaded
  printf '%s\n' "$1" >"$run/reason"
  start_unit survivor "rollback-$id" "$tools/sh" "$run/agent" rollback "$id" 2>/dev/null || :
}

# Back to what ran before, in bounded time, with or without network, on a full disk, against a hanging activation.
# The lock is held, the record is loaded.
go_back() { # reason
  say "rolling back: $1"
  switch_leaves=third
  [ -e "$run/rolling-back" ] || printf '%s\n' "$1" >"$run/rolling-back" || :
  free_reserve
  printf '%s\n' "$1" 2>/dev/null >"$state/rolling-back" || :
  back_tries=0
  while :; do
    # Looked at while nobody switches, before each try and before the reboot: what an operator chose meanwhile stays.
    await_other_switch "$switch_patience" || { leave_to_other_switch "$1" && return; }
    ! runs_third || { leave_alone "$1" && return; }
    [ "$back_tries" -lt 3 ] || break
    [ "$back_tries" = 0 ] || foreign sleep 2
    prepare_way_back
    note_start
    run_switch "$back" test "$activation_timeout" || :
    say "switch-to-configuration test of the previous system ended with $switch_code"
    case $switch_code in busy | moved) continue ;; esac
    back_tries=$((back_tries + 1))
    if is_back; then
      back_remark=$1${back_odd:+; $back_odd}
      boots "$was_profile" || ! boots_ours || undo_boot_default || back_remark="$back_remark; $undo_failed"
      conclude rolled-back "$back_remark"
      return
    fi
  done
  say "the previous system cannot be activated; rebooting into the boot default, which is $was_profile"
  reboot_into_default
}

# Before it is decided to go back, or to leave alone: what is still on its way there, or waits for another switch to end, would go
# on when the window has ended.
stop_activation() { foreign timeout -k 5 60 systemctl stop "$unit_prefix-activation-$id.service" 2>/dev/null || :; }

# What would be in the old system's way.
prepare_way_back() {
  # Jobs that the new system queued and that never end would hold up the old one's.
  for back_job in $(job_ids); do
    [ ! -e "$run/jobs-before" ] || grep -qx "$back_job" "$run/jobs-before" || foreign systemctl cancel "$back_job" 2>/dev/null || :
  done
  # The start limit of a unit that crashed in the new system.
  foreign systemctl reset-failed 2>/dev/null || :
  # switch-to-configuration cannot do without it, and ends at once. Where nobody listens any more the socket's file is still there.
  foreign timeout -k 2 20 systemctl start dbus.socket 2>/dev/null || :
  # It asks logind who is logged in, which does not come back by itself to a bus that was gone.
  foreign timeout -k 2 5 loginctl list-users >/dev/null 2>&1 || foreign timeout -k 2 20 systemctl restart systemd-logind.service 2>/dev/null || :
}

# Whether the old system runs, which its switch may have had something to say about: $back_odd. What fails in it fails for reasons
# outside of it, and no reboot would help. The codes are those of a switch that went all the way.
is_back() {
  back_odd=''
  real_path /run/current-system && [ "$real" = "$back" ] || return 1
  case $switch_code in 0 | 2 | 4) ;; *) return 1 ;; esac
  back_file=$(unwritten_file)
  if [ -n "$back_file" ]; then
    [ "$back_tries" -ge 3 ] || return 1
    back_odd="$back_file is empty, for the disk is full: make room, then run $back/bin/switch-to-configuration test"
  fi
  [ "$switch_code" = 0 ] || back_trouble=$(new_trouble)
  case $switch_code in
    2) back_odd="${back_odd:+$back_odd; }its activation script ended with an error, see the log" ;;
    4) [ -z "$back_trouble" ] || back_odd="${back_odd:+$back_odd; }units that fail in the previous system too: $back_trouble" ;;
  esac
}

# NixOS copies some files to /etc, those that have a mode, and on a full disk leaves them empty without a word
# (setup-etc.pl: copy, then rename). The first of them.
unwritten_file() {
  find -H "$back/etc" -name '*.mode' 2>/dev/null | while IFS= read -r etc_mode; do
    etc_source=${etc_mode%.mode}
    etc_file=/etc/${etc_source#"$back/etc/"}
    if [ -s "$etc_source" ] && [ -e "$etc_file" ] && [ ! -s "$etc_file" ]; then say "$etc_file" && break; fi
  done
}

leave_alone() { # reason
  conclude left-alone "$decide_running runs, which an operator must have put there meanwhile; it is left alone ($1)"
}

leave_to_other_switch() { # reason
  runs_third || :
  conclude left-alone "$decide_running runs, and another switch, which does not end ($other_switch); both are left alone: when it has ended, deploy or roll back again ($1)"
}

# The boot default is the old system. Nothing is waited for that may never answer: a dead disk's sync cannot even be killed.
reboot_into_default() {
  bounded 20 sync
  bounded 20 systemctl reboot --force
  foreign sleep 20
  bounded 20 systemctl reboot --force --force
  foreign sleep 5
  # The kernel, without any process of the system.
  for reboot_key in s u b; do
    say "$reboot_key" >/proc/sysrq-trigger
    foreign sleep 2
  done
  foreign sleep infinity
}

bounded() { # seconds, command
  bounded_until=$(($(now_uptime) + $1))
  shift
  rm -f "$run/bounded"
  { foreign "$@"; true >"$run/bounded"; } &
  until [ -e "$run/bounded" ] || [ "$(now_uptime)" -ge "$bounded_until" ]; do foreign sleep 0.2; done
}

# Ends the pending deployment: the outcome first, for whoever asks; then the record; the watchdog last, which ends by itself and may be us.
conclude() { # outcome, remark
  # Who asks reads one line.
  case $2 in *"$newline"*) set -- "$1" "$(printf '%s\n' "$2" | one_line)" ;; esac
  printf '%s %s\n' "$1" "$2" >"$run/outcome.new" 2>/dev/null && mv -f "$run/outcome.new" "$run/outcome"
  printf '%s %s\n' "$1" "$2" 2>/dev/null >"$state/outcomes/$id" || :
  history "$1" "$revision" "$toplevel" "$2"
  keep_together "$1" 2>/dev/null || :
  # In this order.
  rm -f "$state/pending" "$state/confirming" "$state/rolling-back" "$state/roots/$id"* "$run/pending"
  sync "$state" 2>/dev/null || :
  restore_panic
  release_lock
  # The watchdog, too, which then ends.
  ring
}

# ---------------------------------------------------------------------------------------------------- window.sh

# The window of an activation, from the first change to the confirmation; way-back.sh is how it is left otherwise.
# Changes on the host: WHAT RUNS, and by boot-default.sh what boots, when it is confirmed.

# Starts an activation and follows it until it stands and waits for confirmation, or is over.
verb_activate() {
  need_id
  { is_number "$req_activation_timeout" && is_number "$req_confirm_timeout"; } || fail protocol "the request has no timeouts"
  [ -z "$req_together" ] || is_id "$req_together" || fail protocol "the request has no id for its wave"
  open_state
  refuse_beside_another
  # Until it is in the record, nobody prunes what was resolved.
  take_stage_lock
  resolve_revision
  need_statement "$revision" "$toplevel"
  mode=$req_mode
  answer "resolved $revision $toplevel"
  find_link "$healthy"
  healthy_toplevel=$linked back=$running
  # Who else has put there just what is asked for has not taken anything's place.
  [ -z "$req_expect" ] || [ "$req_expect" = "$running" ] || [ "$toplevel" = "$running" ] ||
    fail changed "it runs $running now, and not $req_expect any more: somebody else has deployed here meanwhile; nothing was changed: look who, then deploy again"
  if is_unchanged "$mode"; then
    answer "previous $back $(label_of "$back")"
    answer "unchanged $healthy"
    return
  fi
  # What ran before is the very system that nobody confirmed: then back is what was confirmed last.
  [ "$mode" != switch ] || [ "$back" != "$toplevel" ] || back=$healthy_toplevel
  answer "previous $back $(label_of "$back")"
  preflight
  case $mode in
    switch | test)
      open_window
      arm_and_start
      answer armed
      begin_comparison
      follow activation
      ;;
    boot)
      activate_boot
      compare "$back" "$toplevel" >&3
      ;;
    dry-activate)
      preview
      compare "$back" "$toplevel" >&3
      ;;
    *) fail protocol "'$mode' is not a way to activate" ;;
  esac
}

# From here to the outcome the record names the way back. It is rooted and on disk before anything changes.
open_window() {
  if ! boots "$healthy_toplevel"; then
    # Left by `boot` and never confirmed: a power cut in the window must not boot it.
    open_default=$profile
    if set_boot_default "$healthy_toplevel"; then
      history boot-default "$healthy" "$healthy_toplevel" "set back from $open_default, which was never confirmed"
    elif [ -z "$req_rollback" ]; then
      fail boot-default "the boot default $open_default was never confirmed, and could not be set back to $healthy_toplevel: $boot_says"
    else
      answer "log the boot default $open_default was never confirmed, and could not be set back to $healthy_toplevel yet: $boot_says"
    fi
  fi
  id=$req_id who=$req_who key=$caller_key was_profile=$profile
  run=$run_root/$id
  mkdir -m 700 "$run" || fail protocol "the deployment $id is known here already"
  # Beside each other: what the new system's own checks say, what is in trouble, which is only needed once it is to change, and the roots.
  { all_trouble >"$run/troubled-before"; } 8>&- 9>&- &
  open_trouble=$!
  { job_ids >"$run/jobs-before"; } 8>&- 9>&- &
  open_jobs=$!
  foreign exec nix-store --realise "$toplevel" "$back" "$was_profile" "$healthy_toplevel" --add-root "$state/roots/$id" --option substitute false >/dev/null &
  open_roots=$!
  open_failed=''
  { printf '%s\n' "$NIX_FLAKE_DEPLOY_AGENT" >"$run/agent" && true >"$run/log" && mkfifo "$run/word" "$run/bell.watchdog" "$run/bell.$$"; } || open_failed=run
  # It waits for the word to begin.
  {
    [ -n "$open_failed" ] || start_unit once "activation-$id" --property=KillMode=control-group --property=RuntimeMaxSec=$((req_activation_timeout + req_confirm_timeout + 600)) \
      "$tools/sh" "$run/agent" activation "$id" >"$run/started" 2>&1
  } 8>&- 9>&- &
  open_activation=$!
  run_checks || open_failed=refused
  hold_reserve
  wait "$open_roots" || open_failed=${open_failed:-roots}
  [ -n "$open_failed" ] || write_pending || open_failed=pending
  if [ -n "$open_failed" ]; then
    wait
    stop_activation
    rm -rf "$run" "$state/roots/$id"*
    case $open_failed in
      refused) refuse_switch ;;
      roots)
        is_valid "$toplevel" || refuse_lost
        fail root "could not keep the systems to go back to from the garbage collector"
        ;;
      pending) fail disk "could not write $state/pending: $open_says" ;;
      *) fail disk "could not write to $run" ;;
    esac
  fi
  load_pending
  release_stage_lock
  hold_panic
}

# The watchdog first; the activation in a unit of its own, which outlives this call and its connection.
arm_and_start() {
  see_uptime
  start_deadline=$((now + activation_timeout))
  say "$start_deadline" >"$run/deadline"
  arm_watchdog "$start_deadline" >"$run/armed" 2>&1 &
  start_watchdog=$!
  # Whatever may be needed after a power cut is on disk before anything changes.
  sync_all "$state" /nix/store /nix/var/nix/db
  wait "$start_watchdog" || give_up watchdog "the watchdog could not be armed, so nothing was changed: $(end_of "$(cat "$run/armed")")"
  wait "$open_activation" || give_up systemd "the activation could not be started: $(end_of "$(cat "$run/started")")"
  { wait "$open_trouble" && wait "$open_jobs"; } || give_up disk "could not write to $run"
  # A user's systemd may have taken its time.
  see_uptime
  [ "$now" -le "$((start_deadline - activation_timeout + 1))" ] || set_deadline "$((now + activation_timeout))"
  history activating "$revision" "$toplevel" "from $back"
  # The file counts, and the word wakes whoever looked for it before.
  { true >"$run/begin" && say begin 1<>"$run/word"; } || give_up disk "could not write to $run"
  release_lock
}

# Nothing has changed yet.
give_up() { # code, words
  stop_activation
  conclude failed "$2"
  fail "$@"
}

unit_activation() { # id
  run=$run_root/$1
  [ -p "$run/word" ] || return 0
  exec 6<>"$run/word"
  until [ -e "$run/begin" ]; do read -r _ <&6 || return 0; done
  exec 6<&-
  load_deployment "$1" || return 0
  was_confirmed "$toplevel" || switch_checks=on
  # Half of the time for somebody else, half for this.
  switch_patience=$((activation_timeout / 2)) switch_leaves=third
  note_start
  run_switch "$toplevel" test '' || :
  activation_reason=''
  case $switch_code in
    0 | 4)
      # A new connection is made meanwhile.
      true >"$run/switch-ended"
      ring
      judge_units
      ;;
    busy)
      # Nothing was touched, so there is nothing to go back from.
      true >"$run/untouched"
      activation_reason="another switch runs on this host ($other_switch) and did not end; nothing was changed: deploy again when it has"
      ;;
    moved) activation_reason="another system was switched to before the activation began" ;;
    1) activation_reason="switch-to-configuration refused or broke off (exit code 1)$(last_words)" ;;
    2) activation_reason="the activation script failed (exit code 2)$(last_words)" ;;
    100) activation_reason="the new system needs a reboot (exit code 100): use \`activate: boot\`, then reboot" ;;
    101) activation_reason="switch-to-configuration crashed (exit code 101)$(last_words)" ;;
    *) activation_reason="switch-to-configuration failed (exit code $switch_code)$(last_words)" ;;
  esac
  if [ -z "$activation_reason" ]; then
    see_uptime
    activation_deadline=$((now + confirm_timeout))
    if extend_deadline "$activation_deadline"; then
      stand_by
      return 0
    fi
    activation_reason="the watchdog could not be armed anew"
  fi
  request_rollback "$activation_reason"
}

# Waits for the word, so that no unit has to be started for the confirmation. Opened for both, a FIFO keeps nobody waiting, and keeps
# what is said before it is heard.
stand_by() {
  exec 6<>"$run/word"
  true >"$run/activated"
  ring
  read -r stand_word <&6 || :
  exec 6<&-
  [ "$stand_word" != confirm ] || work_on "$id" confirm
}

# Whether the switch left units in trouble that were not before. Its exit code is 0 for some of them, and 4 also for what is no unit's
# failure: a reload, a job, the activation of a user who is logged in.
judge_units() {
  note_look
  judge_new=$(new_trouble)
  if [ -n "$judge_new" ]; then
    activation_reason="units failed: $judge_new"
  elif [ "$switch_code" = 4 ]; then
    judge_old=$(old_trouble)
    # Who is tolerated excuses no other.
    if [ -e "$run/tolerated" ] && judge_other=$(other_complaint) && [ -z "$judge_other" ]; then
      judge_remark="switch-to-configuration ended with 4$(last_words), which units explain that are tolerated"
      say "$judge_remark" | tee -a "$run/warning"
    elif [ -n "$judge_old" ]; then
      say "switch-to-configuration ended with 4$(last_words), which units explain that were in trouble before: $judge_old" | tee -a "$run/warning"
    else
      activation_reason="switch-to-configuration ended with 4$(last_words)"
    fi
  fi
}

unit_watchdog() { # id, deadline where none can be read
  deadline_at=$2
  while load_deployment "$1"; do
    # In short naps: the clock of a longer one stands still while a machine is suspended, and this one does not.
    while is_before_deadline; do
      # It ends with what it watches, for which a bell is rung.
      [ -e "$run/pending" ] || load_deployment "$1" || return 0
      watchdog_left=$((deadline_at - now))
      watchdog_left=$((watchdog_left < 1 ? 1 : watchdog_left < 5 ? watchdog_left : 5))
      if has_clock && [ -p "$run/bell.watchdog" ]; then nap "$watchdog_left" 6<>"$run/bell.watchdog"; else foreign sleep "$watchdog_left"; fi
    done
    work_on "$1" watchdog
    # The deadline moved at the last moment; or what had to be done could not be, on a full disk for one.
    [ ! -e "$run/outcome" ] || return 0
    is_before_deadline || foreign sleep 5
  done
  return 0
}

# The activation's unit stands by for it. Where that is gone, another does it.
request_confirm() {
  if is_at_work activation && [ -p "$run/word" ]; then
    say confirm 1<>"$run/word"
  else
    start_unit once "confirm-$id" --property=RuntimeMaxSec=600 "$tools/sh" "$run/agent" confirm "$id" 2>/dev/null || :
  fi
}
unit_confirm() { work_on "$1" confirm; }
unit_rollback() { work_on "$1" rollback; }

# Does what is decided, under the lock.
work_on() { # id, who asks
  load_deployment "$1" || return 0
  # Of the activation, whose unit may be the one that does this.
  switch_checks=off switch_leaves=''
  # Longer than whoever holds it may take to roll back.
  take_lock_from_calls $((900 + 3 * activation_timeout)) || reboot_into_default
  if [ "$2" = watchdog ]; then
    ! is_before_deadline || { release_lock && return; }
    if [ -e "$run/activated" ]; then work_reason="nobody confirmed the new system in time"; else work_reason="the activation did not end in time"; fi
    [ -e "$run/reason" ] || printf '%s\n' "$work_reason" >"$run/reason" || :
  fi
  [ "$2" = confirm ] || stop_activation
  decide "$1" "$2"
  case $decided in
    nothing) ;;
    conclude) conclude "${decided_why%% *}" "${decided_why#* }" ;;
    finish) finish ;;
    back) go_back "$decided_why" ;;
    leave) leave_alone "$decided_why" ;;
  esac
}

# What is to be told though it ended well: also which units were in trouble at any look, and tolerated.
warning() {
  [ ! -e "$run/warning" ] || cat "$run/warning"
  [ -e "$run/tolerated" ] || return 0
  warning_remark="units failed, and are tolerated: $(sort -u "$run/tolerated" | one_line)"
  say "$warning_remark"
}

# The commit point: once `confirming` is on disk, everybody who finds the record finishes it.
finish() {
  if ! is_confirming && [ "$mode" = test ]; then
    conclude tested "$(warning)"
    return
  fi
  finish_again=no
  ! is_confirming || finish_again=yes
  # With it, that the boot entry is about to be written. Whoever finds it cannot know whether it is on disk.
  if ! finish_says=$({ { is_confirming || say "$id" >"$state/confirming"; } && say "$toplevel" >"$state/boot-entry-unsure" && sync "$state/confirming" "$state/boot-entry-unsure" "$state"; } 2>&1); then
    # Behind the commit point it is tried again, and nothing goes back.
    [ "$finish_again" = no ] || return 1
    rm -f "$state/confirming"
    go_back "the confirmation could not be written to $state: $finish_says"
    return
  fi
  if ! set_boot_default "$toplevel"; then
    finish_reason="the boot loader could not be written: $boot_says"
    undo_boot_default || finish_reason="$finish_reason; $undo_failed"
    rm -f "$state/confirming" && sync "$state"
    go_back "$finish_reason"
    return
  fi
  # While it is pending nobody else makes another healthy. A record of an older agent does not tell.
  [ -n "$was_healthy" ] || { read_links && was_healthy=$healthy; }
  confirm_label "$revision" "$toplevel" "$was_healthy" || { free_reserve && confirm_label "$revision" "$toplevel" "$was_healthy"; } || return 1
  conclude confirmed "$(warning)"
}

# ---------------------------------------------------------------------------------------------------- heal.sh

# What an interruption left.
# Changes on the host: brings a deployment that nobody works on any more to its end by the units of window.sh; after a reboot, sets
# the boot default back to what it was (boot-default.sh).

# Lets a unit finish, which outlives this call and its connection, and waits for it.
heal_by() { # request_confirm | request_rollback, reason
  release_lock
  "$@"
  heal_until=$(($(now_uptime) + 120))
  while [ -e "$state/pending" ] && [ "$(now_uptime)" -lt "$heal_until" ]; do foreign sleep 0.2; done
}

# Under the lock: brings a record that an interruption left to an end. What is being worked on is left alone.
heal() {
  if ! load_pending; then
    for heal_left in "$state/confirming" "$state/rolling-back" "$state/roots"/*; do
      case $heal_left in "$state/roots/import-"*) ;; *) [ ! -e "$heal_left" ] && [ ! -L "$heal_left" ] || rm -f "$heal_left" ;; esac
    done
    return 0
  fi
  ! is_of_this_boot || ! is_worked_on || return 0
  stop_activation
  decide "$id" heal
  # What this script needs to outlive the call is gone after a reboot.
  [ -e "$run/agent" ] || { mkdir -p -m 700 "$run" && printf '%s\n' "$NIX_FLAKE_DEPLOY_AGENT" >"$run/agent"; } || fail disk "could not write to $run"
  case $decided in
    conclude)
      case $decided_why in rolled-back*) boots "$was_profile" || ! boots_ours || undo_boot_default >>"$run/log" 2>&1 || decided_why="$decided_why; $undo_failed" ;; esac
      conclude "${decided_why%% *}" "${decided_why#* }"
      ;;
    finish) heal_by request_confirm ;;
    *) heal_by request_rollback "$(told_reason)" ;;
  esac
  # The lock was let go, by us or by what concluded.
  take_lock 60 || fail lock "another deployment is changing this host just now; try again in a minute"
}

# ---------------------------------------------------------------------------------------------------- follow.sh

# Tells how a deployment goes and how it ended, and hands on what the runner decides.
# Changes on the host: nothing by itself; starts the units of window.sh that confirm and roll back.

# Tells the deployment's log from req_offset on, until it has come to rest: `activated` and the seconds that are left for
# confirming, or `outcome ...`.
follow() { # activation | outcome
  hang_bell
  follow_beats=0 follow_switched=''
  # For a runner that lost its connection before it heard.
  [ "$1,$req_verb" != activation,follow ] || [ ! -e "$run/begin" ] || answer armed
  while :; do
    follow_end=''
    if [ -e "$run/outcome" ] || [ -s "$state/outcomes/$id" ] || ! { [ -e "$state/pending" ] || [ -e "$run/pending" ]; }; then
      follow_end=$(known_outcome)
    elif [ "$1" = activation ] && [ -e "$run/activated" ] && [ ! -e "$run/rolling-back" ]; then
      read -r follow_deadline <"$run/deadline"
      see_uptime
      follow_end="activated $((follow_deadline - now))"
    fi
    if [ "$1,$follow_switched" = activation, ] && [ -e "$run/switch-ended" ]; then
      answer switched
      follow_switched=yes
    fi
    tell_log
    tell_comparison
    if [ -n "$follow_end" ]; then
      answer "$follow_end"
      await_comparison "$follow_end"
      exec 5<&- 6<&-
      return
    fi
    nap 0.5 || hang_bell
    # Writing now and then is how a call whose connection is gone finds out, and ends.
    follow_beats=$((follow_beats + 1))
    [ $((follow_beats % 10)) != 0 ] || answer tick
  done
}

# The log is opened once, and read on from where its end was. In one turn no more than so many lines are told, for it may grow without end.
tell_log() {
  if [ -z "${log_is_open:-}" ]; then
    [ -r "$run/log" ] || return 0
    exec 5<"$run/log"
    log_is_open=yes
    [ "$req_offset" = 0 ] || head -c "$req_offset" <&5 >/dev/null
  fi
  log_left=100000
  while log_ends=1 && IFS= read -r log_line || { log_ends=0 && [ -n "$log_line" ]; }; do
    # Each line tells up to where it goes, for a call that breaks off right after it. What is not whole yet has no end.
    req_offset=$((req_offset + ${#log_line} + log_ends)) log_left=$((log_left - 1))
    [ -z "${log_hides:-}" ] || while case $log_line in *"$log_hides"*) ;; *) false ;; esac do log_line=${log_line%%"$log_hides"*}-${log_line#*"$log_hides"}; done
    answer "logged $req_offset $log_line"
    [ "$log_left" != 0 ] || break
  done <&5
  # A shell's line has no NUL bytes: where they were, the file has more.
  read -r _ req_offset </proc/self/fdinfo/5
}

# A FIFO that wakes whoever follows: rung by the deployment's units at each turn, and, for a shell that cannot wait for so long and no longer, by a clock
# of its own, which ends with its reader. Opened for both, a FIFO keeps nobody waiting.
hang_bell() {
  # One that a follower before has left. Where it is there still, each wakes the other now and then, and both have a clock.
  for bell in "$run"/bell.[0-9]*; do [ ! -p "$bell" ] || break; done
  [ -p "$bell" ] || { bell=$run/bell.$$ && mkfifo "$bell"; } || fail disk "could not write to $run"
  if has_clock; then
    exec 6<>"$bell"
  else
    { while foreign sleep 0.5 && say; do true; done; } 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- >"$bell" 2>/dev/null &
    exec 6<"$bell"
  fi
}
# Until somebody rings, or the clock does; false where that has gone.
nap() { # seconds, for a shell that has its own
  # shellcheck disable=SC3045  # asked before
  if has_clock; then read -r -t "$1" _ <&6 || [ $? -gt 128 ] || foreign sleep "$1"; else read -r _ <&6; fi
}
# bash waits by itself for so long and no longer: its status is then above 128.
has_clock() { [ -n "${BASH_VERSION:-}" ]; }
ring() {
  for ring_bell in "$run"/bell.*; do [ ! -p "$ring_bell" ] || say 1<>"$ring_bell"; done
}

# What changes in the system is compared beside all else, and told once it is known, unless the runner knows it.
begin_comparison() {
  true >"$run/comparing"
  { { compare "$back" "$toplevel" >"$run/comparing"; mv "$run/comparing" "$run/compared"; } 3>&- 4>&- 7>&- 8>&- 9>&- & }
}
tell_comparison() {
  [ "$req_compared" != true ] && [ -e "$run/compared" ] || return 0
  cat "$run/compared" >&3
  req_compared=true
}
# Nobody waits for it longer than for a moment, and only at the end.
await_comparison() { # how it ended
  case $1 in activated*) return ;; esac
  await_tries=0
  while [ "$req_compared" != true ] && [ -e "$run/comparing" ] && [ ! -e "$run/compared" ] && [ "$await_tries" -lt 30 ]; do
    foreign sleep 0.1
    await_tries=$((await_tries + 1))
  done
  tell_comparison
}

# Where a deployment stands, for a runner that lost its connection.
known_outcome() {
  if [ -e "$run_root/$req_id/outcome" ]; then
    IFS= read -r known_words <"$run_root/$req_id/outcome" && say "outcome $known_words"
  elif [ -s "$state/outcomes/$req_id" ]; then
    IFS= read -r known_words <"$state/outcomes/$req_id" && say "outcome $known_words"
  else
    say "outcome unknown"
  fi
}

# What is worked on needs no healing, and its lock may be held for long by just that work.
open_deployment() {
  need_id
  set_directory "$req_directory"
  run=$run_root/$req_id
  if load_deployment "$req_id" && is_worked_on; then return; fi
  open_state
  release_lock
  run=$run_root/$req_id
}

verb_follow() {
  open_deployment
  if load_deployment "$req_id"; then follow "${req_kind:-activation}"; else answer "$(known_outcome)"; fi
}

# Tells of the deployment that is pending here, to whoever may only ask: its steps, and its log from its last 60 kB on, until it ends. Its id
# is not told, and nothing is left for it in /run.
verb_watch() {
  set_directory "$req_directory"
  if ! load_pending || ! is_of_this_boot; then
    answer idle
    return
  fi
  req_id=$id watch_step='' watch_beats=0 log_hides=$id
  # Where another deployment was followed before, its log says nothing of this one's.
  [ -z "$req_revision" ] || [ "$req_revision" = "$revision" ] || req_offset=0
  answer "watching $revision $since $who"
  watch_size=$(stat -c %s "$run/log" 2>/dev/null || say 0)
  [ "$((watch_size - req_offset))" -le 60000 ] || req_offset=$((watch_size - 60000))
  while :; do
    watch_end=''
    if [ -e "$run/outcome" ] || [ -s "$state/outcomes/$req_id" ] || [ ! -e "$run/pending" ]; then watch_end=$(known_outcome); fi
    tell_log
    if [ -n "$watch_end" ]; then
      answer "$watch_end"
      return
    fi
    tell_step
    foreign sleep 0.5
    watch_beats=$((watch_beats + 1))
    [ $((watch_beats % 10)) != 0 ] || answer tick
  done
}
# How far it is, where that is news, and in how many seconds it goes back by itself.
tell_step() {
  step_rest=''
  if [ -e "$run/rolling-back" ] || [ -e "$run/reason" ]; then
    step_now=going-back step_rest=$(told_reason)
  elif is_confirming; then
    step_now=confirming
  elif { [ -e "$run/activated" ] && step_now=activated; } || { [ -e "$run/begin" ] && step_now=activating; }; then
    { read -r step_deadline <"$run/deadline" && is_number "$step_deadline" && step_rest=$((step_deadline - $(now_uptime))); } 2>/dev/null || :
    # It counts down by itself.
    step_now="$step_now until ${step_rest:+$step_deadline}"
  else
    step_now=preparing
  fi
  [ "$step_now" != "$watch_step" ] || return 0
  watch_step=$step_now
  answer "step ${step_now%% *} $step_rest"
}

# Whether the deployment would be confirmed now; where it would not be, it goes back. `hold` is for how many seconds more it is to wait for
# that, where others are to be proven first.
verb_stand() {
  open_deployment
  if ! load_deployment "$req_id"; then
    answer "$(known_outcome)"
    return
  fi
  decide "$id" confirm
  case $decided in
    finish)
      stand_until=$(($(now_uptime) + ${req_hold:-0}))
      { read -r stand_deadline <"$run/deadline" && [ "$stand_deadline" -ge "$stand_until" ]; } || extend_deadline "$stand_until" || fail disk "could not write to $run"
      # Whoever began to go back meanwhile did not see the new deadline.
      if [ -e "$run/reason" ] || [ -e "$run/rolling-back" ]; then
        answer "falls it is going back already: $(told_reason)"
      else
        read -r stand_deadline <"$run/deadline" && answer "stands $((stand_deadline - $(now_uptime)))"
      fi
      ;;
    nothing) answer "falls it is going back already: $(told_reason)" ;;
    leave)
      request_rollback "$decide_running runs"
      answer "falls $decide_running runs, which an operator must have put there meanwhile"
      ;;
    *)
      request_rollback "$decided_why"
      answer "falls $decided_why"
      ;;
  esac
}

verb_confirm() {
  open_deployment
  if load_deployment "$req_id"; then
    request_confirm
    follow outcome
  else
    answer "$(known_outcome)"
  fi
}

verb_rollback() {
  open_deployment
  if load_deployment "$req_id"; then
    request_rollback "$req_reason"
    follow outcome
  else
    answer "$(known_outcome)"
  fi
}

# ---------------------------------------------------------------------------------------------------- look.sh

# What a host is, how two systems differ, and one attempt of a health check.
# Changes on the host: nothing. A check's command is the user's own.

# What the host is, in facts; changes nothing, and works before the first contact too.
verb_status() {
  set_directory "$req_directory"
  is_store_path "$running" || fail not-nixos "/run/current-system is '$running': this machine does not run NixOS"
  answer "fact running $running"
  real_path /run/booted-system && answer "fact booted $real"
  answer "fact boot-default $profile"
  answer "fact machine $(uname -m)"
  read_links
  [ -z "$latest" ] || answer "fact latest $latest"
  [ -z "$healthy" ] || answer "fact healthy $healthy"
  status_previous=$(previous_label)
  [ -z "$status_previous" ] || answer "fact previous $status_previous"
  labels | while read -r status_label status_toplevel; do
    is_store_path "$status_toplevel" || continue
    status_confirmed=staged
    [ ! -e "$state/confirmed/$status_label" ] || status_confirmed=confirmed
    answer "revision $status_label $status_toplevel $status_confirmed"
  done
  tell_statements
  if load_pending; then
    # Whoever knows the id can confirm it: a key with a role is not told another's.
    status_id=$id
    [ -z "$role" ] || status_id=-
    if is_of_this_boot; then answer "pending $status_id $since $revision $who"; else answer "interrupted $status_id $since $revision $who"; fi
  fi
  tell_together
  if [ -e "$state/history" ]; then tail -n 5 "$state/history" | awk '{print "event " $0}' >&3; fi
}

# All by which the system that runs can be compared with another that is not here: its store paths with their sizes, what it boots, and its units.
verb_system() {
  is_store_path "$running" || fail not-nixos "/run/current-system is '$running': this machine does not run NixOS"
  system_closure=$(sizes_in "$running" 2>&1) || fail nix "Nix does not tell what $running needs: $(end_of "$system_closure")"
  answer "running $running"
  printf '%s\n' "$system_closure" | awk 'NF == 2 && /^\// { print "path " $1 " " $2 }' >&3
  for system_part in kernel initrd kernel-modules; do
    [ ! -e "$running/$system_part" ] || { real_path "$running/$system_part" && answer "boot $system_part $real"; }
  done
  for system_part in kernel-params switch-inhibitors; do
    [ ! -r "$running/$system_part" ] || head -c 65536 "$running/$system_part" | awk -v part="$system_part" '{ print "boot " part " " substr($0, 1, 30000) }' >&3
  done
  (
    cd "$running/etc/systemd/system" 2>/dev/null || exit 0
    for system_file in *.wants/* *.requires/* *.upholds/*; do [ ! -e "$system_file" ] || answer "wanted ${system_file##*/}"; done
    set --
    for system_file in * *.d/*.conf; do [ ! -f "$system_file" ] || set -- "$@" "./$system_file"; done
    [ $# = 0 ] || awk '
      FNR == 1 { print "unit " substr(FILENAME, 3) }
      { while (length($0) > 30000) { print "part " substr($0, 1, 30000); $0 = substr($0, 30001) } print "out " $0 }' "$@" >&3
  )
}

is_unchanged() { # mode; running, profile and toplevel are known
  case $1 in
    switch) [ "$running" = "$toplevel" ] && boots "$toplevel" && find_link "$healthy" && [ "$linked" = "$toplevel" ] ;;
    test) [ "$running" = "$toplevel" ] ;;
    boot) boots "$toplevel" ;;
    *) false ;;
  esac
}

# The store paths that only one of two systems has, with their sizes; those of both that may be of the same packages; and how
# large each system is. Says nothing where Nix does not.
compare() { # toplevel of before, toplevel
  [ "$1" != "$2" ] || return 0
  compare_says=$({ sizes_in "$1" && say -- && sizes_in "$2"; } 2>/dev/null) || return 0
  printf '%s\n' "$compare_says" | awk '
    /^--$/ { part++; next }
    { if (!($1 in size)) paths[n++] = $1; size[$1] = $2 }
    part == 0 { before[$1]; before_paths++; before_bytes += $2; next }
    { after[$1]; after_paths++; after_bytes += $2 }
    # Up to the version, which begins with a digit; without the hash.
    function package(path) {
      sub(/^[^-]*-/, "", path)
      return match(path, /-[0-9]/) ? substr(path, 1, RSTART - 1) : ""
    }
    END {
      for (i = 0; i < n; i++) {
        path = paths[i]
        if (path in before && path in after || ++told > 20000) continue
        changed[package(path)]
        if (path in after) print "added " path " " size[path]
        else print "removed " path " " size[path]
      }
      delete changed[""]
      for (i = 0; i < n; i++) if (paths[i] in before && paths[i] in after && package(paths[i]) in changed) print "kept " paths[i]
      if (told > 20000) print "untold " (told - 20000)
      print "before " before_paths " " sprintf("%.0f", before_bytes)
      print "after " after_paths " " sprintf("%.0f", after_bytes)
    }'
}

# The paths of a closure and their sizes, a line each: words that are the same in all versions of Nix, while the JSON changes.
sizes_in() { # toplevel
  foreign timeout 60 nix --extra-experimental-features nix-command path-info --recursive --size "$1"
}

# One attempt of a health check on the host: what curl (its configuration is the data, and behind an empty line certificates), a command (the
# data), one of the policy's (its name is) or systemd, of units (their names are), answers. The data is read to its end first: of what a program left unread the next request would begin.
verb_check() {
  { is_number "$req_timeout" && [ "$req_timeout" -ge 1 ]; } || fail protocol "the request has no timeout"
  check_data=$(request_data) || fail incomplete "the stream broke off"
  check_input='' check_ca='' check_seconds=$req_timeout
  case $req_kind in
    http)
      case $role in watch | stage) fail role "a URL that comes with the request is not asked from here for a key with the role '$role': let $policy_file name it (check-NAME=COMMAND), and ask for \`check: NAME\`" ;; esac
      case $check_data in *"$newline$newline"*) check_ca=${check_data#*"$newline$newline"} check_data=${check_data%%"$newline$newline"*} ;; esac
      [ -z "$role" ] || refuse_more_than_urls "$check_data"
      check_input=$(curl_config "$check_data" "$check_ca") || fail protocol "what the request has for curl is nothing that this agent asks"
      check_seconds=$((req_timeout + 2))
      set -- curl -q -K -
      ;;
    command)
      [ -z "$role" ] || fail role "a command that comes with the request is not run for a key with a role: let $policy_file name it (check-NAME=COMMAND), and ask for \`check: NAME\`"
      set -- sh -c "$check_data"
      ;;
    named)
      check_command=$(named_command check "$check_data" "$policy_checks") || exit
      set -- sh -c "$check_command"
      ;;
    units)
      look_at_units "$check_data"
      return
      ;;
    *) fail protocol "'$req_kind' is not a kind of check" ;;
  esac
  case $req_revision$req_target$req_host in *[!A-Za-z0-9_.:%+-]*) fail protocol "the request has a revision, target or host that is no plain word" ;; esac
  REVISION=$req_revision TARGET=$req_target HOST=$req_host
  export REVISION TARGET HOST
  # What the command leaves behind may hold its output open: a line that nobody can guess ends it, after all that came before. `dd`
  # hands on what it reads at once, and is not waited for; without it one endless line would fill the memory.
  check_end=$(od -An -N 16 -tx1 /dev/urandom | tr -d ' ')
  check_code=$({
    { printf %s "$check_input" | run_check "$check_seconds" "$@" && say 0 >&5 || say $? >&5; printf '\n%s\n' "$check_end"; } 2>&1 |
      { exec 6<&0; dd bs=1024 count=100000 <&6 2>/dev/null 3>&- 4>&- 5>&- 6<&- 7>&- 8>&- 9>&- & } |
      sed -n "/^$check_end\$/q; p" | head -c 1100000 | check_lines >&3
  } 5>&1)
  answer "exit $check_code"
}

# The certificates that are to hold are read at /dev/fd/6, so that nothing of them is left anywhere.
run_check() { # seconds, command
  if [ -z "$check_ca" ]; then
    foreign timeout -k 2 "$@"
  else
    foreign timeout -k 2 "$@" 6<<EOF
$check_ca
EOF
  fi
}

# What units are, of which the runner holds one look against the next; and where one is not known, which there are.
look_at_units() { # names, a line each
  units_names=$1
  set --
  while IFS= read -r unit_name; do
    case $unit_name in '' | [-.]* | *[!A-Za-z0-9:_.\\@*?-]*) fail protocol "'$unit_name' cannot name a unit" ;; esac
    set -- "$@" "$unit_name"
  done <<EOF
$units_names
EOF
  units_code=0
  units_shown=$(foreign timeout -k 2 "$req_timeout" systemctl show \
    --property=Id,LoadState,ActiveState,SubState,Result,NRestarts,InvocationID,ActiveEnterTimestampMonotonic -- "$@" 2>&1) || units_code=$?
  {
    printf '%s\n\n' "$units_shown"
    case $units_shown in *LoadState=not-found*) known_units ;; esac
  } | head -c 1100000 | check_lines >&3
  answer "exit $units_code"
}
known_units() {
  {
    foreign timeout -k 2 10 systemctl list-unit-files --plain --no-legend
    foreign timeout -k 2 10 systemctl list-units --all --plain --no-legend --full
  } | awk 'NR <= 5000 { print " " $1 }'
}

# A key with a role may have asked from here what changes nothing and needs no secret: whatever listens on this machine for its own programs
# alone, on a socket or behind a method, takes orders by the rest.
refuse_more_than_urls() { # lines
  more_than_url=$(printf '%s\n' "$1" | awk '/^(request|header|data-raw|unix-socket) = / { print $1; exit }')
  [ -z "$more_than_url" ] ||
    fail role "a health check with a method, headers, a body or a socket (here curl's '$more_than_url') is not asked from here for a key with a role: let $policy_file name it (check-NAME=COMMAND), and ask for \`check: NAME\`"
}

# Lines of an answer: so many, for each costs the runner more than its text, and none so long that it would be cut on the way.
check_lines() {
  awk '
    NR > 100000 { exit }
    { while (length($0) > 30000) { print "part " substr($0, 1, 30000); $0 = substr($0, 30001) } print "out " $0 }'
}

# curl's configuration, of the fields that a request may have. Whatever else curl could be told, files to write for one, is refused. The rest
# is what the runner tells its own curl (src/health/curl.ts).
curl_config() { # lines, certificates or ''
  printf '%s\n' "$1" | awk -v ca="${2:+/dev/fd/6}" '
    /^url = "[Hh][Tt][Tt][Pp][Ss]?:\/\/([^"\\]|\\["\\])*"$/ && url == "" { url = $0; next }
    /^max-time = [0-9]+(\.[0-9]+)?$/ && time == "" { time = $0; next }
    /^request = "(POST|PUT|PATCH|DELETE|OPTIONS)"$/ || /^header = "[^@"\\ :]+: ([^"\\]|\\.)*"$/ || /^data-raw = "([^"\\]|\\.)*"$/ ||
      /^connect-to = "[][A-Za-z0-9.:_-]+"$/ || /^unix-socket = "\/[A-Za-z0-9\/._@:+-]+"$/ || /^max-redirs = [0-9]+$/ ||
      /^proto-redir = "=(http,)?https"$/ || /^(head|insecure|location|http2|http1\.1)$/ { more = more "\n" $0; next }
    /./ { exit odd = 1 }
    END {
      if (odd || url == "" || time == "") exit 1
      print url "\n" time more
      if (ca != "") print "cacert = \"" ca "\""
      print "proto = \"=http,https\"\ngloboff\ninclude\nsuppress-connect-headers\nuser-agent = \"nix-flake-deploy\"\nshow-error\nsilent"
    }'
}

# The command of a check or a hook that the policy names.
named_command() { # check or hook, name, those of the policy
  case $2 in '' | *[!A-Za-z0-9._-]*) fail protocol "'$2' cannot name a $1" ;; esac
  case $3 in
    *"$newline$2="*) named_command=${3#*"$newline$2="} && say "${named_command%%"$newline"*}" ;;
    *) fail policy "the policy of this host names no $1 '$2'$(printf '%s' "$3" | awk -F = 'NF { printf "%s %s", (told++ ? "," : "; it names"), $1 }'): add \`$1-$2=COMMAND\` to $policy_file" ;;
  esac
}

# ---------------------------------------------------------------------------------------------------- doctor.sh

# What would stop or spoil a deployment, all of it told at once, by the checks that a deployment itself makes.
# Changes on the host: nothing, not even a lock: whoever tried one would hold it for a moment.

# Begins with the clock, for the runner holds that against its own.
verb_doctor() {
  answer "clock $(date +%s.%N)"
  doctor_hidden=''
  set_directory "$req_directory"
  doctor_status=$( (verb_status) 3>&1 1>&2) && say "$doctor_status" >&3
  asks_of refuses tools - need_tools && finding fine tools - "the host agent finds all the programs that it needs"
  asks_of refuses not-nixos - need_nixos || return 0
  finding fine nixos - "it runs NixOS"
  doctor_nix
  doctor_systemd
  doctor_directory
  doctor_pending
  doctor_switch
  doctor_space
  doctor_boot
  doctor_way_back
  doctor_kernel
  doctor_sshd
  doctor_policy
  [ -z "$doctor_hidden" ] || finding note unseen - "with the role '$role' it is not told $doctor_hidden"
}

finding() { # refuses | spoils | note | fine, name, what of several it is about or -, a sentence
  case $* in
    *"$newline"*) answer "finding $(say "$*" | one_line)" ;;
    *) answer "finding $*" ;;
  esac
}

# Makes a check that fails as a deployment's do, and tells of the failure as a finding, in the check's own words. False where it failed.
asks_of() { # severity, name, what of several, check
  asks_severity=$1 asks_name=$2 asks_subject=$3
  shift 3
  asks_said=$( ("$@") 3>&1 1>&2) && return
  case $newline$asks_said in *"$newline"'error '*) ;; *) return 1 ;; esac
  asks_said=$newline$asks_said
  asks_said=${asks_said##*"$newline"error }
  finding "$asks_severity" "$asks_name" "$asks_subject" "${asks_said#* }"
  return 1
}

doctor_nix() {
  if asks_of refuses nix - is_valid "$running"; then
    doctor_version=$(foreign timeout 20 nix-store --version 2>/dev/null)
    finding fine nix - "Nix ${doctor_version##* } answers"
  elif [ -z "$asks_said" ]; then
    finding spoils nix-database - "Nix does not know the system that runs ($running): its database is not that of this store"
  fi
  case $(foreign systemctl show --property=LoadState --property=ActiveState --value nix-daemon.socket 2>/dev/null) in
    "loaded$newline"active) ;;
    "loaded$newline"*) finding note daemon - "nix-daemon.socket is not active: a deployment does without Nix's daemon, but nobody else than root has Nix" ;;
  esac
  # As root, Nix asks its daemon only where it is told to; that trusts whom it is told to.
  case ${NIX_REMOTE:-} in
    daemon | unix://*)
      case " $(nix_setting trusted-users) " in
        *' root '* | *' * '* | *' @root '*) ;;
        *) finding refuses nix-trust - "root asks Nix's daemon here (NIX_REMOTE), which does not trust it: what is sent without a signature would not be taken" ;;
      esac
      ;;
  esac
}

doctor_systemd() {
  if ! doctor_says=$(foreign timeout -k 2 20 systemctl show --property=Version --property=SystemState --value 2>&1); then
    finding refuses systemd - "systemd does not answer on this host: $(end_of "$doctor_says")"
    return
  fi
  doctor_version=${doctor_says%%[!0-9]*}
  case $doctor_says in
    *"$newline"stopping*) finding refuses systemd - "this host is shutting down" ;;
    *"$newline"maintenance*) finding spoils systemd - "this host is in rescue or emergency mode" ;;
    *) finding fine systemd - "systemd ${doctor_says%%"$newline"*} answers" ;;
  esac
  if is_number "$doctor_version" && [ "$doctor_version" -lt 255 ]; then
    finding note soft-reboot - "systemd $doctor_version is older than 255: a soft-reboot while a deployment is pending would end its watchdog"
  fi
  # Where no deployment has its files.
  run=$run_root
  doctor_units=$(all_trouble) || doctor_units=${doctor_units:-$no_answer}
  if [ -z "$doctor_units" ]; then
    finding fine units - "no unit is in trouble"
  else
    finding spoils units - "units are in trouble already, and are not held against a new system: $(printf '%s\n' "$doctor_units" | sort -u | head -n 20 | one_line)"
  fi
  run=''
}

# The record's directory is made by the first deployment: until then, what it is to be made in is looked at.
doctor_directory() {
  doctor_near=$directory
  until [ -e "$doctor_near" ] || [ -L "$doctor_near" ] || [ "$doctor_near" = / ]; do
    doctor_near=${doctor_near%/*}
    doctor_near=${doctor_near:-/}
  done
  if [ ! -d "$doctor_near" ]; then
    finding refuses directory - "revisions-directory: $directory cannot be made on this host: $doctor_near is no directory"
    return
  fi
  asks_of refuses directory - see_above "$doctor_near" || return 0
  see_above "$doctor_near"
  doctor_place=yes
  for doctor_check in need_lasting_directory need_own_directory need_writable_directory; do asks_of refuses directory - "$doctor_check" || doctor_place=''; done
  [ -z "$doctor_place" ] || finding fine directory - "$directory is root's, on a disk"
  asks_of refuses record - read_links || return 0
  read_links
  doctor_record
}

doctor_record() {
  if [ -z "$healthy" ]; then
    finding note revisions - "no revision is healthy here yet: the first deployment records what runs as found-..., and goes back to that"
  elif [ ! -e "$state/confirmed/$healthy" ]; then
    finding spoils record "$healthy" "$directory/healthy leads to $healthy, which was never confirmed here: somebody else has moved it"
  else
    finding fine revisions - "healthy is $healthy"
  fi
  doctor_rooted=$newline$(find /nix/var/nix/gcroots/auto -maxdepth 1 -type l -printf '%l\n' 2>/dev/null)$newline
  doctor_lost='' doctor_unrooted=''
  # shellcheck disable=SC2046  # labels and store paths have no spaces; what else is there is skipped
  set -- $(labels)
  while [ $# -gt 1 ]; do
    if ! is_store_path "$2" || [ ! -e "$2" ]; then
      doctor_lost="$doctor_lost $1"
    else
      case $doctor_rooted in *"$newline$directory/$1$newline"* | *"$newline$above_real/$1$newline"*) ;; *) doctor_unrooted="$doctor_unrooted $1" ;; esac
    fi
    shift 2
  done
  [ -z "$doctor_lost" ] || finding spoils lost-revision - "revisions whose system is not in the store any more, so that nothing goes back to them:$doctor_lost"
  [ -z "$doctor_unrooted" ] || finding spoils unrooted-revision - "revisions whose system nothing keeps from the garbage collector:$doctor_unrooted"
  [ ! -e "$state/boot-entry-unsure" ] || finding spoils boot-entry - "the last boot entry was interrupted or could not be written: the next deployment writes it once more, and until then it is not known what boots"
  [ -z "$healthy" ] || [ "$profile" = "$(toplevel_of "$healthy")" ] || ! is_unconfirmed "$profile" ||
    finding note boot-default - "what boots next, $profile, was never confirmed: the next deployment first sets the boot default back to $healthy"
}

# In a process of its own, for what is loaded is of that deployment.
doctor_pending() (
  if load_pending; then
    # Whoever begins one has the lock before anybody else works on it.
    if is_of_this_boot && { is_worked_on || [ -n "$(lock_pids "$run_root/lock")" ]; }; then
      asks_of refuses pending - refuse_pending
    else
      finding note interrupted - "revision $revision by $who since $since was interrupted: the next deployment brings it to its end first"
    fi
    exit
  elif [ -s "$state/pending" ]; then
    finding note interrupted - "$state/pending cannot be read: it counts as none"
  elif asks_of refuses pending - refuse_beside_elsewhere; then
    finding fine pending - "no deployment is pending"
  fi
)

# The lock is not tried, but looked for at those who have it.
doctor_switch() {
  doctor_holder=''
  [ ! -e "$switch_lock" ] || doctor_holder=$(lock_pids "$switch_lock" | head -n 1)
  if [ -z "$doctor_holder" ]; then
    finding fine busy - "nobody switches"
    return
  fi
  # What stands in a command line may be a secret.
  if [ "$role" = watch ]; then
    other_switch="process $doctor_holder" doctor_hidden="what the processes are that hold locks"
  else
    other_switch=$(tell_process "$doctor_holder")
  fi
  finding refuses busy - "another switch runs on this host ($other_switch): a deployment waits $switch_patience s for its end, and is refused where that does not come"
}

doctor_space() {
  doctor_full=''
  # shellcheck disable=SC2086  # plain paths and numbers
  if [ -e "$state" ]; then set -- "$state" 1024 $space_needed; else set -- "$doctor_near" 1024 $space_needed; fi
  while [ $# != 0 ]; do
    asks_of refuses disk "$1" need_space "$1" "$2" || doctor_full="$doctor_full$1 "
    shift 2
  done
  [ -z "$doctor_full" ] || return 0
  # shellcheck disable=SC2046  # two numbers
  set -- $(foreign df -k --output=avail,iavail /nix/store 2>/dev/null | tail -n 1)
  if is_number "${1:-}" && [ "$1" -lt 1048576 ]; then
    finding spoils room /nix/store "/nix/store has $(($1 / 1024)) MiB left: a new system may not fit"
  elif is_number "${2:-}" && [ "$2" != 0 ] && [ "$2" -lt 20000 ]; then
    finding spoils room /nix/store "/nix/store has $2 inodes left: a new system may not fit"
  else
    finding fine disk - "$((${1:-0} / 1024)) MiB are left in /nix/store"
  fi
  [ -s "$state/reserve" ] || [ "${1:-0}" -ge 8192 ] || finding spoils reserve - "no room could be held for the way back: less than 8 MiB are left"
}

# What is to be mounted, and with which options, is in fstab(5) and in proc_pid_mountinfo(5).
doctor_boot() {
  doctor_fine=yes
  [ -r /etc/fstab ] && set -- /proc/self/mountinfo /etc/fstab || set -- /proc/self/mountinfo
  doctor_mounts=$(awk '
    FILENAME != "/etc/fstab" { mounted[$5]; if ($6 ",," $NF ~ /(^|,)ro(,|$)/) fixed[$5]; next }
    $2 ~ /^\/(boot|boot\/efi|efi)$/ && $4 !~ /(^|,)noauto(,|$)/ && !($2 in mounted) { print "unmounted", $2 }
    END { for (place in mounted) if (place ~ /^\/(boot|boot\/efi|efi)$/) print (place in fixed ? "read-only" : "mounted"), place }' "$@")
  # shellcheck disable=SC2086  # plain words
  set -- $doctor_mounts
  while [ $# -gt 1 ]; do
    case $1 in
      unmounted) finding spoils unmounted "$2" "$2 is in /etc/fstab and not mounted: the boot entry would be written where no boot loader looks, and the next boot would bring the system of before" ;;
      read-only) finding spoils read-only "$2" "$2 is mounted read-only: the boot entry could not be written, and a deployment would be rolled back" ;;
      mounted)
        doctor_free=$(foreign df -k --output=avail "$2" 2>/dev/null | tail -n 1 | tr -d ' ')
        if is_number "$doctor_free" && [ "$doctor_free" -ge 512 ] && [ "$doctor_free" -lt 102400 ]; then
          finding spoils room "$2" "$2 has $((doctor_free / 1024)) MiB left: a new kernel with its initrd may not fit, and a deployment would be rolled back"
          doctor_fine=''
        fi
        ;;
    esac
    [ "$1" = mounted ] || doctor_fine=''
    shift 2
  done
  [ -z "$doctor_fine" ] || finding fine boot - "/boot can be written to"
  # nixpkgs' own words for a system without one (system.build.installBootLoader): they stand in its switch-to-configuration.
  if grep -aqs -e 'how to make this configuration bootable' -e no-bootloader "$profile/bin/switch-to-configuration"; then
    finding note boot-loader - "the system profile has no boot loader: what boots is decided elsewhere, and a reboot proves nothing"
  else
    doctor_loader=''
    for doctor_file in /boot/loader/loader.conf:systemd-boot /boot/efi/loader/loader.conf:systemd-boot /efi/loader/loader.conf:systemd-boot /boot/grub/grub.cfg:GRUB \
      /boot/extlinux/extlinux.conf:extlinux /boot/limine/limine.conf:Limine; do
      [ ! -e "${doctor_file%:*}" ] || doctor_loader=${doctor_file##*:}
    done
    if [ -n "$doctor_loader" ]; then
      finding fine boot-loader - "the boot loader is $doctor_loader"
    else
      finding note boot-loader - "it is not known which boot loader this host has: neither systemd-boot, GRUB, extlinux nor Limine has its files in /boot"
    fi
  fi
}

doctor_way_back() {
  toplevel=$running
  if asks_of spoils way-back - refuse_what_cannot_return && asks_of spoils way-back - need_system_of "$running"; then
    finding fine way-back - "what runs can be gone back to"
  fi
  # shellcheck disable=SC2046  # store paths
  set -- $(readlink -e /run/booted-system/kernel /run/booted-system/initrd /run/booted-system/kernel-modules) -- \
    $(readlink -e "$running/kernel" "$running/initrd" "$running/kernel-modules")
  doctor_booted="$*"
  # What a container boots has none of them.
  case $doctor_booted in
    -- | '-- '* | *' --') ;;
    "${doctor_booted#* -- } -- "*) finding fine reboot - "it runs the kernel that it has booted" ;;
    *) finding note reboot - "a reboot is needed: kernel, initrd or modules of the system that runs are not those that were booted" ;;
  esac
  # What `latest` stands for would be refused for another machine.
  doctor_latest=$(toplevel_of "$latest")
  [ -z "$doctor_latest" ] || [ ! -e "$doctor_latest" ] || asks_of spoils system - need_system_of "$doctor_latest" || :
}

doctor_kernel() {
  { read -r doctor_panic </proc/sys/kernel/panic; } 2>/dev/null || return 0
  if [ "$doctor_panic" = 0 ]; then
    finding note panic - "kernel.panic is 0: a deployment sets it while it is pending, but after \`activate: boot\` a kernel that panics would stand still for ever"
  else
    finding fine panic - "a kernel that panics reboots"
  fi
}

# sshd's own word for what holds, else its files. Of an option the first value counts (sshd_config(5)).
doctor_sshd() {
  # shellcheck disable=SC2046  # words
  set -- $({ foreign timeout 10 sshd -T 2>/dev/null || cat /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf 2>/dev/null; } | awk '
    { key = tolower($1) } key == "match" { exit }
    key ~ /^(maxsessions|maxstartups)$/ && !(key in is) { is[key] = $2 }
    END { print ("maxsessions" in is ? is["maxsessions"] : 10), ("maxstartups" in is ? is["maxstartups"] : "10:30:100") }')
  doctor_fine=yes
  if is_number "${1:-}" && [ "$1" -lt 4 ]; then
    finding note sshd - "sshd takes $1 sessions over one connection (MaxSessions): what a deployment asks at the same time waits for each other"
    doctor_fine=''
  fi
  doctor_startups=${2%%:*}
  if is_number "$doctor_startups" && [ "$doctor_startups" -lt 5 ]; then
    finding spoils sshd - "sshd takes $doctor_startups logins at a time (MaxStartups): while others try theirs, the new connection after a switch may be turned away, and the deployment rolled back"
    doctor_fine=''
  fi
  [ -z "$doctor_fine" ] || finding fine sshd - "sshd takes enough sessions"
}

doctor_policy() {
  [ -e "$policy_file" ] || return 0
  finding fine policy - "the policy can be read"
  [ "$policy_require_signature" != true ] || finding note policy - "this host records no system without a statement that is signed (require-signature in $policy_file)"
  [ "$policy_require_signature" != true ] || [ -s "$policy_signers" ] ||
    finding refuses signers - "this host records only what is signed, and nobody may sign: $policy_signers is not there, or empty"
  [ "$policy_require_signature" != true ] || [ -n "$policy_configuration" ] ||
    finding refuses signers - "$policy_file does not say which configuration is for this host: add configuration=NAME"
}

# ---------------------------------------------------------------------------------------------------- hook.sh

# A hook: a command beside an activation, which is bounded in time and ends with whoever waits for it.
# Changes on the host: nothing by itself. The command is the user's own.

verb_hook() {
  { is_number "$req_timeout" && [ "$req_timeout" -ge 1 ]; } || fail protocol "the request has no timeout"
  hook_data=$(request_data) || fail incomplete "the stream broke off"
  case $req_kind in
    command)
      [ -z "$role" ] || fail role "a command that comes with the request is not run for a key with a role: let $policy_file name it (hook-NAME=COMMAND), and ask for \`hook: NAME\`"
      hook_command=$hook_data
      ;;
    named) hook_command=$(named_command hook "$hook_data" "$policy_hooks") || exit ;;
    *) fail protocol "'$req_kind' is not a kind of hook" ;;
  esac
  case $req_revision$req_target$req_host in *[!A-Za-z0-9_.:%+-]*) fail protocol "the request has a revision, target or host that is no plain word" ;; esac
  need_toplevel
  [ -z "$req_previous" ] || is_store_path "$req_previous" || fail toplevel "'$req_previous' is not a store path"
  [ -z "$role" ] || need_recorded
  REVISION=$req_revision TARGET=$req_target HOST=$req_host TOPLEVEL=$req_toplevel PREVIOUS_TOPLEVEL=$req_previous
  export REVISION TARGET HOST TOPLEVEL PREVIOUS_TOPLEVEL
  # As with a check, what it leaves behind may hold its output open, and a line that nobody can guess ends it.
  hook_end=$(od -An -N 16 -tx1 /dev/urandom | tr -d ' ')
  hook_code=$({
    {
      hook_begun=$(uptime_seconds)
      foreign exec timeout -k 2 "$req_timeout" sh -c "$hook_command" &
      hook_pid=$!
      hook_beats "$hook_pid" >/dev/null 2>&1 &
      hook_ticks=$!
      wait "$hook_pid"
      hook_status=$?
      kill "$hook_ticks" 2>/dev/null
      # A command may exit with these, too.
      case $hook_status in
        124 | 137) [ $(($(uptime_seconds) - hook_begun)) -lt "$req_timeout" ] || hook_status=timeout ;;
      esac
      say "$hook_status" >&5
      printf '\n%s\n' "$hook_end"
    } 2>&1 |
      { exec 6<&0; dd bs=1024 count=1000000 <&6 2>/dev/null 3>&- 4>&- 5>&- 6<&- 7>&- 8>&- 9>&- & } |
      hook_lines "$hook_end" >&3
  } 5>&1)
  answer "exit $hook_code"
}

# The policy's command believes what it is told, and may run it as root: of a key with a role it is told only what the record has, signed where that is asked for.
need_recorded() {
  set_directory "$req_directory"
  read_links
  find_link "$req_revision"
  [ "$linked" = "$req_toplevel" ] || fail role "hook: $req_toplevel is not what is recorded as $req_revision on this host, and a key with a role has hooks run for no other"
  need_statement "$req_revision" "$req_toplevel"
  [ -z "$req_previous" ] || [ "$req_previous" = "$running" ] || case $links in *" $req_previous$newline"*) ;; *) fail role "hook: $req_previous is not recorded on this host" ;; esac
}

# Ends the hook when nobody hears a sign of life any more: the runner was cancelled, or is lost.
hook_beats() { # pid
  trap '' PIPE
  while foreign sleep 1 && kill -0 "$1"; do
    answer tick || { kill "$1"; return; }
  done
}

uptime_seconds() {
  IFS=. read -r uptime_whole _ </proc/uptime
  say "$uptime_whole"
}

# Lines of its output as they come: so many, each as one write that no tick comes into the middle of; and the last ones, for a failure's words.
hook_lines() { # end
  awk -v end="$1" '
    $0 == end { exit }
    !/./ { next }
    { line = substr($0, 1, 1000) }
    ++n <= 10000 { print "out " line; fflush(); next }
    { last[n % 5] = line }
    END {
      if (n > 10005) print "out (" (n - 10005) " lines are left out here)"
      for (i = n - 4; i <= n; i++) if (i > 10000) print "out " last[i % 5]
    }'
}

# ---------------------------------------------------------------------------------------------------- keys.sh

# Keys: the host's own agent as the forced command of a key in authorized_keys, and what the role of that key permits. An agent that was
# sent serves who is root anyway, and has no role.
# Changes on the host: nothing.

# As sshd starts it: `serve --role ROLE --name NAME`. Takes what is sent to a host that has no agent: the launcher's line, which tells the
# length of the agent behind it. Both are thrown away, and this one serves.
serve_key() {
  [ $# = 4 ] && [ "$1 $3" = '--role --name' ] || refuse_key 'nix-flake-deploy-agent is called as: serve --role watch|stage|activate|deploy --name NAME'
  role=$2 key_name=$4
  case $role in watch | stage | activate | deploy) ;; *) refuse_key "nix-flake-deploy-agent knows no role '$role', but watch, stage, activate and deploy" ;; esac
  case $key_name in '' | *[!A-Za-z0-9._@-]*) refuse_key "nix-flake-deploy-agent: '$key_name' is no plain name for a key" ;; esac
  # sudo hands that variable on to nobody.
  [ -z "${SSH_CONNECTION:-}" ] || [ "${SSH_ORIGINAL_COMMAND:-}" = bash ] || refuse_key "this key runs the host agent of nix-flake-deploy as '$role', and nothing else"
  login_name=$(id -un)
  if [ "$login_name" != root ]; then
    answer "login $login_name"
    # Heard where sudo refuses.
    say "sudo has to allow here: $login_name ALL=(root) NOPASSWD: $0 serve $*" >&2
    PATH=/run/wrappers/bin:$PATH
    foreign exec sudo -n -- "$0" serve "$@" <&4 >&3
  fi
  # The login that sudo came from has told its name.
  [ -n "${SUDO_USER:-}" ] || answer "login $login_name"
  IFS= read -r launch_line <&4 || exit
  launch_bytes=${launch_line#*'$(head -c '}
  launch_bytes=${launch_bytes%%[!0-9]*}
  { is_number "$launch_bytes" && [ "${#launch_bytes}" -lt 8 ]; } || refuse_key "what came does not begin as this agent knows it: is nix-flake-deploy on this host too old for the action?"
  foreign head -c "$launch_bytes" <&4 >/dev/null
  find_fingerprint
  answer "$greeting role=$role name=$key_name"
  serve_requests
}
refuse_key() { # words
  say "$1" >&2
  exit 1
}

# Where sshd tells it: ExposeAuthInfo in its configuration.
find_fingerprint() {
  key_fingerprint=''
  [ -r "${SSH_USER_AUTH:-}" ] || return 0
  while read -r auth_method auth_key; do
    [ "$auth_method" != publickey ] || key_fingerprint=$(printf '%s\n' "$auth_key" | foreign ssh-keygen -l -f - | { read -r _ auth_fingerprint _ && say "$auth_fingerprint"; })
  done <"$SSH_USER_AUTH"
}

# Under a role nothing that a request says of this host is believed: it is the policy's.
apply_role() {
  case $role,$req_verb in
    *,status | *,doctor | *,verify | *,check | *,system | *,watch) ;;
    stage,prepare | stage,lacking | stage,fetchable | stage,substituters | stage,import) ;;
    activate,activate | activate,follow | activate,stand | activate,confirm | activate,rollback | activate,adopt | activate,hook) ;;
    deploy,*) ;;
    *) fail role "'$req_verb' is not for the key '$key_name', whose role on this host is '$role': it $(role_words)" ;;
  esac
  [ "$req_directory" = "$policy_revisions_directory" ] ||
    fail role "revisions-directory: a key with a role works in $policy_revisions_directory on this host ($policy_file), not in '$req_directory': set it so"
  # Files of this host are given to Nix by root alone.
  [ -z "$req_cache" ] || fail role "an archive that lies on this host is not for a key with a role"
  case $req_verb," $policy_payloads " in
    prepare,*" $req_payload "* | lacking,*" $req_payload "* | import,*" $req_payload "*) ;;
    prepare,* | lacking,* | import,*) fail role "payload: '$req_payload' is not what this host takes from a key with a role, but: $policy_payloads (payloads in $policy_file)" ;;
  esac
  # A window that never ends is one in which nothing has to be proven.
  [ "${req_activation_timeout:-0}" -le "$longest_timeout" ] && [ "${req_confirm_timeout:-0}" -le "$longest_timeout" ] && [ "${req_hold:-0}" -le "$longest_timeout" ] ||
    fail role "activation-timeout and confirm-timeout: a key with a role may wait for a day, and no longer"
  # A check or a hook goes on without whoever asked for it.
  [ "${req_timeout:-0}" -le "$longest_attempt" ] || fail role "timeout: a key with a role may have a check or a hook run for an hour, and no longer"
  [ -z "$req_tolerate" ] || need_tolerable
  [ -z "$req_keep" ] || req_keep=$policy_keep_revisions
  req_who="$key_name${req_who:+; $req_who}"
  caller_key="$key_name $key_fingerprint"
}
longest_timeout=86400
longest_attempt=3600

# The policy has the most that may be tolerated: each glob has to be one of its, or narrower. As a glob holds for texts, it holds for narrower
# globs, for the one wildcard is an asterisk.
need_tolerable() {
  set -f
  for tolerable_glob in $req_tolerate; do
    tolerable=no
    for tolerable_most in $policy_tolerate_units; do
      # shellcheck disable=SC2254  # it is a glob
      case $tolerable_glob in $tolerable_most) tolerable=yes ;; esac
    done
    [ "$tolerable" = yes ] ||
      fail role "tolerate-units: '$tolerable_glob' is not what a key with a role may tolerate on this host, but: ${policy_tolerate_units:-nothing} (tolerate-units in $policy_file)"
  done
  set +f
}
role_words() {
  case $role in
    watch) say "may ask what runs, and no more" ;;
    stage) say "may put systems here and record them, and activates nothing" ;;
    activate) say "may activate, confirm and roll back what is recorded, and sends nothing" ;;
  esac
}

# ---------------------------------------------------------------------------------------------------- boot.sh

# What the installed agent does when a host has booted: `heal` ends what an interruption left, `guard` proves what `activate: boot` has put there.
# Changes on the host: by heal.sh what an interruption left. WHAT BOOTS: the guard sets it back to what is healthy (boot-default.sh), and WHAT
# RUNS by the reboot after that.

begin_at_boot() {
  clear_fields req_ "$request_keys"
  read_policy
  set_directory "$policy_revisions_directory"
  who='the host itself, after a reboot' key=''
}

# What was interrupted in this boot is its watchdog's, or the next contact's: a switch, too, may start this unit.
boot_heal() {
  begin_at_boot
  { load_pending && ! is_of_this_boot; } || return 0
  take_lock_from_calls 120 || exit 1
  look
  read_links
  heal
  load_pending || say "what was interrupted is at its end: $(tail -n 1 "$state/history")"
}

# Whether what runs is what `activate: boot` has left: booted, recorded, never confirmed, and the boot default, unless the way back from it was
# interrupted; and nobody is at work. As $guard_label; what is healthy, as $guard_back.
is_unproven() {
  look
  read_links
  guard_label=$(label_of "$running") guard_back=$(toplevel_of "$healthy")
  [ ! -e "$state/pending" ] && real_path /run/booted-system && [ "$real" = "$running" ] && [ -n "$guard_label" ] && is_unconfirmed "$running" &&
    { [ "$profile" = "$running" ] || { [ -e "$state/boot-entry-unsure" ] && [ "$profile" = "$guard_back" ]; }; }
}

# The policy's checks decide, all of them at once, within its time. Units that are in trouble do not: nobody has seen them before the reboot.
boot_guard() {
  begin_at_boot
  run=$run_root/guard
  mkdir -p -m 700 "$run" || exit 1
  # Killed on the way back: that goes on, whatever the record says by now.
  if [ -e "$run/back" ]; then
    look
    read_links
    guard_label=$(label_of "$running") guard_back=$(toplevel_of "$healthy")
    take_lock_from_calls 900 || exit 1
    boot_back "$(cat "$run/back")"
    return
  fi
  is_unproven || return 0
  [ "$policy_checks" != "$newline" ] || {
    say "revision $guard_label runs unconfirmed after a reboot, and $policy_file names no check that could prove it; it is left as it is"
    return 0
  }
  REVISION=$guard_label TARGET=${policy_configuration:-$(uname -n)} HOST=$(uname -n)
  export REVISION TARGET HOST
  # However often it is started again.
  [ -s "$run/until" ] || say "$(($(now_uptime) + policy_boot_timeout))" >"$run/until"
  { read -r guard_until <"$run/until" && is_number "$guard_until"; } || guard_until=$(($(now_uptime) + policy_boot_timeout))
  until guard_failed=$(first_red_check) && [ -z "$guard_failed" ]; do
    if [ "$(now_uptime)" -ge "$guard_until" ]; then
      take_lock_from_calls 900 || exit 1
      is_unproven || return 0
      boot_back "not healthy within $policy_boot_timeout s after a reboot: $guard_failed"
      return
    fi
    foreign sleep 2
  done
  take_lock_from_calls 900 || exit 1
  is_unproven || return 0
  if ! boots "$running" && ! set_boot_default "$running"; then
    say "all checks passed, and the boot entry of $running could not be written: $boot_says"
    exit 1
  fi
  confirm_label "$guard_label" "$running" "$healthy" || exit 1
  history confirmed "$guard_label" "$running" "after a reboot"
  say "revision $guard_label is confirmed: all checks of $policy_file passed after the reboot"
}

# The name of the first check of the policy that does not pass within half a minute, and what it said. What it leaves behind may hold a file
# open, and not us.
first_red_check() {
  printf '%s' "$policy_checks" | while IFS= read -r check_line; do
    [ -n "$check_line" ] || continue
    foreign timeout -k 2 30 sh -c "${check_line#*=}" >"$run/check" 2>&1 </dev/null || {
      say "${check_line%%=*}: $(end_of "$(tail -c 4096 "$run/check")")"
      break
    }
  done
}

# The lock is held until the machine is down: no deployment begins on one that is about to reboot.
boot_back() { # why
  if ! is_store_path "$guard_back" || [ ! -e "$guard_back" ] || [ "$guard_back" = "$running" ]; then
    history guard-failed "$guard_label" "$running" "$1"
    say "revision $guard_label is $1; nothing else was ever confirmed here, so that it stays"
    return 0
  fi
  printf '%s\n' "$1" >"$run/back" || exit 1
  # As on any way back: room that was held for it, and no new generation where there is none.
  free_reserve
  was_profile=$guard_back
  if ! boots "$guard_back" && ! set_boot_default "$guard_back"; then
    say "revision $guard_label is $1; and the boot entry of $guard_back could not be written, which is tried again: $boot_says"
    exit 1
  fi
  history rolled-back "$guard_label" "$running" "$1"
  sync "$state"
  say "revision $guard_label is $1; rebooting into $guard_back"
  bounded 60 systemctl reboot
  foreign sleep 120
  reboot_into_default
}

# ---------------------------------------------------------------------------------------------------- main.sh

# What is asked for: a request's verb by a call; by one of our own units, what its arguments name.
# Changes on the host: nothing by itself.

serve() {
  [ -z "$unknown_field" ] || fail protocol "the request has a key that this agent does not know: $unknown_field"
  refuse_odd_fields
  look
  use_tools_of "$running"
  read_policy
  [ -z "$role" ] || apply_role
  case $req_verb in
    status | prepare | lacking | fetchable | substituters | import | adopt | activate | follow | stand | confirm | rollback | check | hook | verify | doctor | system | watch) "verb_$req_verb" ;;
    *) fail protocol "this agent does not know '$req_verb'" ;;
  esac
  answer end
}

# Each in a process of its own, which takes its locks and variables along. After one that failed, nobody knows where the next begins
# behind its data; and where one was killed, only the end of this one tells the runner that there will be no answer.
serve_requests() {
  while read_request; do
    (serve)
    served=$?
    case $served,$req_data in 0,* | "$failed_status",) ;; *) exit "$served" ;; esac
  done
}

case ${1:-} in
  '')
    answer "$greeting"
    NIX_FLAKE_DEPLOY_AGENT=${NIX_FLAKE_DEPLOY_AGENT:?the launcher hands over the script}
    serve_requests
    ;;
  serve)
    NIX_FLAKE_DEPLOY_AGENT=$(cat "$0")
    shift
    serve_key "$@"
    ;;
  heal | guard)
    NIX_FLAKE_DEPLOY_AGENT=$(cat "$0")
    "boot_$1"
    ;;
  activation | watchdog | confirm | rollback)
    set_directory "$NIX_FLAKE_DEPLOY_DIRECTORY"
    run=$run_root/$2
    say $$ >"$run/$1.pid" || :
    "unit_$1" "${2}" "${3:-}" "${4:-}"
    ;;
esac
