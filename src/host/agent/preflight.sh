# A first word about a new system, before anything changes.
# Changes on the host: nothing. The new system's own checks run, and its `dry-activate`.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

refuse_beside_another() {
  ! load_pending || refuse_pending
  refuse_beside_elsewhere
}
refuse_pending() {
  # Who is confirmed together with others may be held for long.
  beside_seconds=$((activation_timeout + confirm_timeout))
  ! is_before_deadline || beside_seconds=$((deadline_at - $(now_uptime) + confirm_timeout))
  fail pending "another deployment is pending on this host: revision $revision by $who since $since; it is confirmed or rolled back by itself within $beside_seconds s, try again then"
}
refuse_beside_elsewhere() {
  for run in "$run_root"/*; do
    id=${run##*/}
    [ ! -e "$run/pending" ] || [ -e "$run/outcome" ] || ! is_worked_on ||
      fail pending "another deployment is pending on this host, with another revisions-directory; use one directory for a host, and try again when that has ended"
  done
  run=''
}

# Some file systems have as many inodes as they need, and say that they have none.
need_space() { # path and KiB, and so on
  space_paths='' space_needs=''
  while [ $# != 0 ]; do
    [ ! -e "$1" ] || { space_paths="$space_paths $1" && space_needs="$space_needs $1 $2"; }
    shift 2
  done
  [ -n "$space_paths" ] || return 0
  # shellcheck disable=SC2086  # plain paths
  set -- $space_needs
  # shellcheck disable=SC2086
  space_says=$(exec df -k --output=avail,itotal,iavail $space_paths 2>&1) || fail disk "it is not known how much room is left: $(end_of "$space_says")"
  printf '%s\n' "$space_says" | while read -r space_free space_inodes space_inodes_free; do
    is_number "$space_free" || continue
    [ "$space_free" -ge "$2" ] || fail disk "$1 has $space_free KiB left and $2 are needed: make room (nix-collect-garbage), then deploy again"
    ! is_number "$space_inodes_free" || [ "$space_inodes" = 0 ] || [ "$space_inodes_free" -ge "$inodes_needed" ] ||
      fail disk "$1 has $space_inodes_free inodes left and $inodes_needed are needed: remove files (nix-collect-garbage), then deploy again"
    shift 2
  done || exit
}
# What the record, the roots and the logs of a deployment take.
inodes_needed=64
# Paths, and the KiB that each needs.
space_needed="/nix/var/nix 1024 /boot 512 $run_root 1024"

preflight() {
  refuse_what_cannot_return
  need_system_of "$toplevel"
  # shellcheck disable=SC2086  # plain paths and numbers
  need_space "$state" 1024 $space_needed
  case $mode in
    # For these it is waited for with the new system's checks.
    switch | test) ;;
    *) await_other_switch "$switch_patience" >/dev/null || fail busy "another switch runs on this host ($other_switch) and does not end; nothing was changed: deploy again when it has" ;;
  esac
}

need_system_of() { # toplevel
  [ -e "$1/system" ] || return 0
  read -r preflight_system <"$1/system" || :
  need_system "$1" "${preflight_system:-an unknown system}"
}

# The new system's own checks, which see what runs.
run_checks() {
  was_confirmed "$toplevel" || switch_checks=on
  run_switch_quietly "$toplevel" check 60 || case $switch_said in
    # Older systems do not know the word `check`: they print how they are used.
    *[Uu]sage:* | *"unknown action"*) ;;
    *) return 1 ;;
  esac
  switch_checks=off
}
refuse_switch() {
  printf '%s\n' "$switch_said" | awk '{print "log " $0}' >&3
  [ "$switch_code" != busy ] || fail busy "$switch_said and does not end; nothing was changed: deploy again when it has"
  fail refused "the new system refuses to be activated ($(end_of "$switch_said")); \`activate: boot\` and a reboot may be the way"
}

# A system that could be activated, and after which no deployment and no way back would find what it needs here.
refuse_what_cannot_return() {
  refuse_advice="let it have that, or deploy it in another way than over this host agent"
  if [ ! -e "$toplevel/sw/bin" ] && [ ! -e "$toplevel/init" ]; then fail not-a-system "$toplevel is not a NixOS system: it has neither sw/bin nor init"; fi
  [ -x "$toplevel/activate" ] || fail not-deployable "$toplevel has no activation script (system.activatable = false), so that this host could not be made to run it; $refuse_advice"
  [ -x "$toplevel/bin/switch-to-configuration" ] || fail not-deployable "$toplevel has no switch-to-configuration (system.switch.enable = false), so that this host could go neither there nor back; $refuse_advice"
  [ -x "$toplevel/sw/bin/nix-store" ] || fail not-deployable "$toplevel has no Nix (nix.enable = false), so that nothing could be deployed to this host after it; $refuse_advice"
  [ -x "$toplevel/sw/bin/sh" ] || fail not-deployable "$toplevel has no shell (a system without bash), so that nothing could be deployed to this host after it; $refuse_advice"
}

# What an activation would do.
preview() {
  switch_checks=on
  run_switch_quietly "$toplevel" dry-activate "$req_activation_timeout" || preview_code=$switch_code
  printf '%s\n' "$switch_said" | awk '{print "log " $0}' >&3
  [ -z "${preview_code:-}" ] || answer "log switch-to-configuration dry-activate ended with $preview_code"
  answer previewed
}
