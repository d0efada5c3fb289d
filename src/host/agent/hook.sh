# A hook: a command beside an activation, which is bounded in time and ends with whoever waits for it.
# Changes on the host: nothing by itself. The command is the user's own.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015  # variables are shared between the parts; `a && b || c` is meant so

verb_hook() {
  { is_number "$req_timeout" && [ "$req_timeout" -ge 1 ]; } || fail protocol "the request has no timeout"
  hook_data=$(request_data) || fail incomplete "the stream broke off"
  case $req_kind in
    command)
      [ -z "$role" ] || fail role "a command that comes with the request is not run for a key with a role: let $policy_file name it (hook-NAME=COMMAND), and ask for \`hook: NAME\`"
      hook_command=$hook_data
      ;;
    named) hook_command=$(named_command hook "$hook_data" "$policy_hooks") || exit ;;
    *) fail protocol "'$req_kind' is not a kind of hook" ;;
  esac
  case $req_revision$req_target$req_host in *[!A-Za-z0-9_.:%+-]*) fail protocol "the request has a revision, target or host that is no plain word" ;; esac
  need_toplevel
  [ -z "$req_previous" ] || is_store_path "$req_previous" || fail toplevel "'$req_previous' is not a store path"
  [ -z "$role" ] || need_recorded
  REVISION=$req_revision TARGET=$req_target HOST=$req_host TOPLEVEL=$req_toplevel PREVIOUS_TOPLEVEL=$req_previous
  export REVISION TARGET HOST TOPLEVEL PREVIOUS_TOPLEVEL
  # As with a check, what it leaves behind may hold its output open, and a line that nobody can guess ends it.
  hook_end=$(od -An -N 16 -tx1 /dev/urandom | tr -d ' ')
  hook_code=$({
    {
      hook_begun=$(uptime_seconds)
      foreign exec timeout -k 2 "$req_timeout" sh -c "$hook_command" &
      hook_pid=$!
      hook_beats "$hook_pid" >/dev/null 2>&1 &
      hook_ticks=$!
      wait "$hook_pid"
      hook_status=$?
      kill "$hook_ticks" 2>/dev/null
      # A command may exit with these, too.
      case $hook_status in
        124 | 137) [ $(($(uptime_seconds) - hook_begun)) -lt "$req_timeout" ] || hook_status=timeout ;;
      esac
      say "$hook_status" >&5
      printf '\n%s\n' "$hook_end"
    } 2>&1 |
      { exec 6<&0; dd bs=1024 count=1000000 <&6 2>/dev/null 3>&- 4>&- 5>&- 6<&- 7>&- 8>&- 9>&- & } |
      hook_lines "$hook_end" >&3
  } 5>&1)
  answer "exit $hook_code"
}

# The policy's command believes what it is told, and may run it as root: of a key with a role it is told only what the record has, signed where that is asked for.
need_recorded() {
  set_directory "$req_directory"
  read_links
  find_link "$req_revision"
  [ "$linked" = "$req_toplevel" ] || fail role "hook: $req_toplevel is not what is recorded as $req_revision on this host, and a key with a role has hooks run for no other"
  need_statement "$req_revision" "$req_toplevel"
  [ -z "$req_previous" ] || [ "$req_previous" = "$running" ] || case $links in *" $req_previous$newline"*) ;; *) fail role "hook: $req_previous is not recorded on this host" ;; esac
}

# Ends the hook when nobody hears a sign of life any more: the runner was cancelled, or is lost.
hook_beats() { # pid
  trap '' PIPE
  while foreign sleep 1 && kill -0 "$1"; do
    answer tick || { kill "$1"; return; }
  done
}

uptime_seconds() {
  IFS=. read -r uptime_whole _ </proc/uptime
  say "$uptime_whole"
}

# Lines of its output as they come: so many, each as one write that no tick comes into the middle of; and the last ones, for a failure's words.
hook_lines() { # end
  awk -v end="$1" '
    $0 == end { exit }
    !/./ { next }
    { line = substr($0, 1, 1000) }
    ++n <= 10000 { print "out " line; fflush(); next }
    { last[n % 5] = line }
    END {
      if (n > 10005) print "out (" (n - 10005) " lines are left out here)"
      for (i = n - 4; i <= n; i++) if (i > 10000) print "out " last[i % 5]
    }'
}
