# The record: links and small files below the revisions directory.
# Changes on the host: files of the record. What runs or boots, never.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015  # variables are shared between the parts; `a && b || fail` is meant so

now_uptime() {
  read -r uptime_now _ </proc/uptime
  say "${uptime_now%.*}"
}

now_utc() { date -u +%Y-%m-%dT%H:%M:%SZ; }
boot_id() { cat /proc/sys/kernel/random/boot_id; }

# Standard input becomes the file $1: whole and on disk, or not at all.
write_durably() {
  write_new=${1%/*}/.${1##*/}.new
  if cat >"$write_new" && sync "$write_new" && mv -fT "$write_new" "$1" && sync "${1%/*}"; then return 0; fi
  rm -f "$write_new"
  return 1
}

# The link $1 points at $2 afterwards, at every moment to the old or to the new.
move_link() {
  move_new=${1%/*}/.${1##*/}.new
  ln -sfn "$2" "$move_new" && mv -fT "$move_new" "$1"
}

record_field() { # file, key
  [ -e "$1" ] || return 0
  while IFS= read -r record_line; do
    case $record_line in "$2="*) say "${record_line#*=}" && return 0 ;; esac
  done <"$1"
}

# The history is for people: it is never read for a decision, and a full disk does not stop what it would have told.
history() { # event, revision, toplevel, remark
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$(now_utc)" "$1" "$2" "$3" "${who:-}" "${4:-}" 2>/dev/null >>"$state/history" || :
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

toplevel_of() { # label
  readlink "$directory/$1" 2>/dev/null || :
}

# What is confirmed before what: each confirmed revision remembers which one was healthy before it.
label_in() { # latest | healthy
  label_read=$(readlink "$directory/$1" 2>/dev/null || :)
  ! is_label "$label_read" || say "$label_read"
}

healthy_label() { label_in healthy; }

previous_label() {
  previous_of=$(healthy_label)
  [ -z "$previous_of" ] || record_field "$state/confirmed/$previous_of" previous
}

# The revision that names this system: the healthy one, if it does.
label_of() { # toplevel
  label_found=$(healthy_label)
  if [ "$(toplevel_of "$label_found")" != "$1" ]; then
    label_found=''
    for label_link in "$directory"/*; do
      ! is_label "${label_link##*/}" || [ "$(readlink "$label_link")" != "$1" ] || label_found=${label_link##*/}
    done
  fi
  say "$label_found"
}

staged_labels() {
  for staged_link in "$directory"/*; do
    ! is_label "${staged_link##*/}" || [ ! -L "$staged_link" ] || printf ' %s' "${staged_link##*/}"
  done
}

refuse_label() { # label, what it names
  is_store_path "$2" || fail revision-taken "$directory/$1 leads to '$2', which is no system: somebody else put it there; remove it, or use another \`revision\` label"
  fail revision-taken "revision $1 already names $2 on this host, and a revision never changes its meaning: use another \`revision\` label"
}

# Whether a revision that was confirmed here names this system.
was_confirmed() { # toplevel
  for confirmed_file in "$state"/confirmed/*; do
    [ "$(record_field "$confirmed_file" toplevel)" != "$1" ] || return 0
  done
  return 1
}

# Whether revisions name this system, and none of them was confirmed.
is_unconfirmed() { # toplevel
  unconfirmed=no
  for unconfirmed_link in "$directory"/*; do
    is_label "${unconfirmed_link##*/}" && [ "$(readlink "$unconfirmed_link")" = "$1" ] || continue
    [ ! -e "$state/confirmed/${unconfirmed_link##*/}" ] || return 1
    unconfirmed=yes
  done
  [ "$unconfirmed" = yes ]
}

resolve_revision() {
  case $req_revision in
    latest) revision=$(label_in latest) ;;
    healthy) revision=$(healthy_label) ;;
    previous) revision=$(previous_label) ;;
    *) revision=$req_revision ;;
  esac
  [ -n "$revision" ] || fail no-revision "this host has no '$req_revision' revision yet"
  is_label "$revision" || fail revision "'$revision' is not a revision label"
  toplevel=$(toplevel_of "$revision")
  [ -n "$toplevel" ] || fail no-revision "revision $revision is not staged on this host; staged are:$(staged_labels)"
  is_store_path "$toplevel" || refuse_label "$revision" "$toplevel"
  is_valid "$toplevel" || fail no-revision "$directory/$revision names '$toplevel', which is not in the store any more: deploy it again"
}

confirm_label() { # label, toplevel, the label that was healthy before
  confirm_previous=$(record_field "$state/confirmed/$1" previous)
  # Going back does not make what was left the way back: a second rollback goes further back, and ends at the first.
  if [ -z "${rollback:-}" ] || [ ! -e "$state/confirmed/$1" ]; then
    [ -z "$3" ] || [ "$3" = "$1" ] || confirm_previous=$3
  fi
  { say "toplevel=$2" && say "previous=$confirm_previous" && say "confirmed=$(now_utc)"; } | write_durably "$state/confirmed/$1" &&
    move_link "$directory/healthy" "$1" && sync "$directory"
}

pending_keys='id revision toplevel mode back profile boot_id who since activation_timeout confirm_timeout rollback'

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
  was_boot_id=$pending_boot_id who=$pending_who since=$pending_since rollback=$pending_rollback
  activation_timeout=$pending_activation_timeout confirm_timeout=$pending_confirm_timeout
  [ "$pending_there" = yes ] || return 1
  run=$run_root/$id
  # How long another switch is waited for.
  switch_patience=$((60 + activation_timeout))
  # Whatever this deployment does to the host, it does with the tools of the system that it would go back to.
  [ ! -x "$back/sw/bin/sh" ] || tools=$back/sw/bin
  PATH=$tools:$PATH
}

# A container's boot id may outlive its reboot; what lay in /run does not.
is_of_this_boot() { [ "$was_boot_id" = "$(boot_id)" ] && [ -e "$run/agent" ]; }

is_confirming() { [ -e "$state/confirming" ] && [ "$(cat "$state/confirming")" = "$id" ]; }

# Room for what going back writes to a full disk. Random, for some file systems keep zeros in no room at all.
reserve_bytes=4194304
hold_reserve() {
  [ "$(stat -c %s "$state/reserve" 2>/dev/null)" = "$reserve_bytes" ] ||
    { head -c "$reserve_bytes" /dev/urandom 2>/dev/null >"$state/reserve" && sync "$state/reserve"; } ||
    { rm -f "$state/reserve" && answer "log no room is held for the way back: $state has less than 4 MiB left"; }
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
