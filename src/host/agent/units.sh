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
arm_watchdog() { # activation | confirmation, deadline in seconds of uptime
  start_unit survivor "watchdog-$id-$1" "$tools/sh" "$run/agent" watchdog "$id" "$1" "$2"
}

# Whether a unit sees to it that the pending deployment comes to an end.
is_worked_on() {
  for worked_role in "watchdog-$id-activation" "watchdog-$id-confirmation" "rollback-$id" "confirm-$id"; do
    case $(foreign systemctl show --property=ActiveState --value "$unit_prefix-$worked_role.service") in active | activating) return 0 ;; esac
  done
  return 1
}

# Names of units that failed or keep restarting, the system's and every logged-in user's. A unit that keeps crashing runs now and
# then, and looks well just then: so one that systemd restarted less than two minutes ago is in trouble, too.
troubled_units() {
  read -r troubled_now _ </proc/uptime
  troubled_list=$(foreign systemctl show --property=Id,ActiveState,SubState,NRestarts,ExecMainStartTimestampMonotonic \
    '*.service' '*.socket' '*.mount' '*.swap' '*.target' '*.timer' '*.path' '*.automount') || say "unknown, for systemd does not answer"
  printf '%s\n\n' "$troubled_list" | awk -v now="${troubled_now%.*}" -v ours="$unit_prefix-" '
    { value = substr($0, index($0, "=") + 1) }
    /^Id=/ { id = value } /^ActiveState=/ { active = value } /^SubState=/ { sub_state = value }
    /^NRestarts=/ { restarts = value + 0 } /^ExecMainStart/ { started = value / 1000000 }
    /^$/ {
      if (id != "" && index(id, ours) != 1 && (active == "failed" || sub_state ~ /^auto-restart/ || (restarts > 0 && now - started < 120))) print id
      id = active = sub_state = ""; restarts = started = 0
    }'
  for troubled_bus in /run/user/*/systemd/private; do
    [ -e "$troubled_bus" ] || continue
    troubled_uid=${troubled_bus#/run/user/}
    troubled_uid=${troubled_uid%%/*}
    foreign timeout -k 2 5 setpriv --reuid "$troubled_uid" --regid "$(stat -c %g "/run/user/$troubled_uid")" --clear-groups \
      env XDG_RUNTIME_DIR="/run/user/$troubled_uid" systemctl --user list-units --all --plain --no-legend --full \
      --state=failed,auto-restart,auto-restart-queued 2>/dev/null | awk -v uid="$troubled_uid" '{print "user " uid ": " $1}'
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
  foreign timeout -k 2 10 journalctl --quiet --boot --no-pager --output=json --output-fields=UNIT JOB_RESULT=dependency JOB_RESULT=failed JOB_RESULT=timeout 2>/dev/null |
    awk -v since="$(cat "$run/switched" 2>/dev/null)" '
      match($0, /"__MONOTONIC_TIMESTAMP" *: *"[0-9]+"/) {
        time = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", time)
        if (time / 1000000 >= since + 0 && match($0, /"UNIT" *: *"[^"]+"/)) { unit = substr($0, RSTART, RLENGTH); sub(/^"UNIT" *: *"/, "", unit); last[substr(unit, 1, length(unit) - 1)] = time }
      }
      END { for (unit in last) print last[unit], unit }' | sort | while read -r unstarted_at unstarted_unit; do
    foreign systemctl show --property=LoadState,ActiveState,InactiveExitTimestampMonotonic "$unstarted_unit" 2>/dev/null | awk -F = -v at="$unstarted_at" -v unit="$unstarted_unit" '
      { is[$1] = $2 }
      END { if (is["LoadState"] == "loaded" && is["ActiveState"] !~ /^(active|reloading)$/ && is["InactiveExitTimestampMonotonic"] + 0 < at + 0) print unit }'
  done
}

# Those that are in trouble now and were not before, on one line; and those of before that still are.
new_trouble() { { troubled_units && unstarted_units; } | grep -Fxv -f "$run/troubled-before" | sort -u | one_line; }
old_trouble() { { troubled_units && unstarted_units; } | sort -u | grep -Fx -f "$run/troubled-before" | one_line; }
one_line() { awk '{ printf "%s%s", (NR > 1 ? " " : ""), $0 }'; }

job_ids() { foreign systemctl list-jobs --plain --no-legend 2>/dev/null | awk '{print $1}'; }
