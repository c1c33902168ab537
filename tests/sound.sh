#!/usr/bin/env bash
# The real program under Xvfb with a sound server of its own: what is heard of it is recorded from a null sink and held
# against `render --wav`; the server is ended and started anew; and once there is no server at all.
#
#   tests/sound.sh [PROGRAM] [FOLDER FOR RECORDINGS]
#
# Needs Xvfb, xdotool, PulseAudio with its utilities, and Python. Ends only processes that it started.
set -euo pipefail

program=$(realpath "${1:-target/release/macrodat}")
kept=${2:-$(mktemp -d)}
mkdir -p "$kept"
data=$(mktemp -d)
log="$data/log"
server= desk= pulse= ear=
passed=0
here=$(dirname "$(realpath "$0")")

finish() {
  for process in "$ear" "$desk" "$pulse" "$server"; do
    [ -n "$process" ] && kill "$process" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  rm -rf "$data"
}
trap finish EXIT

fail() {
  echo "sound: $*" >&2
  [ -f "$log" ] && cat "$log" >&2
  echo "sound: recordings are in $kept" >&2
  exit 1
}

pass() {
  passed=$((passed + 1))
  echo "sound: $*"
}

. "$here/support/screen.sh"
screen 1280x960

unset PULSE_SERVER PULSE_RUNTIME_PATH PULSE_COOKIE
export XDG_RUNTIME_DIR="$data/run" HOME="$data/home"
mkdir -p -m 700 "$XDG_RUNTIME_DIR/pulse" "$HOME"
cat >"$data/pulse.pa" <<END
load-module module-native-protocol-unix auth-anonymous=1 socket=$XDG_RUNTIME_DIR/pulse/native
load-module module-null-sink sink_name=office rate=48000 format=float32le channels=2
set-default-sink office
END

start_server() {
  # It asks for no bus and keeps no files but in its own folder.
  DBUS_SESSION_BUS_ADDRESS= pulseaudio -n --daemonize=no --system=false --use-pid-file=no --exit-idle-time=-1 \
    --high-priority=no --realtime=no -F "$data/pulse.pa" >"$data/pulse.log" 2>&1 &
  pulse=$!
  for _ in $(seq 100); do
    pactl list short sinks 2>/dev/null | grep -q office && return
    kill -0 "$pulse" 2>/dev/null || break
    sleep 0.1
  done
  cat "$data/pulse.log" >&2
  fail "the sound server did not start"
}

end_server() {
  kill "$pulse"
  wait "$pulse" 2>/dev/null || true
  pulse=
}

record() {
  rm -f "$kept/$1.raw"
  parec --device=office.monitor --format=float32le --rate=48000 --channels=2 --latency-msec=20 "$kept/$1.raw" &
  ear=$!
  for _ in $(seq 100); do
    [ -s "$kept/$1.raw" ] && break
    sleep 0.1
  done
  [ -s "$kept/$1.raw" ] || fail "nothing can be recorded"
  sleep 0.5
}

stop_recording() {
  sleep 0.4
  kill "$ear"
  wait "$ear" 2>/dev/null || true
  ear=
}

open_window() {
  RUST_LOG="${RUST_LOG:-warn}" "$program" --data-dir "$data/desk" --seed 4 --view plain 2>"$log" &
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

close_window() {
  xdotool key ctrl+q
  for _ in $(seq 50); do
    kill -0 "$desk" 2>/dev/null || break
    sleep 0.1
  done
  ! kill -0 "$desk" 2>/dev/null || fail "still open five seconds after quitting"
  wait "$desk" || fail "ended with an error"
  desk=
}

ear() { python3 "$here/support/ear.py" "$@" || fail "$*"; }

# Power on, and the boot to its end; then nothing but the bed.
start_server
open_window
record boot
xdotool key space
sleep 7
stop_recording
printf '0.5 1 hands {"power":{"on":true}}\n' >"$data/power.cmd"
"$program" render --seed 4 --set screen=off --commands "$data/power.cmd" --frames 1-168 --wav "$kept/boot.wav"
ear same "$kept/boot.raw" "$kept/boot.wav"
pass "the boot sounds as it is rendered"


# Nothing more is typed: what is left is the bed.
record bed
sleep 2.5
stop_recording
ear bed "$kept/bed.raw" 1 2.5
pactl list sink-inputs | awk '/Latency:/ { sum += $3 } END { printf "sound: the server holds %.1f ms\n", sum / 1000 }'
pass "the bed alone is under -40 dBFS"

# Held, the machine is silent, and the stream rests; let go, it is heard again.
xdotool key Pause
sleep 2
pactl list sink-inputs | grep -q 'Corked: yes' || fail "the stream runs while the picture is held"
record held
stop_recording
ear silent "$kept/held.raw" -90
xdotool key Pause
sleep 1
record released
sleep 1
stop_recording
ear bed "$kept/released.raw" 0.5 1.5
pass "held and let go"

# The server ends: one line, and the program lives on. It comes back: an answer of the survey is heard again.
end_server
sleep 1
xdotool key 1
sleep 0.5
kill -0 "$desk" || fail "the program ended with the server"
[ "$(wc -l <"$log")" = 1 ] || fail "not one line of the log"
grep -q 'there is no sound' "$log" || fail "the line does not say that there is no sound"
start_server
heard=
for _ in $(seq 150); do
  pactl list short sink-inputs | grep -q . && heard=yes && break
  sleep 0.1
done
[ -n "$heard" ] || fail "the program did not come back within 15 s"
record again
xdotool key 1
sleep 1
stop_recording
ear heard "$kept/again.raw" -45
[ "$(wc -l <"$log")" = 1 ] || fail "more than one line of the log"
pass "a server that ends and comes back"

record off
close_window
sleep 0.3
stop_recording
ear heard "$kept/off.raw" -45
pass "quit"

# Without any server.
end_server
open_window
xdotool key space
sleep 6
[ "$(wc -l <"$log")" = 1 ] || fail "without a server: not one line of the log"
close_window
pass "no server"

echo "sound: $passed passed, 0 failed"
