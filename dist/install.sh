#!/bin/sh
# shellcheck disable=SC2015,SC2086  # `a && b || c` is meant so; lists of store paths are split on purpose, without globbing
{ # All of it is in braces: of a script that was cut off, nothing is run.

# Installs what this archive of nix-flake-deploy carries: `./install help` says how.
#
# It checks the archive and shows it to the host agent (host-agent.sh beside it) by the same line protocol as a deployment
# over SSH. So what changes on this machine, the watchdog and the way back are the agent's; nothing here changes a system.
set -uf
umask 077
LC_ALL=C
export LC_ALL
unset CDPATH

usage() {
  cat <<'USAGE'
usage: ./install list                  what is in this archive
       ./install verify                whether it is whole, down to the content of every store path
       ./install NAME [MODE]           installs the configuration NAME on this machine, as root
           switch   (default) runs it, and boots it from when it is confirmed
           test     runs it until the next reboot
           boot     boots it from the next reboot on, unconfirmed
           stage    only puts it there and records it
       ./install confirm               what was just installed is well: it stays, and is what boots
       ./install rollback              it is not: back to what ran before
       ./install status                what runs, what boots, what waits for confirmation
       ./install NAME --to-store       only puts it into the Nix store, on any machine and as any user, and prints its path
options:
  --confirm                      confirm without asking, when all health checks of the archive pass
  --payload KIND                 closure, derivation or source, where the archive has several
  --revision LABEL               record it under this label instead of the archive's
  --revisions-directory DIR      where revisions are recorded (/srv/revisions)
  --no-substitute                fetch nothing from this machine's substituters
  --activation-timeout DURATION  how long the activation may take (5m)
  --confirm-timeout DURATION     how long it waits for confirmation, then it goes back by itself (10m; with --confirm 2m)
  --target NAME, --host ADDRESS  what {target} and {host} in health checks stand for (the configuration, localhost)
USAGE
}

note() { printf '%s\n' "$*" >&2; }
die() {
  note "install: $*"
  exit 1
}
misuse() {
  note "install: $*; ./install help says how it is used"
  exit 2
}
damaged() { die "$*: this archive is damaged; copy or fetch it again. Nothing was changed"; }

uptime_seconds() {
  read -r uptime_now _ </proc/uptime
  printf '%s\n' "${uptime_now%.*}"
}
seconds_of() { # option, duration
  seconds=$(printf '%s\n' "$2" | awk '{
    while (match($0, /^[0-9]+[hms]/)) {
      unit = substr($0, RLENGTH, 1)
      seconds += substr($0, 1, RLENGTH - 1) * (unit == "h" ? 3600 : unit == "m" ? 60 : 1)
      $0 = substr($0, RLENGTH + 1)
    }
    if ($0 == "" && seconds > 0 && seconds <= 86400) print seconds }')
  [ -n "$seconds" ] || misuse "$1: '$2' is not a duration; write one like 90s, 10m or 1h30m"
  printf '%s\n' "$seconds"
}
show_seconds() { printf '%s\n' "$1" | awk '{ printf "%dm%02ds", $1 / 60, $1 % 60 }'; }

# ------------------------------------------------------------------------------------------- whether the archive is whole

# Checksums only prove that the files agree. Whoever else may write here could change them all, or one after it was checked,
# and root would install that: so no warning, but a refusal.
check_place() {
  place_owner=${SUDO_UID:-0}
  place_found=$(find . ! -type l \( -perm -020 -o -perm -002 \) | head -n 1)
  [ -z "$place_found" ] || die "$here/${place_found#./} can be written by others than its owner, and root is about to trust it: chmod -R go-w '$here', then try again"
  place_found=$(find . ! -user 0 ! -user "$place_owner" | head -n 1)
  [ -z "$place_found" ] || die "$here/${place_found#./} belongs to another user, and root is about to trust it: copy the archive to a directory of root's, and install it from there"
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
  sums_odd=$(awk 'length($1) != 64 || !/^[0-9a-f]+  [A-Za-z0-9_][A-Za-z0-9._\/-]*$/ || $2 ~ /\/\./ || seen[$2]++ { print "line " NR; exit }' SHA256SUMS)
  [ -z "$sums_odd" ] || damaged "SHA256SUMS: $sums_odd is no checksum of a file of its own"
  sums_odd=$(find . ! -type d ! -type f | head -n 1)
  [ -z "$sums_odd" ] || die "${sums_odd#./} is a link or a device, and no archive has one: remove it, or fetch the archive again. Nothing was changed"
  find . -type f ! -path ./SHA256SUMS | sed 's|^\./||' | sort >"$work/there" && awk '{print $2}' SHA256SUMS | sort >"$work/listed" ||
    die "could not write to $work: is the disk full?"
  sums_odd=$(comm -13 "$work/there" "$work/listed" | head -n 1)
  [ -z "$sums_odd" ] || damaged "$sums_odd is missing"
  sums_odd=$(comm -23 "$work/there" "$work/listed" | head -n 1)
  [ -z "$sums_odd" ] || die "$sums_odd is not part of this archive (SHA256SUMS does not list it): remove it, or fetch the archive again. Nothing was changed"
  for sums_file in manifest.json install host-agent.sh cache/nix-cache-info; do
    grep -q "  $sums_file\$" SHA256SUMS || damaged "SHA256SUMS does not list $sums_file"
  done
  sums_odd=$(sha256sum -c SHA256SUMS 2>/dev/null | grep -v ': OK$' | head -n 1)
  [ -z "$sums_odd" ] || damaged "${sums_odd%: FAILED*} is not what SHA256SUMS says"
}
check_agent() { grep '  host-agent.sh$' SHA256SUMS | sha256sum -c >/dev/null 2>&1 || damaged "host-agent.sh is not what SHA256SUMS says"; }

# Each store path has a narinfo that says what the manifest says, and whose NAR is there.
check_narinfos() {
  find cache -maxdepth 1 -name '*.narinfo' -exec awk '
    function tell() { if (file != "") print file, path, url, hash, size refs }
    FNR == 1 { tell(); file = FILENAME; path = url = hash = size = "-"; refs = "" }
    $1 == "StorePath:" { path = $2 } $1 == "URL:" { url = $2 } $1 == "NarHash:" { hash = $2 } $1 == "NarSize:" { size = $2 }
    $1 == "References:" { for (i = 2; i <= NF; i++) if ("/nix/store/" $i != path) refs = refs " /nix/store/" $i }
    END { tell() }' {} + >"$work/narinfos" || die "could not write to $work: is the disk full?"
  awk '{print $4}' "$work/narinfos" | xargs nix-hash --type sha256 --to-base16 >"$work/hashes" 2>/dev/null
  narinfos_odd=$(awk '
    FILENAME ~ /listed$/ { listed[$1] = 1; next }
    FILENAME ~ /hashes$/ { hash[FNR] = $1; next }
    FILENAME ~ /manifest$/ { if ($1 == "path") { path = $2; inside[path] = $3 == "inside"; $1 = $2 = $3 = ""; said[path] = $0 } next }
    { file = $1; path = $2; url = $3; $1 = $2 = $3 = ""; $4 = "sha256:" hash[FNR]; found[path] = 1 }
    !(path in said) { print file " is of a path that manifest.json does not have"; exit }
    $0 != said[path] { print file " and manifest.json do not say the same of " path; exit }
    url !~ /^nar\/[0-9a-z]+\.nar\.zst$/ || !(("cache/" url) in listed) { print file " names a NAR that is not there: " url; exit }
    END { for (path in said) if (inside[path] && !(path in found)) { print "cache has no narinfo of " path; exit } }
    ' "$work/listed" "$work/hashes" "$work/manifest" "$work/narinfos" | head -n 1)
  [ -z "$narinfos_odd" ] || damaged "$narinfos_odd"
}

# What NARs are when they are unpacked. To install, that is Nix's to check.
check_contents() {
  if ! command -v zstd >/dev/null; then
    note "without zstd, the contents of store paths are not looked at: Nix does when it takes them in"
    return
  fi
  awk 'FNR == NR { if ($1 == "path") hash[$2] = substr($4, 8); next } { print hash[$2], $3, $2 }' "$work/manifest" "$work/narinfos" |
    while read -r contents_hash contents_url contents_path; do
      [ "$(zstd -dcq "cache/$contents_url" 2>/dev/null | sha256sum)" = "$contents_hash  -" ] || damaged "cache/$contents_url is not what manifest.json says of $contents_path"
    done || exit 1
}

# ------------------------------------------------------------------------------------------------- what the archive says

# The manifest in lines of plain words, as Nix reads JSON. Line ends and backslashes in what people wrote are escaped.
manifest_expression() {
  cat <<'NIX'
let
  inherit (builtins) attrNames attrValues ceil concatStringsSep elem elemAt filter foldl' genericClosure getEnv hasAttr head length map match replaceStrings toString;
  manifest = builtins.fromJSON (builtins.readFile (getEnv "INSTALL_MANIFEST"));
  list = concatStringsSep ", ";
  escape = replaceStrings [ "\\" "\n" "\r" ] [ "\\\\" "\\n" "" ];
  when = condition: lines: if condition then lines else [ ];

  storePath = path: if match "/nix/store/[0-9a-z]{32}-[A-Za-z0-9.+_?=-]+" path != null then path else throw "'${path}' in manifest.json is no store path";
  info = path: manifest.paths.${storePath path} or (throw "manifest.json does not have ${path}, which others need");
  closure = roots: map ({ key }: key) (genericClosure {
    startSet = map (key: { inherit key; }) roots;
    operator = { key }: map (key: { inherit key; }) (info key).references;
  });
  kinds = configuration: map (payload: payload.kind) configuration.payloads;

  configurationLine = name:
    let configuration = manifest.configurations.${name}; in
    concatStringsSep "\t" [
      (escape name)
      (configuration.system or "any")
      (list (kinds configuration))
      (toString (foldl' (sum: path: sum + (info path).narBytes) 0 (closure (head configuration.payloads).roots)))
    ];
  pathLine = path:
    let it = info path; in
    concatStringsSep " " ([ "path" path (if it.expected or false then "expected" else "inside") it.narHash (toString it.narBytes) ] ++ it.references);

  name = getEnv "INSTALL_NAME";
  configuration = manifest.configurations.${name} or (throw "there is no configuration '${name}' in this archive; there are: ${list (attrNames manifest.configurations)}");
  wanted = getEnv "INSTALL_PAYLOAD";
  fitting = filter (kind: elem kind (kinds configuration)) (if wanted == "" then [ "closure" "derivation" "source" ] else [ wanted ]);
  payload =
    if fitting == [ ] then throw "this archive has no '${wanted}' of ${name}; it has: ${list (kinds configuration)}"
    else head (filter ({ kind, ... }: kind == head fitting) configuration.payloads);

  values = rec {
    revision = if getEnv "INSTALL_REVISION" != "" then getEnv "INSTALL_REVISION" else manifest.revision;
    target = if getEnv "INSTALL_TARGET" != "" then getEnv "INSTALL_TARGET" else name;
    host = getEnv "INSTALL_HOST";
    urlHost = if match ".*:.*:.*" host == null then host else "[${host}]";
  };
  # `${host}` is the shell's own.
  fill = write: host: replaceStrings
    [ "\${revision}" "\${target}" "\${host}" "{revision}" "{target}" "{host}" ]
    [ "\${revision}" "\${target}" "\${host}" (write values.revision) (write values.target) (write host) ];
  fillText = fill (value: value) values.host;
  fillUrl = fill (replaceStrings [ "+" ] [ "%2B" ]) values.urlHost;
  fillRegex = fill (replaceStrings [ "." "+" ] [ "\\." "\\+" ]) values.host;
  # As the action writes it.
  curl = { url, timeoutSeconds, ... }: concatStringsSep "\n" [
    "url = \"${replaceStrings [ "\\" "\"" ] [ "\\\\" "\\\"" ] (fillUrl url)}\""
    "proto = \"=http,https\""
    "max-time = ${toString timeoutSeconds}"
    "globoff"
    "include"
    "suppress-connect-headers"
    "silent"
    "show-error"
    "user-agent = \"nix-flake-deploy\""
    ""
  ];
  checkLines = check:
    [
      "check ${escape (if check.kind == "http" then fillUrl check.url else "command ${fillText check.command}")}"
      "kind ${check.kind}"
      "data ${escape (if check.kind == "http" then curl check else fillText check.command)}"
      "timeout ${toString (ceil check.timeoutSeconds)}"
      "interval ${toString check.intervalSeconds}"
      "for ${toString (ceil check.forSeconds)}"
      "status ${toString (check.expectStatus or [ ])}"
    ]
    ++ map ({ name, value }: "header ${name}: ${fillText value}") (check.expectHeaders or [ ])
    ++ when (check ? expectBody) [ "body-${check.expectBody.kind} ${escape ((if check.expectBody.kind == "regex" then fillRegex else fillText) check.expectBody.value)}" ]
    ++ [ "ask" ];

  lines = {
    list = [ manifest.revision ] ++ map configurationLine (attrNames manifest.configurations);
    verify = map pathLine (attrNames manifest.paths);
    plan = [
      "revision ${values.revision}"
      "target ${values.target}"
      "signer ${manifest.signer or ""}"
      "system ${configuration.system or ""}"
      "payload ${payload.kind}"
      "roots ${toString payload.roots}"
      "toplevel ${payload.toplevel or ""}"
      "installable ${payload.installable or ""}"
    ] ++ map (path: "closure ${path}") (closure payload.roots) ++ lines.verify ++ builtins.concatMap checkLines configuration.healthChecks;
  };
in
if manifest.schema or 0 != 1 then throw "manifest.json has schema ${toString (manifest.schema or "unknown")}, and this script knows 1: use the install script that came with it"
else concatStringsSep "\n" lines.${getEnv "INSTALL_TELL"} + "\n"
NIX
}

read_manifest() { # list | verify | plan
  INSTALL_TELL=$1 INSTALL_MANIFEST=$here/manifest.json INSTALL_NAME=$name INSTALL_PAYLOAD=$payload INSTALL_REVISION=$revision \
    INSTALL_TARGET=$target INSTALL_HOST=$host nix --extra-experimental-features nix-command eval --store dummy:// --impure --raw \
    --expr "$(manifest_expression)" >"$work/manifest" 2>"$work/says" ||
    die "$(grep 'error: ' "$work/says" | tail -n 1 | sed 's/^.*error: //' | grep . || tail -n 1 "$work/says")"
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
  die "this machine lacks $(printf '%s\n' "$1" | wc -l) store paths that the archive leaves out, and cannot fetch them from its own substituters: $(printf '%s\n' "$1" | head -n 3 | tr '\n' ' ')... Nothing was changed. Use an archive that has them (\`archive-contents: full\`)"
}

# ------------------------------------------------------------------------------------------------------------ the agent

# Asks the host agent: the request's lines are the arguments, its data standard input. What it answers is in $work/answer.
ask() {
  { printf '%s\n' "$@" "directory=$directory" '' && cat; } |
    sh -c 'NIX_FLAKE_DEPLOY_AGENT=$(cat "$0") && eval "$NIX_FLAKE_DEPLOY_AGENT"' ./host-agent.sh 2>"$work/says" |
    while IFS= read -r ask_line; do
      case $ask_line in
        'log '*) note "  ${ask_line#log }" ;;
        'logged '*)
          ask_line=${ask_line#logged }
          note "  ${ask_line#* }"
          ;;
        armed) note "the watchdog is armed; activating (if this session breaks off: log in again, then ./install status)" ;;
        tick) ;;
        *) printf '%s\n' "$ask_line" >&4 ;;
      esac
    done 4>"$work/answer"
  ask_error=$(answered error)
  [ -n "$ask_error" ] || grep -qx end "$work/answer" || ask_error="agent the host agent ended unexpectedly: $(tail -n 1 "$work/says")"
  [ -z "$ask_error" ]
}
must_ask() { ask "$@" </dev/null || die "${ask_error#* }"; }
answered() { sed -n "s/^$1 //p" "$work/answer" | head -n 1; } # keyword
has_answered() { grep -Eq "^$1( |\$)" "$work/answer"; }

