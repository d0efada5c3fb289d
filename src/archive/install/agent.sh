# The host agent, asked as a deployment over SSH asks it, and what is done with its answers.
# Changes on the host: nothing by itself. The agent does: it stages, activates under its watchdog, confirms and goes back.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015  # variables are shared between the parts; `a && b || c` is meant so

# Asks the host agent: the request's lines are the arguments, its data standard input. What it answers is in $work/answer.
ask() {
  { printf '%s\n' "$@" "directory=$directory" data=rest '' && cat; } |
    sh -c 'NIX_FLAKE_DEPLOY_AGENT=$(cat "$0") && eval "$NIX_FLAKE_DEPLOY_AGENT"' ./host-agent.sh 2>"$work/says" |
    while IFS= read -r ask_line; do
      case $ask_line in
        'log '*) note "  ${ask_line#log }" ;;
        'logged '*)
          ask_line=${ask_line#logged }
          note "  ${ask_line#* }"
          ;;
        armed) note "the watchdog is armed; activating (if this session breaks off: log in again, then $again status)" ;;
        tick) ;;
        *) printf '%s\n' "$ask_line" >&4 ;;
      esac
    done 4>"$work/answer"
  ask_error=$(answered error)
  [ -n "$ask_error" ] || grep -qx end "$work/answer" || ask_error="agent the host agent ended unexpectedly: $(tail -n 1 "$work/says")"
  [ -z "$ask_error" ]
}

must_ask() { ask "$@" </dev/null || die "${ask_error#* }"; }
answered() { sed -n "s/^$1 //p" "$work/answer" | head -n 1; } # keyword
has_answered() { grep -Eq "^$1( |\$)" "$work/answer"; }

remark() { [ -z "$1" ] || note "look after it: $1"; }

# The end of a deployment, in the agent's words.
report() { # OUTCOME reason
  case $1 in
    'confirmed '*) note "confirmed: it runs, and boots from now on" && remark "${1#confirmed }" ;;
    'tested '*) note "it runs until the next reboot; what boots is what it was" && remark "${1#tested }" ;;
    'rolled-back '*) die "rolled back: ${1#* }" ;;
    *) die "${1#* }; $again status shows what runs" ;;
  esac
}

install_system() {
  open_archive
  case $mode in switch | test) plan_checks ;; esac
  # All of a closure is here; what must be built, or was left out, may be fetched.
  install_substitute=''
  [ "$substitute" = no ] || { [ "$payload" = closure ] && ! lacking_expected <"$work/closure" | grep -q .; } || install_substitute=true
  stage "$install_substitute" || {
    [ -n "$install_substitute" ] && [ "${ask_error%% *}" = import ] || die "${ask_error#* }"
    note "${ask_error#* }; trying again without this machine's substituters"
    stage '' || die "${ask_error#* }"
  }
  toplevel=$(answered staged)
  note "staged as revision $revision: $toplevel"
  [ "$mode" = none ] || activate
}

stage() { # whether this machine's substituters are asked: true, or nothing
  stage_substitute=$1
  set -- "revision=$revision" "payload=$payload" "roots=$roots" "toplevel=$toplevel" "installable=$(told installable)" "system=$(told system)" "mode=$mode" "who=$who" \
    "substitute=$1" "signer=$(told signer)" "cache=$work/cache" "statement=$(told statement)" "signature=$(told signature)"
  ask verb=prepare "$@" </dev/null || return 1
  ! has_answered staged || return 0
  ask verb=lacking "$@" <"$work/closure" || return 1
  sed -n 's/^lacks //p' "$work/answer" >"$work/lacks"
  stage_lacks=$(lacking_expected <"$work/lacks")
  # Of a closure it has asked its substituters by now.
  if [ -n "$stage_lacks" ] && [ -n "$stage_substitute" ] && [ "$payload" != closure ]; then
    printf '%s\n' "$stage_lacks" | ask verb=fetchable || return 1
    stage_lacks=$(sed -n 's/^lacks //p' "$work/answer")
  fi
  [ -z "$stage_lacks" ] || refuse_thin "$stage_lacks"
  note "taking in $(grep -c . "$work/lacks") of $(grep -c . "$work/closure") store paths"
  ask verb=import "$@" </dev/null
}

