#!/usr/bin/env bash
# A real Prometheus, with the rules of docs/alerts, scrapes the leaky example server and its mended twin: the alert must
# fire for the one and not for the other. Before that promtool has its say on the rules and on the page itself.
# Installs Debian's prometheus where there is none.
#
# prometheus.sh JAVA AGENT_JAR EXAMPLES_JAR ALERTS_FOLDER WORK_FOLDER
set -euo pipefail
java=$1 agent=$2 examples=$3 alerts=$4 work=$5

if ! command -v promtool > /dev/null; then
  as_root=$([ "$(id -u)" = 0 ] || echo sudo)
  $as_root apt-get update -q
  $as_root apt-get install -q -y --no-install-recommends prometheus
fi

promtool check rules "$alerts/parkranger.rules.yml"
promtool test rules "$alerts/parkranger.rules.test.yml"

rm -rf "$work"
mkdir -p "$work"
cd "$work"
started=()
trap 'kill "${started[@]}" 2> /dev/null || true' EXIT

await() { # what, file that tells, command...
  local what=$1 told=$2
  shift 2
  for _ in $(seq 240); do
    if "$@" > /dev/null 2>&1; then return; fi
    sleep 0.5
  done
  echo "prometheus.sh: $what did not come" >&2
  tail -n 40 "$told" >&2
  exit 1
}

serve() { # example; sets address
  "$java" "-javaagent:$agent=interval=1s,grace=2s,report-every=10s,http=0,http-token=clients-of-prometheus,log=stderr" \
    -Dexample.seconds=600 -jar "$examples" "$1" > "$1.out" 2> "$1.err" &
  started+=($!)
  await "the endpoint of $1" "$1.err" grep -q "listening on" "$1.err"
  address=$(grep -o "127.0.0.1:[0-9]*" "$1.err" | head -n 1)
}

serve leaky-server
leaky=$address
serve fixed-server
fixed=$address

cat > Fetch.java <<'FETCH'
import java.net.URI;
import java.net.http.*;

class Fetch {
    public static void main(String[] url) throws Exception {
        HttpRequest page = HttpRequest.newBuilder(URI.create(url[0]))
                .header("Authorization", "Bearer clients-of-prometheus")
                .build();
        System.out.print(HttpClient.newHttpClient().send(page, HttpResponse.BodyHandlers.ofString()).body());
    }
}
FETCH
"$java" Fetch.java "http://$leaky/metrics" > page.txt
grep -q '^parkranger_armed 1' page.txt
promtool check metrics < page.txt

cat > prometheus.yml <<CONFIG
global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
rule_files: [ "$alerts/parkranger.rules.yml" ]
scrape_configs:
  - job_name: shop
    authorization: { credentials: clients-of-prometheus }
    static_configs: [ { targets: [ "$leaky", "$fixed" ] } ]
CONFIG
promtool check config prometheus.yml
prometheus --config.file=prometheus.yml --storage.tsdb.path=data --web.listen-address=127.0.0.1:0 > prometheus.out 2>&1 &
started+=($!)
await "Prometheus" prometheus.out grep -q 'msg="Listening on" address=127.0.0.1:[1-9]' prometheus.out
own=http://$(grep -o 'msg="Listening on" address=127.0.0.1:[0-9]*' prometheus.out | grep -o '127.*')

holds() { # query
  [ -n "$(promtool query instant "$own" "$1")" ]
}

await "the first scrape of the leaky server" prometheus.out holds "parkranger_armed{instance=\"$leaky\"} == 1"
await "the first scrape of its twin" prometheus.out holds "parkranger_armed{instance=\"$fixed\"} == 1"
await "the alert" prometheus.out holds "ALERTS{alertname=\"ParkRangerLeak\",alertstate=\"firing\",instance=\"$leaky\"}"
# As long again, and then some: the twin has had the same traffic for longer than the other took to be found.
sleep 10
if holds "ALERTS{instance=\"$fixed\"}" || ! holds "parkranger_suspects{instance=\"$fixed\",confidence=~\"leak|proven\"} == 0"; then
  echo "prometheus.sh: the mended server is alarmed about:" >&2
  promtool query instant "$own" 'ALERTS' >&2
  exit 1
fi
holds "parkranger_site_live_tasks{instance=\"$leaky\",site=~\".*LeakyServer.quote.*\"} > 5"
holds 'up == 0' && { echo "prometheus.sh: a scrape failed" >&2; exit 1; }

promtool query instant "$own" 'ALERTS'
echo "prometheus.sh: fired for the leaky server alone, with $("$java" -version 2>&1 | head -n 1), $(promtool --version 2>&1 | head -n 1)"
