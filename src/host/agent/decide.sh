# What is to be done with a deployment that is pending. Confirmation, rollback, watchdog and healing all ask this.
# Changes on the host: nothing.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

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
