# The store alone: --to-store.
# Changes on the host: the Nix store, by way of Nix. No record, no profile, nothing that runs.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015,SC2086  # variables are shared between the parts; `a && b || c` is meant so; lists of store paths are split on purpose, without globbing

to_store() {
  open_archive
  # With a key that this machine trusts, signatures are checked. Without, it is Nix that refuses whoever is not root or trusted.
  store_check=--no-check-sigs store_signer=$(told signer)
  store_keys=$(nix --extra-experimental-features nix-command config show trusted-public-keys 2>/dev/null ||
    nix --extra-experimental-features nix-command show-config 2>/dev/null | sed -n 's/^trusted-public-keys = //p')
  case " $store_keys " in *" ${store_signer:-/}:"*) store_check='' ;; esac
  set -- --from "file://$work/cache"
  store_missing=$roots
  if lacking_expected <"$work/closure" | grep -q .; then
    [ "$substitute" = no ] || store_lacks | lacking_expected | xargs -r nix-store --realise >/dev/null 2>&1 || :
    store_missing=$(store_lacks)
    store_expected=$(printf '%s\n' "$store_missing" | lacking_expected)
    [ -z "$store_expected" ] || refuse_thin "$store_expected"
    # Nix wants the narinfo of the whole closure otherwise.
    set -- --no-recursive "$@"
  fi
  [ -z "$store_missing" ] || nix --extra-experimental-features nix-command copy "$@" $store_check $store_missing >&2 2>"$work/says" || {
    store_says=$(grep 'error: ' "$work/says" | tail -n 1 | sed 's/^.*error: //')
    case $store_says in
      *signature*)
        [ -n "$store_check" ] || die "a signature does not hold: $store_says. Nothing was installed; fetch the archive again, from who signed it"
        die "this user may not put unsigned paths into the store: use sudo, or an archive with a key of this machine's trusted-public-keys (\`signing-key\`). Nix says: $store_says"
        ;;
    esac
    die "Nix could not take it in: ${store_says:-$(tail -n 1 "$work/says")}"
  }
  [ "$substitute" = yes ] && set -- || set -- --option substitute false
  case $payload in
    closure) printf '%s\n' "$toplevel" ;;
    derivation) nix-store --realise $roots "$@" ;;
    source) nix --extra-experimental-features 'nix-command flakes' build --no-write-lock-file --no-link --print-out-paths "$(told installable)" "$@" ;;
  esac || die "Nix could not build it, see above"
}

store_lacks() { xargs nix-store --check-validity --print-invalid <"$work/closure"; }
