#!/bin/sh

{ # All of it is in braces: of a script that was cut off, nothing is run.

# ---------------------------------------------------------------------------------------------------- words.sh

# Installs what this archive of nix-flake-deploy carries: `./install help` says how. The build puts its parts together to one script.
#
# It checks the archive and shows it to the host agent (host-agent.sh beside it) by the same line protocol as a deployment
# over SSH. So what changes on this machine, the watchdog and the way back are the agent's; nothing here changes a system.
#
# This part is how it is used, and how it speaks.
# Changes on the host: nothing.
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
  --confirm-timeout DURATION     how long it waits for confirmation, then it goes back by itself (10m; with --confirm 2m);
                                 health checks have to pass within it (where it is not given, each in about 2m)
  --target NAME, --host ADDRESS  what {target} and {host} in health checks stand for (the configuration, localhost)
USAGE
}

note() { printf '%s\n' "$*" >&2; }

die() {
  note "install: $*"
  exit 1
}

misuse() {
  note "install: $*; $again help says how it is used"
  exit 2
}

damaged() { die "$*: this archive is damaged; copy or fetch it again. Nothing was changed"; }

# As a shell reads it.
quoted() {
  case $1 in
    *[!A-Za-z0-9/._+@%:,=-]*) printf "'%s'" "$(printf '%s\n' "$1" | sed "s/'/'\\\\''/g")" ;;
    *) printf %s "$1" ;;
  esac
}

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

# ---------------------------------------------------------------------------------------------------- whole.sh

# Whether the archive is whole, and nobody else's to change.
# Changes on the host: nothing but files in a directory of its own, $work.

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

# ---------------------------------------------------------------------------------------------------- manifest.nix

manifest_expression() {
  cat <<'NIX'
# The manifest in lines of plain words, as Nix reads JSON. Line ends and backslashes in what people wrote are escaped.
# Changes on the host: nothing; Nix evaluates it without a store.
let
  inherit (builtins) attrNames attrValues ceil concatStringsSep elem elemAt filter foldl' genericClosure getEnv hasAttr head length map match replaceStrings toString;
  manifest = builtins.fromJSON (builtins.readFile (getEnv "INSTALL_MANIFEST"));
  list = concatStringsSep ", ";
  escape = replaceStrings [ "\\" "\n" "\r" ] [ "\\\\" "\\n" "" ];
  # Our own words are told from Nix's.
  refuse = text: throw ("install: " + text);
  when = condition: lines: if condition then lines else [ ];

  storePath = path: if match "/nix/store/[0-9a-z]{32}-[A-Za-z0-9.+_?=-]+" path != null then path else refuse "'${path}' in manifest.json is no store path";
  info = path: manifest.paths.${storePath path} or (refuse "manifest.json does not have ${path}, which others need");
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
  configuration = manifest.configurations.${name} or (refuse "there is no configuration '${name}' in this archive; there are: ${list (attrNames manifest.configurations)}");
  wanted = getEnv "INSTALL_PAYLOAD";
  fitting = filter (kind: elem kind (kinds configuration)) (if wanted == "" then [ "closure" "derivation" "source" ] else [ wanted ]);
  payload =
    if fitting == [ ] then refuse "this archive has no '${wanted}' of ${name}; it has: ${list (kinds configuration)}"
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
  # The agent knows the rest of what curl is told.
  curl = { url, timeoutSeconds, ... }:
    "url = \"${replaceStrings [ "\\" "\"" ] [ "\\\\" "\\\"" ] (fillUrl url)}\"\nmax-time = ${toString timeoutSeconds}\n";
  checkLines = check:
    [
      "check ${escape (if check.kind == "http" then fillUrl check.url else if check.kind == "command" then "command ${fillText check.command}" else check.check)}"
      "kind ${check.kind}"
      "data ${escape (if check.kind == "http" then curl check else if check.kind == "command" then fillText check.command else check.check)}"
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
      "statement ${if payload.kind == "closure" then configuration.statement.text or "" else ""}"
      "signature ${if payload.kind == "closure" then configuration.statement.signature or "" else ""}"
    ] ++ map (path: "closure ${path}") (closure payload.roots) ++ lines.verify ++ builtins.concatMap checkLines configuration.healthChecks;
  };
in
if manifest.schema or 0 != 1 then refuse "manifest.json has schema ${toString (manifest.schema or "unknown")}, and this script knows 1: use the install script that came with it"
else concatStringsSep "\n" lines.${getEnv "INSTALL_TELL"} + "\n"
NIX
}

# ---------------------------------------------------------------------------------------------------- manifest.sh

