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
  if load_pending; then
    if is_of_this_boot; then answer "pending $id $since $revision $who"; else answer "interrupted $id $since $revision $who"; fi
  fi
  if [ -e "$state/history" ]; then tail -n 5 "$state/history" | awk '{print "event " $0}' >&3; fi
}

is_unchanged() { # mode; running, profile and toplevel are known
  case $1 in
    switch) [ "$running" = "$toplevel" ] && boots "$toplevel" && [ "$(toplevel_of "$healthy")" = "$toplevel" ] ;;
    test) [ "$running" = "$toplevel" ] ;;
    boot) boots "$toplevel" ;;
    *) false ;;
  esac
}

# The store paths that only one of two systems has, with their sizes; those of both that may be of the same packages; and how
# large each system is. Says nothing where Nix does not.
compare() { # toplevel of before, toplevel
  [ "$1" != "$2" ] || return 0
  compare_before=$(foreign timeout 60 nix-store --query --requisites "$1" 2>/dev/null) &&
    compare_after=$(foreign timeout 60 nix-store --query --requisites "$2" 2>/dev/null) &&
    compare_all=$(printf '%s\n' "$compare_before" "$compare_after" | sort -u) &&
    compare_sizes=$(printf '%s\n' "$compare_all" | foreign timeout 60 xargs nix-store --query --size 2>/dev/null) || return 0
  printf '%s\n' "$compare_all" -- "$compare_sizes" -- "$compare_before" -- "$compare_after" | awk '
    /^--$/ { part++; next }
    part == 0 { paths[n++] = $1; next }
    part == 1 { size[paths[m++]] = $1; next }
    part == 2 { before[$1]; before_paths++; before_bytes += size[$1]; next }
    { after[$1]; after_paths++; after_bytes += size[$1] }
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

# One attempt of a health check on the host: what curl (its configuration is the data) or a command answers.
verb_check() {
  is_number "$req_timeout" || fail protocol "the request has no timeout"
  REVISION=$req_revision TARGET=$req_target HOST=$req_host
  export REVISION TARGET HOST
  case $req_kind in http | command) ;; *) fail protocol "'$req_kind' is not a kind of check" ;; esac
  # What the command leaves behind may hold its output open: a line that nobody can guess ends it, after all that came before. `dd`
  # hands on what it reads at once, and is not waited for; without it one endless line would fill the memory.
  check_end=$(od -An -N 16 -tx1 /dev/urandom | tr -d ' ')
  check_code=$({
    { "attempt_$req_kind" && say 0 >&5 || say $? >&5; printf '\n%s\n' "$check_end"; } 2>&1 |
      { exec 6<&0; dd bs=1024 count=100000 <&6 2>/dev/null 3>&- 4>&- 5>&- 6<&- 7>&- 8>&- 9>&- & } |
      sed -n "/^$check_end\$/q; p" | head -c 1100000 | check_lines >&3
  } 5>&1)
  answer "exit $check_code"
}

# Lines of an answer: so many, for each costs the runner more than its text, and none so long that it would be cut on the way.
check_lines() {
  awk '
    NR > 100000 { exit }
    { while (length($0) > 30000) { print "part " substr($0, 1, 30000); $0 = substr($0, 30001) } print "out " $0 }'
}

# The data is read to its end first: of what a program left unread the next request would begin.
attempt_http() {
  attempt_text=$(request_data) || return
  printf '%s\n' "$attempt_text" | foreign timeout -k 2 "$((req_timeout + 2))" curl -q -K -
}

attempt_command() {
  attempt_text=$(request_data) || return
  foreign timeout -k 2 "$req_timeout" sh -c "$attempt_text"
}
