# How a call that may change something begins: whose directory it is, the lock, what was left behind, what runs unrecorded.
# Changes on the host: makes the record and its locks, and gives a label and a root to a system that is there already. What an interrupted
# deployment left is brought to an end by heal.sh.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015,SC2174  # variables are shared between the parts; `a && b || fail` is meant so; parents of a private folder stay as open as usual

# Of locks, too, nobody else has even to read.
make_lock() { # name
  { [ -d "$run_root" ] || mkdir -p -m 700 "$run_root"; } && { [ -e "$run_root/$1" ] || (umask 077 && true >>"$run_root/$1"); } || fail lock "cannot open $run_root/$1"
}
take_lock() { # seconds to wait
  make_lock lock
  exec 9<"$run_root/lock"
  flock -w "$1" 9
}
release_lock() { exec 9>&-; }

# For the way back and the confirmation: a call that hangs with the lock in its hand is ended. Another unit of ours is waited for.
take_lock_from_calls() { # seconds to wait
  see_uptime
  calls_until=$((now + $1))
  until take_lock 30; do
    see_uptime
    [ "$now" -lt "$calls_until" ] || return 1
    for calls_pid in $(lock_pids "$run_root/lock"); do
      grep -q "/$unit_prefix-" "/proc/$calls_pid/cgroup" 2>/dev/null || kill -KILL "$calls_pid" 2>/dev/null || :
    done
  done
}

# What the agent calls wherever it goes; the shell itself looks, which costs nothing.
need_tools() {
  tools_lacking=''
  for tools_name in awk basename cat cp cut date dd df du find flock grep head journalctl ln mkdir mkfifo mv od readlink rm sed sleep sort stat sync systemctl systemd-run \
    tail tar tee timeout tr uname xargs; do
    command -v "$tools_name" >/dev/null || tools_lacking="$tools_lacking $tools_name"
  done
  [ -z "$tools_lacking" ] || fail tools "the system that runs lacks programs that the host agent needs:$tools_lacking; NixOS has them unless they were taken away (environment.corePackages): put them back"
}

need_nixos() {
  { is_store_path "$profile" && [ -x "$profile/bin/switch-to-configuration" ]; } ||
    fail not-nixos "this machine has no NixOS system profile ($profile_link): install NixOS on it first (an installer image cannot be deployed to)"
  is_store_path "$running" || fail not-nixos "/run/current-system is '$running': this machine does not run NixOS"
}

# The directory (or, while there is none, the one that it is to be made in) and all that is above it, in lines of file system, owner, mode and
# path, as $above; where it leads, as $above_real.
see_above() { # directory
  real_path "$1" || fail directory "revisions-directory: $1 leads nowhere on this host"
  above_real=$real above_part=$real
  set -- "$above_part"
  while above_part=${above_part%/*} && [ -n "$above_part" ]; do set -- "$@" "$above_part"; done
  above=$(find "$@" -maxdepth 0 -printf '%F %U %M %p\n' 2>&1) || fail directory "revisions-directory: $directory cannot be looked at on this host: $above"
}
need_lasting_directory() {
  case $newline$above in
    "$newline"tmpfs' '* | "$newline"ramfs' '*) fail directory "revisions-directory: $directory is on a tmpfs and would be empty after a reboot: set revisions-directory to a place on disk" ;;
  esac
}
# Whoever may write above it could put another record in its place.
need_own_directory() {
  set -f
  IFS=$newline
  for own_part in $above; do
    own_part=${own_part#* }
    own_owner=${own_part%% *} own_part=${own_part#* }
    own_mode=${own_part%% *} own_part=${own_part#* }
    case $own_owner,$own_mode in
      0,d????-??-?*) ;;
      *) fail directory "revisions-directory: $own_part must belong to root and be writable by root alone: chown root:root $own_part; chmod 755 $own_part" ;;
    esac
  done
  unset IFS
  set +f
}
need_writable_directory() {
  [ -w "$above_real" ] || fail directory "revisions-directory: $directory cannot be written to, for its file system is mounted read-only: see why (dmesg), and mount it read-write again"
}

# Makes the record's directory, or sees what it is, and reads its links, in one look: find tells of the directory and those above it after a slash,
# which no link's name has.
open_directory() {
  [ -d "$directory" ] || open_says=$(mkdir -p "$directory" 2>&1) || fail directory "revisions-directory: $directory cannot be made on this host: ${open_says#mkdir: }"
  real_path "$directory" || fail directory "revisions-directory: $directory leads nowhere on this host"
  above_real=$real above_part=$real above=''
  set -- "$above_part"
  while above_part=${above_part%/*} && [ -n "$above_part" ]; do set -- "$@" "$above_part"; done
  set -- "$@" -maxdepth 1 -type d '(' -samefile "$1" -o -prune ')' -printf '/%d %F %U %M %p\n' -o
  # A link that goes meanwhile, for another call prunes, is not there the second time.
  open_says=$(list_links "$@" 2>&1) || open_says=$(list_links "$@" 2>&1) ||
    fail directory "revisions-directory: $directory cannot be looked at on this host: $open_says"
  open_links=''
  set -f
  IFS=$newline
  for open_line in $open_says; do
    case $open_line in
      '/0 '*) above=$above${open_line#/0 }$newline ;;
      /*) ;;
      *) open_links=$open_links$open_line$newline ;;
    esac
  done
  unset IFS
  set +f
  need_lasting_directory
  need_own_directory
  take_links "${open_links%"$newline"}"
}

# Takes the lock, looks at the record, heals what an interrupted deployment left.
open_state() {
  set_directory "$req_directory"
  need_tools
  take_lock 60 || fail lock "another deployment is changing this host just now; try again in a minute"
  open_directory
  need_writable_directory
  need_nixos
  [ -d "$state/outcomes" ] || { mkdir -p -m 700 "$state" && mkdir -p "$state/confirmed" "$state/roots" "$state/spool" "$state/outcomes"; } ||
    fail directory "cannot write to $state: $(df -P "$directory" | awk 'NR==2 {print $4 " KiB are free"}')"
  open_healed=''
  [ ! -e "$state/pending" ] || open_healed=yes
  heal
  # What was seen before the lock, or before healing, may be another deployment's.
  look
  [ -z "$open_healed" ] || read_links
  who=$req_who key=$caller_key rollback=''
  distrust_unsynced
  [ -e "$state/pending" ] || adopt_what_runs
}

# First contact, or a system that an operator made the boot default by hand: it becomes a revision of its own, so that
# a rollback has somewhere to go.
adopt_what_runs() {
  adopt_healthy=$healthy
  [ -z "$adopt_healthy" ] || { find_link "$adopt_healthy" && [ "$linked" != "$profile" ]; } || return 0
  # A boot default that nobody runs, or that a revision names which nobody confirmed, is what `boot` left: activate goes
  # back from it to what is healthy.
  [ -z "$adopt_healthy" ] || { [ "$profile" = "$running" ] && ! is_unconfirmed "$profile"; } || return 0
  adopt_label=found-$(basename "$profile" | cut -c1-12)
  root_revision "$adopt_label" "$profile"
  confirm_label "$adopt_label" "$profile" "$adopt_healthy"
  history found "$adopt_label" "$profile" "the boot default, not put there by nix-flake-deploy"
  if [ "$running" != "$profile" ] && [ -x "$running/bin/switch-to-configuration" ]; then
    adopt_label=found-$(basename "$running" | cut -c1-12)
    root_revision "$adopt_label" "$running"
    history found "$adopt_label" "$running" "running, but not the boot default"
  fi
  read_links
}
