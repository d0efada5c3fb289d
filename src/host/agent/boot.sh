# What the installed agent does when a host has booted: `heal` ends what an interruption left, `guard` proves what `activate: boot` has put there.
# Changes on the host: by heal.sh what an interruption left. WHAT BOOTS: the guard sets it back to what is healthy (boot-default.sh), and WHAT
# RUNS by the reboot after that.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

begin_at_boot() {
  clear_fields req_ "$request_keys"
  read_policy
  set_directory "$policy_revisions_directory"
  who='the host itself, after a reboot' key=''
}

boot_heal() {
  begin_at_boot
  [ -e "$state/pending" ] || return 0
  take_lock 60 || fail lock "another deployment is changing this host just now; try again in a minute"
  look
  read_links
  heal
  load_pending || say "what was interrupted is at its end: $(tail -n 1 "$state/history")"
}

# Whether what runs is what `activate: boot` has left: the boot default, recorded, never confirmed, while something else is healthy; and
# nobody is at work. As $guard_label.
is_unproven() {
  look
  read_links
  guard_label=$(label_of "$running") guard_back=$(toplevel_of "$healthy")
  [ ! -e "$state/pending" ] && boots "$running" && is_unconfirmed "$running" && [ -n "$guard_label" ] && is_store_path "$guard_back" && [ -e "$guard_back" ] && [ "$guard_back" != "$running" ]
}

# The policy's checks decide, all of them at once, within its time. Units that are in trouble do not: nobody has seen them before the reboot.
boot_guard() {
  begin_at_boot
  is_unproven || return 0
  [ "$policy_checks" != "$newline" ] || {
    say "revision $guard_label runs unconfirmed after a reboot, and $policy_file names no check that could prove it; it is left as it is"
    return 0
  }
  REVISION=$guard_label TARGET=${policy_configuration:-$(uname -n)} HOST=$(uname -n)
  export REVISION TARGET HOST
  guard_until=$(($(now_uptime) + policy_boot_timeout))
  until guard_failed=$(first_red_check) && [ -z "$guard_failed" ]; do
    if [ "$(now_uptime)" -ge "$guard_until" ]; then
      boot_back "$guard_failed"
      return
    fi
    foreign sleep 2
  done
  take_lock 60 || fail lock "another deployment is changing this host just now; try again in a minute"
  is_unproven || return 0
  confirm_label "$guard_label" "$running" "$healthy" || fail disk "could not move $directory/healthy"
  history confirmed "$guard_label" "$running" "after a reboot"
  say "revision $guard_label is confirmed: all checks of $policy_file passed after the reboot"
}

# The name of the first check of the policy that does not pass, and what it said.
first_red_check() {
  printf '%s' "$policy_checks" | while IFS= read -r check_line; do
    [ -n "$check_line" ] || continue
    check_said=$(foreign timeout -k 2 30 sh -c "${check_line#*=}" 2>&1 </dev/null) || {
      say "${check_line%%=*}: $(end_of "$check_said")"
      break
    }
  done
}

boot_back() { # which check failed
  take_lock 60 || fail lock "another deployment is changing this host just now; try again in a minute"
  is_unproven || return 0
  guard_remark="not healthy within $policy_boot_timeout s after a reboot: $1"
  if ! set_boot_default "$guard_back"; then
    history guard-failed "$guard_label" "$running" "$guard_remark; and the boot entry of $healthy could not be written: $boot_says"
    fail boot-default "revision $guard_label is $guard_remark; and the boot entry of $guard_back could not be written, so that the host stays as it is: $boot_says"
  fi
  history rolled-back "$guard_label" "$running" "$guard_remark"
  sync "$state"
  say "revision $guard_label is $guard_remark; rebooting into $guard_back"
  run=$run_root
  release_lock
  bounded 60 systemctl reboot
  foreign sleep 120
  reboot_into_default
}
