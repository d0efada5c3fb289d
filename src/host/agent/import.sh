# Takes in what is sent: from a stream to the spool, from there by Nix into the store.
# Changes on the host: the spool, and the store by way of Nix, which builds if that was asked. What runs or boots, never.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015,SC2174  # variables are shared between the parts; `a && b || fail` is meant so; parents of a private folder stay as open as usual

# A tar stream of binary cache files as the data (or the cache of an archive on this host): unpacked into the spool,
# realised or built from there, recorded.
verb_import() {
  need_label
  need_payload
  open_state
  release_lock
  open_spool
  make_lock "import-${spool##*/}.lock"
  exec 7<"$run_root/import-${spool##*/}.lock"
  wait_for_import "$spool"
  # Said before already, to those who asked by `prepare`.
  statement_holds "$req_revision" "$toplevel" absent || refuse_statement "$req_revision"
  if is_here "$toplevel"; then
    # Another deployment has just sent the same.
    request_data >/dev/null
  else
    [ -n "$req_cache" ] || receive_stream
    [ "$policy_require_signature" != true ] || note_arrived
    import_payload
  fi
  sync -f /nix/store /nix/var/nix/db
  if ! statement_holds "$req_revision" "$toplevel" imported; then
    # What was not signed is not to lie there either, under names that signed systems have.
    drop_taken_in
    drop_spool
    refuse_statement "$req_revision"
  fi
  stage_revision "$req_revision" "$toplevel" imported
  drop_spool
  exec 7>&-
  say_staged
}

receive_stream() {
  [ -d "$spool" ] || mkdir -p -m 700 "$spool" || fail disk "cannot make $spool"
  # In the spool as their working directory: so does whoever waits find them. A stream that ends between two files is no whole one.
  receive_says=$({
    cd "$spool" && { request_data && printf 'all came, ' >&5; } | foreign exec tar -x -f - --no-same-owner --no-same-permissions && printf unpacked >&5
  } 5>&1 >/dev/null)
  if [ "$receive_says" != 'all came, unpacked' ]; then
    spare_full_disk "$directory"
    fail incomplete "the stream broke off; what arrived is kept for the next try"
  fi
  answer received
}

import_payload() {
  case $req_payload in
    closure) import_by import nix-store --realise "$toplevel" --add-root "$import_root" ;;
    derivation) import_by build nix-store --realise "$req_roots" --add-root "$import_root" ;;
    source)
      # shellcheck disable=SC2086  # store paths, checked
      import_by import nix-store --realise $req_roots --add-root "$import_root-source"
      import_by build nix --extra-experimental-features 'nix-command flakes' build --no-write-lock-file --out-link "$import_root" "$req_installable"
      ;;
  esac
  [ "$req_payload" != closure ] || return 0
  import_found=$(readlink -f "$import_root")
  [ -z "$toplevel" ] || [ "$import_found" = "$toplevel" ] ||
    fail build "the derivation ${req_roots##*/} gives $import_found on this host, and not $toplevel"
  toplevel=$import_found
}

# Calls Nix with the spool as a substituter. What it says while it builds is worth hearing, and that of what failed.
import_by() { # import | build, command
  import_kind=$1
  shift
  import_cache=${req_cache:-$spool}
  import_trusted=true
  # A signature by a key that this host trusts is checked; without one, it is root who trusts what was sent.
  ! trusts_signer || import_trusted=false
  if [ "$req_substitute" = true ]; then import_option=extra-substituters; else import_option=substituters; fi
  set -- "$@" --option substitute true --option "$import_option" "file://$import_cache?trusted=$import_trusted&priority=1" \
    --option connect-timeout 5 --option require-sigs true
  # What is built is on disk before Nix believes in it (Nix 2.24 and later).
  [ "$import_kind" = import ] || set -- "$@" --option fallback true --option fsync-store-paths true
  if [ "$import_kind" = import ]; then
    import_says=$(foreign exec "$@" 2>&1 >/dev/null) && return
    import_says=$(printf '%s\n' "$import_says" | tail -n 20)
    answer_each log "$import_says"
  else
    import_says=$({ foreign "$@" 2>&1 >/dev/null && say 'done with 0' || say "done with $?"; } |
      awk '
        !/^done with / { print "log " $0; fflush() }
        { last[NR % 20] = $0 } END { for (i = NR - 19; i <= NR; i++) if (i > 0) print last[i % 20] >"/dev/stderr" }' 2>&1 >&3)
    case $import_says in *'done with 0') return ;; esac
  fi
  spare_full_disk /nix/store
  case $import_says in *"No space left"*) spare_full_disk /nix/store 999999999999 ;; esac
  import_error=$(printf '%s\n' "$import_says" | grep -m1 error: | cut -c1-300)
  # Why a substituter was passed over says more than that there is no other.
  import_unsigned=$(printf '%s\n' "$import_says" | grep -m1 'not signed by any of the keys' | cut -c1-400)
  [ -z "$import_unsigned" ] || import_error=${import_unsigned#warning: }
  # What Nix cannot take is of no use to the next try.
  drop_unfinished
  sync -f /nix/store /nix/var/nix/db
  drop_spool
  case $import_says in
    *"from 'file://$import_cache'"*"not signed by any of the keys"*)
      fail signature "a signature does not hold: not all that was sent is signed by '$req_signer', which this host trusts, and nothing was changed; make or fetch the archive again, or sign it with that key" ;;
  esac
  [ "$import_kind" = import ] || fail build "the host's Nix could not build the system: $import_error"
  fail import "the host's Nix could not take ${toplevel:-the sources}: $import_error"
}

trusts_signer() {
  [ -n "$req_signer" ] || return 1
  case " $(nix_setting trusted-public-keys) " in *" $req_signer:"*) return 0 ;; esac
  return 1
}

nix_setting() { # name
  for setting_verb in 'config show' show-config; do
    # shellcheck disable=SC2086  # the words of one command, renamed in Nix 2.20
    setting_value=$(foreign nix --extra-experimental-features nix-command $setting_verb "$1" 2>/dev/null ||
      foreign nix --extra-experimental-features nix-command $setting_verb 2>/dev/null | awk -v name="$1" '$1 == name && $2 == "=" { $1 = $2 = ""; print }')
    [ -z "$setting_value" ] || { say "$setting_value" && return; }
  done
}