# What the archive says of itself.
# Changes on the host: nothing but files in $work.

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

# ---------------------------------------------------------------------------------------------------- agent.sh

# The host agent, asked as a deployment over SSH asks it, and what is done with its answers.
# Changes on the host: nothing by itself. The agent does: it stages, activates under its watchdog, confirms and goes back.

# Asks the host agent: the request's lines are the arguments, its data standard input. What it answers is in $work/answer.
ask() {
  { printf '%s\n' "$@" "directory=$directory" data=rest '' && cat; } |
    sh -c 'NIX_FLAKE_DEPLOY_AGENT=$(cat "$0") && eval "$NIX_FLAKE_DEPLOY_AGENT"' ./host-agent.sh 2>"$work/says" |
    while IFS= read -r ask_line; do
      case $ask_line in
        'log '*) note "  ${ask_line#log }" ;;
        'logged '*)
          ask_line=${ask_line#logged }
          note "  ${ask_line#* }"
          ;;
        armed) note "the watchdog is armed; activating (if this session breaks off: log in again, then $again status)" ;;
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

remark() { [ -z "$1" ] || note "look after it: $1"; }

# The end of a deployment, in the agent's words.
report() { # OUTCOME reason
  case $1 in
    'confirmed '*) note "confirmed: it runs, and boots from now on" && remark "${1#confirmed }" ;;
    'tested '*) note "it runs until the next reboot; what boots is what it was" && remark "${1#tested }" ;;
    'rolled-back '*) die "rolled back: ${1#* }" ;;
    *) die "${1#* }; $again status shows what runs" ;;
  esac
}

install_system() {
  open_archive
  case $mode in switch | test) plan_checks ;; esac
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
  stage_substitute=$1
  set -- "revision=$revision" "payload=$payload" "roots=$roots" "toplevel=$toplevel" "installable=$(told installable)" "system=$(told system)" "mode=$mode" "who=$who" \
    "substitute=$1" "signer=$(told signer)" "cache=$work/cache" "statement=$(told statement)" "signature=$(told signature)"
  ask verb=prepare "$@" </dev/null || return 1
  ! has_answered staged || return 0
  ask verb=lacking "$@" <"$work/closure" || return 1
  sed -n 's/^lacks //p' "$work/answer" >"$work/lacks"
  stage_lacks=$(lacking_expected <"$work/lacks")
  # Of a closure it has asked its substituters by now.
  if [ -n "$stage_lacks" ] && [ -n "$stage_substitute" ] && [ "$payload" != closure ]; then
    printf '%s\n' "$stage_lacks" | ask verb=fetchable || return 1
    stage_lacks=$(sed -n 's/^lacks //p' "$work/answer")
  fi
  [ -z "$stage_lacks" ] || refuse_thin "$stage_lacks"
  note "taking in $(grep -c . "$work/lacks") of $(grep -c . "$work/closure") store paths"
  ask verb=import "$@" </dev/null
}

activate() {
  id=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
  must_ask verb=activate "id=$id" "mode=$mode" "revision=$revision" "who=$who" "activation-timeout=$activation_timeout" "confirm-timeout=$confirm_timeout"
  activate_previous=$(answered previous)
  if has_answered unchanged; then
    activate_label=$(answered unchanged)
    if [ "$mode" != boot ] && ! prove "$prove_seconds"; then
      die "$prove_why. It ran this system already, so nothing was changed"
    fi
    [ "$mode" != switch ] || [ "$activate_label" = "$revision" ] || must_ask verb=adopt "revision=$revision" "who=$who"
    note "this machine has it already: nothing was changed"
  elif has_answered boots-next; then
    note "boots next: revision $revision, unconfirmed; until then $activate_previous runs"
  elif has_answered activated; then
    activate_left=$(answered activated)
    activate_until=$(($(uptime_seconds) + activate_left))
    # Less is left than there was where the activation was followed late.
    # Going back is told before the watchdog does it by itself, which knows no reason.
    activate_room=$((activate_left > 3 ? activate_left - 2 : activate_left))
    [ "$activate_room" -gt "$prove_seconds" ] || prove_seconds=$activate_room
    if ! prove "$prove_seconds"; then
      note "$prove_why; going back"
      must_ask verb=rollback "id=$id" offset=999999999 "reason=$(printf %s "$prove_why" | tr -d '\000-\037\177' | cut -c1-500)"
      report "$(answered outcome)"
    elif [ "$confirm" = yes ]; then
      must_ask verb=confirm "id=$id" offset=999999999
      report "$(answered outcome)"
    else
      [ -z "$checks_unsaid" ] || note "$checks_unsaid"
      note "revision $revision runs, and is not confirmed. In $(show_seconds $((activate_until - $(uptime_seconds)))) it goes back by itself to $activate_previous"
      note "Look whether all is well, then:  $again confirm    (or: $again rollback)"
    fi
  else
    report "$(answered outcome)"
  fi
}

