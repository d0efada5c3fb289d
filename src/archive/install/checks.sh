# Health checks, as the action has them.
# Changes on the host: nothing but files in $work. A check's command is the archive's own, and the agent runs it.
# shellcheck shell=sh disable=SC2034,SC2154,SC2030,SC2031  # variables are shared between the parts; each health check has a $work of its own, in a subshell

# Each check has a directory, and what it asks there in lines. Refuses what cannot be done, while nothing is changed yet.
plan_checks() {
  checks=0 checks_unsaid=''
  sed -n '/^check /,$p' "$work/manifest" >"$work/checks"
  while IFS= read -r plan_line; do
    case $plan_line in 'check '*) checks=$((checks + 1)) && mkdir "$work/check.$checks" ;; esac
    printf '%s\n' "$plan_line" >>"$work/check.$checks/lines" || die "could not write to $work: is the disk full?"
  done <"$work/checks"
  # As the action has it: the confirmation needs a moment too.
  prove_seconds=$((confirm_timeout - (confirm_timeout < 25 ? (confirm_timeout + 4) / 5 : 5)))
  plan_check=0
  while [ "$plan_check" -lt "$checks" ]; do
    plan_check=$((plan_check + 1))
    (work=$work/check.$plan_check && read_check && plan_one) || exit 1
    [ ! -e "$work/check.$plan_check/unsaid" ] || checks_unsaid=$(cat "$work/check.$plan_check/unsaid")
  done
}

plan_one() {
  if [ $((check_timeout + check_for)) -gt "$confirm_timeout" ] || [ "$check_for" -ge "$prove_seconds" ]; then
    die "the health check $check takes up to $(show_seconds $((check_timeout + check_for))) (timeout and for), more than --confirm-timeout, $(show_seconds "$confirm_timeout"), leaves: give more. Nothing was changed"
  fi
  [ -n "$check_regex" ] || return 0
  in_words_of_grep "$check_regex" >"$work/regex"
  if [ -s "$work/regex" ]; then
    { read -r _ && IFS= read -r plan_regex; } <"$work/regex"
    printf '' | LC_ALL=C.UTF-8 grep -Eaq -e "$plan_regex" 2>/dev/null
    [ $? = 2 ] || return 0
    true >"$work/regex"
  fi
  plan_unsaid="whether the body of $check matches /$check_regex/ is left to you, for this regular expression is JavaScript's own"
  [ "$confirm" = no ] || die "--confirm: $plan_unsaid. Install it without --confirm, look, and then: $again confirm. Nothing was changed"
  printf '%s\n' "$plan_unsaid" >"$work/unsaid"
}

# What a check asks, as check_ variables; $work is its directory.
read_check() {
  check_body='' check_regex='' && true >"$work/headers"
  while IFS= read -r check_line; do
    check_value=${check_line#* }
    case $check_line in
      'check '*) check=$check_value ;;
      'kind '*) check_kind=$check_value ;;
      'data '*) printf '%b' "$check_value" >"$work/data" ;;
      'timeout '*) check_timeout=$check_value ;;
      'interval '*) check_interval=$check_value ;;
      'for '*) check_for=$check_value ;;
      'status '*) check_status=$check_value ;;
      'header '*) printf '%s\n' "$check_line" | awk '{ colon = index($0, ":"); print tolower(substr($0, 1, colon)) substr($0, colon + 1) }' >>"$work/headers" ;;
      'body-text '*) check_body=$(printf '%b.' "$check_value") && check_body=${check_body%.} ;;
      'body-regex '*) check_regex=$(printf '%b.' "$check_value") && check_regex=${check_regex%.} ;;
    esac
  done <"$work/lines"
}

