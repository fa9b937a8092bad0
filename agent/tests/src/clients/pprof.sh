#!/usr/bin/env bash
# Reads the profiles of a live JVM, the leaky example server, with Go's own tool, and asks of each answer that it shows
# the leaking line and no warning. Installs Debian's golang-go where there is none.
#
# pprof.sh JAVA AGENT_JAR EXAMPLES_JAR EXAMPLES_SOURCE WORK_FOLDER
set -euo pipefail
java=$1 agent=$2 examples=$3 source=$4 work=$5

if ! command -v go > /dev/null; then
  as_root=$([ "$(id -u)" = 0 ] || echo sudo)
  $as_root apt-get update -q
  $as_root apt-get install -q -y --no-install-recommends golang-go
fi

rm -rf "$work"
mkdir -p "$work"
export PPROF_TMPDIR=$work/saved
cd "$work"

"$java" "-javaagent:$agent=interval=1s,grace=2s,report-every=2s,http=0,http-token=clients-of-go,log=stderr" -Dexample.seconds=300 \
  -jar "$examples" leaky-server > out.txt 2> err.txt &
server=$!
trap 'kill $server 2> /dev/null || true' EXIT

await() { # what, command...
  local what=$1
  shift
  for _ in $(seq 120); do
    if "$@" > /dev/null 2>&1; then return; fi
    sleep 0.5
  done
  echo "pprof.sh: $what did not come; the server said:" >&2
  cat err.txt >&2
  exit 1
}

await "the endpoint" grep -q "listening on" err.txt
address=$(grep -o "127.0.0.1:[0-9]*" err.txt | head -n 1)
# A password is all the authorization that a URL can carry.
profiles=http://any:clients-of-go@$address/debug/pprof
await "the leak" grep -q "WARN parkranger LEAK .* threads outlived their owner" err.txt

failures=0
expect() { # name, pattern, pprof's arguments...
  local name=$1 pattern=$2
  shift 2
  echo "--- go tool pprof $*"
  if ! go tool pprof "$@" > "$name.txt" 2> "$name.err"; then
    echo "failed:"
    cat "$name.err"
    failures=$((failures + 1))
    return
  fi
  grep -E -m 3 -- "$pattern" "$name.txt" || { echo "no line like: $pattern"; failures=$((failures + 1)); }
  # What it says of fetching and saving is all that it may say.
  if grep -v -E '^(Fetching profile over HTTP|Saved profile in) ' "$name.err"; then
    echo "a warning"
    failures=$((failures + 1))
  fi
}

expect goroutine-top 'LeakyServer\.ask' -top "$profiles/goroutine"
expect threads-top 'LeakyServer\.ask' -top "$profiles/threads"
expect threadcreate-top 'LeakyServer\.quote' -top "$profiles/threadcreate"
expect leak-top 'LeakyServer\.quote' -top "$profiles/goroutineleak"
expect peek 'LeakyServer\.ask' -peek 'LeakyServer\.ask' "$profiles/goroutine"
expect traces 'owner: +GET /quotes' -traces "$profiles/goroutineleak"
expect tags 'GET /quotes' -tags "$profiles/goroutine"
expect focus 'LeakyServer\.ask' -top -tagfocus=owner_ended=true "$profiles/goroutine"
expect hide 'LeakyServer\.ask' -top -hide='^(java|jdk|sun)\.' "$profiles/goroutine"
expect list-wait '[1-9][0-9]* +[0-9]+: +answers\.put\(upstream' \
  -source_path="$source" -list='LeakyServer\.ask' "$profiles/goroutine"
expect list-made '[1-9][0-9]* +[0-9]+: +quoteThreads\.newThread' \
  -source_path="$source" -list='LeakyServer\.quote' "$profiles/goroutineleak"
expect list-create '[1-9][0-9]* +[0-9]+: +quoteThreads\.newThread' \
  -source_path="$source" -list='LeakyServer\.quote' "$profiles/threadcreate"

go tool pprof -proto -output=before.pb.gz "$profiles/goroutine" > /dev/null 2>&1
sleep 5
expect diff ' [1-9][0-9]* .*LeakyServer\.ask' -top -diff_base=before.pb.gz "$profiles/goroutine"
expect delta ' [1-9][0-9]* .*LeakyServer\.ask' -top "$profiles/goroutine?seconds=5"

if go tool pprof -top "$profiles/heap" > heap.txt 2>&1 || ! grep -q "404 Not Found - Unknown profile" heap.txt; then
  echo "an unknown profile is not told as such:"
  cat heap.txt
  failures=$((failures + 1))
fi

echo "pprof.sh: $failures failures with $("$java" -version 2>&1 | head -n 1), $(go version)"
exit $((failures > 0))
