# What a host is, how two systems differ, and one attempt of a health check.
# Changes on the host: nothing. A check's command is the user's own.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015  # variables are shared between the parts; `a && b || fail` is meant so

# What the host is, in facts; changes nothing, and works before the first contact too.
verb_status() {
  set_directory "$req_directory"
  is_store_path "$running" || fail not-nixos "/run/current-system is '$running': this machine does not run NixOS"
  answer "fact running $running"
  real_path /run/booted-system && answer "fact booted $real"
  answer "fact boot-default $profile"
  answer "fact machine $(uname -m)"
  read_links
  [ -z "$latest" ] || answer "fact latest $latest"
  [ -z "$healthy" ] || answer "fact healthy $healthy"
  status_previous=$(previous_label)
  [ -z "$status_previous" ] || answer "fact previous $status_previous"
  labels | while read -r status_label status_toplevel; do
    is_store_path "$status_toplevel" || continue
    status_confirmed=staged
    [ ! -e "$state/confirmed/$status_label" ] || status_confirmed=confirmed
    answer "revision $status_label $status_toplevel $status_confirmed"
  done
  tell_statements
  if load_pending; then
    # Whoever knows the id can confirm it: a key with a role is not told another's.
    status_id=$id
    [ -z "$role" ] || status_id=-
    if is_of_this_boot; then answer "pending $status_id $since $revision $who"; else answer "interrupted $status_id $since $revision $who"; fi
  fi
  tell_together
  if [ -e "$state/history" ]; then tail -n 5 "$state/history" | awk '{print "event " $0}' >&3; fi
}

