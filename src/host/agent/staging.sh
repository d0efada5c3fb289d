# Revisions: a label for a system that is in the store, and what has to be sent until it is there.
# Changes on the host: links of the record, which are garbage collector roots; old ones go. What runs or boots, never.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015  # variables are shared between the parts; `a && b || fail` is meant so

# Whether Nix knows the path. No answer is not a no: without Nix's own word for it, the call ends.
is_valid() {
  valid_says=$(foreign exec nix-store --check-validity "$1" 2>&1) && return 0
  case $valid_says in
    *"is not valid"*) return 1 ;;
    *) no_answer_of_nix "$valid_says" ;;
  esac
}
# Nix need not be asked of what does not lie there.
is_here() { [ -e "$1" ] && is_valid "$1"; }
no_answer_of_nix() { # what it said
  fail nix "Nix does not answer on this host: $(end_of "$1")"
}

take_stage_lock() {
  make_lock stage.lock
  exec 8<"$run_root/stage.lock"
  flock -w 120 8 || fail lock "another deployment is staging on this host and does not end"
  read_links
}
release_stage_lock() { exec 8>&-; }

# A root is made on its final name, for a renamed one is none. Nix holds the path from before it looks whether that is there until the root
# is (addTempRoot in its store): so a garbage collection that was quicker has the call fail.
root_revision() { # label, toplevel
  foreign nix-store --realise "$2" --add-root "$directory/$1" >/dev/null ||
    fail root "could not make $directory/$1 a garbage collection root for $2; try again"
}

stage_revision() { # label, toplevel (valid), imported where it was not there until now
  take_stage_lock
  find_link "$1"
  stage_held=$linked
  if [ -z "$stage_held" ]; then
    stage_new=yes
    keep_statement "$1"
    # The order first: a label without a place in it would count as the oldest.
    say "$1" >>"$state/order" || fail disk "could not write to $state/order"
    root_revision "$1" "$2"
    history staged "$1" "$2"
  else
    stage_new=''
    [ "$stage_held" = "$2" ] || refuse_label "$1" "$stage_held"
    keep_statement "$1"
    # A link to what was not in the store until now was nobody's root.
    [ -z "${3:-}" ] || root_revision "$1" "$2"
  fi
  [ "$latest" = "$1" ] || move_link "$directory/latest" "$1" || fail disk "could not move $directory/latest"
  if [ -n "$stage_new" ]; then
    # As it was read under this lock, and is now.
    links=$links$1' '$2$newline latest=$1
    prune
  fi
  # Nix believes after a power cut in paths whose files are empty: what is recorded is on disk first, and its root.
  [ -z "$stage_new${3:-}" ] || sync -f "$directory" /nix/store /nix/var/nix/db
  release_stage_lock
}

# $recorded are the labels in the order in which they were recorded, the oldest first. Clocks do not tell it: a host without a battery stages
# in 1970. Those from before that order was kept come first, by the time of their link.
read_order() {
  recorded=$newline order_older=''
  while IFS= read -r order_label; do
    case $recorded in *"$newline$order_label$newline"*) recorded=${recorded%%"$newline$order_label$newline"*}$newline${recorded#*"$newline$order_label$newline"} ;; esac
    [ ! -L "$directory/$order_label" ] || recorded=$recorded$order_label$newline
  done <"$state/order"
  for order_link in "$directory"/*; do
    order_label=${order_link##*/}
    case $recorded in *"$newline$order_label$newline"*) continue ;; esac
    ! is_label "$order_label" || [ ! -L "$order_link" ] || order_older="$order_older $order_label"
  done
  # shellcheck disable=SC2086  # labels
  case $order_older in *' '*' '*) order_older=$(cd "$directory" && stat -c '%.9Y %n' $order_older | sort -n | cut -d' ' -f2) ;; esac
  recorded=$order_older$recorded
}

