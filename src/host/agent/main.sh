# What is asked for: a request's verb by a call; by one of our own units, what its arguments name.
# Changes on the host: nothing by itself.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

serve() {
  [ -z "$unknown_field" ] || fail protocol "the request has a key that this agent does not know: $unknown_field"
  refuse_odd_fields
  look
  use_tools_of "$running"
  read_policy
  [ -z "$role" ] || apply_role
  case $req_verb in
    status | prepare | lacking | fetchable | substituters | import | adopt | activate | follow | stand | confirm | rollback | check | hook | verify | doctor | system | watch) "verb_$req_verb" ;;
    *) fail protocol "this agent does not know '$req_verb'" ;;
  esac
  answer end
}

# Each in a process of its own, which takes its locks and variables along. After one that failed, nobody knows where the next begins
# behind its data; and where one was killed, only the end of this one tells the runner that there will be no answer.
serve_requests() {
  while read_request; do
    (serve)
    served=$?
    case $served,$req_data in 0,* | "$failed_status",) ;; *) exit "$served" ;; esac
  done
}

case ${1:-} in
  '')
    answer "$greeting"
    NIX_FLAKE_DEPLOY_AGENT=${NIX_FLAKE_DEPLOY_AGENT:?the launcher hands over the script}
    serve_requests
    ;;
  serve)
    NIX_FLAKE_DEPLOY_AGENT=$(cat "$0")
    shift
    serve_key "$@"
    ;;
  heal | guard)
    NIX_FLAKE_DEPLOY_AGENT=$(cat "$0")
    "boot_$1"
    ;;
  activation | watchdog | confirm | rollback)
    set_directory "$NIX_FLAKE_DEPLOY_DIRECTORY"
    run=$run_root/$2
    say $$ >"$run/$1.pid" || :
    "unit_$1" "${2}" "${3:-}" "${4:-}"
    ;;
esac
