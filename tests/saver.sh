#!/usr/bin/env bash
# The terminal in windows of others, under Xvfb: in a window by its id, behind all windows, and under the real
# XScreenSaver. What is wrong is told in a line; with the window, the display or the daemon it ends.
#
#   tests/saver.sh [PROGRAM] [FOLDER FOR SCREENSHOTS]
#
# Needs Xvfb, xdotool, ImageMagick, xlogo, xwininfo and xscreensaver. Ends only processes that it started.
set -euo pipefail

program=$(realpath "${1:-target/release/macrodat}")
shots=${2:-$(mktemp -d)}
mkdir -p "$shots"
data=$(mktemp -d)
log="$data/log"
server= saver= owner= daemon=
passed=0
here=$(dirname "$(realpath "$0")")
unset XSCREENSAVER_WINDOW

finish() {
  for process in "$saver" "$daemon" "$owner" "$server"; do
    [ -n "$process" ] && kill "$process" 2>/dev/null || true
  done
  rm -rf "$data"
}
trap finish EXIT

fail() {
  echo "saver: $*" >&2
  for told in "$log" "$data/daemon.log"; do
    [ -f "$told" ] && tail -n 30 "$told" >&2
  done
  echo "saver: screenshots are in $shots" >&2
  exit 1
}

pass() {
  passed=$((passed + 1))
  echo "saver: $*"
}

. "$here/support/screen.sh"
screen 1280x960

# Runs the program with these arguments, and goes on.
start() {
  "$program" ambient --data-dir "$data/home" --seed 4 "$@" 2>"$log" &
  saver=$!
}

# Waits for at most a second, or as many as are given, until the program has ended; its exit code is to be this.
ended() {
  local code=0
  for _ in $(seq $((${2:-1} * 20))); do
    kill -0 "$saver" 2>/dev/null || break
    sleep 0.05
  done
  ! kill -0 "$saver" 2>/dev/null || fail "still there"
  wait "$saver" || code=$?
  saver=
  [ "$code" = "$1" ] || fail "exit code $code, not $1"
}

told() { [ "$(wc -l <"$log")" = "$1" ] || fail "not told in $1 lines"; }

# Keeps a picture of a window, and waits until it shows this many colours.
shows() {
  local colours=0
  for _ in $(seq 40); do
    import -window "$2" "$shots/$1.png"
    colours=$(identify -format '%k' "$shots/$1.png")
    [ "$colours" -ge "$3" ] && return
    sleep 0.25
  done
  fail "$1 shows $colours colours, $3 at least would be a picture"
}

# A window of somebody else, and in it the one in which it draws.
open_window() {
  xlogo -geometry 800x600+40+40 2>/dev/null &
  owner=$!
  for _ in $(seq 100); do
    frame=$(xdotool search --onlyvisible --class '^XLogo$' 2>/dev/null | tail -n 1) && [ -n "$frame" ] && break
    sleep 0.1
  done
  [ -n "$frame" ] || fail "xlogo has no window"
  window=$(xwininfo -id "$frame" -children | sed -n 's/^ *\(0x[0-9a-f]*\) .*/\1/p' | tail -n 1)
  sleep 0.5
}

# Clock ticks of the processor that the program has used.
ticks() { awk '{ print $14 + $15 }' "/proc/$saver/stat"; }

# In a window by its id: hexadecimal, then decimal with a single dash; it follows the window's size.
open_window
start --window-id "$window"
shows window "$window" 61
windows=$(xwininfo -root -children | grep -c '^ *0x')
[ "$windows" = 1 ] || fail "$windows windows under the root, where the one of xlogo was"
xdotool windowsize "$frame" 1000 500
sleep 1
shows larger "$window" 61
[ "$(identify -format '%wx%h' "$shots/larger.png")" = 1000x500 ] || fail "not as large as the window"
# The lower right corner was outside before; only the picture reaches there.
corner=$(convert "$shots/larger.png" -crop 300x200+700+100 -format '%k' info:)
[ "$corner" -ge 30 ] || fail "the picture did not grow with the window: $corner colours"
pass "a window by its id"

# Nothing is drawn while it cannot be seen.
xdotool windowunmap "$frame"
sleep 3
before=$(ticks)
sleep 3
used=$(($(ticks) - before))
[ "$used" -le 3 ] || fail "$used hundredths of a second of the processor in three seconds, unseen"
xdotool windowmap "$frame"
shows again "$window" 61
pass "unseen, and seen again"

kill "$owner"
owner=
ended 0
told 0
pass "ended with the window"

open_window
start -window-id $((window))
shows decimal "$window" 61
kill "$saver"
ended 143
told 0
[ -z "$(ps -o pid= --ppid $$ | while read -r child; do grep -sl macrodat "/proc/$child/comm" || true; done)" ] ||
  fail "something of it is left"
kill "$owner"
owner=
pass "ended at once by SIGTERM"

