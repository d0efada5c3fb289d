# Units: ours, which outlive a call, and those of others that are in trouble.
# Changes on the host: starts transient units of its own, which run this same script. What they then do is in window.sh.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

# Starts this script in a unit of its own that outlives the connection: the unit's name, then properties and command.
start_unit() {
  unit_role=$1
  shift
  unit_name=$unit_prefix-$unit_role
  foreign systemd-run --quiet --collect --unit="$unit_name" --description="nix-flake-deploy: $unit_role" \
    --property=Type=exec --property=DefaultDependencies=no --property=Conflicts=shutdown.target --property=IgnoreOnIsolate=yes \
    --property=TimeoutStopSec=5 --property=OOMScoreAdjust=-900 \
    --property=StandardOutput=append:"$run/log" --property=StandardError=append:"$run/log" \
    --setenv=PATH="$tools" --setenv=LC_ALL=C --setenv=NIX_FLAKE_DEPLOY_TOOLS="$tools" --setenv=NIX_FLAKE_DEPLOY_DIRECTORY="$directory" \
    --working-directory=/ "$@"
}

# A service that waits, by the monotonic clock: a countdown timer would start anew at each daemon-reload, a calendar
# timer would follow the clock. Killed, it is started again.
arm_watchdog() { # activation | confirmation, deadline in seconds of uptime
  start_unit "watchdog-$id-$1" --property=Restart=on-failure --property=RestartSec=5 --property=StartLimitIntervalSec=0 \
    "$tools/sh" "$run/agent" watchdog "$id" "$1" "$2"
}

# Whether a unit sees to it that the pending deployment comes to an end.
is_worked_on() {
  for worked_role in "watchdog-$id-activation" "watchdog-$id-confirmation" "rollback-$id" "confirm-$id"; do
    case $(foreign systemctl show --property=ActiveState --value "$unit_prefix-$worked_role.service") in active | activating) return 0 ;; esac
  done
  return 1
}

# Names of units that failed or keep restarting, the system's and every logged-in user's.
troubled_units() {
  troubled_list=$(foreign systemctl list-units --all --plain --no-legend --full --state=failed,auto-restart,auto-restart-queued) ||
    say "unknown, for systemd does not answer"
  [ -z "$troubled_list" ] || printf '%s\n' "$troubled_list" | awk '{print $1}'
  for troubled_bus in /run/user/*/systemd/private; do
    [ -e "$troubled_bus" ] || continue
    troubled_uid=${troubled_bus#/run/user/}
    troubled_uid=${troubled_uid%%/*}
    foreign timeout -k 2 5 setpriv --reuid "$troubled_uid" --regid "$(stat -c %g "/run/user/$troubled_uid")" --clear-groups \
      env XDG_RUNTIME_DIR="/run/user/$troubled_uid" systemctl --user list-units --all --plain --no-legend --full \
      --state=failed,auto-restart,auto-restart-queued 2>/dev/null | awk -v uid="$troubled_uid" '{print "user " uid ": " $1}'
  done
}

# A unit that keeps crashing runs now and then, and looks well just then: one that systemd restarted less than two minutes
# ago was in trouble before.
crashing_units() {
  read -r crashing_now _ </proc/uptime
  foreign systemctl show --property=Id,NRestarts,ExecMainStartTimestampMonotonic '*.service' | awk -v now="${crashing_now%.*}" '
    function tell() { if (restarts > 0 && now - started / 1000000 < 120) print id; restarts = started = 0 }
    { value = substr($0, index($0, "=") + 1) }
    /^Id=/ { id = value } /^NRestarts=/ { restarts = value + 0 } /^ExecMainStart/ { started = value + 0 } /^$/ { tell() } END { tell() }'
}

new_troubled_units() { troubled_units | grep -Fxv -f "$run/troubled-before" || :; }
job_ids() { foreign systemctl list-jobs --plain --no-legend 2>/dev/null | awk '{print $1}'; }
