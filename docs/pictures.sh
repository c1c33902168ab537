#!/usr/bin/env bash
# Makes the pictures of README.md: run it in the repository after a build.
set -eu
cd "$(dirname "$0")/.."
macrodat=${MACRODAT:-target/release/macrodat}
"$macrodat" render --scene busy --seed 7 --frames 20 --size 1080x750 --out docs/refinement.png
"$macrodat" render --scene cards --seed 7 --size 720x500 --out docs/cards.png
"$macrodat" render --scene complete --seed 7 --frames 110 --size 720x500 --out docs/complete.png