# Wrong windows, and no display.
refused() {
  local code=$1 what=$2
  shift 2
  start "$@"
  ended "$code" 5
  told 1
  grep -q "$what" "$log" || fail "the line does not say: $what"
}
refused 2 'there is no window 0x7fffff1' --window-id 0x7fffff1
refused 2 'is no window' --window-id 0
export XSCREENSAVER_WINDOW=elsewhere
refused 2 'XSCREENSAVER_WINDOW' --root
unset XSCREENSAVER_WINDOW
shown=$DISPLAY
export DISPLAY=:no
refused 4 'macrodat render' --root
export DISPLAY=$shown
pass "wrong windows, and no display"

# Behind all windows, as a hack's own command line has it.
"$program" -root --data-dir "$data/home" --seed 4 2>"$log" &
saver=$!
shows root root 61
kill "$saver"
ended 143
pass "behind all windows"

# As a screensaver of Windows it says what it was asked for, and the settings are the desk's.
ln -s "$program" "$data/macrodat.scr"
code=0
"$data/macrodat.scr" /x 2>"$log" || code=$?
[ "$code" = 2 ] && grep -q '/s runs it' "$log" || fail "/x: exit code $code"
code=0
"$data/macrodat.scr" /p 131332 2>"$log" || code=$?
[ "$code" = 4 ] && told 1 || fail "/p: exit code $code"
"$data/macrodat.scr" /s 2>"$log" &
saver=$!
sleep 3
shows scr root 61
xdotool key space
ended 0 2
XDG_DATA_HOME="$data/scr" XDG_CONFIG_HOME="$data/scr" HOME="$data/scr" "$data/macrodat.scr" /c:0 2>"$log" &
saver=$!
for _ in $(seq 100); do
  xdotool search --onlyvisible --name '^macrodat$' >/dev/null 2>&1 && break
  sleep 0.1
done
sleep 2
shows settings root 10
xdotool search --onlyvisible --name '^macrodat$' windowfocus
sleep 0.3
xdotool key ctrl+q
ended 0 5
pass "asked as Windows asks"

# XScreenSaver itself, by somebody who is not root: it runs nothing for root.
home="$data/user"
mkdir -p "$home/bin"
cp "$program" "$home/bin/macrodat"
cat >"$home/.xscreensaver" <<END
lock:	False
fade:	False
unfade:	False
splash:	False
mode:	one
selected:	0
programs:	macrodat --root --seed 4 \\n
END
as_user=(env HOME="$home" PATH="$home/bin:$PATH")
if [ "$(id -u)" = 0 ]; then
  chown -R 65534:65534 "$home"
  chmod 711 "$data"
  as_user+=(setpriv --reuid=65534 --regid=65534 --clear-groups)
fi
cd "$home"
"${as_user[@]}" xscreensaver --no-splash --verbose >"$data/daemon.log" 2>&1 &
daemon=$!
for _ in $(seq 50); do
  "${as_user[@]}" xscreensaver-command -time >/dev/null 2>&1 && break
  sleep 0.2
done
sleep 1
# What the daemon runs: a child of the process that draws for it.
running() { pgrep -x macrodat -P "$(pgrep -P "$daemon" -f xscreensaver-gfx || echo 0)" || true; }
for time in first second; do
  "${as_user[@]}" xscreensaver-command -activate >/dev/null || fail "XScreenSaver does not activate"
  hack=
  for _ in $(seq 50); do
    hack=$(running)
    [ -n "$hack" ] && break
    sleep 0.1
  done
  [ -n "$hack" ] || fail "XScreenSaver does not run it"
  tr '\0' '\n' <"/proc/$hack/environ" | grep -q '^XSCREENSAVER_WINDOW=0x' || fail "no window was named to it"
  shows "xscreensaver-$time" root 61
  [ "$(ps -o ni= -p "$hack" | tr -d ' ')" = 10 ] || fail "not as nice as XScreenSaver has it"
  "${as_user[@]}" xscreensaver-command -deactivate >/dev/null || fail "XScreenSaver does not deactivate"
  for _ in $(seq 20); do
    [ ! -e "/proc/$hack" ] || grep -q '^State:.Z' "/proc/$hack/status" 2>/dev/null || { sleep 0.05; continue; }
    break
  done
  [ ! -e "/proc/$hack/exe" ] || fail "still there a second after XScreenSaver was deactivated"
done
! grep -iE 'macrodat: |panick' "$data/daemon.log" || fail "it had something to say"
cd "$here"
pass "the real XScreenSaver, twice"

# The display goes away: it ends by itself, with a line.
start --root
shows last root 61
kill "$daemon" 2>/dev/null || true
daemon=
kill "$server"
server=
ended 4 2
told 1
grep -q 'display is gone' "$log" || fail "it does not say that the display is gone"
pass "a display that goes away"

echo "saver: $passed passed, 0 failed"