# The end of a deployment, in the agent's words.
report() { # OUTCOME reason
  case $1 in
    'confirmed '*) note "confirmed: it runs, and boots from now on" ;;
    'tested '*) note "it runs until the next reboot; what boots is what it was" ;;
    'rolled-back '*) die "rolled back: ${1#* }" ;;
    *) die "${1#* }; ./install status shows what runs" ;;
  esac
}

install_system() {
  open_archive
  # All of a closure is here; what must be built, or was left out, may be fetched.
  install_substitute=''
  [ "$substitute" = no ] || { [ "$payload" = closure ] && ! lacking_expected <"$work/closure" | grep -q .; } || install_substitute=true
  stage "$install_substitute" || {
    [ -n "$install_substitute" ] && [ "${ask_error%% *}" = import ] || die "${ask_error#* }"
    note "${ask_error#* }; trying again without this machine's substituters"
    stage '' || die "${ask_error#* }"
  }
  toplevel=$(answered staged)
  note "staged as revision $revision: $toplevel"
  [ "$mode" = none ] || activate
}

stage() { # whether this machine's substituters are asked: true, or nothing
  set -- "revision=$revision" "payload=$payload" "roots=$roots" "toplevel=$toplevel" "installable=$(told installable)" "system=$(told system)" "mode=$mode" "who=$who" \
    "substitute=$1" "signer=$(told signer)" "cache=$work/cache"
  ask verb=prepare "$@" <"$work/closure" || return 1
  ! has_answered staged || return 0
  stage_lacks=$(sed -n 's/^lacks //p' "$work/answer" | lacking_expected)
  [ -z "$stage_lacks" ] || refuse_thin "$stage_lacks"
  note "taking in $(grep -c '^lacks ' "$work/answer") of $(grep -c . "$work/closure") store paths"
  ask verb=import "$@" </dev/null
}

