# What has arrived of systems that are being sent, and what of it can be believed.
# Changes on the host: the spool, and store paths that are damaged, unfinished, or filled the disk and are of no use to anybody.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015,SC2174  # variables are shared between the parts; `a && b || fail` is meant so; parents of a private folder stay as open as usual

# Where what is sent lands, and the root that keeps what becomes of it until it is recorded.
open_spool() {
  # By its hash alone: with a whole name of the longest that Nix has, those of files beside it would be longer than any may be.
  spool=${req_roots%% *}
  spool=${spool##*/}
  spool=$state/spool/${spool%%-*}
  import_root=$state/roots/import-${spool##*/}
  toplevel=$req_toplevel
}

# These store paths are about to be taken in. Until the spool goes, the disk may not have them.
note_unsynced() { # spool, paths
  mkdir -p -m 700 "$1" && { boot_id && printf '%s\n' "$2"; } >>"$1/unsynced" && sync "$1/unsynced" "$1" "$state/spool" ||
    fail disk "could not write to $1: is the disk full?"
}

# What has come, whether it was asked for or not, and is not in the store yet.
note_arrived() {
  arrived=$(find -H "${req_cache:-$spool}" -maxdepth 1 -name '*.narinfo' -exec awk '/^StorePath: / { print $2 }' {} +) || fail disk "could not read ${req_cache:-$spool}"
  arrived=$(invalid_of "$arrived") || no_answer_of_nix "$arrived"
  note_unsynced "$spool" "$arrived"
}

# Of the store paths on standard input, those that the spool of an interrupted push does not hold yet.
not_in_spool() { # spool
  # A file is whole when the narinfo that follows it in the stream is, and when its size is what that says.
  {
    find "$1/nar" -type f -printf 'nar/%f %s\n'
    say --
    find "$1" -maxdepth 1 -name '*.narinfo' -exec awk '
      FNR == 1 { path = url = size = "" }
      /^StorePath: / { path = $2 } /^URL: / { url = $2 } /^FileSize: / { size = $2 }
      /^References:/ { print path, url, size }' {} +
    say --
    cat
  } | awk '$1 == "--" { part++; next } part == 0 { have[$1] = $2; next }
    part == 1 { if (have[$2] == $3) whole[$1] = 1; next } !($1 in whole)'
}

# One call at a time unpacks into a spool. One whose runner vanished without a word would wait for ever for the rest: where
# somebody else waits and nothing arrives for half a minute, it is ended, and what it has unpacked stays.
wait_for_import() { # spool
  wait_seen='' wait_idle=0
  until flock -w 5 7; do
    wait_now=$(du -sk "$1" 2>/dev/null)
    if [ "$wait_now" = "$wait_seen" ]; then wait_idle=$((wait_idle + 5)); else wait_idle=0; fi
    wait_seen=$wait_now
    [ "$wait_idle" -ge 30 ] || continue
    real_path "$1"
    for wait_process in /proc/[0-9]*; do
      [ "$(readlink "$wait_process/cwd")" != "$real" ] || kill "${wait_process#/proc/}"
    done 2>/dev/null
    wait_idle=0
  done
}

# What a spool was for is recorded, or of no use; and what Nix has of it is on disk.
drop_spool() {
  rm -rf "$spool" "$import_root" "$import_root"-source*
}

# Nix leaves the paths in which it was interrupted, or that are not what they should be.
drop_unfinished() {
  awk '/^\//' "$spool/unsynced" | foreign xargs -r nix-store --check-validity --print-invalid | while read -r unfinished_path; do
    [ ! -e "$unfinished_path" ] || foreign nix-store --delete "$unfinished_path" >/dev/null 2>&1 || :
  done
}

# What was missing before, of which Nix knows no root and no use.
drop_taken_in() {
  rm -f "$import_root" "$import_root"-source*
  [ ! -e "$spool/unsynced" ] || foreign nix-store --gc --print-dead 2>/dev/null | grep -Fx -f "$spool/unsynced" | foreign xargs -r nix-store --delete >/dev/null 2>&1 || :
}

# After a power cut Nix believes in paths whose files are empty. Those that were being taken in then are looked at, and
# taken in again if need be; so is what the spool held.
distrust_unsynced() {
  for distrust_list in "$state"/spool/*/unsynced; do
    [ -e "$distrust_list" ] && see_boot || continue
    # The boot in which it began.
    read -r distrust_boot <"$distrust_list" && [ "$distrust_boot" = "$this_boot" ] && continue
    distrust_spool=${distrust_list%/unsynced}
    rm -f "$state/roots/import-${distrust_spool##*/}"
    distrust_invalid=$(awk '/^\//' "$distrust_list" | foreign xargs -r nix-store --check-validity --print-invalid)
    distrust_valid=$({ printf '%s\n' "$distrust_invalid" -- && cat "$distrust_list"; } |
      awk '/^--$/ { rest = 1 } /^\// && !rest { invalid[$1] = 1 } /^\// && rest && !($1 in invalid) && !seen[$1]++ { print $1 }')
    if ! printf '%s\n' "$distrust_valid" | foreign xargs -r nix-store --verify-path 2>/dev/null; then
      for distrust_path in $distrust_valid; do
        ! is_valid "$distrust_path" || foreign nix-store --verify-path "$distrust_path" 2>/dev/null ||
          foreign nix-store --query --referrers-closure "$distrust_path" | foreign xargs nix-store --delete >/dev/null ||
          answer "log $distrust_path is damaged and in use: nix-store --repair-path $distrust_path"
      done
    fi
    rm -rf "$distrust_spool"
  done
}

# A disk that we filled is left as it was: what arrived can be sent again. Only what was missing before goes, and of that only
# what Nix calls dead: neither rooted nor in use by then.
spare_full_disk() { # path, KiB that should be left
  space_free=$(df -P -k "$1" | awk 'NR==2 {print $4}')
  [ "$space_free" -lt "${2:-10240}" ] || return 0
  # Room that Nix keeps for just this: on a full disk its database cannot be opened, or even ends it with a SIGBUS.
  rm -f /nix/var/nix/db/reserved
  NIX_CONFIG="${NIX_CONFIG:+$NIX_CONFIG
}gc-reserved-space = 0"
  export NIX_CONFIG
  drop_unfinished
  drop_taken_in
  sync -f /nix/store /nix/var/nix/db
  drop_spool
  fail disk "the disk of $1 is full: $space_free KiB were left while the new system arrived, and what had arrived was removed again; make room (nix-collect-garbage), then deploy again"
}
