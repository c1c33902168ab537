#!/usr/bin/env bash
# The doctor under Xvfb and without a display: the live glass agrees with the processor's in every case, and nothing
# is left in the data folder.
#
#   tests/doctor.sh [PROGRAM]
#
# Needs Xvfb. Ends only processes that it started.
set -euo pipefail

program=$(realpath "${1:-target/release/macrodat}")
data=$(mktemp -d)
log="$data/log"
server=
passed=0

finish() {
  [ -n "$server" ] && kill "$server" 2>/dev/null || true
  rm -rf "$data"
}
trap finish EXIT

fail() {
  echo "doctor: $*" >&2
  [ -f "$log" ] && cat "$log" >&2
  exit 1
}

pass() {
  passed=$((passed + 1))
  echo "doctor: $*"
}

# Runs it, and fails unless it ends with this code, whose last line begins so and is the only verdict.
examine() {
  local code=0
  timeout 120 "$program" --data-dir "$data/home" doctor >"$log" 2>&1 || code=$?
  [ "$code" = "$1" ] || fail "exit code $code, not $1"
  tail -n 1 "$log" | grep -q "^macrodat doctor: $2" || fail "no verdict \"$2\""
  [ "$(grep -c '^macrodat doctor: ' "$log")" = 1 ] || fail "more than one verdict"
  for what in version system display threads 'data folder' settings profile pack; do
    grep -q "^$what " "$log" || fail "no line \"$what\""
  done
  [ ! -e "$data/home" ] || fail "the data folder was made"
}

. "$(dirname "$0")/support/screen.sh"
screen 1280x800

agreed() {
  [ "$(grep -c '^twins .*: ok$' "$log")" -ge 15 ] || fail "fewer cases than there are"
  ! grep -q '^twins .*: differs$' "$log" || fail "cases differ"
  grep -q '^glass .*1920x1080: live .* processor ' "$log" || fail "no times"
}

examine 0 well
agreed
pass "$(grep -c '^twins ' "$log") cases agree on $(sed -n 's/^renderer *//p' "$log")"

# Mesa offers no desktop GL of this version here, so that the window takes GL ES.
export MESA_GL_VERSION_OVERRIDE=3.1 MESA_GLSL_VERSION_OVERRIDE=140
examine 0 well
agreed
unset MESA_GL_VERSION_OVERRIDE MESA_GLSL_VERSION_OVERRIDE
pass "and on $(sed -n 's/^GL *//p' "$log")"

mkdir -p "$data/home/profiles/default"
touch "$data/home/profiles/default/kept"
before=$(find "$data/home" | sort)
"$program" --data-dir "$data/home" doctor >"$log" 2>&1 || fail "not well beside a profile"
[ "$(find "$data/home" | sort)" = "$before" ] || fail "the data folder was changed"
rm -r "$data/home"
pass "leaves everything as it was"

unset DISPLAY
examine 4 'no window'
pass "no window"

echo "doctor: $passed passed, 0 failed"
