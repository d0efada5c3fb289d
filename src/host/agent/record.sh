# The record: links and small files below the revisions directory.
# Changes on the host: files of the record. What runs or boots, never.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015  # variables are shared between the parts; `a && b || fail` is meant so

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
