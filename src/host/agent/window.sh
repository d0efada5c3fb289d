# The window of an activation, from the first change to the confirmation; way-back.sh is how it is left otherwise.
# Changes on the host: WHAT RUNS, and by boot-default.sh what boots, when it is confirmed.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

# Starts an activation and follows it until it stands and waits for confirmation, or is over.
verb_activate() {
  need_id
  { is_number "$req_activation_timeout" && is_number "$req_confirm_timeout"; } || fail protocol "the request has no timeouts"
  open_state
  refuse_beside_another
  # Until it is in the record, nobody prunes what was resolved.
  take_stage_lock
  resolve_revision
  mode=$req_mode
  answer "resolved $revision $toplevel"
  healthy_toplevel=$(toplevel_of "$(healthy_label)") back=$running
  if is_unchanged "$mode"; then
    answer "previous $back $(label_of "$back")"
    answer "unchanged $(healthy_label)"
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
      follow activation
      ;;
    boot) activate_boot ;;
    dry-activate) preview ;;
    *) fail protocol "'$mode' is not a way to activate" ;;
  esac
}

refuse_beside_another() {
  if load_pending; then
    fail pending "another deployment is pending on this host: revision $revision by $who since $since; it is confirmed or rolled back by itself within $((activation_timeout + confirm_timeout)) s, try again then"
  fi
  for other_unit in $(foreign systemctl list-units --plain --no-legend --full --state=active,activating "$unit_prefix-watchdog-*" | awk '{print $1}'); do
    other_id=${other_unit#"$unit_prefix-watchdog-"}
    [ -e "$run_root/${other_id%-*}/outcome" ] ||
      fail pending "another deployment is pending on this host, with another revisions-directory; use one directory for a host, and try again when that has ended"
  done
}

# From here to the outcome the record names the way back. It is rooted and on disk before anything changes.
open_window() {
  if ! boots "$healthy_toplevel"; then
    # Left by `boot` and never confirmed: a power cut in the window must not boot it.
    open_default=$profile
    if set_boot_default "$healthy_toplevel"; then
      history boot-default "$(healthy_label)" "$healthy_toplevel" "set back from $open_default, which was never confirmed"
    elif [ -z "$req_rollback" ]; then
      fail boot-default "the boot default $open_default was never confirmed, and could not be set back to $healthy_toplevel: $boot_says"
    else
      answer "log the boot default $open_default was never confirmed, and could not be set back to $healthy_toplevel yet: $boot_says"
    fi
  fi
  id=$req_id who=$req_who was_profile=$profile
  run=$run_root/$id
  mkdir -m 700 "$run" || fail protocol "the deployment $id is known here already"
  { printf '%s\n' "$NIX_FLAKE_DEPLOY_AGENT" >"$run/agent" && : >"$run/log" && { troubled_units && unstarted_units; } >"$run/troubled-before" && job_ids >"$run/jobs-before"; } || {
    rm -rf "$run"
    fail disk "could not write to $run"
  }
  foreign nix-store --realise "$toplevel" "$back" "$was_profile" "$healthy_toplevel" --add-root "$state/roots/$id" >/dev/null ||
    fail root "could not keep the systems to go back to from the garbage collector"
  hold_reserve
  # In /run too: nothing that the new system mounts hides that from the watchdog.
  if ! open_says=$({
    say "id=$id" && say "revision=$revision" && say "toplevel=$toplevel" && say "mode=$mode" && say "back=$back" && say "profile=$was_profile" &&
      say "boot_id=$(boot_id)" && say "who=$who" && say "since=$(now_utc)" && say "activation_timeout=$req_activation_timeout" &&
      say "confirm_timeout=$req_confirm_timeout" && say "rollback=$req_rollback"
  } 2>&1 >"$run/pending" && write_durably "$state/pending" <"$run/pending" 2>&1); then
    rm -rf "$run" "$state/roots/$id"*
    fail disk "could not write $state/pending: $open_says"
  fi
  load_pending
  release_stage_lock
  hold_panic
  sync -f "$state" /nix/store /nix/var/nix/db
  sync_boot
}

# The watchdog first; the activation in a unit of its own, which outlives this call and its connection.
arm_and_start() {
  start_deadline=$(($(now_uptime) + activation_timeout))
  say "$start_deadline" >"$run/deadline"
  if ! start_says=$(arm_watchdog activation "$start_deadline" 2>&1); then
    conclude failed "the watchdog could not be armed"
    fail watchdog "the watchdog could not be armed, so nothing was changed: $start_says"
  fi
  history activating "$revision" "$toplevel" "from $back"
  if ! start_says=$(start_unit once "activation-$id" --property=KillMode=control-group "$tools/sh" "$run/agent" activation "$id" 2>&1); then
    conclude failed "the activation could not be started"
    fail systemd "the activation could not be started: $start_says"
  fi
  release_lock
}

unit_activation() { # id
  load_deployment "$1" || return 0
  activation_from=$(stat -c %s "$run/log")
  was_confirmed "$toplevel" || switch_checks=on
  # Half of the time for somebody else, half for this.
  switch_patience=$((activation_timeout / 2)) switch_leaves=third
  note_start
  run_switch "$toplevel" test '' || :
  activation_reason=''
  case $switch_code in
    0 | 4) judge_units ;;
    busy)
      # Nothing was touched, so there is nothing to go back from.
      : >"$run/untouched"
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
    activation_deadline=$(($(now_uptime) + confirm_timeout))
    if say "$activation_deadline" >"$run/deadline" && arm_watchdog confirmation "$activation_deadline"; then
      : >"$run/activated"
      foreign systemctl stop --no-block "$unit_prefix-watchdog-$id-activation.service"
      return 0
    fi
    activation_reason="the watchdog could not be armed anew"
  fi
  request_rollback "$activation_reason"
}

