# Whether the archive is whole, and nobody else's to change.
# Changes on the host: nothing but files in a directory of its own, $work.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015,SC2016  # variables are shared between the parts; `a && b || c` is meant so; awk is handed on in single quotes

# The first line of what a command finds, as $odd. One that is missing or breaks has not found that there is nothing.
find_odd() {
  "$@" >"$work/odd" || die "$1 is missing or broke off, so the archive could not be checked. Is the disk of $work full, or a file not readable? Nothing was changed"
  IFS= read -r odd <"$work/odd" || odd=''
}

# Checksums only prove that the files agree. Whoever else may write here could change them all, or one after it was checked,
# and root would install that: so no warning, but a refusal.
check_place() {
  place_owner=${SUDO_UID:-0}
  find_odd find . ! -type l \( -perm -020 -o -perm -002 \)
  [ -z "$odd" ] || die "$here/${odd#./} can be written by others than its owner, and root is about to trust it: chmod -R go-w '$here', then try again"
  find_odd find . ! -user 0 ! -user "$place_owner"
  [ -z "$odd" ] || die "$here/${odd#./} belongs to another user, and root is about to trust it: copy the archive to a directory of root's, and install it from there"
  place_part=$here
  while place_part=${place_part%/*} && [ -n "$place_part" ]; do
    case $(stat -c '%u %A' "$place_part") in
      "0 d"????????t | "0 d"????-??-? | "$place_owner d"????-??-?) ;;
      *) die "$place_part, above this archive, can be written by others than root: copy the archive to a directory of root's, and install it from there" ;;
    esac
  done
}

# Every file is listed and is what its checksum says, and there is nothing else.
check_sums() {
  [ -f SHA256SUMS ] && [ ! -L SHA256SUMS ] || damaged "SHA256SUMS is missing"
  find_odd awk 'length($1) != 64 || !/^[0-9a-f]+  [A-Za-z0-9_][A-Za-z0-9._\/-]*$/ || $2 ~ /\/\./ || seen[$2]++ { print "line " NR }' SHA256SUMS
  [ -z "$odd" ] || damaged "SHA256SUMS: $odd is no checksum of a file of its own"
  find_odd find . ! -type d ! -type f
  [ -z "$odd" ] || die "${odd#./} is a link or a device, and no archive has one: remove it, or fetch the archive again. Nothing was changed"
  find . -type f ! -path ./SHA256SUMS ! -path ./SHA256SUMS.sig | sed 's|^\./||' | sort >"$work/there" && awk '{print $2}' SHA256SUMS | sort >"$work/listed" ||
    die "could not write to $work: is the disk full?"
  find_odd comm -13 "$work/there" "$work/listed"
  [ -z "$odd" ] || damaged "$odd is missing"
  find_odd comm -23 "$work/there" "$work/listed"
  [ -z "$odd" ] || die "$odd is not part of this archive (SHA256SUMS does not list it): remove it, or fetch the archive again. Nothing was changed"
  for sums_file in manifest.json install host-agent.sh cache/nix-cache-info; do
    grep -q "  $sums_file\$" SHA256SUMS || damaged "SHA256SUMS does not list $sums_file"
  done
  sha256sum -c SHA256SUMS >"$work/sums" 2>/dev/null
  find_odd awk '!/: OK$/' "$work/sums"
  [ -z "$odd" ] || damaged "${odd%: FAILED*} is not what SHA256SUMS says"
  # One that is missing or breaks finds nothing wrong.
  [ "$(grep -c ': OK$' "$work/sums")" -eq "$(grep -c . SHA256SUMS)" ] ||
    die "sha256sum is missing or broke off, so the archive could not be checked. Nothing was changed"
}

check_sum() { # file
  [ -f SHA256SUMS ] || damaged "SHA256SUMS is missing"
  grep "  $1\$" SHA256SUMS | sha256sum -c >/dev/null 2>&1 || damaged "$1 is not what SHA256SUMS says"
}

# Each store path has a narinfo that says what the manifest says, and whose NAR is there.
check_narinfos() {
  find cache -maxdepth 1 -name '*.narinfo' -exec awk '
    function tell() { if (file != "") print file, path, url, hash, size refs }
    FNR == 1 { tell(); file = FILENAME; path = url = hash = size = "-"; refs = "" }
    $1 == "StorePath:" { path = $2 } $1 == "URL:" { url = $2 } $1 == "NarHash:" { hash = $2 } $1 == "NarSize:" { size = $2 }
    $1 == "References:" { for (i = 2; i <= NF; i++) if ("/nix/store/" $i != path) refs = refs " /nix/store/" $i }
    END { tell() }' {} + >"$work/narinfos" || die "could not write to $work: is the disk full?"
  awk '{print $4}' "$work/narinfos" | xargs nix-hash --type sha256 --to-base16 >"$work/hashes" 2>/dev/null
  find_odd awk '
    FILENAME ~ /listed$/ { listed[$1] = 1; next }
    FILENAME ~ /hashes$/ { hash[FNR] = $1; next }
    FILENAME ~ /manifest$/ { if ($1 == "path") { path = $2; inside[path] = $3 == "inside"; $1 = $2 = $3 = ""; said[path] = $0 } next }
    { file = $1; path = $2; url = $3; $1 = $2 = $3 = ""; $4 = "sha256:" hash[FNR]; found[path] = 1 }
    !(path in said) { print file " is of a path that manifest.json does not have"; exit }
    $0 != said[path] { print file " and manifest.json do not say the same of " path; exit }
    url !~ /^nar\/[0-9a-z]+\.nar\.zst$/ || !(("cache/" url) in listed) { print file " names a NAR that is not there: " url; exit }
    END { for (path in said) if (inside[path] && !(path in found)) { print "cache has no narinfo of " path; exit } }
    ' "$work/listed" "$work/hashes" "$work/manifest" "$work/narinfos"
  [ -z "$odd" ] || damaged "$odd"
}

# What NARs are when they are unpacked. To install, that is Nix's to check.
check_contents() {
  if ! command -v zstd >/dev/null; then
    note "without zstd, the contents of store paths are not looked at: Nix does when it takes them in"
    return
  fi
  find_odd awk 'FNR == NR { if ($1 == "path") hash[$2] = substr($4, 8); next } { print hash[$2], $3, $2 }' "$work/manifest" "$work/narinfos"
  while read -r contents_hash contents_url contents_path; do
    [ "$(zstd -dcq "cache/$contents_url" 2>/dev/null | sha256sum)" = "$contents_hash  -" ] || damaged "cache/$contents_url is not what manifest.json says of $contents_path"
  done <"$work/odd"
}
