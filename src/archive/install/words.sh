# Installs what this archive of nix-flake-deploy carries: `./install help` says how. The build puts its parts together to one script.
#
# It checks the archive and shows it to the host agent (host-agent.sh beside it) by the same line protocol as a deployment
# over SSH. So what changes on this machine, the watchdog and the way back are the agent's; nothing here changes a system.
#
# This part is how it is used, and how it speaks.
# Changes on the host: nothing.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts
set -uf
umask 077
LC_ALL=C
export LC_ALL
unset CDPATH

usage() {
  cat <<'USAGE'
usage: ./install list                  what is in this archive
       ./install verify                whether it is whole, down to the content of every store path
       ./install NAME [MODE]           installs the configuration NAME on this machine, as root
           switch   (default) runs it, and boots it from when it is confirmed
           test     runs it until the next reboot
           boot     boots it from the next reboot on, unconfirmed
           stage    only puts it there and records it
       ./install confirm               what was just installed is well: it stays, and is what boots
       ./install rollback              it is not: back to what ran before
       ./install status                what runs, what boots, what waits for confirmation
       ./install NAME --to-store       only puts it into the Nix store, on any machine and as any user, and prints its path
options:
  --confirm                      confirm without asking, when all health checks of the archive pass
  --payload KIND                 closure, derivation or source, where the archive has several
  --revision LABEL               record it under this label instead of the archive's
  --revisions-directory DIR      where revisions are recorded (/srv/revisions)
  --no-substitute                fetch nothing from this machine's substituters
  --activation-timeout DURATION  how long the activation may take (5m)
  --confirm-timeout DURATION     how long it waits for confirmation, then it goes back by itself (10m; with --confirm 2m);
                                 health checks have to pass within it (where it is not given, each in about 2m)
  --target NAME, --host ADDRESS  what {target} and {host} in health checks stand for (the configuration, localhost)
USAGE
}

note() { printf '%s\n' "$*" >&2; }

die() {
  note "install: $*"
  exit 1
}

misuse() {
  note "install: $*; $again help says how it is used"
  exit 2
}

damaged() { die "$*: this archive is damaged; copy or fetch it again. Nothing was changed"; }

# As a shell reads it.
quoted() {
  case $1 in
    *[!A-Za-z0-9/._+@%:,=-]*) printf "'%s'" "$(printf '%s\n' "$1" | sed "s/'/'\\\\''/g")" ;;
    *) printf %s "$1" ;;
  esac
}

uptime_seconds() {
  read -r uptime_now _ </proc/uptime
  printf '%s\n' "${uptime_now%.*}"
}

seconds_of() { # option, duration
  seconds=$(printf '%s\n' "$2" | awk '{
    while (match($0, /^[0-9]+[hms]/)) {
      unit = substr($0, RLENGTH, 1)
      seconds += substr($0, 1, RLENGTH - 1) * (unit == "h" ? 3600 : unit == "m" ? 60 : 1)
      $0 = substr($0, RLENGTH + 1)
    }
    if ($0 == "" && seconds > 0 && seconds <= 86400) print seconds }')
  [ -n "$seconds" ] || misuse "$1: '$2' is not a duration; write one like 90s, 10m or 1h30m"
  printf '%s\n' "$seconds"
}

show_seconds() { printf '%s\n' "$1" | awk '{ printf "%dm%02ds", $1 / 60, $1 % 60 }'; }
