# The way back, and how a deployment ends.
# Changes on the host: WHAT RUNS: the system that ran before runs again, if need be by a forced reboot into it. By boot-default.sh what
# boots, where that was not it any more.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

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
