# Tells how a deployment goes and how it ended, and hands on what the runner decides.
# Changes on the host: nothing by itself; starts the units of window.sh that confirm and roll back.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

# Tells the deployment's log from req_offset on, until it has come to rest: `activated` and the seconds that are left for
# confirming, or `outcome ...`.
follow() { # activation | outcome
  follow_ticks=0
  while :; do
    follow_end=''
    if [ -e "$run/outcome" ] || [ -s "$state/outcomes/$id" ] || ! { [ -e "$state/pending" ] || [ -e "$run/pending" ]; }; then
      follow_end=$(known_outcome)
    elif [ "$1" = activation ] && [ -e "$run/activated" ] && [ ! -e "$run/rolling-back" ]; then
      follow_end="activated $(($(cat "$run/deadline") - $(now_uptime)))"
    fi
    follow_size=$(stat -c %s "$run/log" 2>/dev/null || say 0)
    if [ "$follow_size" -gt "$req_offset" ]; then
      # Each line tells up to where it goes, for a call that breaks off right after it.
      tail -c "+$((req_offset + 1))" "$run/log" | head -c "$((follow_size - req_offset))" | tr '\000' '?' |
        awk -v at="$req_offset" -v end="$follow_size" '{ at += length($0) + 1; print "logged " (at < end ? at : end) " " $0 }' >&3
      req_offset=$follow_size
    fi
    if [ -n "$follow_end" ]; then
      answer "$follow_end"
      return
    fi
    # Writing now and then is how a call whose connection is gone finds out, and ends.
    follow_ticks=$((follow_ticks + 1))
    [ $((follow_ticks % 50)) != 0 ] || answer tick
    foreign sleep 0.1
  done
}

# Where a deployment stands, for a runner that lost its connection.
known_outcome() {
  if [ -e "$run_root/$req_id/outcome" ]; then
    say "outcome $(cat "$run_root/$req_id/outcome")"
  elif [ -s "$state/outcomes/$req_id" ]; then
    say "outcome $(cat "$state/outcomes/$req_id")"
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
