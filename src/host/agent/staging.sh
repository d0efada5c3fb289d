# Revisions: a label for a system that is in the store, and what has to be sent until it is there.
# Changes on the host: links of the record, which are garbage collector roots; old ones go. What runs or boots, never.
# shellcheck shell=sh disable=SC2034,SC2154,SC2015  # variables are shared between the parts; `a && b || fail` is meant so

# Whether Nix knows the path. No answer is not a no: without Nix's own word for it, the call ends.
is_valid() {
  valid_says=$(foreign nix-store --check-validity "$1" 2>&1) && return 0
  case $valid_says in
    *"is not valid"*) return 1 ;;
    *) no_answer_of_nix "$valid_says" ;;
  esac
}
no_answer_of_nix() { # what it said
  fail nix "Nix does not answer on this host: $(end_of "$1")"
}

take_stage_lock() {
  make_lock stage.lock
  exec 8>>"$run_root/stage.lock"
  flock -w 120 8 || fail lock "another deployment is staging on this host and does not end"
}
release_stage_lock() { exec 8>&-; }

# A root is made on its final name, for a renamed one is none; then a garbage collection may already have been there.
root_revision() { # label, toplevel
  foreign nix-store --realise "$2" --add-root "$directory/$1" >/dev/null && is_valid "$2" ||
    fail root "could not make $directory/$1 a garbage collection root for $2; try again"
}

stage_revision() { # label, toplevel (valid), imported where it was not there until now
  take_stage_lock
  stage_held=$(toplevel_of "$1")
  if [ -z "$stage_held" ]; then
    stage_new=yes
    # The order first: a label without a place in it would count as the oldest.
    say "$1" >>"$state/order" || fail disk "could not write to $state/order"
    root_revision "$1" "$2"
    history staged "$1" "$2"
  else
    stage_new=''
    [ "$stage_held" = "$2" ] || refuse_label "$1" "$stage_held"
    # A link to what was not in the store until now was nobody's root.
    [ -z "${3:-}" ] || root_revision "$1" "$2"
  fi
  [ "$(readlink "$directory/latest" 2>/dev/null || :)" = "$1" ] || move_link "$directory/latest" "$1" || fail disk "could not move $directory/latest"
  if [ -n "$stage_new" ]; then
    prune
    # Nix believes after a power cut in paths whose files are empty: what is recorded is on disk first.
    sync -f "$directory" /nix/store /nix/var/nix/db
  fi
  release_stage_lock
}

# Labels in the order in which they were recorded, the oldest first. Clocks do not tell it: a host without a battery stages in 1970.
# Those from before that order was kept come first, by the time of their link.
recorded_order() {
  for order_link in "$directory"/*; do
    is_label "${order_link##*/}" && [ -L "$order_link" ] && stat -c '%.9Y %n' "$order_link"
  done | sort -n | awk -v recorded="$state/order" '
    BEGIN { while ((getline label <recorded) > 0) at[label] = ++count }
    { sub(/^.*\//, ""); print ($0 in at ? at[$0] : 0), NR, $0 }' | sort -k1,1n -k2,2n | awk '{print $3}'
}

# Beyond req_keep the oldest go, but nothing that runs, boots, is healthy, can be gone back to, or that a gate may name: what the
# runner knows to be healthy elsewhere.
prune() {
  is_number "$req_keep" || return 0
  prune_keep="$(label_in latest) $(healthy_label) $(previous_label) $req_spare"
  prune_systems="$running $(readlink -f /run/booted-system) $(readlink -f "$profile_link")"
  prune_pending=$(record_field "$state/pending" revision)
  prune_pending_id=$(record_field "$state/pending" id)
  recorded_order | head -n "-$req_keep" | while IFS= read -r prune_label; do
    case " $prune_keep $prune_pending " in *" $prune_label "*) continue ;; esac
    case " $prune_systems " in *" $(toplevel_of "$prune_label") "*) continue ;; esac
    rm -f "$directory/$prune_label" "$state/confirmed/$prune_label"
    history pruned "$prune_label" ''
  done
  recorded_order >"$state/order.new" && mv -f "$state/order.new" "$state/order"
  find "$state/spool" -mindepth 1 -maxdepth 1 -mtime +7 -exec rm -rf {} +
  find "$state/outcomes" -type f -mtime +30 -exec rm -f {} +
  find "$run_root" -mindepth 1 -maxdepth 1 -type d -mtime +1 ! -name "${prune_pending_id:-none}" -exec rm -rf {} +
}

