# What is asked for, and in which order it is done.
# Changes on the host: makes and removes $work.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015  # variables are shared between the parts; `a && b || c` is meant so

need_root() {
  [ "$(id -u)" = 0 ] || die "'${name:-$command}' needs root, for it is about what this machine runs: sudo $again ..."
  # The tools of the system that runs now: activating another one re-links this path.
  PATH=$(readlink -f /run/current-system)/sw/bin:$PATH
  check_place
}

main() {
  here=$(cd "$(dirname "$0")" && pwd -P) && cd "$here" || die "cannot enter the directory of $0"
  command='' mode='' to_store=no confirm=no payload='' revision='' directory=/srv/revisions substitute=yes activation_timeout=300 confirm_timeout=''
  target='' host=localhost name=''
  # What a person is told to type: `install` alone is another program.
  again=$(quoted "$here/install")
  [ -x "$here/install" ] || again="sh $again"
  [ "$(id -u)" != 0 ] || [ -z "${SUDO_UID:-}" ] || again="sudo $again"
  while [ $# != 0 ]; do
    case $1 in
      --*=*) option=${1%%=*} && value=${1#*=} && shift && set -- "$option" "$value" "$@" ;;
    esac
    case $1 in
      --payload | --revision | --revisions-directory | --activation-timeout | --confirm-timeout | --target | --host)
        [ $# -gt 1 ] && [ -n "$2" ] || misuse "$1 needs a value"
        case $1,$2 in --target,*[!A-Za-z0-9_.:+-]* | --host,*[!A-Za-z0-9_.:+-]* | --target,-* | --host,-*) misuse "$1: '$2' is not a plain word" ;; esac
        ;;
    esac
    case $1 in
      --confirm) confirm=yes ;;
      --no-substitute) substitute=no ;;
      --to-store) to_store=yes ;;
      --payload) payload=$2 && shift ;;
      --revision) revision=$2 && shift ;;
      --revisions-directory) directory=$2 && again="$again --revisions-directory $(quoted "$2")" && shift ;;
      --activation-timeout) activation_timeout=$(seconds_of "$1" "$2") || exit 2 && shift ;;
      --confirm-timeout) confirm_timeout=$(seconds_of "$1" "$2") || exit 2 && shift ;;
      --target) target=$2 && shift ;;
      --host) host=$2 && shift ;;
      -h | --help) command=help ;;
      -*) misuse "there is no option '$1'" ;;
      *) if [ -z "$command" ]; then command=$1; elif [ -z "$mode" ]; then mode=$1; else misuse "'$1' is one word too many"; fi ;;
    esac
    shift
  done
  # A configuration may be called like a command; what follows tells them apart.
  case $command in
    list | verify | confirm | rollback | status | help) case $mode,$to_store in switch,* | test,* | boot,* | stage,* | *,yes) name=$command ;; esac ;;
    *) name=$command ;;
  esac
  [ -z "$name" ] || command=install
  check_patience=''
  if [ -z "$confirm_timeout" ]; then [ "$confirm" = yes ] && confirm_timeout=120 || { confirm_timeout=600 && check_patience=120; }; fi
  who="${SUDO_USER:-$(id -un)}, by hand"
  case $command in
    help)
      usage
      exit
      ;;
    '')
      usage >&2
      exit 2
      ;;
    install) ;;
    *) [ -z "$mode" ] || misuse "'$mode' is one word too many" ;;
  esac
  case $mode in
    '') mode=switch ;;
    stage) mode=none ;;
    switch | test | boot) ;;
    *) misuse "'$mode' is not a way to install; there are switch, test, boot and stage" ;;
  esac
  case $mode in none | boot) [ "$confirm" = no ] || misuse "--confirm goes with switch and test: nothing else waits for confirmation" ;; esac
  command -v nix >/dev/null || PATH=$PATH:/run/current-system/sw/bin:/nix/var/nix/profiles/default/bin:${HOME:-/root}/.nix-profile/bin:/usr/local/bin:/usr/bin:/bin
  command -v nix >/dev/null || die "there is no Nix in PATH or in the usual places; install it first, or put its directory into PATH"
  export PATH
  work_in=/tmp
  [ "$(id -u)" != 0 ] || [ ! -w /run ] || work_in=/run
  work=$(mktemp -d "$work_in/nix-flake-deploy-install.XXXXXX") || die "could not make a directory in $work_in: is it full?"
  prove_running=''
  trap 'kill $prove_running 2>/dev/null; rm -rf "$work"' EXIT
  trap 'exit 130' HUP INT TERM
  case $command in
    list)
      check_sum manifest.json
      read_manifest list
      awk -F '\t' -v kib="$(du -sk . | cut -f1)" '
        NR == 1 { printf "revision %s, %.1f MB on disk\n", $1, kib / 1000; next }
        { printf "%s  %s  %s  %.1f MB installed\n", $1, $2, $3, $4 / 1e6 }' "$work/manifest" | tr -d '\000-\010\013-\037'
      ;;
    verify)
      check_sums
      read_manifest verify
      check_narinfos
      check_contents
      note "whole: $(grep -c . "$work/listed") files, $(grep -c . "$work/narinfos") store paths"
      ;;
    confirm | rollback | status)
      need_root
      check_sum host-agent.sh
      case $command in confirm) confirm_pending ;; rollback) roll_back_pending ;; status) show_status ;; esac
      ;;
    *)
      if [ "$to_store" = yes ]; then
        [ "$(id -u)" != 0 ] || check_place
        to_store
      else
        need_root
        install_system
      fi
      ;;
  esac
}

main "$@"