# What a reboot interrupted is brought to its end first: then it is known how that ended.
ask_status() {
  must_ask verb=status
  status_interrupted=$(answered interrupted)
  [ -n "$status_interrupted" ] || return 0
  must_ask verb=follow "id=${status_interrupted%% *}" kind=outcome offset=999999999
  must_ask verb=status
}

# What was installed by hand waits for a person; what a workflow deploys waits for that workflow's own checks.
find_pending() {
  ask_status
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
  ask_status
  sed -n 's/^fact //p; s/^revision /revision /p; s/^pending [^ ]* \([^ ]*\) \([^ ]*\) /waits for confirmation since \1: revision \2, by /p; s/^event /event /p' "$work/answer" |
    tr '\t' ' ' | tr -d '\000-\010\013-\037'
}

# ---------------------------------------------------------------------------------------------------- checks.sh

# Health checks, as the action has them.
# Changes on the host: nothing but files in $work. A check's command is the archive's own, and the agent runs it.

# Each check has a directory, and what it asks there in lines. Refuses what cannot be done, while nothing is changed yet.
plan_checks() {
  checks=0 checks_unsaid=''
  sed -n '/^check /,$p' "$work/manifest" >"$work/checks"
  while IFS= read -r plan_line; do
    case $plan_line in 'check '*) checks=$((checks + 1)) && mkdir "$work/check.$checks" ;; esac
    printf '%s\n' "$plan_line" >>"$work/check.$checks/lines" || die "could not write to $work: is the disk full?"
  done <"$work/checks"
  # As the action has it: the confirmation needs a moment too.
  prove_seconds=$((confirm_timeout - (confirm_timeout < 25 ? (confirm_timeout + 4) / 5 : 5)))
  plan_check=0
  while [ "$plan_check" -lt "$checks" ]; do
    plan_check=$((plan_check + 1))
    (work=$work/check.$plan_check && read_check && plan_one) || exit 1
    [ ! -e "$work/check.$plan_check/unsaid" ] || checks_unsaid=$(cat "$work/check.$plan_check/unsaid")
  done
}

plan_one() {
  if [ $((check_timeout + check_for)) -gt "$confirm_timeout" ] || [ "$check_for" -ge "$prove_seconds" ]; then
    die "the health check $check takes up to $(show_seconds $((check_timeout + check_for))) (timeout and for), more than --confirm-timeout, $(show_seconds "$confirm_timeout"), leaves: give more. Nothing was changed"
  fi
  [ -n "$check_regex" ] || return 0
  in_words_of_grep "$check_regex" >"$work/regex"
  if [ -s "$work/regex" ]; then
    { read -r _ && IFS= read -r plan_regex; } <"$work/regex"
    printf '' | LC_ALL=C.UTF-8 grep -Eaq -e "$plan_regex" 2>/dev/null
    [ $? = 2 ] || return 0
    true >"$work/regex"
  fi
  plan_unsaid="whether the body of $check matches /$check_regex/ is left to you, for this regular expression is JavaScript's own"
  [ "$confirm" = no ] || die "--confirm: $plan_unsaid. Install it without --confirm, look, and then: $again confirm. Nothing was changed"
  printf '%s\n' "$plan_unsaid" >"$work/unsaid"
}

# What a check asks, as check_ variables; $work is its directory.
read_check() {
  check_body='' check_regex='' && true >"$work/headers"
  while IFS= read -r check_line; do
    check_value=${check_line#* }
    case $check_line in
      'check '*) check=$check_value ;;
      'kind '*) check_kind=$check_value ;;
      'data '*) printf '%b' "$check_value" >"$work/data" ;;
      'timeout '*) check_timeout=$check_value ;;
      'interval '*) check_interval=$check_value ;;
      'for '*) check_for=$check_value ;;
      'status '*) check_status=$check_value ;;
      'header '*) printf '%s\n' "$check_line" | awk '{ colon = index($0, ":"); print tolower(substr($0, 1, colon)) substr($0, colon + 1) }' >>"$work/headers" ;;
      'body-text '*) check_body=$(printf '%b.' "$check_value") && check_body=${check_body%.} ;;
      'body-regex '*) check_regex=$(printf '%b.' "$check_value") && check_regex=${check_regex%.} ;;
    esac
  done <"$work/lines"
}

