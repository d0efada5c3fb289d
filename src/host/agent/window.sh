# The window of an activation, from the first change to the confirmation or the way back.
# Changes on the host: WHAT RUNS, and by boot-default.sh what boots: when it is confirmed, and on the way back.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

# Starts an activation and follows it until it stands and waits for confirmation, or is over.
verb_activate() {
  need_id
  { is_number "$req_activation_timeout" && is_number "$req_confirm_timeout"; } || fail protocol "the request has no timeouts"
  open_state
  refuse_beside_another
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
    set_boot_default "$healthy_toplevel" || fail boot-default "the boot default $profile was never confirmed, and could not be set back to $healthy_toplevel"
    history boot-default "$(healthy_label)" "$healthy_toplevel" "set back from $profile, which was never confirmed"
  fi
  id=$req_id who=$req_who was_profile=$profile
  run=$run_root/$id
  mkdir -m 700 "$run" || fail protocol "the deployment $id is known here already"
  { printf '%s\n' "$NIX_FLAKE_DEPLOY_AGENT" >"$run/agent" && : >"$run/log" && { troubled_units && crashing_units; } >"$run/troubled-before" && job_ids >"$run/jobs-before"; } || {
    rm -rf "$run"
    fail disk "could not write to $run"
  }
  foreign nix-store --realise "$toplevel" "$back" "$was_profile" "$healthy_toplevel" --add-root "$state/roots/$id" >/dev/null ||
    fail root "could not keep the systems to go back to from the garbage collector"
  if ! {
    say "id=$id" && say "revision=$revision" && say "toplevel=$toplevel" && say "mode=$mode" && say "back=$back" && say "profile=$was_profile" &&
      say "boot_id=$(boot_id)" && say "who=$who" && say "since=$(now_utc)" && say "activation_timeout=$req_activation_timeout" &&
      say "confirm_timeout=$req_confirm_timeout" && say "rollback=$req_rollback"
  } | write_durably "$state/pending"; then
    rm -rf "$run" "$state/roots/$id"*
    fail disk "could not write $state/pending: is the disk full?"
  fi
  load_pending
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
  if ! start_says=$(start_unit "activation-$id" --property=KillMode=control-group "$tools/sh" "$run/agent" activation "$id" 2>&1); then
    conclude failed "the activation could not be started"
    fail systemd "the activation could not be started: $start_says"
  fi
  release_lock
}

unit_activation() { # id
  load_pending && [ "$id" = "$1" ] || return 0
  activation_code=0
  foreign "$toplevel/bin/switch-to-configuration" test || activation_code=$?
  activation_reason=''
  case $activation_code in
    0) ;;
    4)
      activation_new=$(new_troubled_units | tr '\n' ' ')
      [ -z "$activation_new" ] || activation_reason="units failed: ${activation_new% }"
      ;;
    1) activation_reason="switch-to-configuration refused or broke off (exit code 1)" ;;
    2) activation_reason="the activation script failed (exit code 2)" ;;
    100) activation_reason="the new system needs a reboot (exit code 100): use \`activate: boot\`, then reboot" ;;
    101) activation_reason="switch-to-configuration crashed (exit code 101)" ;;
    *) activation_reason="switch-to-configuration failed (exit code $activation_code)" ;;
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

unit_watchdog() { # id, activation | confirmation, deadline
  while [ "$(now_uptime)" -lt "$3" ]; do foreign sleep "$(($3 - $(now_uptime)))" || foreign sleep 1; done
  case $2 in
    activation) watchdog_reason="the activation did not end in time" ;;
    *) watchdog_reason="nobody confirmed the new system in time" ;;
  esac
  # An earlier watchdog that was replaced by a later one has nothing to say.
  [ "$2" = confirmation ] || [ ! -e "$run_root/$1/activated" ] || return 0
  [ -e "$run_root/$1/reason" ] || printf '%s\n' "$watchdog_reason" >"$run_root/$1/reason" || :
  unit_rollback "$1"
}

request_confirm() {
  start_unit "confirm-$id" --property=RuntimeMaxSec=600 "$tools/sh" "$run/agent" confirm "$id" 2>/dev/null || :
}

unit_confirm() { # id: the runner has seen the host healthy
  take_lock 60 || return 1
  load_pending && [ "$id" = "$1" ] || return 0
  if is_confirming; then
    finish_confirming
    return
  fi
  confirm_running=$(readlink -f /run/current-system)
  if [ ! -e "$run/activated" ] || [ "$was_boot_id" != "$(boot_id)" ]; then
    return 0
  elif [ "$confirm_running" != "$toplevel" ]; then
    roll_back_locked "$confirm_running runs, not what was to be confirmed"
  elif [ "$(now_uptime)" -ge "$(cat "$run/deadline")" ]; then
    roll_back_locked "the confirmation came after the deadline"
  elif [ "$mode" = test ]; then
    conclude tested ''
  elif say "$id" | write_durably "$state/confirming"; then
    finish_confirming
  else
    roll_back_locked "the confirmation could not be written to $state (is the disk full?)"
  fi
}