# Records the toplevel where it is there already.
verb_prepare() {
  need_label
  need_payload
  [ -z "$req_system" ] || need_system "${req_toplevel:-$req_roots}" "$req_system"
  open_state
  prepare_held=$(toplevel_of "$req_revision")
  [ -z "$req_toplevel" ] || [ -z "$prepare_held" ] || [ "$prepare_held" = "$req_toplevel" ] || refuse_label "$req_revision" "$prepare_held"
  open_spool
  release_lock
  prepare_healthy=$(healthy_label)
  [ -z "$prepare_healthy" ] || answer "healthy $prepare_healthy"
  if [ -z "$toplevel" ] || ! is_valid "$toplevel"; then
    answer absent
    return
  fi
  stage_revision "$req_revision" "$toplevel"
  drop_spool
  say_staged
}

# Says which of the payload's paths (the data) to send, where `prepare` has said that the system is absent.
verb_lacking() {
  need_payload
  set_directory "$req_directory"
  open_spool
  lacking_paths=$(foreign xargs -r nix-store --check-validity --print-invalid <&4 2>&1) || no_answer_of_nix "$lacking_paths"
  lacking_paths=$(printf '%s\n' "$lacking_paths" | grep '^/' || :)
  printf '%s\n' "$lacking_paths" | note_unsynced "$spool"
  [ -n "$req_cache" ] || lacking_paths=$(printf '%s\n' "$lacking_paths" | not_in_spool "$spool")
  if [ "$req_substitute" = true ] && [ "$req_payload" = closure ]; then lacking_paths=$(printf '%s\n' "$lacking_paths" | not_fetchable); fi
  [ -z "$lacking_paths" ] || printf '%s\n' "$lacking_paths" | awk '{print "lacks " $1}' >&3
}

# Of the store paths on standard input, none of which is here, those that this host's substituters do not have either.
not_fetchable() {
  fetch_all=$(cat)
  # Nix lists what it would fetch below a heading of its own, indented by two spaces; it does so since its beginnings.
  fetch_found=$(printf '%s\n' "$fetch_all" | awk '/^\// && !/\.drv$/' | foreign xargs -r nix-store --realise --dry-run --option connect-timeout 5 --option download-attempts 1 2>&1 |
    awk '/^  \// { if (fetched) print $1; next } { fetched = /will be fetched/ }')
  # A derivation would not be fetched but built: each substituter is asked whether it has them all. `nix-store --store`, which
  # would tell which, crashes in Nix 2.34.
  fetch_lacks=$(printf '%s\n' "$fetch_all" | awk '/\.drv$/')
  for fetch_from in ${fetch_lacks:+$(nix_setting substituters)}; do
    printf '%s\n' "$fetch_lacks" | foreign xargs -r nix --extra-experimental-features nix-command path-info --derivation --store "$fetch_from" \
      --option connect-timeout 5 --option download-attempts 1 >/dev/null 2>&1 && fetch_lacks='' && break
  done
  printf '%s\n' "$fetch_found" -- "$fetch_lacks" -- "$fetch_all" | awk '
    $1 == "--" { part++; next } part == 0 { found[$1]; next } part == 1 { lacks[$1]; next }
    $1 in lacks || (/./ && !/\.drv$/ && !($1 in found)) { print $1 }'
}

# Which of the store paths in the data could not be fetched either, where a payload that is to be built leaves them out.
verb_fetchable() {
  fetchable_lacks=$(foreign xargs -r nix-store --check-validity --print-invalid <&4 | not_fetchable)
  [ -z "$fetchable_lacks" ] || printf '%s\n' "$fetchable_lacks" | awk '{print "lacks " $1}' >&3
}

# Whether it is what the host runs and has confirmed is said with it.
say_staged() {
  [ -z "$stage_new" ] || answer new
  look
  if [ ! -e "$state/pending" ] && is_unchanged "$req_mode"; then answer "unchanged $(healthy_label)"; fi
  answer "staged $toplevel"
}

# Gives a label to what the host already runs and has confirmed.
verb_adopt() {
  need_label
  open_state
  toplevel=$(toplevel_of "$req_revision")
  [ ! -e "$state/pending" ] && is_unchanged switch || fail changed "the host changed meanwhile; deploy again"
  adopt_healthy=$(healthy_label)
  if [ "$adopt_healthy" != "$req_revision" ]; then
    # The same system: what can be gone back to stays what it was.
    confirm_label "$req_revision" "$toplevel" "$(record_field "$state/confirmed/$adopt_healthy" previous)" || fail disk "could not move $directory/healthy"
    history confirmed "$req_revision" "$toplevel" "the same system as $adopt_healthy"
  fi
  answer adopted
}