activate() {
  id=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
  must_ask verb=activate "id=$id" "mode=$mode" "revision=$revision" "who=$who" "activation-timeout=$activation_timeout" "confirm-timeout=$confirm_timeout"
  activate_previous=$(answered previous)
  if has_answered unchanged; then
    activate_label=$(answered unchanged)
    if [ "$mode" != boot ] && ! prove "$(($(uptime_seconds) + check_seconds))"; then
      die "$prove_why. It ran this system already, so nothing was changed"
    fi
    [ "$mode" != switch ] || [ "$activate_label" = "$revision" ] || must_ask verb=adopt "revision=$revision" "who=$who"
    note "this machine has it already: nothing was changed"
  elif has_answered boots-next; then
    note "boots next: revision $revision, unconfirmed; until then $activate_previous runs"
  elif has_answered activated; then
    activate_until=$(($(uptime_seconds) + $(answered activated)))
    activate_prove=$((activate_until - 5))
    [ "$activate_prove" -le "$(($(uptime_seconds) + check_seconds))" ] || activate_prove=$(($(uptime_seconds) + check_seconds))
    if ! prove "$activate_prove"; then
      note "$prove_why; going back"
      must_ask verb=rollback "id=$id" offset=999999999 "reason=$(printf %s "$prove_why" | tr -d '\000-\037' | cut -c1-500)"
      report "$(answered outcome)"
    elif [ "$confirm" = yes ] && [ -z "$prove_unsaid" ]; then
      must_ask verb=confirm "id=$id" offset=999999999
      report "$(answered outcome)"
    else
      [ -z "$prove_unsaid" ] || note "$prove_unsaid"
      note "revision $revision runs, and is not confirmed. In $(show_seconds $((activate_until - $(uptime_seconds)))) it goes back by itself to $activate_previous"
      note "Look whether all is well, then:  $again confirm    (or: $again rollback)"
    fi
  else
    report "$(answered outcome)"
  fi
}

