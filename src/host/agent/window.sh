# The window of an activation, from the first change to the confirmation; way-back.sh is how it is left otherwise.
# Changes on the host: WHAT RUNS, and by boot-default.sh what boots, when it is confirmed.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

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
