# The boot default: system profile and boot entry.
# Changes on the host: WHAT BOOTS. Nothing else in the agent writes the profile or has the boot loader written.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

# A full disk has no room for a new generation, but one that is there can be chosen: the way back needs no room.
choose_generation() { # toplevel
  for generation in "$profile_link"-*-link; do
    [ "$(readlink "$generation")" != "$1" ] || { move_link "$profile_link" "${generation##*/}" && return 0; }
  done
  return 1
}

# The profile is no proof of the boot entry: one that could not be written whole, or was interrupted, is noted until it is.
boots() { # toplevel
  real_path "$profile_link" && [ "$real" = "$1" ] && [ ! -e "$state/boot-entry-unsure" ]
}

# Sets the boot default to a system that is confirmed (or about to be: `confirming` is on disk). False, with $boot_says, where it
# cannot be.
set_boot_default() { # toplevel
  boot_says=''
  # On a full disk, back goes all the same.
  [ -e "$state/boot-entry-unsure" ] || boot_says=$({ say "$1" >"$state/boot-entry-unsure" && sync "$state/boot-entry-unsure" "$state"; } 2>&1) ||
    [ "$1" = "${was_profile:-}" ] || return 1
  real_path "$profile_link"
  if [ "$real" != "$1" ]; then
    boot_says=$(foreign exec timeout -k 10 300 nix-env -p "$profile_link" --set "$1" 2>&1) || choose_generation "$1" || return 1
  fi
  profile=$1
  sync -f /nix/store /nix/var/nix/profiles
  run_switch_quietly "$1" boot 300 || {
    printf '%s\n' "$switch_said" >&2
    boot_says=$switch_said
    [ "$switch_code" = busy ] || boot_says="switch-to-configuration boot ended with $switch_code: $(end_of "$switch_said")"
    return 1
  }
  printf '%s\n' "$switch_said" >&2
  sync_all /nix/var/nix/profiles
  # Whoever finds it after a power cut writes the entry once more.
  rm -f "$state/boot-entry-unsure"
}

# The file systems of these paths, and those that a boot loader reads.
sync_all() { # paths
  for boot_partition in /boot /boot/efi /efi; do [ ! -e "$boot_partition" ] || set -- "$@" "$boot_partition"; done
  sync -f "$@"
}

# Whether what boots is this deployment's doing: an operator may have chosen another since.
boots_ours() {
  real_path "$profile_link"
  [ "$real" = "$toplevel" ] || { [ "$real" = "$was_profile" ] && [ -e "$state/boot-entry-unsure" ]; }
}

# Back to what booted before. False, with $undo_failed.
undo_boot_default() {
  set_boot_default "$was_profile" || {
    undo_failed="and the boot entry of the previous system could not be written again, which the next deployment tries first: $boot_says"
    return 1
  }
}

# The one mode that makes an unconfirmed system the boot default, and says so.
activate_boot() {
  activate_old=$profile
  was_confirmed "$toplevel" || switch_checks=on
  if ! set_boot_default "$toplevel" 2>/dev/null; then
    activate_says=$boot_says switch_checks=off
    set_boot_default "$activate_old" 2>/dev/null || answer "log the boot entry of $activate_old could not be written again: $boot_says"
    fail boot "the boot loader could not be written ($activate_says); $activate_old stays the boot default"
  fi
  history boots-next "$revision" "$toplevel" "unconfirmed"
  # For a runner that has lost its connection meanwhile.
  say "boots-next $revision" >"$state/outcomes/$req_id"
  answer boots-next
}
