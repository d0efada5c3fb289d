# What an interruption left.
# Changes on the host: brings a deployment that nobody works on any more to its end by the units of window.sh; after a reboot, sets
# the boot default back to what it was (boot-default.sh).
# shellcheck shell=sh disable=SC2034,SC2154,SC2015,SC2174  # variables are shared between the parts; `a && b || fail` is meant so; parents of a private folder stay as open as usual

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