# A JavaScript regular expression as grep reads it, below whether it is held against lines or the whole body; nothing where
# the two would not mean the same. A dot ends at a line end, \s and [^x] do not: so in the whole body, a \036 stands for one.
in_words_of_grep() { # regular expression
  printf '%s\n' "$1" | awk '
    NR > 1 { unknown = 1 }
    {
      for (rest = $0; rest != "" && !unknown; rest = substr(rest, RLENGTH + 1)) {
        if (match(rest, /^\\d/)) said = said "[0-9]"
        else if (match(rest, /^\\D/)) { said = said "[^0-9]"; whole = 1 }
        else if (match(rest, /^\\w/)) said = said "[A-Za-z0-9_]"
        else if (match(rest, /^\\W/)) { said = said "[^A-Za-z0-9_]"; whole = 1 }
        else if (match(rest, /^\\s/)) { said = said "[[:space:]\036]"; whole = 1 }
        else if (match(rest, /^\\S/)) said = said "[^[:space:]\036]"
        else if (match(rest, /^\\[][(){}.*+?^$|\\]/)) said = said substr(rest, 1, 2)
        else if (match(rest, /^\\[^A-Za-z0-9]/)) said = said substr(rest, 2, 1)
        else if (match(rest, /^\[[^][\\^][^][\\]*\]/)) said = said substr(rest, 1, RLENGTH)
        else if (match(rest, /^\[\^[^][\\^][^][\\]*\]/)) { said = said substr(rest, 1, RLENGTH); whole = 1 }
        else if (match(rest, /^[(][?]:/)) said = said "("
        # Whether it takes as few as it can makes no difference here.
        else if (match(rest, /^([*+?]|[{][0-9]+,?[0-9]*[}])/)) { said = said substr(rest, 1, RLENGTH); if (substr(rest, RLENGTH + 1, 1) == "?") RLENGTH++ }
        else if (match(rest, /^[{}]/)) said = said "\\" substr(rest, 1, 1)
        else if (match(rest, /^[.]/)) said = said "[^\r\036]"
        else if (match(rest, /^[$^]/)) { said = said substr(rest, 1, 1); lines = 1 }
        else if (match(rest, /^[(][?]|^[[\\]/)) unknown = 1
        else { match(rest, /^./); said = said substr(rest, 1, 1) }
      }
    }
    END { if (!unknown && !(whole && lines)) print (whole ? "whole" : "lines") "\n" said }'
}

# Asks all of the checks at once, each until it has passed or the time is over. False with prove_why where one has not.
prove() { # seconds
  prove_until=$(($(uptime_seconds) + $1)) prove_check=0 prove_running=''
  while [ "$prove_check" -lt "$checks" ]; do
    prove_check=$((prove_check + 1))
    (work=$work/check.$prove_check && read_check && prove_one) &
    prove_running="$prove_running $!"
  done
  prove_check=0 prove_why=''
  for prove_each in $prove_running; do
    prove_check=$((prove_check + 1))
    wait "$prove_each" || [ -n "$prove_why" ] || prove_why=$(cat "$work/check.$prove_check/why" 2>/dev/null || printf 'a health check broke off')
  done
  prove_running=''
  [ -z "$prove_why" ]
}

prove_one() {
  note "checking $check"
  # Where nobody said how long, a system that is not well does not run for as long as a person has for looking.
  if [ -n "$check_patience" ]; then
    prove_patience=$(($(uptime_seconds) + check_patience + check_timeout + check_for))
    [ "$prove_patience" -gt "$prove_until" ] || prove_until=$prove_patience
  fi
  keeps_passing "$prove_until" || {
    printf 'health check failed: %s: %s\n' "$check" "$prove_why" >"$work/why"
    return 1
  }
}

keeps_passing() { # until, in seconds of uptime
  passing_since='' prove_why="there was no time left for an attempt"
  while passing_now=$(uptime_seconds) && [ "$passing_now" -lt "$1" ]; do
    passing_pause=$(($1 - passing_now))
    [ "$check_timeout" -le "$passing_pause" ] || check_timeout=$passing_pause
    if ! ask verb=check "kind=$check_kind" "timeout=$check_timeout" "revision=$revision" "target=$target" "host=$host" <"$work/data"; then
      passing_since='' prove_why=${ask_error#* }
    elif ! judge; then
      passing_since=''
    else
      [ -n "$passing_since" ] || passing_since=$passing_now
      passing_pause=$((passing_since + check_for - $(uptime_seconds)))
      [ "$passing_pause" -gt 0 ] || return 0
      prove_why="it has not kept passing for ${check_for}s"
    fi
    [ -n "$passing_since" ] || note "  not yet: $check: $prove_why"
    # No longer than there is something to wait for.
    if [ "${check_interval%.*}" -lt "$passing_pause" ]; then sleep "$check_interval"; else sleep "$passing_pause"; fi
  done
  return 1
}

# One answer; false with prove_why where it is not what was expected.
judge() {
  judge_code=$(answered exit)
  sed -n 's/^out //p' "$work/answer" >"$work/output"
  judge_said=$(tail -n 1 "$work/output" | tr -d '\000-\037' | cut -c1-200)
  if [ "$check_kind" != http ]; then
    prove_why="the command exited with $judge_code: $judge_said"
    [ "$judge_code" = 0 ] || return 1
    mv "$work/output" "$work/body"
  else
    prove_why="no answer: $judge_said"
    # 23 and 63: reading stopped after as much as is looked at.
    case $judge_code in 0 | 23 | 63) ;; *) return 1 ;; esac
    true >"$work/body"
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
  # Without a word here it is left to a person.
  [ -s "$work/regex" ] || return 0
  { read -r judge_by && IFS= read -r judge_regex; } <"$work/regex"
  # JavaScript's lines end at either character.
  if [ "$judge_by" = whole ]; then tr '\n' '\036' <"$work/body"; else tr '\r' '\n' <"$work/body"; fi |
    LC_ALL=C.UTF-8 grep -Eac -e "$judge_regex" >/dev/null
}

# ---------------------------------------------------------------------------------------------------- store.sh

# The store alone: --to-store.
# Changes on the host: the Nix store, by way of Nix. No record, no profile, nothing that runs.

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

# ---------------------------------------------------------------------------------------------------- main.sh

# What is asked for, and in which order it is done.
# Changes on the host: makes and removes $work.

need_root() {
  [ "$(id -u)" = 0 ] || die "'${name:-$command}' needs root, for it is about what this machine runs: sudo $again ..."
  # The tools of the system that runs now: activating another one re-links this path.
  PATH=$(readlink -f /run/current-system)/sw/bin:$PATH
  check_place
}

main() {
  here=$(cd "$(dirname "$0")" && pwd -P) && cd "$here" || die "cannot enter the directory of $0"
  command='' mode='' to_store=no confirm=no payload='' revision='' directory=/srv/revisions substitute=yes activation_timeout=300 confirm_timeout=''
  target='' host=localhost name=''
  # What a person is told to type: `install` alone is another program.
  again=$(quoted "$here/install")
  [ -x "$here/install" ] || again="sh $again"
  [ "$(id -u)" != 0 ] || [ -z "${SUDO_UID:-}" ] || again="sudo $again"
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
      --revisions-directory) directory=$2 && again="$again --revisions-directory $(quoted "$2")" && shift ;;
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
  # A configuration may be called like a command; what follows tells them apart.
  case $command in
    list | verify | confirm | rollback | status | help) case $mode,$to_store in switch,* | test,* | boot,* | stage,* | *,yes) name=$command ;; esac ;;
    *) name=$command ;;
  esac
  [ -z "$name" ] || command=install
  check_patience=''
  if [ -z "$confirm_timeout" ]; then [ "$confirm" = yes ] && confirm_timeout=120 || { confirm_timeout=600 && check_patience=120; }; fi
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
    install) ;;
    *) [ -z "$mode" ] || misuse "'$mode' is one word too many" ;;
  esac
  case $mode in
    '') mode=switch ;;
    stage) mode=none ;;
    switch | test | boot) ;;
    *) misuse "'$mode' is not a way to install; there are switch, test, boot and stage" ;;
  esac
  case $mode in none | boot) [ "$confirm" = no ] || misuse "--confirm goes with switch and test: nothing else waits for confirmation" ;; esac
  command -v nix >/dev/null || PATH=$PATH:/run/current-system/sw/bin:/nix/var/nix/profiles/default/bin:${HOME:-/root}/.nix-profile/bin:/usr/local/bin:/usr/bin:/bin
  command -v nix >/dev/null || die "there is no Nix in PATH or in the usual places; install it first, or put its directory into PATH"
  export PATH
  work_in=/tmp
  [ "$(id -u)" != 0 ] || [ ! -w /run ] || work_in=/run
  work=$(mktemp -d "$work_in/nix-flake-deploy-install.XXXXXX") || die "could not make a directory in $work_in: is it full?"
  prove_running=''
  trap 'kill $prove_running 2>/dev/null; rm -rf "$work"' EXIT
  trap 'exit 130' HUP INT TERM
  case $command in
    list)
      check_sum manifest.json
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
      check_sum host-agent.sh
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
