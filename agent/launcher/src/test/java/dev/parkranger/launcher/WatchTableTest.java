package dev.parkranger.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchTableTest {
    private static final String FIRST = """
            2026-11-23T12:00:00Z\tlive: 31 platform threads; 1 leak\t1
            1f3a9c02\tLEAK\t12\t4.0\torphaned-task, SynchronousQueue.put\tcom.acme.Quotes.fetch(Quotes.java:42)
            """;
    private static final String SECOND = """
            2026-11-23T12:00:10Z\tlive: 35 platform threads; 1 leak\t1
            1f3a9c02\tLEAK\t16\t4.0\torphaned-task, SynchronousQueue.put\tcom.acme.Quotes.fetch(Quotes.java:42)
            36965fad\tWATCH\t1\t0.0\tabandoned-pool, LinkedBlockingQueue.take\tcom.acme.Report.make(Report.java:7)
            """;

    @Test
    void a_group_is_a_line_and_its_growth_since_the_table_before_is_marked() throws Failure {
        WatchTable first = WatchTable.parse(FIRST);

        assertThat(first.leaks()).isEqualTo(1);
        assertThat(drawn(first, Map.of(), false)).isEqualTo("""
                2026-11-23T12:00:00Z  live: 31 platform threads; 1 leak
                SURE     ID         COUNT   GROWN  A MINUTE  WHERE
                LEAK     1f3a9c02      12               4.0  com.acme.Quotes.fetch(Quotes.java:42)  orphaned-task, SynchronousQueue.put

                """);
        assertThat(drawn(WatchTable.parse(SECOND), first.counts(), false))
                .contains("LEAK     1f3a9c02      16      +4       4.0  com.acme")
                .contains("WATCH    36965fad       1     new       0.0  com.acme");
    }

    @Test
    void a_terminal_is_drawn_anew_and_growth_is_bold_there() throws Failure {
        String drawn = drawn(WatchTable.parse(SECOND), WatchTable.parse(FIRST).counts(), true);

        assertThat(drawn).startsWith("\u001b[H\u001b[2J").contains("\u001b[1mLEAK     1f3a9c02");
        assertThat(drawn(WatchTable.parse(FIRST), Map.of(), true)).doesNotContain("\u001b[1m");
    }

    @Test
    void a_healthy_jvm_has_no_suspects_and_the_first_one_is_new() throws Failure {
        WatchTable healthy = WatchTable.parse("2026-11-23T12:00:00Z\tlive: 31 platform threads; 0 leaks\t0\n");

        assertThat(drawn(healthy, Map.of(), false)).endsWith("no suspects\n\n");
        assertThat(drawn(WatchTable.parse(FIRST), healthy.counts(), false)).contains(" new ");
    }

    @Test
    void what_is_no_table_is_told() {
        assertThatThrownBy(() -> WatchTable.parse("nonsense"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("nonsense");
        assertThatThrownBy(() -> WatchTable.parse("a\tb\tc")).isInstanceOf(Failure.class);
    }

    private static String drawn(WatchTable table, Map<String, Long> before, boolean terminal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.draw(new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal), before, "");
        return bytes.toString(StandardCharsets.UTF_8).replace("\r", "");
    }
}