# What was installed by hand waits for a person; what a workflow deploys waits for that workflow's own checks.
find_pending() {
  must_ask verb=status
  pending=$(answered pending)
  [ -n "$pending" ] || die "nothing waits for confirmation on this machine$(sed -n 's/^event /; what happened last: /p' "$work/answer" | tail -n 1 | tr '\t' ' ')"
  id=${pending%% *}
  case $pending in
    *', by hand') ;;
    *) die "what waits for confirmation was not installed by hand, and ends by itself: since ${pending#* }" ;;
  esac
}
# Before the activation has ended there is nothing to confirm.
confirm_pending() {
  find_pending
  must_ask verb=follow "id=$id" kind=activation offset=999999999
  ! has_answered activated || must_ask verb=confirm "id=$id" offset=999999999
  report "$(answered outcome)"
}
roll_back_pending() {
  find_pending
  must_ask verb=rollback "id=$id" offset=999999999 "reason=told so by $who"
  case $(answered outcome) in
    'rolled-back '*) note "rolled back: $(answered outcome | cut -d' ' -f2-)" ;;
    *) report "$(answered outcome)" ;;
  esac
}
show_status() {
  must_ask verb=status
  sed -n 's/^fact //p; s/^revision /revision /p; s/^pending [^ ]* \([^ ]*\) \([^ ]*\) /waits for confirmation since \1: revision \2, by /p; s/^event /event /p' "$work/answer" |
    tr '\t' ' ' | tr -d '\000-\010\013-\037'
}

