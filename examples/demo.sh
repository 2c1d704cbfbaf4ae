#!/bin/sh
# The demo: read the example reports into a fresh casebook, show the incidents and one of them in full. Called by `make demo`.
set -eu
recounted=$1
casebook=$2

mkdir -p "$(dirname "$casebook")"
rm -f "$casebook" "$casebook-wal" "$casebook-shm"

echo '$ recounted run examples/reports --metadata examples/reports.csv'
"$recounted" run examples/reports --metadata examples/reports.csv --casebook "$casebook"
echo
echo '$ recounted show UA-20220627-kremenchuk'
"$recounted" show UA-20220627-kremenchuk --casebook "$casebook"

cat <<END

Where to look next (the command is $recounted, the casebook $casebook):
  recounted show UA-20231005-hroza --casebook $casebook      another incident
  recounted show --text hroza-2-fr.txt --casebook $casebook  a report as it was read
  recounted explain "A missile killed at least 12 people, the mayor said."
  recounted serve --casebook $casebook    the same in a browser: list, search, incidents, reports
  recounted run FOLDER                    your own reports: text files and saved web pages
  README.md                               how to read the result, and what it cannot do
END
