#!/usr/bin/env bash
# The real window under Xvfb with real mouse and keys: boot, card, refine a group into a bin by mouse and another by
# keys, quit, start again, find it; then once with a library of the window hidden, and once without a display.
#
#   tests/window.sh [PROGRAM] [FOLDER FOR SCREENSHOTS]
#
# Needs Xvfb, xdotool and ImageMagick. Ends only processes that it started.
set -euo pipefail

program=$(realpath "${1:-target/release/macrodat}")
shots=${2:-$(mktemp -d)}
mkdir -p "$shots"
data=$(mktemp -d)
log="$data/log"
server= desk=
passed=0

finish() {
  [ -n "$desk" ] && kill "$desk" 2>/dev/null || true
  [ -n "$server" ] && kill "$server" 2>/dev/null || true
  rm -rf "$data"
}
trap finish EXIT

fail() {
  echo "window: $*" >&2
  [ -f "$log" ] && cat "$log" >&2
  echo "window: screenshots are in $shots" >&2
  exit 1
}

pass() {
  passed=$((passed + 1))
  echo "window: $*"
}

. "$(dirname "$0")/support/screen.sh"
screen 1920x1080

# The window stands in the upper left corner, 1180 x 900, in the view `bezel`: 1720 x 1308 units of the set about
# (720, 522), so that a unit is 0.686 pixel. What is seen at a place of the tube lies where the bulge of the glass puts it.
tube() {
  xdotool mousemove $(awk -v x="$1" -v y="$2" 'BEGIN {
    u = x / 720 - 1; v = y / 500 - 1; k = 0.035
    across = u / (1 + k * v * v); down = v / (1 + k * across * across)
    scale = 1180 / 1720
    printf "%d %d", 590 + across * 720 * scale, 450 + (500 - 522 + down * 500) * scale
  }')
}

open_window() {
  "$program" --data-dir "$data/home" --seed 4 "$@" 2>"$log" &
  desk=$!
  local window=
  for _ in $(seq 200); do
    kill -0 "$desk" 2>/dev/null || fail "the program ended before its window was shown"
    window=$(xdotool search --onlyvisible --name '^macrodat$' 2>/dev/null | head -n 1) && [ -n "$window" ] && break
    sleep 0.1
  done
  [ -n "$window" ] || fail "no window"
  sleep 1
  xdotool windowmove "$window" 0 0
  xdotool windowfocus "$window"
  sleep 0.5
}

# Waits until the window is closed.
closed() {
  for _ in $(seq 50); do
    kill -0 "$desk" 2>/dev/null || break
    sleep 0.1
  done
  ! kill -0 "$desk" 2>/dev/null || fail "still open five seconds after quitting"
  wait "$desk" || fail "ended with an error"
  desk=
}

close_window() {
  xdotool mousemove 590 6
  sleep 0.8
  xdotool mousemove 850 22
  sleep 0.3
  xdotool click 1
  closed
}

# Keeps a screenshot, and fails if it shows fewer colours than a picture has.
shot() {
  import -window root "$shots/$1.png"
  local colours
  colours=$(identify -format '%k' "$shots/$1.png")
  [ "$colours" -ge "$2" ] || fail "$1 shows $colours colours, $2 at least would be a picture"
}

# A number out of the saved session: the first that follows the key.
remembered() { "$program" --data-dir "$data/home" session show | tr -d ' \n' | grep -oE "\"$1\":[0-9]+" | head -n 1 | cut -d: -f2; }
held() { "$program" --data-dir "$data/home" session show | tr -d ' \n' | grep -oE '"held":\[\[[^a-z]*\]\]'; }

# From the switch to the prompt, by those who have a name: past the boot, signed in, past the elevator.
to_prompt() {
  xdotool key space
  sleep 0.6
  xdotool key space
  sleep 0.7
  xdotool key Return
  sleep 0.7
  xdotool key space
  sleep 0.6
}

# The first day: the survey by mouse and by keys, the name, and the elevator to its end.
open_window
xdotool mousemove 1008 827 click 1
sleep 1.5
shot boot 60
sleep 4.5
shot survey 60
tube 720 680
sleep 0.3
xdotool click 1
sleep 0.5
for answer in 4 2 4 4; do
  xdotool key $answer
  sleep 0.5
done
shot name 60
xdotool key c
sleep 0.5
xdotool type 'mara q'
sleep 0.3
xdotool key Return
sleep 2.6
shot elevator 60
sleep 4.6
grep -q '"employee":"MaraQ."' <("$program" --data-dir "$data/home" session show | tr -d ' \n') || fail "nobody was named"
[ "$(remembered arrivals)" = 1 ] || fail "nobody has arrived"
pass "survey, name and elevator"

xdotool type siena
sleep 0.4
xdotool key Return
sleep 0.8
shot cards 60
xdotool key Return
sleep 1
pass "boot, prompt and card"

