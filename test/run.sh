#!/usr/bin/env bash
# Runs the tests with Node's own runner: all of them, or the files and options that are named as arguments.
set -euo pipefail
cd "$(dirname "$0")/.."

options=()
files=()
for argument; do
  case $argument in
    -*) options+=("$argument") ;;
    *) files+=("$argument") ;;
  esac
done
[ ${#files[@]} -gt 0 ] || files=('test/**/*.test.ts')

exec test/with-lab node --test --test-concurrency="${TEST_CONCURRENCY:-4}" \
  --test-reporter=./test/reporter.ts --test-reporter-destination=stdout "${options[@]}" "${files[@]}"
