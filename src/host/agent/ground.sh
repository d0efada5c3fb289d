# nix-flake-deploy's host agent: the one place that changes state on a host. docs/architecture.md draws what it does, and
# tells what each of its parts, which the build puts together to one script, may change.
#
# It arrives on the standard input of `sh` with every call, as root, followed by a request (`key=value` lines, then an
# empty line) and the request's data. It answers in lines: a greeting, `keyword rest` lines, then `end` or
# `error CODE what was wrong and what to do`. Everything that must outlive the call runs in transient units, which start
# this same script from /run by its path, with plain arguments: systemd 252 garbles `;` and `$` at a daemon-reload.
#
# Rules kept throughout: decisions come from links and small records, never from the history; whatever makes a system
# the boot default happens after `confirming` is on disk; each step can be repeated, and can be killed anywhere.
#
# This part is what the others stand on.
# Changes on the host: nothing.
# shellcheck shell=sh disable=SC2034,SC2154  # variables are shared between the parts
set -u
umask 022
LC_ALL=C
export LC_ALL

# Where a path leads, as `readlink -f` tells it, without a program where that is a directory: as $real.
real_path() {
  if cd -P "$1" 2>/dev/null; then real=$PWD && cd /; else real=$(readlink -f "$1"); fi
}

# A system's own tools, by their store path: activation re-links /run/current-system, and units have no coreutils. A unit
# is given those of the system that ran before.
[ -n "${NIX_FLAKE_DEPLOY_TOOLS:-}" ] || PATH=/run/current-system/sw/bin:/run/wrappers/bin:${PATH:-}
export PATH
real_path /run/current-system && running=$real
tools=${NIX_FLAKE_DEPLOY_TOOLS:-$running/sw/bin}
PATH=$tools:$PATH
# A system has been switched to since, or is the one to go back to.
use_tools_of() { # toplevel
  [ "$tools" != "$1/sw/bin" ] && [ -x "$1/sw/bin/sh" ] || return 0
  tools=$1/sw/bin
  PATH=$tools:$PATH
}

newline='
'
profile_link=/nix/var/nix/profiles/system
run_root=/run/nix-flake-deploy
unit_prefix=nix-flake-deploy

# The protocol has descriptors of its own, 3 for answers and 4 for a request's data, so that nothing but `answer` and what is
# told to can speak or listen there. 5 carries an exit code out of a pipe; 7, 8 and 9 are locks.
exec 3>&1 4<&0 1>&2 </dev/null

# Runs what is not ours, or may outlive us, or runs as somebody else: it gets neither lock nor protocol, for whoever has a
# lock's descriptor holds the lock. Where the process is there for nothing else, `foreign exec` has it become the program.
foreign() { # command
  "$@" 3>&- 4>&- 5>&- 7>&- 8>&- 9>&-
}

say() { printf '%s\n' "$*"; }
answer() { say "$@" >&3; }