# The first group, by mouse: rest beside it, draw a box, press 1.
tube 580 332
sleep 1.4
shot stirred 60
tube 300 140
xdotool mousedown 1
for step in $(seq 15); do
  tube $((300 + step * 27)) $((140 + step * 21))
  sleep 0.04
done
shot box 60
xdotool mouseup 1
sleep 0.6
xdotool key 1
sleep 4.5
shot sheet 60
[ "$(remembered delivered)" = 1 ] || fail "the first group was not delivered"
pass "a group by mouse"

# The second, by keys alone: the cell cursor goes beside it.
for _ in 1 2 3 4; do
  xdotool key Right
  sleep 0.12
done
sleep 1.2
xdotool key Return
sleep 0.5
xdotool key 2
sleep 4.5
shot keys 60
[ "$(remembered delivered)" = 2 ] || fail "the second group was not delivered"
pass "a group by keys"

before=$(held)
close_window
[ "$(held)" = "$before" ] || fail "quitting changed the bins: $before, $(held)"
pass "quit"

open_window
to_prompt
xdotool key F2
sleep 1
shot again 60
close_window
[ "$(held)" = "$before" ] || fail "the work was not found as it was: $before, $(held)"
pass "found again"

# The panel of settings, by keys and by mouse; what is chosen is kept.
open_window
to_prompt
xdotool key F2
sleep 1
xdotool key F9
sleep 0.3
shot degauss 60
xdotool key F10
sleep 0.8
shot panel 60
# The look `worn`, then the view `workstation`, in the section below.
xdotool mousemove 262 89 click 1
sleep 0.6
xdotool mousemove 388 169 click 1
sleep 1.5
xdotool key Escape
sleep 0.5
shot workstation 60
xdotool key ctrl+q
closed
grep -q 'name = "worn"' "$data/home/settings.toml" || fail "the look was not kept"
grep -q 'name = "workstation"' "$data/home/settings.toml" || fail "the view was not kept"
pass "looks and views"

# The settings room, by keys and by mouse: volume, silence, and a key that is bound otherwise and then used.
"$program" --data-dir "$data/home" settings reset view.name
open_window --view plain
xdotool key space
sleep 0.6
xdotool key space
sleep 0.4
xdotool key F7
sleep 0.8
for press in Down Down Right; do
  xdotool key $press
  sleep 0.4
done
# The arrow behind the pace of what is said, in a picture of 1180 x 819 below the bar; the tube is 1440 x 1000 there.
xdotool mousemove 1071 379 click 1
sleep 0.5
shot settings 10
for press in k Down Return F6 Escape F7; do
  xdotool key $press
  sleep 0.7
done
xdotool key ctrl+q
closed
for line in 'volume = 75' 'pace = 110' 'erase = \["F6"\]'; do
  grep -q "$line" "$data/home/settings.toml" || fail "$line was not kept: $(cat "$data/home/settings.toml")"
done
[ "$("$program" --data-dir "$data/home" settings get sound.volume)" = 75 ] || fail "the command line has another volume"
rm "$data/home/settings.toml"
pass "settings"

# The rooms: a session by keys and by mouse, the handbook by mouse and by keys; each found again as it was left.
open_window --view plain
to_prompt
xdotool key F3
sleep 1.2
for _ in 1 2 3; do
  xdotool key Return
  sleep 0.9
done
shot choice 10
xdotool key 1
sleep 0.4
for _ in $(seq 12); do
  xdotool key Return
  sleep 0.3
done
sleep 1.6
shot session 10
[ "$(remembered count)" = 1 ] || fail "no fact was heard"
# The second of the replies, and a press on the dial's right button, in a picture of 1180 x 819 below the bar.
xdotool mousemove $((590 + (400 - 720) * 819 / 1000)) $((450 + (731 - 500) * 819 / 1000)) click 1
sleep 0.4
shot answer 10
xdotool key Escape
sleep 0.5
xdotool key F4
sleep 0.8
shot contents 10
# The first page, by mouse; a mark, by key; the next page, by key; and back.
xdotool mousemove $((590 + (300 - 720) * 819 / 1000)) $((450 + (308 - 500) * 819 / 1000)) click 1
sleep 0.6
xdotool key m
sleep 0.4
xdotool key Right
xdotool mousemove 1600 1000
sleep 0.8
shot page 10
xdotool key ctrl+q
closed
saved() { "$program" --data-dir "$data/home" session show | tr -d ' \n'; }
saved | grep -q '"marks":\["welcome"\]' || fail "the page was not marked: $(saved | grep -oE '"reading".*')"
last=$(saved | grep -oE '"last":"[a-z-]+"' | tail -n 1)
[ "$last" != '"last":"welcome"' ] || fail "the page was not turned"
open_window --view plain
to_prompt
xdotool key F3
sleep 0.8
shot session-again 10
[ "$(remembered count)" = 1 ] || fail "the session was not found as it was left"
xdotool key F4
xdotool mousemove 1600 1000
sleep 0.8
shot page-again 10
compare -metric AE "$shots/page.png" "$shots/page-again.png" null: >/dev/null 2>&1 || fail "the handbook was not found as it was left"
xdotool key F1
sleep 0.6
shot about 10
xdotool key ctrl+q
closed
pass "session and handbook"

