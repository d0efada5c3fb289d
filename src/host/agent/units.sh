# Units: ours, which outlive a call, and those of others that are in trouble.
# Changes on the host: starts transient units of its own, which run this same script. What they then do is in window.sh.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

# Starts this script in a unit of its own that outlives the connection. A `survivor` has work left whatever is done to it: killed, it
# starts again, by whatever signal, of which `on-failure` calls some clean; and it outlives a soft-reboot, which keeps what runs, and
# after which NixOS activates nothing (systemd.unit(5), systemd-soft-reboot.service(8): from systemd 255 on).
start_unit() { # survivor | once, name, properties and command
  start_kind=$1 start_name=$2
  shift 2
  [ "$start_kind" = once ] || {
    set -- --property=Restart=always --property=RestartPreventExitStatus=0 --property=RestartSec=1 --property=StartLimitIntervalSec=0 "$@"
    run_unit "$start_name" --property=SurviveFinalKillSignal=yes --property='Conflicts=reboot.target kexec.target poweroff.target halt.target' "$@" 2>/dev/null && return
    # An older systemd knows neither that property nor soft-reboots. Whatever else is wrong is said again.
  }
  run_unit "$start_name" --property=Conflicts=shutdown.target "$@"
}

run_unit() { # name, properties and command
  unit_name=$unit_prefix-$1
  shift
  foreign systemd-run --quiet --collect --unit="$unit_name" --description="nix-flake-deploy: ${unit_name#"$unit_prefix-"}" \
    --property=Type=exec --property=DefaultDependencies=no --property=IgnoreOnIsolate=yes \
    --property=TimeoutStopSec=5 --property=OOMScoreAdjust=-900 \
    --property=StandardOutput=append:"$run/log" --property=StandardError=append:"$run/log" \
    --setenv=PATH="$tools" --setenv=LC_ALL=C --setenv=NIX_FLAKE_DEPLOY_TOOLS="$tools" --setenv=NIX_FLAKE_DEPLOY_DIRECTORY="$directory" \
    --working-directory=/ "$@"
}

# A service that waits, by the clock of this boot: a countdown timer would start anew at each daemon-reload, a calendar timer
# would follow the clock.
arm_watchdog() { # deadline, where none can be read
  start_unit survivor "watchdog-$id" "$tools/sh" "$run/agent" watchdog "$id" "$1"
}

# The deadline that the watchdog goes by, in seconds of uptime. It moves when the activation has ended well, in one step.
set_deadline() { # seconds of uptime
  say "$1" >"$run/deadline.new" && mv -f "$run/deadline.new" "$run/deadline"
}
# Moves it, with a watchdog that goes by it: never a moment without one.
extend_deadline() { # seconds of uptime
  set_deadline "$1" && { is_worked_on || arm_watchdog "$1"; }
}
# Where it cannot be read, the one that was known before counts, which is none or an earlier one.
is_before_deadline() {
  { read -r deadline_read <"$run/deadline" && is_number "$deadline_read" && deadline_at=$deadline_read; } 2>/dev/null || :
  see_uptime
  [ -n "${deadline_at:-}" ] && [ "$now" -lt "$deadline_at" ]
}

# Whether the process that said so is still of that unit of the pending deployment.
is_at_work() { # watchdog | activation
  { read -r work_pid <"$run/$1.pid" && is_number "$work_pid"; } 2>/dev/null || return 1
  [ -r "/proc/$work_pid/cgroup" ] || return 1
  while IFS= read -r work_line; do
    case $work_line in *"/$unit_prefix-$1-$id.service") return 0 ;; esac
  done 2>/dev/null <"/proc/$work_pid/cgroup"
  return 1
}

# Whether a unit sees to it that the pending deployment comes to an end, or is about to be started again.
is_worked_on() {
  ! is_at_work watchdog || return 0
  case $newline$(foreign exec systemctl show --property=ActiveState --value "$unit_prefix-watchdog-$id.service" "$unit_prefix-rollback-$id.service" \
    "$unit_prefix-confirm-$id.service")$newline in *"$newline"active"$newline"* | *"$newline"activating"$newline"*) return 0 ;; esac
  return 1
}

