package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.StringJoiner;

/**
 * A leak to be planted by requests, and what the report should say of it.
 *
 * @param site the name under which the program marks the planting line
 * @param path where the request goes; {@code {n}} is a number that differs each time
 * @param count live threads or tasks; 0 where only the library knows how many it starts
 * @param pools never shut down; -1 where it is the library's matter
 */
record ServerLeak(String site, String path, List<String> verdicts, int count, int pools) {

    /** So many requests plant each leak. */
    static final int PLANTED = 6;

    private static final String TASK = "orphaned-task";
    private static final String POOL = "abandoned-pool";

    static final ServerLeak THREAD = new ServerLeak("thread", "/leak/thread?customer={n}", List.of(TASK), PLANTED, 0);
    static final ServerLeak VIRTUAL_THREAD = new ServerLeak("virtual", "/leak/virtual", List.of(TASK), PLANTED, 0);
    static final ServerLeak POOL_OF_TWO = new ServerLeak("pool", "/leak/pool/{n}", List.of(POOL), 2 * PLANTED, PLANTED);
    static final ServerLeak SHARED_POOL_TASK = new ServerLeak("task", "/leak/task", List.of(TASK), PLANTED, 0);
    static final ServerLeak OWN_POOL_TASK = new ServerLeak("own-pool", "/leak/own-pool", List.of(TASK), PLANTED, 0);
    static final ServerLeak SOCKET_READ = new ServerLeak("socket", "/leak/socket", List.of(TASK), PLANTED, 0);
    static final ServerLeak TIMER = client("timer");
    static final ServerLeak SCHEDULER = new ServerLeak("scheduler", "/leak/scheduler", List.of(POOL), PLANTED, PLANTED);
    static final ServerLeak KAFKA = client("kafka");
    static final ServerLeak HIKARI = client("hikari");

    /** A client object of some library, whose inside may be threads, pools or both. */
    static ServerLeak client(String name) {
        return new ServerLeak(name, "/leak/" + name, List.of(TASK, POOL), 0, -1);
    }

    String path(int n) {
        return path.replace("{n}", String.valueOf(4711 + n));
    }

    /** Groups that blame the planting method, whatever the line. */
    List<JsonNode> groups(JsonReport report, String site) {
        String method = site.substring(0, site.indexOf('(') + 1);
        return report.suspectsAboveWatch().stream()
                .filter(suspect -> JsonReport.frame(suspect).startsWith(method))
                .toList();
    }

    boolean isSeen(JsonReport report, String site) {
        return groups(report, site).stream().anyMatch(this::isWhole);
    }

    private boolean isWhole(JsonNode group) {
        return group.path("owners").asInt() == PLANTED
                && (count == 0 || group.path("count").asInt() == count);
    }

    void check(JsonReport report, String site, String owner) {
        List<JsonNode> groups = groups(report, site);
        String all = "planted at " + site + "; blamed for it:\n" + groups + "\nof all groups:\n" + summary(report);
        assertThat(groups).as(all).hasSize(1);
        if (count == 0) {
            assertThat(groups).as(all).allMatch(this::isWhole);
        } else {
            assertThat(groups.get(0).path("count").asInt()).as(all).isEqualTo(count);
            assertThat(groups.get(0).path("pools").asInt()).as(all).isEqualTo(pools);
            assertThat(groups.get(0).path("owners").asInt()).as(all).isEqualTo(PLANTED);
        }
        for (JsonNode group : groups) {
            assertThat(JsonReport.verdict(group)).as(all).isIn(verdicts);
            assertThat(JsonReport.confidence(group)).as(all).isIn("suspect", "leak");
            assertThat(group.path("count").asInt()).as(all).isPositive();
            assertThat(group.at("/owner/kind").asText()).as(all).isEqualTo("scope");
            assertThat(group.at("/owner/name").asText()).as(all).matches(owner);
        }
    }

    /** A line for each group, and for each that was taken back. */
    static String summary(JsonReport report) {
        var lines = new StringJoiner("\n");
        for (JsonNode group : report.suspects()) {
            lines.add("%s %s %s: %s tasks, %s pools, %s of %s owners (%s), created at %s, waiting in %s"
                    .formatted(
                            group.path("id").asText(),
                            JsonReport.confidence(group),
                            JsonReport.verdict(group),
                            group.path("count"),
                            group.path("pools"),
                            group.path("owners"),
                            group.path("ownersSeen"),
                            group.at("/owner/name").asText(),
                            JsonReport.frame(group),
                            group.at("/waitingAt/frame").asText()));
        }
        JsonReport.each(report.json().path("resolved")).forEach(resolved -> lines.add("resolved " + resolved));
        return lines.toString();
    }

    /** The request as a person would say it: neither the query nor what differs between requests is in it. */
    String request() {
        int end = path.indexOf("{n}");
        return end < 0 || path.contains("?")
                ? "GET " + path.replaceAll("\\?.*", "")
                : "GET " + path.substring(0, end - 1) + "(/[^0-9?]*)?";
    }

    @Override
    public String toString() {
        return site;
    }
}
