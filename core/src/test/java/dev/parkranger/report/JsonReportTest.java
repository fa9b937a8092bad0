package dev.parkranger.report;

import static dev.parkranger.report.Samples.NOON;
import static dev.parkranger.report.Samples.quotes;
import static dev.parkranger.report.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.verdict.Resolved;
import dev.parkranger.verdict.Suspect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {

    @Test
    void the_report_is_the_contracts() {
        Report report = Samples.with(
                report(quotes().growth(4).count(2).build()),
                new Resolved("deadbeef", NOON.plusMillis(5), 7, "all of them have ended"));

        assertThat(new JsonReport().text(report)).isEqualTo("""
                        {
                          "format": 1,
                          "at": "2026-11-23T12:00:00Z",
                          "agent": {
                            "version": "0.1.0",
                            "jdk": "17.0.15",
                            "armed": true,
                            "disarmedBecause": null,
                            "hooks": [
                              {
                                "name": "Thread.start",
                                "state": "armed"
                              }
                            ],
                            "suppressedErrors": 0,
                            "droppedRecords": 0
                          },
                          "live": {
                            "platform": 31,
                            "virtual": 2,
                            "submitted": 1
                          },
                          "totals": {
                            "started": 100,
                            "ended": 66
                          },
                          "suspects": [
                            {
                              "id": "1f3a9c02",
                              "verdict": "orphaned-task",
                              "confidence": "leak",
                              "heals": "never",
                              "kind": "platform",
                              "count": 2,
                              "pools": 0,
                              "owners": 12,
                              "ownersSeen": 12,
                              "firstSeen": "2026-11-23T12:00:00Z",
                              "oldestParkedSeconds": 31.5,
                              "growthPerMinute": 4.0,
                              "createdAt": {
                                "frame": "com.acme.Quotes.fetch(Quotes.java:42)",
                                "stack": [
                                  "java.lang.Thread.start(Thread.java:793)",
                                  "com.acme.Quotes.fetch(Quotes.java:42)"
                                ],
                                "creators": []
                              },
                              "waitingAt": {
                                "frame": "java.util.concurrent.SynchronousQueue.put(SynchronousQueue.java:366)",
                                "applicationFrame": "com.acme.Quotes.lambda$fetch$0(Quotes.java:44)",
                                "state": "WAITING",
                                "stack": [
                                  "jdk.internal.misc.Unsafe.park(Native Method)"
                                ]
                              },
                              "owner": {
                                "kind": "scope",
                                "name": "GET /quotes",
                                "endedSecondsAgo": 30.1
                              },
                              "evidence": [
                                "never interrupted",
                                "nothing else is created here"
                              ],
                              "advice": "offer with a timeout, or cancel the task when the request ends",
                              "threads": [
                                {
                                  "id": 31,
                                  "name": "quote-worker-1"
                                },
                                {
                                  "id": 32,
                                  "name": "quote-worker-2"
                                }
                              ]
                            }
                          ],
                          "resolved": [
                            {
                              "id": "deadbeef",
                              "at": "2026-11-23T12:00:00.005Z",
                              "count": 7,
                              "reason": "all of them have ended"
                            }
                          ]
                        }
                        """);
    }

    @Test
    void what_a_suspect_costs_is_there_where_it_is_known() {
        Suspect.Cost cost = new Suspect.Cost(
                12, 12_582_912L, null, null, 2, List.of("com.acme.User"), List.of(new Suspect.KeptAlive("/shop", 300)));

        assertThat(json(quotes().cost(cost).build()).replaceAll("\\s+", ""))
                .contains("\"cost\":{\"threads\":12,\"stackReservedBytes\":12582912,\"stackCommittedBytes\":null,"
                        + "\"stackHeapBytes\":null,\"inheritedThreadLocals\":2,\"inheritedTypes\":[\"com.acme.User\"],"
                        + "\"keepsAlive\":[{\"name\":\"/shop\",\"stoppedSecondsAgo\":300.0}]}");
        assertThat(json(quotes().build())).doesNotContain("\"cost\"");
    }

    @Test
    void any_name_reads_back_as_it_was() throws IOException {
        StringBuilder every = new StringBuilder();
        for (char c = 0; c < 0x180; c++) {
            every.append(c);
        }
        every.append("\u2028\u2029\ud83d\ude80\ufffe\uffff");

        assertThat(nameReadBack(every.toString())).isEqualTo(every.toString());
    }

    @Test
    void half_a_character_does_not_spoil_the_report() throws IOException {
        String text = json(owner("a\ud83db\udc00"));

        assertThat(text).contains("\"a\\ud83db\\udc00\"");
        assertThat(text.getBytes(StandardCharsets.UTF_8)).doesNotContain('?');
    }

    @Test
    void line_ends_and_control_characters_are_never_raw() {
        assertThat(json(owner("\u2028\u2029\0\u001b\u007f\"\\\n\r\t")))
                .contains("\"\\u2028\\u2029\\u0000\\u001b\\u007f\\\"\\\\\\n\\r\\t\"");
    }

    @Test
    void numbers_are_finite_and_short() throws IOException {
        StringBuilder out = new StringBuilder();
        JsonWriter json = new JsonWriter(out).beginArray();
        double[] values = {Double.NaN, Double.POSITIVE_INFINITY, 1.0 / 3, -0.0004, 1e300, 1234567890.5};
        for (double value : values) {
            json.value(value);
        }
        json.endArray();

        List<Double> read = new ArrayList<>();
        for (JsonNode node : new ObjectMapper().readTree(out.toString())) {
            assertThat(node.isNumber()).isTrue();
            read.add(node.doubleValue());
        }
        assertThat(read)
                .usingElementComparator((a, b) -> a.doubleValue() == b ? 0 : 1)
                .containsExactly(0.0, 0.0, 0.333, 0.0, 1e300, 1234567890.5);
    }

    @Test
    void an_open_owner_and_an_unknown_origin_are_null() throws IOException {
        Suspect suspect = quotes().createdAt(new Suspect.CreatedAt(null, List.of(), List.of()))
                .waitingAt(new Suspect.WaitingAt(null, null, null, List.of()))
                .owner(new Suspect.OwnerView(OwnerKind.APPLICATION, "", null), 0)
                .build();

        JsonNode read = new ObjectMapper().readTree(json(suspect)).at("/suspects/0");

        assertThat(read.at("/owner/endedSecondsAgo").isNull()).isTrue();
        assertThat(read.at("/createdAt/frame").isNull()).isTrue();
        assertThat(read.at("/waitingAt/state").isNull()).isTrue();
        assertThat(read.at("/waitingAt/applicationFrame").isNull()).isTrue();
    }

    @Test
    void a_disarmed_agent_has_its_reason_and_no_suspects() throws IOException {
        JsonNode read = new ObjectMapper()
                .readTree(new JsonReport().text(Samples.with(report(), Samples.disarmed("too many errors"))));

        assertThat(read.at("/agent/armed").booleanValue()).isFalse();
        assertThat(read.at("/agent/disarmedBecause").textValue()).isEqualTo("too many errors");
        assertThat(read.at("/suspects").isEmpty()).isTrue();
        assertThat(read.at("/resolved").isArray()).isTrue();
    }

    @Test
    void lists_that_are_too_long_are_cut() throws IOException {
        Suspect.ThreadRef[] threads = new Suspect.ThreadRef[11];
        Arrays.setAll(threads, i -> new Suspect.ThreadRef(i, "t" + i));
        Resolved[] resolved = new Resolved[101];
        Arrays.setAll(resolved, i -> new Resolved("%08x".formatted(i), NOON, i, ""));

        JsonNode read = new ObjectMapper()
                .readTree(new JsonReport()
                        .text(Samples.with(report(quotes().threads(threads).build()), resolved)));

        assertThat(read.at("/suspects/0/threads")).hasSize(10);
        assertThat(read.at("/resolved")).hasSize(100);
        assertThat(read.at("/resolved/99/count").intValue()).isEqualTo(100);
    }

    private static String nameReadBack(String name) throws IOException {
        return new ObjectMapper()
                .readTree(json(owner(name)))
                .at("/suspects/0/owner/name")
                .textValue();
    }

    private static Suspect owner(String name) {
        return quotes().owner(new Suspect.OwnerView(OwnerKind.SCOPE, name, 1.0), 1)
                .build();
    }

    private static String json(Suspect suspect) {
        return new JsonReport().text(report(suspect));
    }
}
