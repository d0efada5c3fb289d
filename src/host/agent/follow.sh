# Tells how a deployment goes and how it ended, and hands on what the runner decides.
# Changes on the host: nothing by itself; starts the units of window.sh that confirm and roll back.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

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
