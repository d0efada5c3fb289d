# Statements: what a signer says of a system, held against this host's policy and against Nix's database, before the system is recorded.
# Changes on the host: files of the record beside a label: its statement, and the list of what was signed; and the highest sequence that was
# confirmed. What runs or boots, never.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015,SC2174  # variables are shared between the parts; `a && b || fail` is meant so; parents of a private folder stay as open as usual

# Takes a statement apart, in its one form (src/store/statement.ts): false for any other.
read_statement() { # statement
  case $1 in *"$newline"*) return 1 ;; esac
  printf '%s\n' "$1" | grep -Exq '\{"closure":"[0-9a-f]{64}","configuration":"([^"\\]|\\.)*",("flake":"([^"\\]|\\.)*",)?"paths":[0-9]+,("revCount":[0-9]+,)?"revision":"[A-Za-z0-9._+-]+","sequence":[0-9]{1,15},"time":"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z","toplevel":"[A-Za-z0-9./+_?=-]+","version":1,"who":"([^"\\]|\\.)*"\}' || return 1
  # Quotes in a text are escaped, so that no text has such a key in it.
  said_closure=$(statement_part "$1" '"closure":"') said_configuration=$(statement_part "$1" '"configuration":"') said_revision=$(statement_part "$1" '"revision":"')
  said_time=$(statement_part "$1" '"time":"') said_toplevel=$(statement_part "$1" '"toplevel":"') said_who=$(statement_part "$1" '"who":"')
  said_sequence=${1##*'"sequence":'}
  said_sequence=${said_sequence%%,*}
}
statement_part() { # statement, key as it stands there
  statement_rest=${1#*"$2"} && say "${statement_rest%%'"'*}"
}

# Who signed it, as $signer, by the host's own list of those who may; false, with $signature_why. At the time that is told, or now.
verify_signature() { # statement, signature, time or ''
  signer='' signature_file=$run_root/signature.$$ signature_text=$1
  case $2 in '' | *[!A-Za-z0-9+/=]*) fail protocol "the request's signature is none" ;; esac
  { [ -d "$run_root" ] || mkdir -p -m 700 "$run_root"; } &&
    printf '%s\n' '-----BEGIN SSH SIGNATURE-----' "$2" '-----END SSH SIGNATURE-----' >"$signature_file" || fail disk "could not write to $run_root"
  if [ -z "$3" ]; then set --; else set -- "-Overify-time=$(printf %s "$3" | tr -d 'T:-')"; fi
  if [ ! -r "$policy_signers" ]; then
    signature_why="there is no $policy_signers on this host"
  elif ! signature_name=$(foreign ssh-keygen -Y find-principals -f "$policy_signers" -s "$signature_file" "$@" 2>"$signature_file.says"); then
    signature_why=$(cat "$signature_file.says")
  else
    signature_name=${signature_name%%[",$newline"]*}
    signature_why=$(printf %s "$signature_text" | foreign ssh-keygen -Y verify -f "$policy_signers" -I "$signature_name" -n nix-flake-deploy -s "$signature_file" "$@" 2>&1) && signer=$signature_name
  fi
  rm -f "$signature_file" "$signature_file.says"
  [ -n "$signer" ]
}

# The closure in the lines of which a statement has the digest: what Nix believes to have. In the order of their bytes.
closure_lines() { # toplevel
  closure_says=$(foreign nix-store --query --requisites "$1" 2>&1) && closure_says=$(printf '%s\n' "$closure_says" | foreign xargs nix-store --dump-db 2>&1) ||
    no_answer_of_nix "$closure_says"
  printf '%s\n' "$closure_says" | awk '
    NR == at + 1 { path = $0 } NR == at + 2 { hash = $0; sub(/^sha256:/, "", hash) } NR == at + 3 { size = $0 }
    NR == at + 5 { print path " sha256:" hash " " size; at += 5 + $0 }' | sort
}
digest_of() { # file
  digest_said=$(sha256sum <"$1") && say "${digest_said%% *}"
}

highest_sequence() {
  sequence_read=0
  [ ! -e "$state/sequence" ] || { read -r sequence_read <"$state/sequence" && is_number "$sequence_read"; }
}
is_confirmed_as() { # label, toplevel
  [ -e "$state/confirmed/$1" ] && [ "$(record_field "$state/confirmed/$1" toplevel)" = "$2" ]
}

# What is kept of a label's statement, as kept_ variables; false where there is none.
read_kept() { # label
  kept_text='' kept_signature='' kept_signer='' kept_time=''
  [ -e "$state/statements/$1" ] && { IFS= read -r kept_text && IFS= read -r kept_signature && read -r kept_signer kept_time; } <"$state/statements/$1"
}