# The graphics card's glass, here a software one, shows the same picture.
for glass in card processor; do
  open_window --glass "$glass" --view bezel --look new --set-look grain=0
  shot "glass-$glass" 60
  kill "$desk"
  wait "$desk" 2>/dev/null || true
  desk=
done
off=$(compare -metric AE -fuzz 2% "$shots/glass-card.png" "$shots/glass-processor.png" null: 2>&1 || true)
[ "${off%% *}" -lt 500 ] || fail "$off pixels of the glasses differ"
pass "two glasses"

# A quiet shift: what is touched reaches nobody, the sheet hides it, and when it is over nothing is drawn any more.
used() { awk '{ print $14 + $15 }' "/proc/$desk/stat"; }
before=$(saved | md5sum)
open_window focus 1 --view plain --break-every 0
shot shift 10
xdotool key a Return F6
xdotool mousemove 700 500 click 1
sleep 1
xdotool key F8
sleep 1
shot worksheet 2
compare -metric AE "$shots/shift.png" "$shots/worksheet.png" null: >/dev/null 2>&1 && fail "F8 hides nothing"
xdotool key F8
sleep 70
shot quiet 2
spent=$(used)
sleep 5
shot quiet-still 2
spent=$(($(used) - spent))
compare -metric AE "$shots/quiet.png" "$shots/quiet-still.png" null: >/dev/null 2>&1 || fail "the quiet screen moves"
[ "$spent" -le 5 ] || fail "the quiet screen takes $spent hundredths of a second in five seconds"
xdotool key ctrl+q
closed
[ "$(saved | md5sum)" = "$before" ] || fail "something of the shift was saved"
for minutes in 0 1441 ten; do
  code=0
  "$program" --data-dir "$data/home" focus "$minutes" 2>"$log" || code=$?
  [ "$code" = 2 ] && [ "$(wc -l <"$log")" = 1 ] || fail "a shift of $minutes minutes: exit code $code"
done
pass "a quiet shift"

# An ambient screen that is handed over: a pointer that shakes leaves it as it is, and a key gives it to the profile's
# own session, which does nothing else with that key.
arrivals=$(remembered arrivals)
xdotool mousemove 600 400
open_window ambient --interactive --view plain
sleep 2
shot ambient 10
xdotool mousemove_relative 2 1
sleep 1
shot shaken 10
xdotool key a
sleep 1
shot woken 10
# Where the file's name stands on the field.
name() { convert "$shots/$1.png" -crop 260x60+80+80 +repage "$shots/$1-name.png"; }
for picture in ambient shaken woken; do name $picture; done
same() { compare -metric AE -fuzz 5% "$shots/$1-name.png" "$shots/$2-name.png" null: >/dev/null 2>&1; }
same ambient shaken || fail "a pointer that shakes has taken the chair"
! same shaken woken || fail "a key has not given the chair back"
for press in space Return space; do
  xdotool key $press
  sleep 0.8
done
shot handed-over 10
xdotool key ctrl+q
closed
[ "$(remembered arrivals)" = $((arrivals + 1)) ] || fail "nobody came to work at the ambient screen"
pass "an ambient screen handed over"

# Libraries that cannot be loaded: one line, exit code 4, no panic shown.
refused() {
  [ "$1" = 4 ] || fail "$2: exit code $1"
  [ "$(wc -l <"$log")" = 1 ] || fail "$2: not one line"
  grep -q 'macrodat render' "$log" || fail "$2: the line does not say that render works"
}
# An empty file of the library's name stands before the real one.
without() {
  mkdir "$data/hidden"
  for library in "$@"; do : >"$data/hidden/$library"; done
  local code=0
  LD_LIBRARY_PATH="$data/hidden" timeout 20 "$program" --data-dir "$data/home" 2>"$log" || code=$?
  refused "$code" "without $*"
  rm -r "$data/hidden"
}
without libxkbcommon-x11.so.0
# Where development files are installed the loader finds the libraries by their short names too.
without libEGL.so.1 libEGL.so libGL.so.1 libGL.so
code=0
env -u DISPLAY "$program" --data-dir "$data/home" 2>"$log" || code=$?
refused "$code" "without a display"
pass "no window"

echo "window: $passed passed, 0 failed"
