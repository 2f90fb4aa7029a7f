#!/bin/sh
# Puts the results of an experiment into the README, as `joltlab report` wrote them: what was measured, the main table, one plot.
#
#   bench-harness/readme.sh [NAME]    a folder of bench-harness/results with its report; pcs unless another is named
set -eu
cd "$(dirname "$0")/.."

name=${1:-pcs}
folder=bench-harness/results/$name
plot=bench-harness/results/prover-speed.svg
[ -f "$folder/summary.md" ] || { echo "error: $folder/summary.md is missing; run joltlab report $folder" >&2; exit 2; }
if ! grep -q '^<!-- results' README.md || ! grep -q '^<!-- /results -->$' README.md; then
    echo "error: README.md has no lines <!-- results --> and <!-- /results -->" >&2
    exit 2
fi
drawn=$(find "$folder/plots" -name 'prover-speed*.svg' | sort | head -n 1)
[ -n "$drawn" ] || { echo "error: $folder/plots has no plot of the prover's speed; run joltlab report $folder" >&2; exit 2; }

cp "$drawn" "$plot"
awk -v name="$name" -v plot="$plot" -v records="$folder" -v summary="$folder/summary.md" '
    /^<!-- results/ {
        print "<!-- results " name " -->"
        print "Made by the harness of the records in [" records "](" records "), and compared with them by a test.\n"
        while ((getline line < summary) > 0) print line
        print "\n![Prover speed against padded cycles](" plot ")"
        inside = 1
    }
    /^<!-- \/results -->$/ { inside = 0 }
    !inside { print }
' README.md > README.md.tmp
mv README.md.tmp README.md
echo "README.md has the results of $name"
