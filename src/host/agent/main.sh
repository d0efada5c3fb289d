# What is asked for: a request's verb by a call; by one of our own units, what its arguments name.
# Changes on the host: nothing by itself.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

serve() {
  [ -z "$unknown_field" ] || fail protocol "the request has a key that this agent does not know: $unknown_field"
  look
  read_policy
  case $req_verb in
    status | prepare | lacking | fetchable | import | adopt | activate | follow | confirm | rollback | check) "verb_$req_verb" ;;
    *) fail protocol "this agent does not know '$req_verb'" ;;
  esac
  answer end
}

case ${1:-} in
  '')
    answer "nix-flake-deploy agent 1"
    NIX_FLAKE_DEPLOY_AGENT=${NIX_FLAKE_DEPLOY_AGENT:?the launcher hands over the script}
    # Each in a process of its own, which takes its locks and variables along. After one that failed, nobody knows where the next begins
    # behind its data.
    while read_request; do (serve) || [ -z "$req_data" ] || exit; done
    ;;
  activation | watchdog | confirm | rollback)
    set_directory "$NIX_FLAKE_DEPLOY_DIRECTORY"
    run=$run_root/$2
    say $$ >"$run/$1.pid" || :
    "unit_$1" "${2}" "${3:-}" "${4:-}"
    ;;
esac