# Beyond req_keep the oldest go, but nothing that runs, boots, is healthy, can be gone back to, or that a gate may name: what the
# runner knows to be healthy elsewhere.
prune() {
  is_number "$req_keep" || return 0
  prune_pending_id=$(record_field "$state/pending" id)
  find "$state/spool" "$state/roots" "$state/outcomes" "$run_root" -mindepth 1 -maxdepth 1 \( \
    -path "$state/spool/*" -mtime +7 -o -path "$state/roots/import-*" -mtime +7 -o -path "$state/outcomes/*" -type f -mtime +30 -o \
    -path "$run_root/*" -type d -mtime +1 ! -name "${prune_pending_id:-none}" ! -exec test -e '{}/pending' ';' \) -exec rm -rf {} +
  read_order
  # shellcheck disable=SC2086  # labels
  set -- $recorded
  [ $# -gt "$req_keep" ] || return 0
  look
  real_path /run/booted-system
  prune_keep="$latest $healthy $(previous_label) $req_spare $(record_field "$state/pending" revision)"
  prune_systems="$running $real $profile"
  prune_left=''
  while [ $# -gt "$req_keep" ]; do
    if is_kept "$1"; then
      prune_left=$prune_left$1$newline
    else
      rm -f "$directory/$1" "$state/confirmed/$1" "$state/statements/$1" "$state/statements/$1.paths"
      history pruned "$1" ''
    fi
    shift
  done
  { printf %s "$prune_left" && printf '%s\n' "$@"; } >"$state/order.new" && mv -f "$state/order.new" "$state/order"
}

is_kept() { # label
  case " $prune_keep " in *" $1 "*) return 0 ;; esac
  find_link "$1"
  case " $prune_systems " in *" $linked "*) return 0 ;; esac
  return 1
}