# Names of the system's units that failed or keep restarting. A unit that keeps crashing runs now and
# then, and looks well just then: so one that systemd restarted less than two minutes ago is in trouble, too.
troubled_units() {
  # What comes through a pipe leaves no file behind, where somebody only looks.
  { foreign systemctl list-units --all --plain --no-legend --full --type=service,socket,mount,swap,target,timer,path,automount || say "$no_answer"; } | {
    # Only of what runs it matters how it came to that; to ask systemd of all that it knows costs several times as much.
    set --
    while read -r troubled_unit troubled_load troubled_active troubled_sub troubled_rest; do
      case $troubled_unit,$troubled_active,$troubled_sub in
        "${no_answer%% *}",*) say "$troubled_unit $troubled_load $troubled_active $troubled_sub $troubled_rest" ;;
        "$unit_prefix"-*) ;;
        *,failed,* | *,auto-restart*) say "$troubled_unit" ;;
        *.service,active,exited | *.service,inactive,* | *.service,deactivating,*) ;;
        *.service,*) set -- "$@" "$troubled_unit" ;;
      esac
    done
    [ $# = 0 ] || often_restarted "$@"
  }
}
no_answer='unknown, for systemd does not answer'

often_restarted() { # services
  { foreign systemctl show --property=Id,NRestarts,ExecMainStartTimestampMonotonic -- "$@" || say "$no_answer"; } | {
    read -r often_now _ </proc/uptime
    often_unit='' often_restarts='' often_started=''
    while IFS= read -r often_line; do
      case $often_line in
        "$no_answer") say "$no_answer" ;;
        Id=*) often_unit=${often_line#Id=} ;;
        NRestarts=*) often_restarts=${often_line#NRestarts=} ;;
        ExecMainStart*=*) often_started=${often_line#*=} ;;
      esac
      case $often_unit,$often_restarts,$often_started in ,* | *,,* | *,) continue ;; esac
      [ "$often_restarts" = 0 ] || [ $((${often_now%.*} - often_started / 1000000)) -ge 120 ] || say "$often_unit"
      often_unit='' often_restarts='' often_started=''
    done
  }
}

