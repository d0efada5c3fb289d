# Keys: the host's own agent as the forced command of a key in authorized_keys, and what the role of that key permits. An agent that was
# sent serves who is root anyway, and has no role.
# Changes on the host: nothing.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015,SC2016  # variables are shared between the parts; `a && b || c` is meant so; `$(` is looked for as it stands

# As sshd starts it: `serve --role ROLE --name NAME`. Takes what is sent to a host that has no agent: the launcher's line, which tells the
# length of the agent behind it. Both are thrown away, and this one serves.
serve_key() {
  [ $# = 4 ] && [ "$1 $3" = '--role --name' ] || refuse_key 'nix-flake-deploy-agent is called as: serve --role watch|stage|activate|deploy --name NAME'
  role=$2 key_name=$4
  case $role in watch | stage | activate | deploy) ;; *) refuse_key "nix-flake-deploy-agent knows no role '$role', but watch, stage, activate and deploy" ;; esac
  case $key_name in '' | *[!A-Za-z0-9._@-]*) refuse_key "nix-flake-deploy-agent: '$key_name' is no plain name for a key" ;; esac
  # sudo hands that variable on to nobody.
  [ -z "${SSH_CONNECTION:-}" ] || [ "${SSH_ORIGINAL_COMMAND:-}" = bash ] || refuse_key "this key runs the host agent of nix-flake-deploy as '$role', and nothing else"
  login_name=$(id -un)
  if [ "$login_name" != root ]; then
    answer "login $login_name"
    # Heard where sudo refuses.
    say "sudo has to allow here: $login_name ALL=(root) NOPASSWD: $0 serve $*" >&2
    PATH=/run/wrappers/bin:$PATH
    foreign exec sudo -n -- "$0" serve "$@" <&4 >&3
  fi
  # The login that sudo came from has told its name.
  [ -n "${SUDO_USER:-}" ] || answer "login $login_name"
  IFS= read -r launch_line <&4 || exit
  launch_bytes=${launch_line#*'$(head -c '}
  launch_bytes=${launch_bytes%%[!0-9]*}
  { is_number "$launch_bytes" && [ "${#launch_bytes}" -lt 8 ]; } || refuse_key "what came does not begin as this agent knows it: is nix-flake-deploy on this host too old for the action?"
  foreign head -c "$launch_bytes" <&4 >/dev/null
  find_fingerprint
  answer "$greeting role=$role name=$key_name"
  serve_requests
}
refuse_key() { # words
  say "$1" >&2
  exit 1
}

# Where sshd tells it: ExposeAuthInfo in its configuration.
find_fingerprint() {
  key_fingerprint=''
  [ -r "${SSH_USER_AUTH:-}" ] || return 0
  while read -r auth_method auth_key; do
    [ "$auth_method" != publickey ] || key_fingerprint=$(printf '%s\n' "$auth_key" | foreign ssh-keygen -l -f - | { read -r _ auth_fingerprint _ && say "$auth_fingerprint"; })
  done <"$SSH_USER_AUTH"
}

# Under a role nothing that a request says of this host is believed: it is the policy's.
apply_role() {
  case $role,$req_verb in
    *,status | *,doctor | *,verify | *,check | *,system | *,watch) ;;
    stage,prepare | stage,lacking | stage,fetchable | stage,substituters | stage,import) ;;
    activate,activate | activate,follow | activate,stand | activate,confirm | activate,rollback | activate,adopt | activate,hook) ;;
    deploy,*) ;;
    *) fail role "'$req_verb' is not for the key '$key_name', whose role on this host is '$role': it $(role_words)" ;;
  esac
  [ "$req_directory" = "$policy_revisions_directory" ] ||
    fail role "revisions-directory: a key with a role works in $policy_revisions_directory on this host ($policy_file), not in '$req_directory': set it so"
  # Files of this host are given to Nix by root alone.
  [ -z "$req_cache" ] || fail role "an archive that lies on this host is not for a key with a role"
  case $req_verb," $policy_payloads " in
    prepare,*" $req_payload "* | lacking,*" $req_payload "* | import,*" $req_payload "*) ;;
    prepare,* | lacking,* | import,*) fail role "payload: '$req_payload' is not what this host takes from a key with a role, but: $policy_payloads (payloads in $policy_file)" ;;
  esac
  # A window that never ends is one in which nothing has to be proven.
  [ "${req_activation_timeout:-0}" -le "$longest_timeout" ] && [ "${req_confirm_timeout:-0}" -le "$longest_timeout" ] && [ "${req_hold:-0}" -le "$longest_timeout" ] ||
    fail role "activation-timeout and confirm-timeout: a key with a role may wait for a day, and no longer"
  # A check or a hook goes on without whoever asked for it.
  [ "${req_timeout:-0}" -le "$longest_attempt" ] || fail role "timeout: a key with a role may have a check or a hook run for an hour, and no longer"
  [ -z "$req_tolerate" ] || need_tolerable
  [ -z "$req_keep" ] || req_keep=$policy_keep_revisions
  req_who="$key_name${req_who:+; $req_who}"
  caller_key="$key_name $key_fingerprint"
}
longest_timeout=86400
longest_attempt=3600

# The policy has the most that may be tolerated: each glob has to be one of its, or narrower. As a glob holds for texts, it holds for narrower
# globs, for the one wildcard is an asterisk.
need_tolerable() {
  set -f
  for tolerable_glob in $req_tolerate; do
    tolerable=no
    for tolerable_most in $policy_tolerate_units; do
      # shellcheck disable=SC2254  # it is a glob
      case $tolerable_glob in $tolerable_most) tolerable=yes ;; esac
    done
    [ "$tolerable" = yes ] ||
      fail role "tolerate-units: '$tolerable_glob' is not what a key with a role may tolerate on this host, but: ${policy_tolerate_units:-nothing} (tolerate-units in $policy_file)"
  done
  set +f
}
role_words() {
  case $role in
    watch) say "may ask what runs, and no more" ;;
    stage) say "may put systems here and record them, and activates nothing" ;;
    activate) say "may activate, confirm and roll back what is recorded, and sends nothing" ;;
  esac
}
