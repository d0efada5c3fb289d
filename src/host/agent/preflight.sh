# A first word about a new system, before anything changes.
# Changes on the host: nothing. The new system's own checks run, and its `dry-activate`.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

enough_space() { # path, KiB
  [ -e "$1" ] || return 0
  space_free=$(df -P -k "$1" | awk 'NR==2 {print $4}')
  [ "$space_free" -ge "$2" ] || fail disk "$1 has $space_free KiB left and $2 are needed: make room (nix-collect-garbage), then deploy again"
}

preflight() {
  [ -x "$toplevel/bin/switch-to-configuration" ] ||
    fail not-a-system "$toplevel has no bin/switch-to-configuration: it is not a NixOS system"
  if [ -e "$toplevel/system" ]; then
    read -r preflight_system <"$toplevel/system" || :
    need_system "$toplevel" "${preflight_system:-an unknown system}"
  fi
  enough_space "$state" 1024
  enough_space "$run_root" 1024
  enough_space /nix/var/nix 1024
  enough_space /boot 512
  [ "$mode" != switch ] && [ "$mode" != test ] && return 0
  # Older systems do not know the word `check`: they print how they are used.
  if ! preflight_says=$(foreign timeout -k 5 60 "$toplevel/bin/switch-to-configuration" check 2>&1); then
    case $preflight_says in
      *[Uu]sage:* | *"unknown action"*) ;;
      *)
        printf '%s\n' "$preflight_says" | awk '{print "log " $0}' >&3
        fail refused "the new system refuses to be activated ($(printf '%s' "$preflight_says" | tr '\n' ' ' | cut -c1-300)); \`activate: boot\` and a reboot may be the way"
        ;;
    esac
  fi
}

# What an activation would do.
preview() {
  foreign timeout -k 10 "$req_activation_timeout" "$toplevel/bin/switch-to-configuration" dry-activate 2>&1 | awk '{print "log " $0}' >&3
  answer previewed
}