# Whether all is recorded, confirmed and left in order as it is asked for, and nobody signs it: then nothing is to be written, and so no lock is taken.
# What began only after these looks had the same answer.
is_as_asked() {
  { [ "$running" = "$req_toplevel" ] && [ "$policy_require_signature" != true ] && [ -z "$req_statement" ]; } || return 1
  open_directory
  open_spool
  find_link "$healthy"
  [ "$linked" = "$profile" ] || return 1
  find_link "$req_revision"
  [ "$linked" = "$toplevel" ] && [ "$latest" = "$req_revision" ] || return 1
  for as_left in "$state/pending" "$state/confirming" "$state/rolling-back" "$state/spool"/*; do [ ! -e "$as_left" ] || return 1; done
  look
  is_unchanged "$req_mode"
}

# Records the toplevel where it is there already.
verb_prepare() {
  need_label
  need_payload
  [ -z "$req_system" ] || need_system "${req_toplevel:-$req_roots}" "$req_system"
  set_directory "$req_directory"
  if is_as_asked; then
    answer "healthy $healthy"
    tell_together
    stage_new=''
    say_staged
    return
  fi
  open_state
  find_link "$req_revision"
  prepare_held=$linked
  [ -z "$req_toplevel" ] || [ -z "$prepare_held" ] || [ "$prepare_held" = "$req_toplevel" ] || refuse_label "$req_revision" "$prepare_held"
  open_spool
  release_lock
  [ -z "$healthy" ] || answer "healthy $healthy"
  tell_together
  # What runs, and boots, and is recorded, Nix need not be asked of.
  if { [ -z "$prepare_held" ] || ! is_unchanged "$req_mode"; } && ! is_here "$toplevel"; then
    statement_holds "$req_revision" "$toplevel" absent || refuse_statement "$req_revision"
    answer absent
    return
  fi
  statement_holds "$req_revision" "$toplevel" here || refuse_statement "$req_revision"
  stage_revision "$req_revision" "$toplevel"
  if [ -e "$spool" ]; then
    [ -n "$stage_new" ] || sync -f /nix/store /nix/var/nix/db
    drop_spool
  fi
  say_staged
}

# Says which of the payload's paths (the data) to send, where `prepare` has said that the system is absent.
verb_lacking() {
  need_payload
  set_directory "$req_directory"
  open_spool
  lacking_paths=$(request_data)
  fetchable=''
  # What is to be built may leave out what nobody has: that is asked apart, by `fetchable`.
  case $req_substitute,$req_payload in
    true,closure) sort_missing "$lacking_paths" ;;
    *) missing=$(invalid_of "$lacking_paths") || no_answer_of_nix "$missing" ;;
  esac
  note_unsynced "$spool" "$missing$newline$fetchable"
  [ -n "$req_cache" ] || [ ! -d "$spool/nar" ] || missing=$(printf '%s\n' "$missing" | not_in_spool "$spool")
  answer_each lacks "$missing"
}

# Which of the store paths in the data could not be fetched either, where a payload that is to be built leaves them out.
verb_fetchable() {
  sort_missing "$(request_data)"
  answer_each lacks "$missing"
}

# Whom this host's Nix asks for store paths, without what is nobody else's business in a URL.
verb_substituters() {
  substituters=$(nix_setting substituters | tr -s ' ' '\n' | sed 's|//[^/]*@|//|; s|[?].*||' | head -n 20 | cut -c1-200)
  answer_each substituter "$substituters"
}

# How substituters are asked: for what they have now, and not for what this host remembers of them (that a path is not there, for an hour).
asking_now='--option connect-timeout 5 --option download-attempts 1 --option narinfo-cache-negative-ttl 0 --option narinfo-cache-positive-ttl 0'

# Of these store paths, those that are not here; false with Nix's words where it does not answer.
invalid_of() { # store paths, one a line
  invalid_says=$(printf '%s\n' "$1" | foreign exec xargs -r nix-store --check-validity --print-invalid 2>&1) || {
    say "$invalid_says"
    return 1
  }
  printf '%s\n' "$invalid_says" | grep '^/' || :
}

# Of these store paths, those that are not here: $fetchable are those that this host's substituters have, $missing the others.
sort_missing() { # store paths, one a line
  sort_paths=$1 sort_derivations='' fetchable='' missing=''
  case $1$newline in
    *".drv$newline"*)
      sort_derivations=$(printf '%s\n' "$1" | grep '\.drv$')
      sort_paths=$(printf '%s\n' "$1" | grep -v '\.drv$')
      ;;
  esac
  # Nix lists what it would fetch, and what nobody has, each below a heading of its own, indented by two spaces; it does so since its
  # beginnings. What is here is in neither.
  # shellcheck disable=SC2086  # options, and their values
  if sort_says=$(printf '%s\n' "$sort_paths" | foreign exec xargs -r nix-store --realise --dry-run $asking_now 2>&1); then
    sort_says=$(printf '%s\n' "$sort_says" | awk '
      /^  \// { if (fetched) print $1; else if (unknown) missing = missing $1 "\n"; next }
      { fetched = /will be fetched/; unknown = /know how to build/ } END { printf "|%s", missing }')
    fetchable=${sort_says%|*}
    missing=${sort_says#*|}
  else
    missing=$(invalid_of "$sort_paths") || no_answer_of_nix "$missing"
  fi
  [ -n "$sort_derivations" ] || return 0
  # A derivation would not be fetched but built: each substituter is asked whether it has them all. `nix-store --store`, which
  # would tell which, crashes in Nix 2.34.
  sort_derivations=$(invalid_of "$sort_derivations") || no_answer_of_nix "$sort_derivations"
  for sort_from in ${sort_derivations:+$(nix_setting substituters)}; do
    # shellcheck disable=SC2086  # options, and their values
    if printf '%s\n' "$sort_derivations" |
      foreign xargs -r nix --extra-experimental-features nix-command path-info --derivation --store "$sort_from" $asking_now >/dev/null 2>&1; then
      fetchable=$fetchable$newline$sort_derivations
      return
    fi
  done
  missing=$missing$newline$sort_derivations
}

answer_each() { # keyword, lines
  each_keyword=$1
  set -f
  IFS=$newline
  # shellcheck disable=SC2086  # split where the lines end
  set -- $2
  unset IFS
  set +f
  # shellcheck disable=SC2059  # a word of ours
  [ $# = 0 ] || printf "$each_keyword %s\n" "$@" >&3
}

# Whether it is what the host runs and has confirmed is said with it.
say_staged() {
  [ -z "$stage_new" ] || answer new
  look
  if [ ! -e "$state/pending" ] && is_unchanged "$req_mode"; then answer "unchanged $healthy"; fi
  answer "staged $toplevel"
  # What is pending may still become another.
  [ -e "$state/pending" ] || answer "runs $running"
}

# Gives a label to what the host already runs and has confirmed.
verb_adopt() {
  need_label
  open_state
  toplevel=$(toplevel_of "$req_revision")
  [ ! -e "$state/pending" ] && is_unchanged switch || fail changed "the host changed meanwhile; deploy again"
  if [ "$healthy" != "$req_revision" ]; then
    # The same system: what can be gone back to stays what it was.
    confirm_label "$req_revision" "$toplevel" "$(record_field "$state/confirmed/$healthy" previous)" || fail disk "could not move $directory/healthy"
    history confirmed "$req_revision" "$toplevel" "the same system as $healthy"
  fi
  answer adopted
}