activate() {
  id=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
  must_ask verb=activate "id=$id" "mode=$mode" "revision=$revision" "who=$who" "activation-timeout=$activation_timeout" "confirm-timeout=$confirm_timeout"
  activate_previous=$(answered previous)
  if has_answered unchanged; then
    activate_label=$(answered unchanged)
    if [ "$mode" != boot ] && ! prove "$prove_seconds"; then
      die "$prove_why. It ran this system already, so nothing was changed"
    fi
    [ "$mode" != switch ] || [ "$activate_label" = "$revision" ] || must_ask verb=adopt "revision=$revision" "who=$who"
    note "this machine has it already: nothing was changed"
  elif has_answered boots-next; then
    note "boots next: revision $revision, unconfirmed; until then $activate_previous runs"
  elif has_answered activated; then
    activate_left=$(answered activated)
    activate_until=$(($(uptime_seconds) + activate_left))
    # Less is left than there was where the activation was followed late.
    # Going back is told before the watchdog does it by itself, which knows no reason.
    activate_room=$((activate_left > 3 ? activate_left - 2 : activate_left))
    [ "$activate_room" -gt "$prove_seconds" ] || prove_seconds=$activate_room
    if ! prove "$prove_seconds"; then
      note "$prove_why; going back"
      must_ask verb=rollback "id=$id" offset=999999999 "reason=$(printf %s "$prove_why" | tr -d '\000-\037\177' | cut -c1-500)"
      report "$(answered outcome)"
    elif [ "$confirm" = yes ]; then
      must_ask verb=confirm "id=$id" offset=999999999
      report "$(answered outcome)"
    else
      [ -z "$checks_unsaid" ] || note "$checks_unsaid"
      note "revision $revision runs, and is not confirmed. In $(show_seconds $((activate_until - $(uptime_seconds)))) it goes back by itself to $activate_previous"
      note "Look whether all is well, then:  $again confirm    (or: $again rollback)"
    fi
  else
    report "$(answered outcome)"
  fi
}

# What a reboot interrupted is brought to its end first: then it is known how that ended.
ask_status() {
  must_ask verb=status
  status_interrupted=$(answered interrupted)
  [ -n "$status_interrupted" ] || return 0
  must_ask verb=follow "id=${status_interrupted%% *}" kind=outcome offset=999999999
  must_ask verb=status
}

# What was installed by hand waits for a person; what a workflow deploys waits for that workflow's own checks.
find_pending() {
  ask_status
  pending=$(answered pending)
  [ -n "$pending" ] || die "nothing waits for confirmation on this machine$(sed -n 's/^event /; what happened last: /p' "$work/answer" | tail -n 1 | tr '\t' ' ')"
  id=${pending%% *}
  case $pending in
    *', by hand') ;;
    *) die "what waits for confirmation was not installed by hand, and ends by itself: since ${pending#* }" ;;
  esac
}

# Before the activation has ended there is nothing to confirm.
confirm_pending() {
  find_pending
  must_ask verb=follow "id=$id" kind=activation offset=999999999
  ! has_answered activated || must_ask verb=confirm "id=$id" offset=999999999
  report "$(answered outcome)"
}

roll_back_pending() {
  find_pending
  must_ask verb=rollback "id=$id" offset=999999999 "reason=told so by $who"
  case $(answered outcome) in
    'rolled-back '*) note "rolled back: $(answered outcome | cut -d' ' -f2-)" ;;
    *) report "$(answered outcome)" ;;
  esac
}

show_status() {
  ask_status
  sed -n 's/^fact //p; s/^revision /revision /p; s/^pending [^ ]* \([^ ]*\) \([^ ]*\) /waits for confirmation since \1: revision \2, by /p; s/^event /event /p' "$work/answer" |
    tr '\t' ' ' | tr -d '\000-\010\013-\037'
}
