#!/usr/bin/env python3
"""Listens to recordings: raw 32-bit floats, stereo, 48 kHz, as tests/sound.sh makes them.

    ear.py same RECORDING WAV     finds the sound of a rendered file in a recording, and says how well they agree
    ear.py bed RECORDING FROM TO  says how loud it is between two seconds, and fails unless that is the bed's
    ear.py heard RECORDING        fails unless something is heard
    ear.py silent RECORDING       fails if anything is
"""

import array
import math
import sys

RATE = 48000
# The desk's volume unless somebody sets another: 70 in a hundred, by its square.
VOLUME = 0.49


def recording(path):
    values = array.array("f")
    with open(path, "rb") as file:
        data = file.read()
    values.frombytes(data[: len(data) // 8 * 8])
    return [list(values[0::2]), list(values[1::2])]


def rendered(path):
    # Python's reader does not know the long form of the head that 24 bits have; what matters is where the data begin.
    with open(path, "rb") as file:
        data = file.read()
    at = data.index(b"data") + 8
    values = [
        int.from_bytes(data[place : place + 3], "little", signed=True) / 8388607
        for place in range(at, len(data) - 5, 3)
    ]
    return [values[0::2], values[1::2]]


def peak(sides):
    return max(max(map(abs, side), default=0.0) for side in sides)


def decibels(value):
    return 20 * math.log10(value) if value > 0 else -math.inf


def onset(side, least):
    for at, value in enumerate(side):
        if abs(value) > least:
            return at
    raise SystemExit("nothing is heard")


def agreement(one, other):
    products = sum(a * b for a, b in zip(one, other))
    own = math.sqrt(sum(a * a for a in one) * sum(b * b for b in other))
    return products / own if own else 0.0


def strength(side):
    return math.sqrt(sum(value * value for value in side) / max(len(side), 1))


def spectrum(side):
    """Decibels in bands a third of an octave apart, from 50 Hz to 6.4 kHz, each by three single frequencies."""
    bands = []
    for band in range(22):
        power = 0.0
        for third in (-1, 0, 1):
            turn = 2 * math.pi * 50 * 2 ** ((band + third / 3) / 3) / RATE
            factor, last, before = 2 * math.cos(turn), 0.0, 0.0
            for value in side:
                last, before = value + factor * last - before, last
            power += last * last + before * before - factor * last * before
        bands.append(10 * math.log10(power / len(side) + 1e-12))
    return bands


def same(path, other):
    heard, wanted = recording(path), rendered(other)
    if peak(heard) >= 0.999:
        raise SystemExit("the recording clips")
    begins, about = onset(wanted[0], 0.004), onset(heard[0], 0.004 * VOLUME)
    # The onset is found to some samples; the shift at which both agree best is looked for about it.
    part = wanted[0][begins : begins + 4800]
    shift = max(range(-240, 241), key=lambda by: agreement(heard[0][about + by : about + by + 4800], part))
    about += shift
    # Up to the first line of the boot both are alike wave by wave, but for the noise of the bed that runs up.
    waves = int(0.45 * RATE)
    alike = [agreement(heard[side][about : about + waves], wanted[side][begins : begins + waves]) for side in (0, 1)]
    print(f"ear: waves agree by {min(alike):.4f}")
    # From there on lines sound with the picture that shows them, up to one picture later: level and spectrum agree.
    worst_level, worst_band = 0.0, 0.0
    for half in range(5):
        first = half * RATE // 2
        one = heard[0][about + first : about + first + RATE // 2]
        two = wanted[0][begins + first : begins + first + RATE // 2]
        level = decibels(strength(one) / strength(two) / VOLUME)
        bands = zip(spectrum([value / VOLUME for value in one]), spectrum(two))
        # What lies 25 dB below the loudest band is the noise of the bed, which is never the same twice.
        bands = list(bands)
        floor = max(two for _, two in bands) - 25
        off = [abs(one - two) for one, two in bands if two > floor]
        print(f"ear: second {first / RATE}: {level:+.2f} dB; {sum(off) / len(off):.2f} of {len(off)} bands")
        worst_level, worst_band = max(worst_level, abs(level)), max(worst_band, sum(off) / len(off))
    print(f"ear: half seconds differ by {worst_level:.2f} dB at most, their bands by {worst_band:.2f} dB in the mean")
    if min(alike) < 0.95 or worst_level > 1.0 or worst_band > 3.0:
        raise SystemExit("the recording is not what was rendered")


def bed(path, first, last):
    heard = [side[int(first * RATE) : int(last * RATE)] for side in recording(path)]
    print(f"ear: peak {decibels(peak(heard)):.1f} dBFS, mean {decibels(strength(heard[0])):.1f} dBFS")
    if not 0.0005 < peak(heard) < 0.01 * VOLUME:
        raise SystemExit("that is not the bed")


def main(what, path, *rest):
    if what == "same":
        same(path, *rest)
    elif what == "bed":
        bed(path, float(rest[0]), float(rest[1]))
    else:
        loudest = peak(recording(path))
        print(f"ear: peak {decibels(loudest):.1f} dBFS")
        if (loudest > 0.001) != (what == "heard"):
            raise SystemExit(f"it is not {what}")


main(*sys.argv[1:])