# The same of every user who is logged in.
troubled_user_units() {
  for troubled_bus in /run/user/*/systemd/private; do
    [ -e "$troubled_bus" ] || continue
    troubled_uid=${troubled_bus#/run/user/}
    troubled_uid=${troubled_uid%%/*}
    set --
    [ "$troubled_uid" = 0 ] || set -- setpriv --reuid "$troubled_uid" --regid "$(stat -c %g "/run/user/$troubled_uid")" --clear-groups
    (export XDG_RUNTIME_DIR="/run/user/$troubled_uid" && foreign exec timeout -k 2 5 "$@" systemctl --user list-units --all --plain --no-legend --full \
      --state=failed,auto-restart,auto-restart-queued 2>/dev/null) | while read -r troubled_unit _; do say "user $troubled_uid: $troubled_unit"; done
  done
}

# Units of which systemd says that their start did not come about since the switch began (before it: since the boot), and that have
# not started since then: of one whose dependency failed, no state tells (the fields of SD_MESSAGE_UNIT_FAILED in systemd's journal).
# Those that the running system does not have are no trouble of its.
note_start() {
  read -r start_uptime _ </proc/uptime
  say "$start_uptime" >"$run/switched" || :
}
unstarted_units() {
  unstarted_since=0
  [ ! -e "$run/switched" ] || read -r unstarted_since <"$run/switched" || :
  unstarted_says=$(foreign exec timeout -k 2 10 journalctl --quiet --boot --no-pager --output=json --output-fields=UNIT \
    JOB_RESULT=dependency JOB_RESULT=failed JOB_RESULT=timeout 2>/dev/null)
  [ -n "$unstarted_says" ] || return 0
  printf '%s\n' "$unstarted_says" |
    awk -v since="$unstarted_since" '
      match($0, /"__MONOTONIC_TIMESTAMP" *: *"[0-9]+"/) {
        time = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", time)
        if (time / 1000000 >= since + 0 && match($0, /"UNIT" *: *"[^"]+"/)) { unit = substr($0, RSTART, RLENGTH); sub(/^"UNIT" *: *"/, "", unit); last[substr(unit, 1, length(unit) - 1)] = time }
      }
      END { for (unit in last) print last[unit], unit }' | while read -r unstarted_at unstarted_unit; do
    foreign systemctl show --property=LoadState,ActiveState,InactiveExitTimestampMonotonic "$unstarted_unit" 2>/dev/null | awk -F = -v at="$unstarted_at" -v unit="$unstarted_unit" '
      { is[$1] = $2 }
      END { if (is["LoadState"] == "loaded" && is["ActiveState"] !~ /^(active|reloading)$/ && is["InactiveExitTimestampMonotonic"] + 0 < at + 0) print unit }'
  done
}

# All of them, a line each; systemd, its journal and the users' managers are asked beside each other. False where not all could be told.
all_trouble() {
  unstarted_units &
  trouble_journal=$!
  troubled_user_units &
  trouble_users=$!
  trouble_told=yes
  troubled_units || trouble_told=no
  for trouble_process in "$trouble_journal" "$trouble_users"; do wait "$trouble_process" || trouble_told=no; done
  [ "$trouble_told" = yes ]
}

# Whether this process has found all well less than half a second ago.
has_just_looked() { [ -n "${looked_at:-}" ] && now_centiseconds && [ $((centiseconds - looked_at)) -lt 50 ]; }
note_look() { now_centiseconds && looked_at=$centiseconds; }
now_centiseconds() {
  read -r uptime_now _ </proc/uptime
  centiseconds=$((${uptime_now%.*} * 100 + 1${uptime_now#*.} - 100))
}

# Those that are in trouble now and were not before, on one line; and those of before that still are. New ones that are tolerated do not count:
# they are kept for the warning.
new_trouble() { trouble_among new; }
old_trouble() { trouble_among old; }
trouble_among() { # new | old
  trouble_before=$newline$(while IFS= read -r trouble_unit; do say "$trouble_unit"; done <"$run/troubled-before")$newline
  trouble_seen=$newline
  { all_trouble || say "$no_answer"; } | {
    while IFS= read -r trouble_unit; do
      trouble_kind=new
      case $trouble_before in *"$newline$trouble_unit$newline"*) trouble_kind=old ;; esac
      [ "$trouble_kind" = old ] || ! is_tolerated "$trouble_unit" || ! say "$trouble_unit" >>"$run/tolerated" || continue
      case $trouble_kind$trouble_seen in *"$newline$trouble_unit$newline"*) continue ;; "$1"*) trouble_seen=$trouble_seen$trouble_unit$newline ;; esac
    done
    trouble_seen=${trouble_seen#"$newline"}
    [ -z "$trouble_seen" ] || say "${trouble_seen%"$newline"}" | one_line
  }
}
# Whether a unit of the system's, and not a user's or the word that systemd does not answer, is one of those that the run tolerates.
is_tolerated() ( # unit
  set -f
  case $1 in *' '*) return 1 ;; esac
  for tolerated_glob in $tolerate; do
    # shellcheck disable=SC2254  # it is a glob
    case $1 in $tolerated_glob) return 0 ;; esac
  done
  return 1
)
one_line() { awk '{ printf "%s%s", (NR > 1 ? " " : ""), $0 }'; }

job_ids() { foreign exec systemctl list-jobs --plain --no-legend 2>/dev/null | while read -r job_id _; do say "$job_id"; done; }
