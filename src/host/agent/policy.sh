# What the host itself has to say about those who deploy to it: /etc/nix-flake-deploy/policy.
# Changes on the host: nothing.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts

policy_file=/etc/nix-flake-deploy/policy
policy_keys='configuration require-signature signers revisions-directory keep-revisions payloads boot-timeout tolerate-units'

# `key=value` lines, into policy_ variables; empty lines and comments may be among them. $policy_checks and $policy_hooks are the commands of checks
# and of hooks, `NAME=COMMAND` a line. A key that nobody knows is an error: a rule that was misspelt would else be one that does not hold.
read_policy() {
  clear_fields policy_ "$policy_keys"
  policy_checks=$newline policy_hooks=$newline
  if [ -e "$policy_file" ]; then
    [ -r "$policy_file" ] || fail policy "cannot read $policy_file"
    while IFS= read -r policy_line || [ -n "$policy_line" ]; do
      case $policy_line in
        '' | '#'*) ;;
        check-[A-Za-z0-9]*=*) policy_checks=$policy_checks${policy_line#check-}$newline ;;
        hook-[A-Za-z0-9]*=*) policy_hooks=$policy_hooks${policy_line#hook-}$newline ;;
        *) take_field policy_ "$policy_keys" "$policy_line" || fail policy "$policy_file has a key that this agent does not know: $field_key" ;;
      esac
    done <"$policy_file"
  fi
  : "${policy_signers:=/etc/nix-flake-deploy/signers}" "${policy_revisions_directory:=/srv/revisions}" "${policy_keep_revisions:=10}" "${policy_payloads:=closure}" \
    "${policy_boot_timeout:=600}"
  case $policy_require_signature in
    true | false | '') ;;
    *) fail policy "$policy_file: require-signature is neither true nor false" ;;
  esac
  case $policy_tolerate_units in *[!A-Za-z0-9:_.@*\ -]*) fail policy "$policy_file: tolerate-units has what cannot name units" ;; esac
  is_number "$policy_keep_revisions" || fail policy "$policy_file: keep-revisions is not a number"
  is_number "$policy_boot_timeout" || fail policy "$policy_file: boot-timeout is not a number of seconds"
}
