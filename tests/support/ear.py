#!/usr/bin/env python3
"""Listens to recordings: raw 32-bit floats, stereo, 48 kHz, as tests/sound.sh makes them.

    ear.py same RECORDING WAV     finds the sound of a rendered file in a recording, and says how well they agree
    ear.py bed RECORDING FROM TO  says how loud it is between two seconds, and fails unless that is the bed's
    ear.py heard RECORDING LEAST  fails unless something is as loud as so many dBFS
    ear.py silent RECORDING MOST  fails if anything is
"""

import array
import cmath
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


def transform(values):
    """The Fourier transform of a power of two of values (Cooley and Tukey, 1965)."""
    if len(values) == 1:
        return values
    even, odd = transform(values[0::2]), transform(values[1::2])
    half = len(even)
    turned = [cmath.exp(-1j * math.pi * at / half) * odd[at] for at in range(half)]
    return [even[at] + turned[at] for at in range(half)] + [even[at] - turned[at] for at in range(half)]


def spectrum(side):
    """Decibels in bands a third of an octave wide, from 50 Hz to 8 kHz, of the first 16,384 samples."""
    size = 16384
    window = [value * (0.5 - 0.5 * math.cos(2 * math.pi * at / size)) for at, value in enumerate(side[:size])]
    powers = [abs(value) ** 2 for value in transform(window)[: size // 2]]
    edges = [int(50 * 2 ** ((band - 0.5) / 3) * size / RATE) for band in range(24)]
    return [10 * math.log10(sum(powers[low:high]) + 1e-12) for low, high in zip(edges, edges[1:])]


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
    # From there on lines sound with the picture that shows them, up to one picture later: level and spectrum agree, but
    # not waves.
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
    if min(alike) < 0.95 or worst_level > 1.0 or worst_band > 2.0:
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
        if (decibels(loudest) > float(rest[0])) != (what == "heard"):
            raise SystemExit(f"it is not {what}")


main(*sys.argv[1:])