# Whether a statement is by somebody who may sign for this host, and of just this system; false, with $statement_why.
is_stated() { # statement, signature, time or '', label, toplevel
  statement_why=''
  # Where nobody is named who may sign, nobody is asked whether this one does.
  if [ "$policy_require_signature" = true ] || [ -e "$policy_signers" ]; then
    verify_signature "$1" "$2" "$3" ||
      statement_why="its signature is by nobody whom this host knows, or does not hold: $(end_of "$signature_why"). Those who may sign are in $policy_signers"
  fi
  [ -z "$statement_why" ] || return 1
  if ! read_statement "$1"; then
    statement_why="it is not a statement as this version of the agent knows it; update nix-flake-deploy on this host"
  elif ! highest_sequence; then
    statement_why="$state/sequence cannot be read: remove it, then nothing that was confirmed is held to be newer"
  elif [ -n "$policy_configuration" ] && [ "$said_configuration" != "$policy_configuration" ]; then
    statement_why="it is of the configuration '$said_configuration', and this host is '$policy_configuration' (configuration in $policy_file)"
  elif [ -z "$policy_configuration" ] && [ "$policy_require_signature" = true ]; then
    statement_why="$policy_file does not say which configuration is for this host: add configuration=NAME"
  elif [ "$said_revision" != "$4" ]; then
    statement_why="it is of revision $said_revision, not $4"
  elif [ "$said_toplevel" != "$5" ]; then
    statement_why="it is of $said_toplevel, not $5"
  elif [ "$said_sequence" -lt "$sequence_read" ] && ! is_confirmed_as "$4" "$5"; then
    statement_why="its commit is older than one that was confirmed here (of $said_sequence, and $sequence_read was confirmed): to go back, roll back to what was confirmed here"
  fi
  [ -z "$statement_why" ]
}

# Whether a system may be recorded, by the request's statement or the one that is kept; false, with $statement_why. $statement_list is what it was
# held against. An `absent` one is not there yet, and all is asked that can be before it is sent; one that was `imported` was not there until now.
statement_holds() { # label, toplevel, absent | imported | here
  statement_list='' statement_why='' signer=''
  read_kept "$1" || kept_text=''
  if [ -z "$req_statement$kept_text" ]; then
    [ "$policy_require_signature" = true ] || return 0
    # What was confirmed here, and has been here since, needs none.
    [ "$3" != here ] || ! is_confirmed_as "$1" "$2" || return 0
    statement_why="this host takes no system without a signed statement (require-signature in $policy_file), and nobody signed this one: give \`signing-key\` to the step that builds it"
    return 1
  fi
  if [ -n "$req_statement" ]; then set -- "$@" "$req_statement" "$req_signature" ''; else set -- "$@" "$kept_text" "$kept_signature" "$kept_time"; fi
  is_stated "$4" "$5" "$6" "$1" "$2" || return 1
  # Nix's database was held against it when it was recorded.
  case $3,$kept_signer in
    absent,*) return 0 ;;
    here,- | here,) ;;
    here,*) [ "$kept_text" != "$4" ] || return 0 ;;
  esac
  statement_list=$run_root/statement.$$
  closure_lines "$2" >"$statement_list" || fail disk "could not write to $run_root"
  [ "$(digest_of "$statement_list")" != "$said_closure" ] || return 0
  rm -f "$statement_list"
  statement_why="what is in the store of this host is not what was signed: another content has the name of $2, or of what it needs. What of that nobody needs goes with nix-collect-garbage; then deploy again"
  return 1
}
refuse_statement() { # label
  fail statement "the statement of revision $1 does not let it be recorded: $statement_why. Nothing was recorded"
}

# Beside the label, before that is made: the statement, its signature, and who signed it, as this host knew them then.
keep_statement() { # label
  # The same is kept already, or there is none.
  [ -n "$statement_list" ] || return 0
  [ -n "$req_statement" ] || req_statement=$kept_text req_signature=$kept_signature
  read_clock
  mkdir -p -m 700 "$state/statements" && mv -f "$statement_list" "$state/statements/.$1.paths.new" && mv -f "$state/statements/.$1.paths.new" "$state/statements/$1.paths" &&
    printf '%s\n' "$req_statement" "$req_signature" "${signer:--} $utc" >"$state/statements/.$1.new" && sync "$state/statements/.$1.new" "$state/statements/$1.paths" &&
    mv -f "$state/statements/.$1.new" "$state/statements/$1" && sync "$state/statements" || fail disk "could not write to $state/statements"
}

