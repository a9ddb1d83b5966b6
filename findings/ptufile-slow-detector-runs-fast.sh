#!/usr/bin/env bash
# Expected: two readers of one time-tag file (PicoQuant PTU, T2 mode) agree when the events were, and
#   on which input.
# Happens:  the time of a record has 25 bits, 34 us, and a record in between says how often it
#   wrapped since the last event. ptufile multiplies the two in 32 bits, which keep 7 of that number:
#   an event after a gap of 4.3 ms or more comes earlier by multiples of 4.3 ms. 1000 dark counts of
#   10 s end after 2 s, in order, and nothing warns. The sync input, which is a detector
#   in T2 mode, and input 1 are both channel 0. phconvert has the times, but calls the sync input's
#   events markers. The maker's own example multiplies in full and calls the inputs 0, 1, 2.
# Matters:  the rate of dark counts is five times what it is, the gaps between rare clicks are nearly
#   uniform below 4.3 ms, and of two detectors one cannot be told from the other.
# Versions: ptufile 2026.2.6, the last for CPython 3.11, and 2026.8.8; phconvert 0.10.2, numpy 2.4.6
#   (Linux x86-64). 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check phconvert==0.10.2 numpy==2.4.6 \
  'ptufile==2026.2.6; python_version < "3.12"' 'ptufile==2026.8.8; python_version >= "3.12"'
cd "$folder"
"$folder/venv/bin/python" - <<'PY'
import struct
import sys

import numpy as np
import ptufile
from phconvert.pqreader import load_ptu

INTEGER, REAL, DATE, TEXT, END = 0x10000008, 0x20000008, 0x21000008, 0x4001FFFF, 0xFFFF0008
TAGS = [
    ("CreatorSW_Name", TEXT, b"example\0"),
    ("CreatorSW_Version", TEXT, b"1\0\0\0\0\0\0\0"),
    ("File_CreatingTime", DATE, 46000.0),
    ("HW_Type", TEXT, b"Harp\0\0\0\0"),
    ("Measurement_Mode", INTEGER, 2),
    ("Measurement_SubMode", INTEGER, 0),
    ("MeasDesc_AcquisitionTime", INTEGER, 10_000),
    ("MeasDesc_GlobalResolution", REAL, 1e-12),
    ("MeasDesc_Resolution", REAL, 1e-12),
    ("TTResult_SyncRate", INTEGER, 50),
    ("TTResultFormat_TTTRRecType", INTEGER, 0x00010207),
    ("TTResultFormat_BitsPerRecord", INTEGER, 32),
]
SPECIAL, WRAPPED, TIME_BITS = 1 << 31, 0x3F, 25


def tag(name, kind, value=0):
    form = "d" if kind in (REAL, DATE) else "q"
    text = value if kind == TEXT else b""
    number = len(text) if kind == TEXT else value
    return struct.pack(f"<32siI{form}", name.encode(), -1, kind, number) + text


def records(times, inputs):
    """Input 0 is sync. Before an event stands how often the 25 bits of time wrapped, if they did."""
    wraps = 0
    for time, place in zip(times.tolist(), inputs.tolist(), strict=True):
        new = (time >> TIME_BITS) - wraps
        if new:
            yield SPECIAL | WRAPPED << TIME_BITS | new
        wraps += new
        channel = (place - 1) << TIME_BITS if place else SPECIAL
        yield channel | time & (1 << TIME_BITS) - 1


random = np.random.default_rng(0)
times = np.sort(random.integers(0, 10**13, 1000))
inputs = random.integers(0, 2, times.size)
body = np.array([*records(times, inputs)], dtype="<u4")
tags = [*TAGS, ("TTResult_NumberOfRecords", INTEGER, body.size), ("Header_End", END)]
with open("dark.ptu", "wb") as file:
    file.write(b"PQTTTR\0\x001.0.00\0\0" + b"".join(tag(*each) for each in tags) + body.tobytes())

with ptufile.PtuFile("dark.ptu") as file:
    decoded = file.decode_records()
events = decoded[decoded["channel"] >= 0]
theirs, places, _, _, markers = load_ptu("dark.ptu", ovcfunc="base")
print(f"written: {times.size} events, last at {times[-1] / 1e12:.2f} s, inputs 0 (sync) and 1")
for name, last, channels in (
    ("ptufile", events["time"][-1], events["channel"]),
    ("phconvert", theirs[-1], places),
):
    print(f"{name}: last at {last / 1e12:.2f} s, channels {np.unique(channels).tolist()}")
print(f"  of these are markers: {markers.tolist()}")
gaps, true = np.diff(events["time"]).max() / 1e9, np.diff(times).max() / 1e9
print(f"longest gap: {true:.1f} ms; in ptufile {gaps:.1f} ms")
same = np.array_equal(theirs, times) and events.size == times.size
same &= events["time"][-1] < 0.3 * times[-1] and gaps < 4.4
sys.exit(0 if same and not events["channel"].any() else "this has changed")
PY
