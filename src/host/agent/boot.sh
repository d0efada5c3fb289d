# What the installed agent does when a host has booted: `heal` ends what an interruption left, `guard` proves what `activate: boot` has put there.
# Changes on the host: by heal.sh what an interruption left. WHAT BOOTS: the guard sets it back to what is healthy (boot-default.sh), and WHAT
# RUNS by the reboot after that.
# shellcheck shell=sh disable=SC2034,SC2154,SC2174  # variables are shared between the parts; parents of a private folder stay as open as usual

begin_at_boot() {
  clear_fields req_ "$request_keys"
  read_policy
  set_directory "$policy_revisions_directory"
  who='the host itself, after a reboot' key=''
}

# What was interrupted in this boot is its watchdog's, or the next contact's: a switch, too, may start this unit.
boot_heal() {
  begin_at_boot
  { load_pending && ! is_of_this_boot; } || return 0
  take_lock_from_calls 120 || exit 1
  look
  read_links
  heal
  load_pending || say "what was interrupted is at its end: $(tail -n 1 "$state/history")"
}

# Whether what runs is what `activate: boot` has left: booted, recorded, never confirmed, and the boot default, unless the way back from it was
# interrupted; and nobody is at work. As $guard_label; what is healthy, as $guard_back.
is_unproven() {
  look
  read_links
  guard_label=$(label_of "$running") guard_back=$(toplevel_of "$healthy")
  [ ! -e "$state/pending" ] && real_path /run/booted-system && [ "$real" = "$running" ] && [ -n "$guard_label" ] && is_unconfirmed "$running" &&
    { [ "$profile" = "$running" ] || { [ -e "$state/boot-entry-unsure" ] && [ "$profile" = "$guard_back" ]; }; }
}

# The policy's checks decide, all of them at once, within its time. Units that are in trouble do not: nobody has seen them before the reboot.
boot_guard() {
  begin_at_boot
  run=$run_root/guard
  mkdir -p -m 700 "$run" || exit 1
  # Killed on the way back: that goes on, whatever the record says by now.
  if [ -e "$run/back" ]; then
    look
    read_links
    guard_label=$(label_of "$running") guard_back=$(toplevel_of "$healthy")
    take_lock_from_calls 900 || exit 1
    boot_back "$(cat "$run/back")"
    return
  fi
  is_unproven || return 0
  [ "$policy_checks" != "$newline" ] || {
    say "revision $guard_label runs unconfirmed after a reboot, and $policy_file names no check that could prove it; it is left as it is"
    return 0
  }
  REVISION=$guard_label TARGET=${policy_configuration:-$(uname -n)} HOST=$(uname -n)
  export REVISION TARGET HOST
  # However often it is started again.
  [ -s "$run/until" ] || say "$(($(now_uptime) + policy_boot_timeout))" >"$run/until"
  { read -r guard_until <"$run/until" && is_number "$guard_until"; } || guard_until=$(($(now_uptime) + policy_boot_timeout))
  until guard_failed=$(first_red_check) && [ -z "$guard_failed" ]; do
    if [ "$(now_uptime)" -ge "$guard_until" ]; then
      take_lock_from_calls 900 || exit 1
      is_unproven || return 0
      boot_back "not healthy within $policy_boot_timeout s after a reboot: $guard_failed"
      return
    fi
    foreign sleep 2
  done
  take_lock_from_calls 900 || exit 1
  is_unproven || return 0
  if ! boots "$running" && ! set_boot_default "$running"; then
    say "all checks passed, and the boot entry of $running could not be written: $boot_says"
    exit 1
  fi
  confirm_label "$guard_label" "$running" "$healthy" || exit 1
  history confirmed "$guard_label" "$running" "after a reboot"
  say "revision $guard_label is confirmed: all checks of $policy_file passed after the reboot"
}

# The name of the first check of the policy that does not pass within half a minute, and what it said. What it leaves behind may hold a file
# open, and not us.
first_red_check() {
  printf '%s' "$policy_checks" | while IFS= read -r check_line; do
    [ -n "$check_line" ] || continue
    foreign timeout -k 2 30 sh -c "${check_line#*=}" >"$run/check" 2>&1 </dev/null || {
      say "${check_line%%=*}: $(end_of "$(tail -c 4096 "$run/check")")"
      break
    }
  done
}

# The lock is held until the machine is down: no deployment begins on one that is about to reboot.
boot_back() { # why
  if ! is_store_path "$guard_back" || [ ! -e "$guard_back" ] || [ "$guard_back" = "$running" ]; then
    history guard-failed "$guard_label" "$running" "$1"
    say "revision $guard_label is $1; nothing else was ever confirmed here, so that it stays"
    return 0
  fi
  printf '%s\n' "$1" >"$run/back" || exit 1
  # As on any way back: room that was held for it, and no new generation where there is none.
  free_reserve
  was_profile=$guard_back
  if ! boots "$guard_back" && ! set_boot_default "$guard_back"; then
    say "revision $guard_label is $1; and the boot entry of $guard_back could not be written, which is tried again: $boot_says"
    exit 1
  fi
  history rolled-back "$guard_label" "$running" "$1"
  sync "$state"
  say "revision $guard_label is $1; rebooting into $guard_back"
  bounded 60 systemctl reboot
  foreign sleep 120
  reboot_into_default
}
