#!/usr/bin/env bash
# Expected: a bracket of MathML that may grow, as converters write for \left( and \right), is as wide
#   as the sign that is drawn; around a single letter it looks like one that may not grow.
# Happens:  Chromium gives it the width of the largest sign of that bracket in the font, however
#   small the one that it draws: 35 px and not 16 px at 40 px, with Latin Modern Math. The letter
#   stands in a gap, in exponents most of all. STIX Two Math: 32 px and not 13 px.
# Matters:  computer algebra writes \left( and \right) around everything, so that all of its formulas
#   look wrongly spaced, and a careful reader takes the gap for a missing sign. sponte makes brackets
#   around what is no higher than a line plain ones before it makes MathML (proofs/report/mathml.py).
# Versions: Chromium 156.0.8078.108, Debian package fonts-lmodern 2.005 (Linux x86-64). 2026-11-30.
set -euo pipefail
chromium=$(command -v chromium || command -v google-chrome) || { echo "needs chromium"; exit 2; }
font=$(fc-list "Latin Modern Math" file | head -1 | cut -d: -f1)
[[ -n $font ]] || { echo "needs fonts-lmodern"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$font" "$folder/math.otf"
cat >"$folder/page.html" <<'HTML'
<!doctype html><meta charset="utf-8"><p id="out"></p>
<style>@font-face { font-family: M; src: url(math.otf) } math { font: 40px M }</style>
<math id="grows"><mrow><mo>(</mo><mi>k</mi><mo>)</mo></mrow></math>
<math id="plain"><mrow><mo stretchy="false">(</mo><mi>k</mi><mo stretchy="false">)</mo></mrow></math>
<script>
document.fonts.load("40px M").then(() => {
  const width = (id) => document.querySelector(`#${id} mo`).getBoundingClientRect().width;
  document.getElementById("out").textContent = `widths ${width("grows")} ${width("plain")} end`;
});
</script>
HTML
found=$("$chromium" --headless --no-sandbox --disable-gpu --allow-file-access-from-files \
  --user-data-dir="$folder/profile" --virtual-time-budget=5000 --dump-dom \
  "file://$folder/page.html" 2>/dev/null | grep -o 'widths [0-9. ]* end')
echo "a bracket that may grow, one that may not: $found"
read -r _ grows plain _ <<<"$found"
awk -v a="$grows" -v b="$plain" 'BEGIN { if (a < 1.5 * b) { print "this has changed"; exit 1 } }'