# What was never confirmed here is activated only by a statement that holds now, too.
need_statement() { # label, toplevel
  [ "$policy_require_signature" = true ] && ! is_confirmed_as "$1" "$2" || return 0
  read_kept "$1" ||
    fail statement "revision $1 was recorded without a signed statement, and this host activates none such (require-signature in $policy_file): deploy it again, with \`signing-key\`"
  is_stated "$kept_text" "$kept_signature" "$kept_time" "$1" "$2" || fail statement "the statement of revision $1 does not let it be activated: $statement_why. Nothing was changed"
}

# Of what somebody signed whom this host knows. It only goes up.
note_sequence() { # label, which is confirmed now
  read_kept "$1" && [ "$kept_signer" != - ] && read_statement "$kept_text" || return 0
  highest_sequence || sequence_read=0
  [ "$said_sequence" -gt "$sequence_read" ] || return 0
  say "$said_sequence" >"$state/sequence.new" && sync "$state/sequence.new" && mv -f "$state/sequence.new" "$state/sequence" && sync "$state"
}

# What is known of each revision's statement: the label, its sequence and time, who signed, who ran it.
tell_statements() {
  for told_file in "$state"/statements/*; do
    case $told_file in *.paths) continue ;; esac
    { read_kept "${told_file##*/}" && read_statement "$kept_text"; } || continue
    answer "statement ${told_file##*/} $said_sequence $said_time $kept_signer $said_who"
  done
}

# Holds what runs against what was signed of it: the signature, Nix's database, and every byte on the disk. Changes nothing.
verb_verify() {
  set_directory "$req_directory"
  is_store_path "$running" || fail not-nixos "/run/current-system is '$running': this machine does not run NixOS"
  read_links
  verify_label=''
  for verify_candidate in "$healthy" $(labels | while read -r labels_name labels_toplevel; do [ "$labels_toplevel" != "$running" ] || say "$labels_name"; done); do
    [ -n "$verify_label" ] || [ "$(toplevel_of "$verify_candidate")" != "$running" ] || [ ! -e "$state/statements/$verify_candidate" ] || verify_label=$verify_candidate
  done
  [ -n "$verify_label" ] || fail statement "$running runs, and no statement of it is kept here: deploy it with \`signing-key\`, then there is one"
  verify_file=$state/statements/$verify_label
  { read_kept "$verify_label" && read_statement "$kept_text"; } || fail statement "$verify_file is no statement"
  verify_signature "$kept_text" "$kept_signature" "$kept_time" || fail statement "the signature of $verify_file does not hold: $(end_of "$signature_why")"
  { [ "$said_toplevel" = "$running" ] && [ "$said_revision" = "$verify_label" ]; } || fail statement "$verify_file is of $said_revision, $said_toplevel; and $running runs"
  [ "$(digest_of "$verify_file.paths")" = "$said_closure" ] || fail statement "$verify_file.paths is not the list that was signed"
  answer "signed $verify_label $signer $kept_time"
  answer "boots $(boots "$running" && say yes || say no)"
  verify_have=$run_root/statement.$$
  closure_lines "$running" >"$verify_have" || fail disk "could not write to $run_root"
  # What Nix believes to have, and what lies there; the rest it reads, byte for byte.
  awk 'FNR == NR { said[$1] = $2 " " $3; next } { have[$1] = $2 " " $3 }
    END { for (path in said) if (!(path in have)) print "missing " path; else if (have[path] != said[path]) print "differs " path; for (path in have) if (!(path in said)) print "unsigned " path }' \
    "$verify_file.paths" "$verify_have" | sort | head -n 1000 >&3
  verify_paths=$(awk 'FNR == NR { said[$1]; next } $1 in said { print $1 }' "$verify_file.paths" "$verify_have" |
    while read -r verify_path; do if [ -e "$verify_path" ] || [ -L "$verify_path" ]; then say "$verify_path"; else answer "missing $verify_path"; fi; done)
  rm -f "$verify_have"
  # Nix says nothing meanwhile; a word now and then lets a call whose connection is gone end.
  { while foreign sleep 10; do answer tick; done; } >/dev/null 2>&1 &
  verify_ticks=$!
  verify_says=$(printf '%s\n' "$verify_paths" | foreign xargs nix-store --verify-path 2>&1) && verify_code=0 || verify_code=$?
  kill "$verify_ticks" 2>/dev/null
  wait "$verify_ticks" 2>/dev/null
  verify_odd=$(printf '%s\n' "$verify_says" | sed -n "s/.*path '\(\/nix\/store\/[^']*\)' was modified.*/\1/p" | head -n 1000)
  answer_each differs "$verify_odd"
  [ "$verify_code" = 0 ] || [ -n "$verify_odd" ] || fail nix "Nix could not read all of the system: $(end_of "$verify_says")"
  answer "verified $(grep -c . "$verify_file.paths")"
}
