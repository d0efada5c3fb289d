# What would stop or spoil a deployment, all of it told at once, by the checks that a deployment itself makes.
# Changes on the host: nothing, not even a lock: whoever tried one would hold it for a moment.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015  # variables are shared between the parts; `a && b || c` is meant so

# Begins with the clock, for the runner holds that against its own.
verb_doctor() {
  answer "clock $(date +%s.%N)"
  doctor_hidden=''
  set_directory "$req_directory"
  doctor_status=$( (verb_status) 3>&1 1>&2) && say "$doctor_status" >&3
  asks_of refuses tools - need_tools && finding fine tools - "the host agent finds all the programs that it needs"
  asks_of refuses not-nixos - need_nixos || return 0
  finding fine nixos - "it runs NixOS"
  doctor_nix
  doctor_systemd
  doctor_directory
  doctor_pending
  doctor_switch
  doctor_space
  doctor_boot
  doctor_way_back
  doctor_kernel
  doctor_sshd
  doctor_policy
  [ -z "$doctor_hidden" ] || finding note unseen - "with the role '$role' it is not told $doctor_hidden"
}

finding() { # refuses | spoils | note | fine, name, what of several it is about or -, a sentence
  case $* in
    *"$newline"*) answer "finding $(say "$*" | one_line)" ;;
    *) answer "finding $*" ;;
  esac
}

# Makes a check that fails as a deployment's do, and tells of the failure as a finding, in the check's own words. False where it failed.
asks_of() { # severity, name, what of several, check
  asks_severity=$1 asks_name=$2 asks_subject=$3
  shift 3
  asks_said=$( ("$@") 3>&1 1>&2) && return
  case $newline$asks_said in *"$newline"'error '*) ;; *) return 1 ;; esac
  asks_said=$newline$asks_said
  asks_said=${asks_said##*"$newline"error }
  finding "$asks_severity" "$asks_name" "$asks_subject" "${asks_said#* }"
  return 1
}

doctor_nix() {
  if asks_of refuses nix - is_valid "$running"; then
    doctor_version=$(foreign timeout 20 nix-store --version 2>/dev/null)
    finding fine nix - "Nix ${doctor_version##* } answers"
  elif [ -z "$asks_said" ]; then
    finding spoils nix-database - "Nix does not know the system that runs ($running): its database is not that of this store"
  fi
  case $(foreign systemctl show --property=LoadState --property=ActiveState --value nix-daemon.socket 2>/dev/null) in
    "loaded$newline"active) ;;
    "loaded$newline"*) finding note daemon - "nix-daemon.socket is not active: a deployment does without Nix's daemon, but nobody else than root has Nix" ;;
  esac
  # As root, Nix asks its daemon only where it is told to; that trusts whom it is told to.
  case ${NIX_REMOTE:-} in
    daemon | unix://*)
      case " $(nix_setting trusted-users) " in
        *' root '* | *' * '* | *' @root '*) ;;
        *) finding refuses nix-trust - "root asks Nix's daemon here (NIX_REMOTE), which does not trust it: what is sent without a signature would not be taken" ;;
      esac
      ;;
  esac
}

doctor_systemd() {
  if ! doctor_says=$(foreign timeout -k 2 20 systemctl show --property=Version --property=SystemState --value 2>&1); then
    finding refuses systemd - "systemd does not answer on this host: $(end_of "$doctor_says")"
    return
  fi
  doctor_version=${doctor_says%%[!0-9]*}
  case $doctor_says in
    *"$newline"stopping*) finding refuses systemd - "this host is shutting down" ;;
    *"$newline"maintenance*) finding spoils systemd - "this host is in rescue or emergency mode" ;;
    *) finding fine systemd - "systemd ${doctor_says%%"$newline"*} answers" ;;
  esac
  if is_number "$doctor_version" && [ "$doctor_version" -lt 255 ]; then
    finding note soft-reboot - "systemd $doctor_version is older than 255: a soft-reboot while a deployment is pending would end its watchdog"
  fi
  # Where no deployment has its files.
  run=$run_root
  doctor_units=$(all_trouble) || doctor_units=${doctor_units:-$no_answer}
  if [ -z "$doctor_units" ]; then
    finding fine units - "no unit is in trouble"
  else
    finding spoils units - "units are in trouble already, and are not held against a new system: $(printf '%s\n' "$doctor_units" | sort -u | head -n 20 | one_line)"
  fi
  run=''
}

