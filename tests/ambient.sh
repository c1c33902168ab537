#!/usr/bin/env bash
# The ambient screen under Xvfb: it fills the screen and moves, a pointer that trembles does not end it and one that is moved
# does, as do a key and SIGTERM; what cannot be seen is not drawn; a kiosk ends by its chord alone; a display that goes away
# ends it with one line.
#
#   tests/ambient.sh [PROGRAM] [FOLDER FOR SCREENSHOTS]
#
# Needs Xvfb, xdotool, xprop and ImageMagick. Ends only processes that it started. Figures are printed, not asserted.
set -euo pipefail

program=$(realpath "${1:-target/release/macrodat}")
shots=${2:-$(mktemp -d)}
mkdir -p "$shots"
data=$(mktemp -d)
log="$data/log"
server= saver=
passed=0

finish() {
  [ -n "$saver" ] && kill "$saver" 2>/dev/null || true
  [ -n "$server" ] && kill "$server" 2>/dev/null || true
  rm -rf "$data"
}
trap finish EXIT

fail() {
  echo "ambient: $*" >&2
  [ -f "$log" ] && cat "$log" >&2
  echo "ambient: screenshots are in $shots" >&2
  exit 1
}

pass() {
  passed=$((passed + 1))
  echo "ambient: $*"
}

. "$(dirname "$0")/support/screen.sh"
screen 1280x720

# Starts it, and waits for its window and its first picture.
begin() {
  "$program" --data-dir "$data/home" --seed 4 ambient --glass processor "$@" 2>"$log" &
  saver=$!
  window=
  for _ in $(seq 200); do
    kill -0 "$saver" 2>/dev/null || fail "the program ended before its window was shown"
    window=$(xdotool search --onlyvisible --name '^macrodat$' 2>/dev/null | head -n 1) && [ -n "$window" ] && break
    sleep 0.1
  done
  [ -n "$window" ] || fail "no window"
  # Past the time in which pointers may do what they like.
  sleep 2
}

running() { kill -0 "$saver" 2>/dev/null; }

# Waits until it has ended by itself, with this code; gives after how many milliseconds in `took`.
ended() {
  local from code=0
  from=$(date +%s%N)
  for _ in $(seq 500); do
    running || break
    sleep 0.01
  done
  ! running || fail "still there after five seconds: $1"
  took=$((($(date +%s%N) - from) / 1000000))
  wait "$saver" || code=$?
  [ "$code" = "$2" ] || fail "exit code $code, not $2: $1"
  saver=
}

# Hundredths of a second of processor time until now.
spent() { awk '{ print $14 + $15 }' "/proc/$saver/stat"; }

# Prints what it takes over so many seconds.
figure() {
  local before after
  before=$(spent)
  sleep "$2"
  after=$(spent)
  cost=$((after - before))
  echo "ambient: $1: $(awk -v c="$cost" -v s="$2" 'BEGIN { printf "%.1f", c / s }') % of a core, $(awk '/VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$saver/status") MB"
}

shot() { import -window root "$shots/$1.png"; }

begin
shot first
[ "$(identify -format '%k' "$shots/first.png")" -ge 60 ] || fail "no picture"
xdotool getwindowgeometry "$window" | grep -q 'Geometry: 1280x720' || fail "it does not fill the screen"
figure "at work, 1280 x 720" 5
shot second
[ "$(compare -metric AE "$shots/first.png" "$shots/second.png" null: 2>&1 | cut -d. -f1)" != 0 ] || fail "nothing moves"
[ ! -e "$data/home/profiles" ] || fail "a session was kept"
pass "fills the screen and moves"

xdotool mousemove 600 400
sleep 2.5
xdotool mousemove 602 401
sleep 0.2
xdotool mousemove 600 400
sleep 0.2
running || fail "a pointer that trembles ended it"
xdotool mousemove 620 400
sleep 0.1
xdotool mousemove 641 400
ended "a pointer that is moved" 0
pass "a pointer that trembles leaves it, one that is moved ends it"

begin
xdotool mousemove 600 400 key a
ended "a key" 0
begin
xdotool click 1
ended "a button" 0
begin
kill -TERM "$saver"
ended "SIGTERM" 143
echo "ambient: gone $took ms after SIGTERM"
[ -z "$(xdotool search --onlyvisible --name '^macrodat$' 2>/dev/null)" ] || fail "a window is left"
[ -z "$(pgrep -f -- "$data/home" || true)" ] || fail "a process is left"
pass "a key, a button and SIGTERM end it"

begin --fps 24
xdotool windowunmap "$window"
sleep 2
figure "put away" 5
[ "$cost" -le 50 ] || fail "what is put away is drawn"
xdotool windowmap "$window"
sleep 2.5
shot back
[ "$(identify -format '%k' "$shots/back.png")" -ge 60 ] || fail "no picture after it came back"
running || fail "it ended when it came back"
xprop -id "$window" -f _NET_WM_STATE 32a -set _NET_WM_STATE _NET_WM_STATE_HIDDEN
sleep 2
figure "minimised" 5
[ "$cost" -le 50 ] || fail "what is minimised is drawn"
# Without a window manager nothing gives the focus back to a window that was away.
xdotool windowfocus "$window"
sleep 0.2
xdotool key a
ended "a key" 0
pass "what cannot be seen is not drawn"

begin --kiosk
xdotool mousemove 100 100 mousemove 600 400 click 1 key a key Escape key alt+F4
xdotool windowquit "$window" 2>/dev/null || true
sleep 0.5
running || fail "a kiosk was ended without its chord"
xdotool key ctrl+alt+shift+q
ended "the chord" 0
pass "a kiosk ends by its chord alone"

code=0
"$program" ambient --monitor 7 --glass processor 2>"$log" || code=$?
[ "$code" = 2 ] && [ "$(wc -l <"$log")" = 1 ] && grep -q 'no monitor 7; there are 1 (' "$log" || fail "no word of monitor 7"
pass "a monitor that is not there is told"

begin
kill "$server"
wait "$server" 2>/dev/null || true
server=
ended "a display that is gone" 4
[ "$(wc -l <"$log")" = 1 ] && grep -q 'the display is gone' "$log" || fail "no line about the display"
pass "a display that goes away ends it with one line"

unset DISPLAY
code=0
"$program" ambient 2>"$log" || code=$?
[ "$code" = 4 ] && [ "$(wc -l <"$log")" = 1 ] || fail "no display: exit code $code"
pass "no display is one line"

echo "ambient: $passed passed, 0 failed"