# The commit point is behind us: `confirming` is on disk. Finishes, whoever is called to; the lock is held.
finish_confirming() {
  if ! set_boot_default "$toplevel"; then
    finish_reason="the boot loader could not be written (is /boot full?)"
    undo_boot_default || finish_reason="$finish_reason; $undo_failed"
    rm -f "$state/confirming" && sync "$state"
    roll_back_locked "$finish_reason"
    return
  fi
  confirm_label "$revision" "$toplevel" "$(healthy_label)" || return 1
  conclude confirmed ''
}

request_rollback() { # reason; the record is loaded
  printf '%s\n' "$1" >"$run/reason"
  start_unit "rollback-$id" --property=Restart=on-failure --property=RestartSec=1 "$tools/sh" "$run/agent" rollback "$id" 2>/dev/null || :
}

unit_rollback() { # id; the reason is in $run/reason
  load_pending && [ "$id" = "$1" ] || return 0
  # Longer than whoever holds it may take to roll back: see the tries above.
  take_lock $((900 + 3 * activation_timeout)) || reboot_into_default
  load_pending && [ "$id" = "$1" ] || return 0
  if is_confirming; then finish_confirming; else roll_back_locked "$(cat "$run/reason" 2>/dev/null || say 'no reason was given')"; fi
}

# Back to what ran before, in bounded time, with or without network, on a full disk, against a hanging activation.
# The lock is held, the record is loaded.
roll_back_locked() { # reason
  if [ -e "$run/outcome" ]; then
    # Killed while it concluded: nothing but that is left to do.
    read -r back_word back_remark <"$run/outcome"
    conclude "$back_word" "$back_remark"
    return
  fi
  say "rolling back: $1"
  printf '%s\n' "$1" >"$run/rolling-back" || :
  printf '%s\n' "$1" 2>/dev/null >"$state/rolling-back" || :
  foreign timeout -k 5 60 systemctl stop "$unit_prefix-activation-$id.service" 2>/dev/null || :
  back_running=$(readlink -f /run/current-system)
  if [ "$back_running" != "$toplevel" ] && [ "$back_running" != "$back" ]; then
    conclude left-alone "$back_running runs, which an operator must have put there meanwhile; it is left alone (${1})"
    return
  fi
  # Jobs that the new system queued and that never end would hold up the old one's.
  for back_job in $(job_ids); do
    [ ! -e "$run/jobs-before" ] || grep -qx "$back_job" "$run/jobs-before" || foreign systemctl cancel "$back_job" 2>/dev/null || :
  done
  for back_try in 1 2 3; do
    [ "$back_try" = 1 ] || foreign sleep 2
    foreign systemctl reset-failed 2>/dev/null || :
    [ ! -e /run/nixos/switch-to-configuration.lock ] || foreign flock -w 30 /run/nixos/switch-to-configuration.lock true || :
    back_code=0
    foreign env NIXOS_NO_CHECK=1 timeout -k 10 "$activation_timeout" "$back/bin/switch-to-configuration" test || back_code=$?
    say "switch-to-configuration test of the previous system ended with $back_code"
    if [ "$back_code" = 0 ] || { [ "$back_code" = 4 ] && [ -z "$(new_troubled_units)" ]; }; then
      back_remark=$1
      boots "$was_profile" || undo_boot_default || back_remark="$1; $undo_failed"
      conclude rolled-back "$back_remark"
      return
    fi
  done
  say "the previous system cannot be activated; rebooting into the boot default, which is $was_profile"
  reboot_into_default
}

reboot_into_default() {
  foreign timeout -k 5 20 sync || :
  foreign timeout -k 5 20 systemctl reboot --force || :
  foreign sleep 20
  foreign systemctl reboot --force --force
  foreign sleep infinity
}

# Ends the pending deployment: the outcome first, for whoever asks; then the record; the watchdog last, for it may be us.
conclude() { # outcome, reason
  printf '%s %s\n' "$1" "$2" >"$run/outcome.new" 2>/dev/null && mv -f "$run/outcome.new" "$run/outcome"
  printf '%s %s\n' "$1" "$2" 2>/dev/null >"$state/outcomes/$id" || :
  history "$1" "$revision" "$toplevel" "$2"
  rm -f "$state/pending"
  rm -f "$state/confirming" "$state/rolling-back" "$state/roots/$id"*
  sync "$state" 2>/dev/null || :
  release_lock
  # One at a time: systemd 262 stops none of them where one is not loaded.
  for conclude_kind in activation confirmation; do foreign systemctl stop --no-block "$unit_prefix-watchdog-$id-$conclude_kind.service" 2>/dev/null || :; done
}
