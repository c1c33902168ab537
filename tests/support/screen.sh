# A virtual screen for the scripts that show the real window: sourced, not run.
#
#   screen WIDTHxHEIGHT    starts Xvfb on a display of its own choosing, sets DISPLAY, and `server` to its process
#
# Needs `data`, a folder, and `fail`.

screen() {
  exec 3<>"$data/display"
  # Without -noreset the server starts anew whenever its last client has gone, and refuses who comes meanwhile.
  Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp -noreset >/dev/null 2>&1 &
  server=$!
  for _ in $(seq 100); do
    [ -s "$data/display" ] && break
    sleep 0.1
  done
  [ -s "$data/display" ] || fail "Xvfb did not start"
  export DISPLAY=:$(head -n 1 "$data/display")
  unset WAYLAND_DISPLAY
}
