# What the archive says of itself.
# Changes on the host: nothing but files in $work.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015  # variables are shared between the parts; `a && b || c` is meant so

read_manifest() { # list | verify | plan
  INSTALL_TELL=$1 INSTALL_MANIFEST=$here/manifest.json INSTALL_NAME=$name INSTALL_PAYLOAD=$payload INSTALL_REVISION=$revision \
    INSTALL_TARGET=$target INSTALL_HOST=$host nix --extra-experimental-features nix-command eval --store dummy:// --impure --raw \
    --expr "$(manifest_expression)" >"$work/manifest" 2>"$work/says" ||
    {
      manifest_says=$(grep 'error: ' "$work/says" | tail -n 1 | sed 's/^.*error: //' | grep . || tail -n 1 "$work/says")
      case $manifest_says in 'install: '*) die "${manifest_says#install: }" ;; esac
      die "manifest.json cannot be read: $manifest_says; copy or fetch the archive again"
    }
}

told() { sed -n "s/^$1 //p" "$work/manifest"; } # keyword

# A binary cache of links, for Nix wants to write into each that it reads, and has its trouble with some names of directories.
offer_cache() {
  mkdir "$work/cache" && ln -s "$here/cache/nar" "$here/cache/nix-cache-info" "$work/cache/" &&
    find "$here/cache" -maxdepth 1 -name '*.narinfo' -exec ln -s -t "$work/cache" {} + || die "could not write to $work: is the disk full?"
}

open_archive() {
  check_sums
  read_manifest plan
  check_narinfos
  revision=$(told revision) target=$(told target) payload=$(told payload) roots=$(told roots) toplevel=$(told toplevel)
  told closure >"$work/closure"
  awk '$1 == "path" && $3 == "expected" {print $2}' "$work/manifest" >"$work/expected"
  offer_cache
}

lacking_expected() { grep -Fx -f "$work/expected" || :; }

refuse_thin() { # the paths
  if [ "$substitute" = yes ]; then thin_why='cannot fetch them from its own substituters'; else thin_why='may not fetch them (--no-substitute)'; fi
  die "this machine lacks $(printf '%s\n' "$1" | wc -l) store paths that the archive leaves out, and $thin_why: $(printf '%s\n' "$1" | head -n 3 | tr '\n' ' ')... Nothing was changed. Use an archive that has them (\`archive-contents: full\`)"
}
