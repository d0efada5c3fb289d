# The calls of switch-to-configuration, all of them: one at a time, with whoever else switches left alone.
# Changes on the host: WHAT RUNS and WHAT BOOTS, as window.sh, way-back.sh and boot-default.sh ask.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

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
