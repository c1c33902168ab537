#!/usr/bin/env bash
# Makes the pictures of README.md: run it in the repository after a build. Without grain, which does not compress.
set -eu
cd "$(dirname "$0")/.."
macrodat=${MACRODAT:-target/release/macrodat}
picture() {
  local name=$1
  shift
  "$macrodat" render --seed 7 --set-look grain=0 --out "docs/pictures/$name.png" "$@"
}
picture workstation --scene busy --frames 20 --view workstation --size 1440x810
picture sheet --scene busy --frames 20 --view tube --size 1080x750
picture boot --scene boot --frames 90 --view bezel --size 720x548
picture cards --scene cards --frames 1 --view bezel --size 720x548
picture complete --scene complete --frames 110 --view bezel --size 720x548
picture session --scene session --frames 710 --view bezel --size 720x548
picture handbook --scene handbook --frames 30 --view bezel --size 720x548
picture elevator --scene arrival --frames 62 --view bezel --size 720x548
picture case --scene case --frames 20 --view bezel --size 720x548
picture hallway --scene hallway --frames 420 --view bezel --size 720x548
picture clock --scene clock --frames 20 --view bezel --size 720x548
picture worn --scene idle --frames 30 --view bezel --size 720x548 --look worn
picture off --set screen=off --frames 1 --view bezel --size 720x548
picture plain --scene busy --frames 20 --view plain --size 720x500
