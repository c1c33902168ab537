#!/usr/bin/env bash
# The accessibility tree of the real window, screen by screen, as a screen reader has it (AT-SPI, under Xvfb).
#
#   tests/tree.sh PROGRAM
#
# Needs Xvfb, xdotool, dbus-run-session, AT-SPI's bus and its bindings for Debian's Python.
set -euo pipefail
if [ -z "${TREE_INSIDE:-}" ]; then
  export TREE_INSIDE=1
  exec dbus-run-session -- "$0" "$@"
fi
program=$(readlink -f "$1")
here=$(cd "$(dirname "$0")" && pwd)
data=$(mktemp -d)
tree=$data/tree
desk=
server=
bus=
cleanup() {
  for process in $desk $bus $server; do kill "$process" 2>/dev/null || true; done
  rm -rf "$data"
}
trap cleanup EXIT
fail() {
  echo "tree: $*" >&2
  [ ! -s "$tree" ] || sed 's/^/  /' "$tree" >&2
  exit 1
}
. "$here/support/screen.sh"
screen 1280x1000

/usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
bus=$!
sleep 1
for property in IsEnabled ScreenReaderEnabled; do
  dbus-send --session --print-reply --dest=org.a11y.Bus /org/a11y/bus org.freedesktop.DBus.Properties.Set \
    string:org.a11y.Status "string:$property" variant:boolean:true >/dev/null || fail "no accessibility bus"
done
"$program" --data-dir "$data/home" --seed 5 >"$data/log" 2>&1 &
desk=$!
window=
for _ in $(seq 60); do
  window=$(xdotool search --onlyvisible --name '^macrodat$' 2>/dev/null | head -n 1) && [ -n "$window" ] && break
  sleep 0.25
done
[ -n "$window" ] || fail "no window"
sleep 1
xdotool windowfocus "$window"
sleep 0.5

# Dumps the tree, and looks for every line that is wanted. `TREE_SHOW=1` prints it.
shows() {
  /usr/bin/python3 "$here/support/tree.py" >"$tree" 2>/dev/null || fail "$1: no tree"
  [ -z "${TREE_SHOW:-}" ] || { echo "== $1"; cat "$tree"; }
  local wanted
  for wanted in "${@:2}"; do
    grep -qE -- "$wanted" "$tree" || fail "$1: nothing says $wanted"
  done
  # Every node has a name, but for the frame and the live region that has said nothing yet.
  ! grep -nE '^ *\[(push button|label|entry|text|toggle button)\] *$' "$tree" || fail "$1: a node has no name"
  echo "tree: $1"
}
key() {
  xdotool key "$1"
  sleep "${2:-0.5}"
}

shows off '\[toggle button\] Power switch'
key space 0.3
shows boot '\[status bar\] '
sleep 0.7
key space 0.8
shows survey '\[status bar\] Survey of a first morning' '\[push button\] That is not known to me' 'Question 1 of 5'
for _ in 1 2 3 4; do key 4 0.5; done
key 4 0.8
shows name '\[status bar\] A name for the desk' '\[push button\] Take the name' '\[push button\] Ask for the form'
key c 0.6
shows form '\[(entry|text)\] First name and initial'
key Escape 0.6
key Return 2
shows elevator '\[push button\] Pass over the ride' 'goes down'
key space 0.8
shows prompt '\[(entry|text)\] File name' '\[push button\] Handbook \(F4\)' '\[push button\] Session \(F3\)'
key F1 0.8
shows prompt-page 'Page [0-9]+: Asking for a file' '\[push button\] Close'
key Escape 0.8
key F3 1
key Return 1.2
key Return 0.4
key Return 1.5
shows choice '\[push button\] .*half' '\[push button\] .*full' 'The lamp is lit' 'SESSION 1'
key 1 0.5
for _ in $(seq 12); do key Return 0.4; done
sleep 1.5
shows session '\[push button\] Ask for water' 'Move the dial up' 'REGARD' 'Points left: 100' 'Your outie' 'FACT'
key Escape 0.8
shows waiting '\[push button\] A session waits'
key F3 0.8
# The page turns when Enter asks for it: on to the card, in silence.
for _ in $(seq 90); do
  # What could not be read is no reason to go on.
  /usr/bin/python3 "$here/support/tree.py" >"$tree" 2>/dev/null || continue
  ! grep -q 'Facts heard' "$tree" || break
  key Return 0.75
done
shows card '\[status bar\] SESSION 1' 'Facts heard: 6' 'Points left'
key Return 0.8
xdotool type siena
key Return 0.6
shows cards '\[push button\] Card: Siena' 'Card before' 'Card after'
key Return 1
shows field 'Number field' '\[push button\] Bin 01' 'File Siena'
key F1 0.8
shows field-page 'The field at a glance' 'Move the cell cursor' '\[(label|link)\]? ?.*' 'Send it to a bin'
key Escape 0.8
key F4 0.8
shows contents 'Contents' 'Procedure' 'Orientation' '\[push button\] Index' '\[push button\] Search'
key End 0.6
shows index 'bins, choice of, page [0-9]+'
key s 0.4
xdotool type lamp
shows search 'Search for:'
key Return 0.8
shows hits 'Found in [0-9]+ places'
key Home 0.6
# By the folio that the program itself gives.
xdotool type "$("$program" handbook | awk '$2 == "shoes" { print $1 }')"
key Return 0.8
shows withheld 'Shoes' 'withheld'
! grep -q 'left of a pair' "$tree" || fail "what is withheld is told"
key Escape 0.8
shows again 'Number field'
key F5 0.8
shows case 'The case of awards' 'Kept for 10 parts in 100' 'Quarter 1 stands at 0 parts'
key Escape 0.6
key F6 1
key space 0.8
shows outside 'You were at work for' '\[push button\] Go down again'
key Return 1
key space 0.8
key F7 0.8
shows settings '\[push button\] Volume \| 70 %' '\[check box\] Silence' '\[push button\] Size of words' '\[push button\] Volume: more' '\[push button\] Keys'
key k 0.8
shows keys 'Open the cards at the name typed \(enter\)' '\[push button\] Settings'
key Escape 1.1
key F12 0.4
shows leaving '\[toggle button\] Power switch'
sleep 2
shows off-again '\[toggle button\] Power switch'
key space 0.5
key space 1
shows sign-in '\[status bar\] Who comes today' '\[push button\] A new refiner' '\[push button\] .*\(default\)'
key ctrl+q 0
for _ in $(seq 50); do
  kill -0 "$desk" 2>/dev/null || break
  sleep 0.1
done
! kill -0 "$desk" 2>/dev/null || fail "still open after quitting"
desk=
echo "tree: all screens"