# A JavaScript regular expression as grep reads it, below whether it is held against lines or the whole body; nothing where
# the two would not mean the same. A dot ends at a line end, \s and [^x] do not: so in the whole body, a \036 stands for one.
in_words_of_grep() { # regular expression
  printf '%s\n' "$1" | awk '
    NR > 1 { unknown = 1 }
    {
      for (rest = $0; rest != "" && !unknown; rest = substr(rest, RLENGTH + 1)) {
        if (match(rest, /^\\d/)) said = said "[0-9]"
        else if (match(rest, /^\\D/)) { said = said "[^0-9]"; whole = 1 }
        else if (match(rest, /^\\w/)) said = said "[A-Za-z0-9_]"
        else if (match(rest, /^\\W/)) { said = said "[^A-Za-z0-9_]"; whole = 1 }
        else if (match(rest, /^\\s/)) { said = said "[[:space:]\036]"; whole = 1 }
        else if (match(rest, /^\\S/)) said = said "[^[:space:]\036]"
        else if (match(rest, /^\\[][(){}.*+?^$|\\]/)) said = said substr(rest, 1, 2)
        else if (match(rest, /^\\[^A-Za-z0-9]/)) said = said substr(rest, 2, 1)
        else if (match(rest, /^\[[^][\\^][^][\\]*\]/)) said = said substr(rest, 1, RLENGTH)
        else if (match(rest, /^\[\^[^][\\^][^][\\]*\]/)) { said = said substr(rest, 1, RLENGTH); whole = 1 }
        else if (match(rest, /^[(][?]:/)) said = said "("
        # Whether it takes as few as it can makes no difference here.
        else if (match(rest, /^([*+?]|[{][0-9]+,?[0-9]*[}])/)) { said = said substr(rest, 1, RLENGTH); if (substr(rest, RLENGTH + 1, 1) == "?") RLENGTH++ }
        else if (match(rest, /^[{}]/)) said = said "\\" substr(rest, 1, 1)
        else if (match(rest, /^[.]/)) said = said "[^\r\036]"
        else if (match(rest, /^[$^]/)) { said = said substr(rest, 1, 1); lines = 1 }
        else if (match(rest, /^[(][?]|^[[\\]/)) unknown = 1
        else { match(rest, /^./); said = said substr(rest, 1, 1) }
      }
    }
    END { if (!unknown && !(whole && lines)) print (whole ? "whole" : "lines") "\n" said }'
}

# Asks all of the checks at once, each until it has passed or the time is over. False with prove_why where one has not.
prove() { # seconds
  prove_until=$(($(uptime_seconds) + $1)) prove_check=0 prove_running=''
  while [ "$prove_check" -lt "$checks" ]; do
    prove_check=$((prove_check + 1))
    (work=$work/check.$prove_check && read_check && prove_one) &
    prove_running="$prove_running $!"
  done
  prove_check=0 prove_why=''
  for prove_each in $prove_running; do
    prove_check=$((prove_check + 1))
    wait "$prove_each" || [ -n "$prove_why" ] || prove_why=$(cat "$work/check.$prove_check/why" 2>/dev/null || printf 'a health check broke off')
  done
  prove_running=''
  [ -z "$prove_why" ]
}

prove_one() {
  note "checking $check"
  # Where nobody said how long, a system that is not well does not run for as long as a person has for looking.
  if [ -n "$check_patience" ]; then
    prove_patience=$(($(uptime_seconds) + check_patience + check_timeout + check_for))
    [ "$prove_patience" -gt "$prove_until" ] || prove_until=$prove_patience
  fi
  keeps_passing "$prove_until" || {
    printf 'health check failed: %s: %s\n' "$check" "$prove_why" >"$work/why"
    return 1
  }
}

keeps_passing() { # until, in seconds of uptime
  passing_since='' prove_why="there was no time left for an attempt"
  while passing_now=$(uptime_seconds) && [ "$passing_now" -lt "$1" ]; do
    passing_pause=$(($1 - passing_now))
    [ "$check_timeout" -le "$passing_pause" ] || check_timeout=$passing_pause
    if ! ask verb=check "kind=$check_kind" "timeout=$check_timeout" "revision=$revision" "target=$target" "host=$host" <"$work/data"; then
      passing_since='' prove_why=${ask_error#* }
    elif ! judge; then
      passing_since=''
    else
      [ -n "$passing_since" ] || passing_since=$passing_now
      passing_pause=$((passing_since + check_for - $(uptime_seconds)))
      [ "$passing_pause" -gt 0 ] || return 0
      prove_why="it has not kept passing for ${check_for}s"
    fi
    [ -n "$passing_since" ] || note "  not yet: $check: $prove_why"
    # No longer than there is something to wait for.
    if [ "${check_interval%.*}" -lt "$passing_pause" ]; then sleep "$check_interval"; else sleep "$passing_pause"; fi
  done
  return 1
}

# One answer; false with prove_why where it is not what was expected.
judge() {
  judge_code=$(answered exit)
  sed -n 's/^out //p' "$work/answer" >"$work/output"
  judge_said=$(tail -n 1 "$work/output" | tr -d '\000-\037' | cut -c1-200)
  if [ "$check_kind" != http ]; then
    prove_why="the command exited with $judge_code: $judge_said"
    [ "$judge_code" = 0 ] || return 1
    mv "$work/output" "$work/body"
  else
    prove_why="no answer: $judge_said"
    # 23 and 63: reading stopped after as much as is looked at.
    case $judge_code in 0 | 23 | 63) ;; *) return 1 ;; esac
    true >"$work/body"
    judge_head=$(awk -v body="$work/body" '
      in_body { print >body; next }
      { sub(/\r$/, "") }
      !status { if ($0 !~ /^HTTP\/[0-9.]+ [0-9][0-9][0-9]/) exit; status = $2; count = 0; next }
      # 100 Continue and the like: the answer proper is still to come.
      $0 == "" && status ~ /^1/ && status != 101 { status = ""; next }
      $0 == "" { in_body = 1; print status; for (i = 1; i <= count; i++) print header[i]; next }
      { name = value = $0; sub(/[ \t]*:.*/, "", name); sub(/^[^:]*:[ \t]*/, "", value); sub(/[ \t]*$/, "", value); header[++count] = "header " tolower(name) ": " value }
      ' "$work/output")
    [ -n "$judge_head" ] || return 1
    judge_status=${judge_head%%
*}
    prove_why="the status is $judge_status, not $check_status"
    for judge_wanted in $check_status; do
      case $judge_wanted,$judge_status in "$judge_status,$judge_status" | [1-5]xx,"${judge_wanted%xx}"??) prove_why='' && break ;; esac
    done
    [ -z "$prove_why" ] || return 1
    while IFS= read -r judge_wanted; do
      prove_why="there is no '${judge_wanted#header }'"
      printf '%s\n' "$judge_head" | grep -Fqx -e "$judge_wanted" || return 1
    done <"$work/headers"
  fi
  prove_why="the body does not have '$check_body$check_regex'"
  if [ -n "$check_body" ]; then
    judge_body=$(cat "$work/body" && printf .)
    case $judge_body in *"$check_body"*) ;; *) return 1 ;; esac
  fi
  # Without a word here it is left to a person.
  [ -s "$work/regex" ] || return 0
  { read -r judge_by && IFS= read -r judge_regex; } <"$work/regex"
  # JavaScript's lines end at either character.
  if [ "$judge_by" = whole ]; then tr '\n' '\036' <"$work/body"; else tr '\r' '\n' <"$work/body"; fi |
    LC_ALL=C.UTF-8 grep -Eac -e "$judge_regex" >/dev/null
}