# -------------------------------------------------------------------------------------------------------- health checks

# Asks all of the manifest's checks, one after the other, each until it has passed or the time is over. False with
# prove_why where one did not; prove_unsaid where something is left to a person.
prove() { # until, in seconds of uptime
  prove_unsaid=''
  exec 3<"$work/manifest"
  while IFS= read -r prove_line <&3; do
    prove_value=${prove_line#* }
    case $prove_line in
      'check '*) check=$prove_value check_body='' check_regex='' && : >"$work/headers" ;;
      'kind '*) check_kind=$prove_value ;;
      'data '*) printf '%b' "$prove_value" >"$work/data" ;;
      'timeout '*) check_timeout=$prove_value ;;
      'interval '*) check_interval=$prove_value ;;
      'for '*) check_for=$prove_value ;;
      'status '*) check_status=$prove_value ;;
      'header '*) printf '%s\n' "$prove_line" | awk '{ colon = index($0, ":"); print tolower(substr($0, 1, colon)) substr($0, colon + 1) }' >>"$work/headers" ;;
      'body-text '*) check_body=$(printf '%b.' "$prove_value") && check_body=${check_body%.} ;;
      'body-regex '*) check_regex=$(printf '%b.' "$prove_value") && check_regex=${check_regex%.} ;;
      ask)
        note "checking $check"
        keeps_passing "$1" || {
          prove_why="health check failed: $check: $prove_why"
          return 1
        }
        ;;
    esac
  done
}