# The record's directory is made by the first deployment: until then, what it is to be made in is looked at.
doctor_directory() {
  doctor_near=$directory
  until [ -e "$doctor_near" ] || [ -L "$doctor_near" ] || [ "$doctor_near" = / ]; do
    doctor_near=${doctor_near%/*}
    doctor_near=${doctor_near:-/}
  done
  if [ ! -d "$doctor_near" ]; then
    finding refuses directory - "revisions-directory: $directory cannot be made on this host: $doctor_near is no directory"
    return
  fi
  asks_of refuses directory - see_above "$doctor_near" || return 0
  see_above "$doctor_near"
  doctor_place=yes
  for doctor_check in need_lasting_directory need_own_directory need_writable_directory; do asks_of refuses directory - "$doctor_check" || doctor_place=''; done
  [ -z "$doctor_place" ] || finding fine directory - "$directory is root's, on a disk"
  asks_of refuses record - read_links || return 0
  read_links
  doctor_record
}

doctor_record() {
  if [ -z "$healthy" ]; then
    finding note revisions - "no revision is healthy here yet: the first deployment records what runs as found-..., and goes back to that"
  elif [ ! -e "$state/confirmed/$healthy" ]; then
    finding spoils record "$healthy" "$directory/healthy leads to $healthy, which was never confirmed here: somebody else has moved it"
  else
    finding fine revisions - "healthy is $healthy"
  fi
  doctor_rooted=$newline$(find /nix/var/nix/gcroots/auto -maxdepth 1 -type l -printf '%l\n' 2>/dev/null)$newline
  doctor_lost='' doctor_unrooted=''
  # shellcheck disable=SC2046  # labels and store paths have no spaces; what else is there is skipped
  set -- $(labels)
  while [ $# -gt 1 ]; do
    if ! is_store_path "$2" || [ ! -e "$2" ]; then
      doctor_lost="$doctor_lost $1"
    else
      case $doctor_rooted in *"$newline$directory/$1$newline"* | *"$newline$above_real/$1$newline"*) ;; *) doctor_unrooted="$doctor_unrooted $1" ;; esac
    fi
    shift 2
  done
  [ -z "$doctor_lost" ] || finding spoils lost-revision - "revisions whose system is not in the store any more, so that nothing goes back to them:$doctor_lost"
  [ -z "$doctor_unrooted" ] || finding spoils unrooted-revision - "revisions whose system nothing keeps from the garbage collector:$doctor_unrooted"
  [ ! -e "$state/boot-entry-unsure" ] || finding spoils boot-entry - "the last boot entry was interrupted or could not be written: the next deployment writes it once more, and until then it is not known what boots"
  [ -z "$healthy" ] || [ "$profile" = "$(toplevel_of "$healthy")" ] || ! is_unconfirmed "$profile" ||
    finding note boot-default - "what boots next, $profile, was never confirmed: the next deployment first sets the boot default back to $healthy"
}

# In a process of its own, for what is loaded is of that deployment.
doctor_pending() (
  if load_pending; then
    # Whoever begins one has the lock before anybody else works on it.
    if is_of_this_boot && { is_worked_on || [ -n "$(lock_pids "$run_root/lock")" ]; }; then
      asks_of refuses pending - refuse_pending
    else
      finding note interrupted - "revision $revision by $who since $since was interrupted: the next deployment brings it to its end first"
    fi
    exit
  elif [ -s "$state/pending" ]; then
    finding note interrupted - "$state/pending cannot be read: it counts as none"
  elif asks_of refuses pending - refuse_beside_elsewhere; then
    finding fine pending - "no deployment is pending"
  fi
)

# The lock is not tried, but looked for at those who have it.
doctor_switch() {
  doctor_holder=''
  [ ! -e "$switch_lock" ] || doctor_holder=$(lock_pids "$switch_lock" | head -n 1)
  if [ -z "$doctor_holder" ]; then
    finding fine busy - "nobody switches"
    return
  fi
  # What stands in a command line may be a secret.
  if [ "$role" = watch ]; then
    other_switch="process $doctor_holder" doctor_hidden="what the processes are that hold locks"
  else
    other_switch=$(tell_process "$doctor_holder")
  fi
  finding refuses busy - "another switch runs on this host ($other_switch): a deployment waits $switch_patience s for its end, and is refused where that does not come"
}

doctor_space() {
  doctor_full=''
  # shellcheck disable=SC2086  # plain paths and numbers
  if [ -e "$state" ]; then set -- "$state" 1024 $space_needed; else set -- "$doctor_near" 1024 $space_needed; fi
  while [ $# != 0 ]; do
    asks_of refuses disk "$1" need_space "$1" "$2" || doctor_full="$doctor_full$1 "
    shift 2
  done
  [ -z "$doctor_full" ] || return 0
  # shellcheck disable=SC2046  # two numbers
  set -- $(foreign df -k --output=avail,iavail /nix/store 2>/dev/null | tail -n 1)
  if is_number "${1:-}" && [ "$1" -lt 1048576 ]; then
    finding spoils room /nix/store "/nix/store has $(($1 / 1024)) MiB left: a new system may not fit"
  elif is_number "${2:-}" && [ "$2" != 0 ] && [ "$2" -lt 20000 ]; then
    finding spoils room /nix/store "/nix/store has $2 inodes left: a new system may not fit"
  else
    finding fine disk - "$((${1:-0} / 1024)) MiB are left in /nix/store"
  fi
  [ -s "$state/reserve" ] || [ "${1:-0}" -ge 8192 ] || finding spoils reserve - "no room could be held for the way back: less than 8 MiB are left"
}

# What is to be mounted, and with which options, is in fstab(5) and in proc_pid_mountinfo(5).
doctor_boot() {
  doctor_fine=yes
  [ -r /etc/fstab ] && set -- /proc/self/mountinfo /etc/fstab || set -- /proc/self/mountinfo
  doctor_mounts=$(awk '
    FILENAME != "/etc/fstab" { mounted[$5]; if ($6 ",," $NF ~ /(^|,)ro(,|$)/) fixed[$5]; next }
    $2 ~ /^\/(boot|boot\/efi|efi)$/ && $4 !~ /(^|,)noauto(,|$)/ && !($2 in mounted) { print "unmounted", $2 }
    END { for (place in mounted) if (place ~ /^\/(boot|boot\/efi|efi)$/) print (place in fixed ? "read-only" : "mounted"), place }' "$@")
  # shellcheck disable=SC2086  # plain words
  set -- $doctor_mounts
  while [ $# -gt 1 ]; do
    case $1 in
      unmounted) finding spoils unmounted "$2" "$2 is in /etc/fstab and not mounted: the boot entry would be written where no boot loader looks, and the next boot would bring the system of before" ;;
      read-only) finding spoils read-only "$2" "$2 is mounted read-only: the boot entry could not be written, and a deployment would be rolled back" ;;
      mounted)
        doctor_free=$(foreign df -k --output=avail "$2" 2>/dev/null | tail -n 1 | tr -d ' ')
        if is_number "$doctor_free" && [ "$doctor_free" -ge 512 ] && [ "$doctor_free" -lt 102400 ]; then
          finding spoils room "$2" "$2 has $((doctor_free / 1024)) MiB left: a new kernel with its initrd may not fit, and a deployment would be rolled back"
          doctor_fine=''
        fi
        ;;
    esac
    [ "$1" = mounted ] || doctor_fine=''
    shift 2
  done
  [ -z "$doctor_fine" ] || finding fine boot - "/boot can be written to"
  # nixpkgs' own words for a system without one (system.build.installBootLoader): they stand in its switch-to-configuration.
  if grep -aqs -e 'how to make this configuration bootable' -e no-bootloader "$profile/bin/switch-to-configuration"; then
    finding note boot-loader - "the system profile has no boot loader: what boots is decided elsewhere, and a reboot proves nothing"
  else
    doctor_loader=''
    for doctor_file in /boot/loader/loader.conf:systemd-boot /boot/efi/loader/loader.conf:systemd-boot /efi/loader/loader.conf:systemd-boot /boot/grub/grub.cfg:GRUB \
      /boot/extlinux/extlinux.conf:extlinux /boot/limine/limine.conf:Limine; do
      [ ! -e "${doctor_file%:*}" ] || doctor_loader=${doctor_file##*:}
    done
    if [ -n "$doctor_loader" ]; then
      finding fine boot-loader - "the boot loader is $doctor_loader"
    else
      finding note boot-loader - "it is not known which boot loader this host has: neither systemd-boot, GRUB, extlinux nor Limine has its files in /boot"
    fi
  fi
}

doctor_way_back() {
  toplevel=$running
  if asks_of spoils way-back - refuse_what_cannot_return && asks_of spoils way-back - need_system_of "$running"; then
    finding fine way-back - "what runs can be gone back to"
  fi
  # shellcheck disable=SC2046  # store paths
  set -- $(readlink -e /run/booted-system/kernel /run/booted-system/initrd /run/booted-system/kernel-modules) -- \
    $(readlink -e "$running/kernel" "$running/initrd" "$running/kernel-modules")
  doctor_booted="$*"
  # What a container boots has none of them.
  case $doctor_booted in
    -- | '-- '* | *' --') ;;
    "${doctor_booted#* -- } -- "*) finding fine reboot - "it runs the kernel that it has booted" ;;
    *) finding note reboot - "a reboot is needed: kernel, initrd or modules of the system that runs are not those that were booted" ;;
  esac
  # What `latest` stands for would be refused for another machine.
  doctor_latest=$(toplevel_of "$latest")
  [ -z "$doctor_latest" ] || [ ! -e "$doctor_latest" ] || asks_of spoils system - need_system_of "$doctor_latest" || :
}

doctor_kernel() {
  { read -r doctor_panic </proc/sys/kernel/panic; } 2>/dev/null || return 0
  if [ "$doctor_panic" = 0 ]; then
    finding note panic - "kernel.panic is 0: a deployment sets it while it is pending, but after \`activate: boot\` a kernel that panics would stand still for ever"
  else
    finding fine panic - "a kernel that panics reboots"
  fi
}

# sshd's own word for what holds, else its files. Of an option the first value counts (sshd_config(5)).
doctor_sshd() {
  # shellcheck disable=SC2046  # words
  set -- $({ foreign timeout 10 sshd -T 2>/dev/null || cat /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf 2>/dev/null; } | awk '
    { key = tolower($1) } key == "match" { exit }
    key ~ /^(maxsessions|maxstartups)$/ && !(key in is) { is[key] = $2 }
    END { print ("maxsessions" in is ? is["maxsessions"] : 10), ("maxstartups" in is ? is["maxstartups"] : "10:30:100") }')
  doctor_fine=yes
  if is_number "${1:-}" && [ "$1" -lt 4 ]; then
    finding note sshd - "sshd takes $1 sessions over one connection (MaxSessions): what a deployment asks at the same time waits for each other"
    doctor_fine=''
  fi
  doctor_startups=${2%%:*}
  if is_number "$doctor_startups" && [ "$doctor_startups" -lt 5 ]; then
    finding spoils sshd - "sshd takes $doctor_startups logins at a time (MaxStartups): while others try theirs, the new connection after a switch may be turned away, and the deployment rolled back"
    doctor_fine=''
  fi
  [ -z "$doctor_fine" ] || finding fine sshd - "sshd takes enough sessions"
}

doctor_policy() {
  [ -e "$policy_file" ] || return 0
  finding fine policy - "the policy can be read"
  [ "$policy_require_signature" != true ] || finding note policy - "this host records no system without a statement that is signed (require-signature in $policy_file)"
  [ "$policy_require_signature" != true ] || [ -s "$policy_signers" ] ||
    finding refuses signers - "this host records only what is signed, and nobody may sign: $policy_signers is not there, or empty"
  [ "$policy_require_signature" != true ] || [ -n "$policy_configuration" ] ||
    finding refuses signers - "$policy_file does not say which configuration is for this host: add configuration=NAME"
}