# All by which the system that runs can be compared with another that is not here: its store paths with their sizes, what it boots, and its units.
verb_system() {
  is_store_path "$running" || fail not-nixos "/run/current-system is '$running': this machine does not run NixOS"
  system_closure=$(sizes_in "$running" 2>&1) || fail nix "Nix does not tell what $running needs: $(end_of "$system_closure")"
  answer "running $running"
  printf '%s\n' "$system_closure" | awk 'NF == 2 && /^\// { print "path " $1 " " $2 }' >&3
  for system_part in kernel initrd kernel-modules; do
    [ ! -e "$running/$system_part" ] || { real_path "$running/$system_part" && answer "boot $system_part $real"; }
  done
  for system_part in kernel-params switch-inhibitors; do
    [ ! -r "$running/$system_part" ] || head -c 65536 "$running/$system_part" | awk -v part="$system_part" '{ print "boot " part " " substr($0, 1, 30000) }' >&3
  done
  (
    cd "$running/etc/systemd/system" 2>/dev/null || exit 0
    for system_file in *.wants/* *.requires/* *.upholds/*; do [ ! -e "$system_file" ] || answer "wanted ${system_file##*/}"; done
    set --
    for system_file in * *.d/*.conf; do [ ! -f "$system_file" ] || set -- "$@" "./$system_file"; done
    [ $# = 0 ] || awk '
      FNR == 1 { print "unit " substr(FILENAME, 3) }
      { while (length($0) > 30000) { print "part " substr($0, 1, 30000); $0 = substr($0, 30001) } print "out " $0 }' "$@" >&3
  )
}

is_unchanged() { # mode; running, profile and toplevel are known
  case $1 in
    switch) [ "$running" = "$toplevel" ] && boots "$toplevel" && find_link "$healthy" && [ "$linked" = "$toplevel" ] ;;
    test) [ "$running" = "$toplevel" ] ;;
    boot) boots "$toplevel" ;;
    *) false ;;
  esac
}

# The store paths that only one of two systems has, with their sizes; those of both that may be of the same packages; and how
# large each system is. Says nothing where Nix does not.
compare() { # toplevel of before, toplevel
  [ "$1" != "$2" ] || return 0
  compare_says=$({ sizes_in "$1" && say -- && sizes_in "$2"; } 2>/dev/null) || return 0
  printf '%s\n' "$compare_says" | awk '
    /^--$/ { part++; next }
    { if (!($1 in size)) paths[n++] = $1; size[$1] = $2 }
    part == 0 { before[$1]; before_paths++; before_bytes += $2; next }
    { after[$1]; after_paths++; after_bytes += $2 }
    # Up to the version, which begins with a digit; without the hash.
    function package(path) {
      sub(/^[^-]*-/, "", path)
      return match(path, /-[0-9]/) ? substr(path, 1, RSTART - 1) : ""
    }
    END {
      for (i = 0; i < n; i++) {
        path = paths[i]
        if (path in before && path in after || ++told > 20000) continue
        changed[package(path)]
        if (path in after) print "added " path " " size[path]
        else print "removed " path " " size[path]
      }
      delete changed[""]
      for (i = 0; i < n; i++) if (paths[i] in before && paths[i] in after && package(paths[i]) in changed) print "kept " paths[i]
      if (told > 20000) print "untold " (told - 20000)
      print "before " before_paths " " sprintf("%.0f", before_bytes)
      print "after " after_paths " " sprintf("%.0f", after_bytes)
    }'
}

# The paths of a closure and their sizes, a line each: words that are the same in all versions of Nix, while the JSON changes.
sizes_in() { # toplevel
  foreign timeout 60 nix --extra-experimental-features nix-command path-info --recursive --size "$1"
}

# One attempt of a health check on the host: what curl (its configuration is the data, and behind an empty line certificates), a command (the
# data), one of the policy's (its name is) or systemd, of units (their names are), answers. The data is read to its end first: of what a program left unread the next request would begin.
verb_check() {
  { is_number "$req_timeout" && [ "$req_timeout" -ge 1 ]; } || fail protocol "the request has no timeout"
  check_data=$(request_data) || fail incomplete "the stream broke off"
  check_input='' check_ca='' check_seconds=$req_timeout
  case $req_kind in
    http)
      case $role in watch | stage) fail role "a URL that comes with the request is not asked from here for a key with the role '$role': let $policy_file name it (check-NAME=COMMAND), and ask for \`check: NAME\`" ;; esac
      case $check_data in *"$newline$newline"*) check_ca=${check_data#*"$newline$newline"} check_data=${check_data%%"$newline$newline"*} ;; esac
      [ -z "$role" ] || refuse_more_than_urls "$check_data"
      check_input=$(curl_config "$check_data" "$check_ca") || fail protocol "what the request has for curl is nothing that this agent asks"
      check_seconds=$((req_timeout + 2))
      set -- curl -q -K -
      ;;
    command)
      [ -z "$role" ] || fail role "a command that comes with the request is not run for a key with a role: let $policy_file name it (check-NAME=COMMAND), and ask for \`check: NAME\`"
      set -- sh -c "$check_data"
      ;;
    named)
      check_command=$(named_command check "$check_data" "$policy_checks") || exit
      set -- sh -c "$check_command"
      ;;
    units)
      look_at_units "$check_data"
      return
      ;;
    *) fail protocol "'$req_kind' is not a kind of check" ;;
  esac
  case $req_revision$req_target$req_host in *[!A-Za-z0-9_.:%+-]*) fail protocol "the request has a revision, target or host that is no plain word" ;; esac
  REVISION=$req_revision TARGET=$req_target HOST=$req_host
  export REVISION TARGET HOST
  # What the command leaves behind may hold its output open: a line that nobody can guess ends it, after all that came before. `dd`
  # hands on what it reads at once, and is not waited for; without it one endless line would fill the memory.
  check_end=$(od -An -N 16 -tx1 /dev/urandom | tr -d ' ')
  check_code=$({
    { printf %s "$check_input" | run_check "$check_seconds" "$@" && say 0 >&5 || say $? >&5; printf '\n%s\n' "$check_end"; } 2>&1 |
      { exec 6<&0; dd bs=1024 count=100000 <&6 2>/dev/null 3>&- 4>&- 5>&- 6<&- 7>&- 8>&- 9>&- & } |
      sed -n "/^$check_end\$/q; p" | head -c 1100000 | check_lines >&3
  } 5>&1)
  answer "exit $check_code"
}

# The certificates that are to hold are read at /dev/fd/6, so that nothing of them is left anywhere.
run_check() { # seconds, command
  if [ -z "$check_ca" ]; then
    foreign timeout -k 2 "$@"
  else
    foreign timeout -k 2 "$@" 6<<EOF
$check_ca
EOF
  fi
}

# What units are, of which the runner holds one look against the next; and where one is not known, which there are.
look_at_units() { # names, a line each
  units_names=$1
  set --
  while IFS= read -r unit_name; do
    case $unit_name in '' | [-.]* | *[!A-Za-z0-9:_.\\@*?-]*) fail protocol "'$unit_name' cannot name a unit" ;; esac
    set -- "$@" "$unit_name"
  done <<EOF
$units_names
EOF
  units_code=0
  units_shown=$(foreign timeout -k 2 "$req_timeout" systemctl show \
    --property=Id,LoadState,ActiveState,SubState,Result,NRestarts,InvocationID,ActiveEnterTimestampMonotonic -- "$@" 2>&1) || units_code=$?
  {
    printf '%s\n\n' "$units_shown"
    case $units_shown in *LoadState=not-found*) known_units ;; esac
  } | head -c 1100000 | check_lines >&3
  answer "exit $units_code"
}
known_units() {
  {
    foreign timeout -k 2 10 systemctl list-unit-files --plain --no-legend
    foreign timeout -k 2 10 systemctl list-units --all --plain --no-legend --full
  } | awk 'NR <= 5000 { print " " $1 }'
}

# A key with a role may have asked from here what changes nothing and needs no secret: whatever listens on this machine for its own programs
# alone, on a socket or behind a method, takes orders by the rest.
refuse_more_than_urls() { # lines
  more_than_url=$(printf '%s\n' "$1" | awk '/^(request|header|data-raw|unix-socket) = / { print $1; exit }')
  [ -z "$more_than_url" ] ||
    fail role "a health check with a method, headers, a body or a socket (here curl's '$more_than_url') is not asked from here for a key with a role: let $policy_file name it (check-NAME=COMMAND), and ask for \`check: NAME\`"
}

# Lines of an answer: so many, for each costs the runner more than its text, and none so long that it would be cut on the way.
check_lines() {
  awk '
    NR > 100000 { exit }
    { while (length($0) > 30000) { print "part " substr($0, 1, 30000); $0 = substr($0, 30001) } print "out " $0 }'
}

# curl's configuration, of the fields that a request may have. Whatever else curl could be told, files to write for one, is refused. The rest
# is what the runner tells its own curl (src/health/curl.ts).
curl_config() { # lines, certificates or ''
  printf '%s\n' "$1" | awk -v ca="${2:+/dev/fd/6}" '
    /^url = "[Hh][Tt][Tt][Pp][Ss]?:\/\/([^"\\]|\\["\\])*"$/ && url == "" { url = $0; next }
    /^max-time = [0-9]+(\.[0-9]+)?$/ && time == "" { time = $0; next }
    /^request = "(POST|PUT|PATCH|DELETE|OPTIONS)"$/ || /^header = "[^@"\\ :]+: ([^"\\]|\\.)*"$/ || /^data-raw = "([^"\\]|\\.)*"$/ ||
      /^connect-to = "[][A-Za-z0-9.:_-]+"$/ || /^unix-socket = "\/[A-Za-z0-9\/._@:+-]+"$/ || /^max-redirs = [0-9]+$/ ||
      /^proto-redir = "=(http,)?https"$/ || /^(head|insecure|location|http2|http1\.1)$/ { more = more "\n" $0; next }
    /./ { exit odd = 1 }
    END {
      if (odd || url == "" || time == "") exit 1
      print url "\n" time more
      if (ca != "") print "cacert = \"" ca "\""
      print "proto = \"=http,https\"\ngloboff\ninclude\nsuppress-connect-headers\nuser-agent = \"nix-flake-deploy\"\nshow-error\nsilent"
    }'
}

# The command of a check or a hook that the policy names.
named_command() { # check or hook, name, those of the policy
  case $2 in '' | *[!A-Za-z0-9._-]*) fail protocol "'$2' cannot name a $1" ;; esac
  case $3 in
    *"$newline$2="*) named_command=${3#*"$newline$2="} && say "${named_command%%"$newline"*}" ;;
    *) fail policy "the policy of this host names no $1 '$2'$(printf '%s' "$3" | awk -F = 'NF { printf "%s %s", (told++ ? "," : "; it names"), $1 }'): add \`$1-$2=COMMAND\` to $policy_file" ;;
  esac
}