keeps_passing() { # until
  passing_since='' prove_why="there was no time left for an attempt"
  while passing_now=$(uptime_seconds) && [ "$passing_now" -lt "$1" ]; do
    [ "$check_timeout" -le $(($1 - passing_now)) ] || check_timeout=$(($1 - passing_now))
    ask verb=check "kind=$check_kind" "timeout=$check_timeout" "revision=$revision" "target=$target" "host=$host" <"$work/data" 3<&- || die "${ask_error#* }"
    if judge; then
      [ -n "$passing_since" ] || passing_since=$passing_now
      [ $(($(uptime_seconds) - passing_since)) -lt "$check_for" ] || return 0
      prove_why="it has not kept passing for ${check_for}s"
    else
      passing_since=''
      note "  not yet: $prove_why"
    fi
    sleep "$check_interval"
  done
  return 1
}

# One answer; false with prove_why where it is not what was expected.
judge() {
  judge_code=$(answered exit)
  sed -n 's/^out //p' "$work/answer" >"$work/output"
  judge_said=$(tail -n 1 "$work/output" | tr -d '\000-\037' | cut -c1-200)
  if [ "$check_kind" = command ]; then
    prove_why="the command exited with $judge_code: $judge_said"
    [ "$judge_code" = 0 ] || return 1
    mv "$work/output" "$work/body"
  else
    prove_why="no answer: $judge_said"
    # 23 and 63: reading stopped after as much as is looked at.
    case $judge_code in 0 | 23 | 63) ;; *) return 1 ;; esac
    : >"$work/body"
    judge_head=$(awk -v body="$work/body" '
      in_body { print >body; next }
      { sub(/\r$/, "") }
      !status { if ($0 !~ /^HTTP\/[0-9.]+ [0-9][0-9][0-9]/) exit; status = $2; count = 0; next }
      # 100 Continue and the like: the answer proper is still to come.
      $0 == "" && status ~ /^1/ && status != 101 { status = ""; next }
      $0 == "" { in_body = 1; print status; for (i = 1; i <= count; i++) print header[i]; next }
      { name = value = $0; sub(/[ \t]*:.*/, "", name); sub(/^[^:]*:[ \t]*/, "", value); sub(/[ \t]*$/, "", value); header[++count] = "header " tolower(name) ": " value }
      ' "$work/output")
    [ -n "$judge_head" ] || return 1
    judge_status=${judge_head%%
*}
    prove_why="the status is $judge_status, not $check_status"
    for judge_wanted in $check_status; do
      case $judge_wanted,$judge_status in "$judge_status,$judge_status" | [1-5]xx,"${judge_wanted%xx}"??) prove_why='' && break ;; esac
    done
    [ -z "$prove_why" ] || return 1
    while IFS= read -r judge_wanted; do
      prove_why="there is no '${judge_wanted#header }'"
      printf '%s\n' "$judge_head" | grep -Fqx -e "$judge_wanted" || return 1
    done <"$work/headers"
  fi
  prove_why="the body does not have '$check_body$check_regex'"
  if [ -n "$check_body" ]; then
    judge_body=$(cat "$work/body" && printf .)
    case $judge_body in *"$check_body"*) ;; *) return 1 ;; esac
  fi
  [ -n "$check_regex" ] || return 0
  # What JavaScript and grep understand alike; the rest is for a person to look at.
  judge_code=2
  case $check_regex in
    *\\[A-Za-z0-9]* | *\\[\<\>\'\`]* | *'(?'* | *[*+?'}'][?+]* | *'[^'* | *'[]'* | *'[['* | *'['*\\* | *\\*'['* | *'{,'* | *'
'*) ;;
    *)
      judge_code=0
      LC_ALL=C.UTF-8 grep -Eaq -e "$check_regex" "$work/body" 2>/dev/null || judge_code=$?
      ;;
  esac
  [ "$judge_code" != 1 ] || return 1
  [ "$judge_code" = 0 ] || prove_unsaid="whether the body matches /$check_regex/ is left to you, for this regular expression is JavaScript's own"
}

# ------------------------------------------------------------------------------------------------------ the store alone

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

# ----------------------------------------------------------------------------------------------------------------- main

need_root() {
  [ "$(id -u)" = 0 ] || die "'$command' needs root, for it is about what this machine runs: sudo $0 ..."
  # The tools of the system that runs now: activating another one re-links this path.
  PATH=$(readlink -f /run/current-system)/sw/bin:$PATH
  check_place
}

main() {
  here=$(cd "$(dirname "$0")" && pwd -P) && cd "$here" || die "cannot enter the directory of $0"
  command='' mode='' to_store=no confirm=no payload='' revision='' directory=/srv/revisions substitute=yes activation_timeout=300 confirm_timeout=''
  target='' host=localhost name='' again=$0
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
      --revisions-directory) directory=$2 && again="$0 --revisions-directory $2" && shift ;;
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
  if [ -z "$confirm_timeout" ]; then [ "$confirm" = yes ] && confirm_timeout=120 || confirm_timeout=600; fi
  # A health check that does not pass is tried for as long as a workflow's is.
  check_seconds=120
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
    list | verify | confirm | rollback | status) [ -z "$mode" ] || misuse "'$mode' is one word too many" ;;
    *) name=$command ;;
  esac
  case $mode in
    '') mode=switch ;;
    stage) mode=none ;;
    switch | test | boot) ;;
    *) misuse "'$mode' is not a way to install; there are switch, test, boot and stage" ;;
  esac
  command -v nix >/dev/null || PATH=$PATH:/run/current-system/sw/bin:/nix/var/nix/profiles/default/bin:${HOME:-/root}/.nix-profile/bin:/usr/local/bin:/usr/bin:/bin
  command -v nix >/dev/null || die "there is no Nix in PATH or in the usual places; install it first, or put its directory into PATH"
  export PATH
  work_in=/tmp
  [ "$(id -u)" != 0 ] || [ ! -w /run ] || work_in=/run
  work=$(mktemp -d "$work_in/nix-flake-deploy-install.XXXXXX") || die "could not make a directory in $work_in: is it full?"
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' HUP INT TERM
  case $command in
    list)
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
      check_agent
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
exit
}