# Whether the switch left units in trouble that were not before. Its exit code is 0 for some of them, and 4 also for what is no unit's
# failure: a reload, a job, the activation of a user who is logged in.
judge_units() {
  judge_new=$(new_trouble)
  if [ -n "$judge_new" ]; then
    activation_reason="units failed: $judge_new"
  elif [ "$switch_code" = 4 ]; then
    judge_old=$(old_trouble)
    if [ -n "$judge_old" ]; then
      say "switch-to-configuration ended with 4$(last_words), which units explain that were in trouble before: $judge_old" | tee -a "$run/warning"
    else
      activation_reason="switch-to-configuration ended with 4$(last_words)"
    fi
  fi
}

# What the switch said that sounds like trouble, and not what it quotes of a unit's status and journal; else its last line.
last_words() {
  words_said=$(tail -c "+$((activation_from + 1))" "$run/log" | tail -c 65536 | tr -d '\000-\010\013-\037')
  words_kept=$(printf '%s\n' "$words_said" | grep -aiE '^(warning|error|failed)\b|^[^ ].* failed$' | grep -avE '^[A-Z][a-z]{2} [ 0-9][0-9] ' | tail -n 5)
  [ -n "$words_kept" ] || words_kept=$(printf '%s\n' "$words_said" | grep -a . | tail -n 1)
  [ -z "$words_kept" ] || printf ': %s' "$(printf '%s\n' "$words_kept" | awk '{ printf "%s%s", (NR > 1 ? "; " : ""), $0 }' | cut -c1-500)"
}

unit_watchdog() { # id, activation | confirmation, deadline
  # In short naps: the clock of a longer one stands still while a machine is suspended, and this one does not.
  while watchdog_left=$(($3 - $(now_uptime))) && [ "$watchdog_left" -gt 0 ]; do foreign sleep "$((watchdog_left < 5 ? watchdog_left : 5))" || foreign sleep 1; done
  case $2 in
    activation) watchdog_reason="the activation did not end in time" ;;
    *) watchdog_reason="nobody confirmed the new system in time" ;;
  esac
  # An earlier watchdog that was replaced by a later one has nothing to say.
  [ "$2" = confirmation ] || [ ! -e "$run_root/$1/activated" ] || return 0
  [ -e "$run_root/$1/reason" ] || printf '%s\n' "$watchdog_reason" >"$run_root/$1/reason" || :
  work_on "$1" watchdog
}

request_confirm() {
  start_unit once "confirm-$id" --property=RuntimeMaxSec=600 "$tools/sh" "$run/agent" confirm "$id" 2>/dev/null || :
}
unit_confirm() { work_on "$1" confirm; }
unit_rollback() { work_on "$1" rollback; }

# Does what is decided, under the lock.
work_on() { # id, who asks
  load_deployment "$1" || return 0
  # Longer than whoever holds it may take to roll back.
  take_lock_from_calls $((900 + 3 * activation_timeout)) || reboot_into_default
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

# The commit point: once `confirming` is on disk, everybody who finds the record finishes it.
finish() {
  if ! is_confirming; then
    if [ "$mode" = test ]; then
      conclude tested "$(cat "$run/warning" 2>/dev/null)"
      return
    elif ! finish_says=$(say "$id" | write_durably "$state/confirming" 2>&1); then
      go_back "the confirmation could not be written to $state: $finish_says"
      return
    fi
  fi
  if ! set_boot_default "$toplevel"; then
    finish_reason="the boot loader could not be written: $boot_says"
    undo_boot_default || finish_reason="$finish_reason; $undo_failed"
    rm -f "$state/confirming" && sync "$state"
    go_back "$finish_reason"
    return
  fi
  confirm_label "$revision" "$toplevel" "$(healthy_label)" || return 1
  conclude confirmed "$(cat "$run/warning" 2>/dev/null)"
}
