package dev.parkranger.prover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonitorDumpTest {

    private final Map<Long, ThreadStatement> statements = new HashMap<>();

    private void read(String json) throws IOException {
        MonitorDump dump = new MonitorDump();
        dump.read(new BufferedReader(new StringReader(json)));
        dump.tell(statements);
    }

    private void thread(long tid) {
        statements.put(tid, new ThreadStatement("t" + tid, 1, true, null, 0, ThreadStatement.UNKNOWN));
    }

    /** As JDK 25 writes it. */
    private static String thread(long tid, String wait, String... owned) {
        StringBuilder text = new StringBuilder("{\n  \"tid\": \"" + tid + "\",\n  \"virtual\": true,\n");
        text.append(wait.isEmpty() ? "" : "  " + wait + ",\n");
        text.append("  \"stack\": [\n    \"J.run(J.java:1)\"\n  ],\n  \"monitorsOwned\": [\n");
        for (String lock : owned) {
            text.append("    {\n \"depth\": 3,\n \"locks\": [\n \"" + lock + "\"\n ]\n }\n");
        }
        return text.append("  ]\n}\n").toString();
    }

    @Test
    void the_owner_of_a_monitor_is_who_holds_it() throws IOException {
        thread(1);
        thread(2);
        read(thread(1, "\"blockedOn\": \"java.lang.Object@10e31a9a\"") + thread(2, "", "java.lang.Object@10e31a9a"));

        assertThat(statements.get(1L).ownerTid()).isEqualTo(2);
        assertThat(statements.get(1L).lockClass()).isEqualTo("java.lang.Object");
    }

    @Test
    void who_waits_within_a_monitor_has_let_go_of_it() throws IOException {
        thread(1);
        thread(2);
        read(thread(1, "\"blockedOn\": \"java.lang.Object@10e31a9a\"")
                + thread(2, "\"waitingOn\": \"java.lang.Object@10e31a9a\"", "java.lang.Object@10e31a9a"));

        assertThat(statements.get(1L).ownerTid()).isEqualTo(ThreadStatement.UNKNOWN);
        assertThat(statements.get(2L).lockClass()).isEqualTo("java.lang.Object");
    }

    @Test
    void where_two_are_named_nobody_knows() throws IOException {
        thread(1);
        read(thread(1, "\"blockedOn\": \"a.B@1\"") + thread(2, "", "a.B@1") + thread(3, "", "a.B@1"));

        assertThat(statements.get(1L).ownerTid()).isEqualTo(ThreadStatement.UNKNOWN);
    }
}
