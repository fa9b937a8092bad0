package dev.parkranger.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.record.Frame;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoTextTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Frame PARK = new Frame("jdk.internal.misc.Unsafe", "park", "Unsafe.java", -2);
    private static final Frame PUT =
            new Frame("java.util.concurrent.SynchronousQueue", "put", "SynchronousQueue.java", 366);
    private static final Frame LINE = new Frame("com.acme.Leaks", "lambda$take$0", "Leaks.java", 44);
    private static final Frame RUN = new Frame("java.lang.Thread", "run", "Thread.java", 840);

    private final Tally tally = new Tally();

    @Test
    void groups_are_printed_as_go_prints_them() throws IOException {
        tally.add(List.of(LINE, RUN), List.of(), 1);
        tally.add(
                List.of(PARK, PUT, LINE, RUN), List.of(new Label("kind", "virtual"), new Label("owner", "a \"b\"")), 3);

        assertThat(text())
                .isEqualTo("goroutine profile: total 4\n"
                        + "3 @ 0x1 0x2 0x3 0x4\n"
                        + "# labels: {\"kind\":\"virtual\", \"owner\":\"a \\\"b\\\"\"}\n"
                        + "#\t0x2\tjava.util.concurrent.SynchronousQueue.put+0x0\tjava/util/concurrent/SynchronousQueue.java:366\n"
                        + "#\t0x3\tcom.acme.Leaks.lambda$take$0+0x0\t\tcom/acme/Leaks.java:44\n"
                        + "#\t0x4\tjava.lang.Thread.run+0x0\t\t\tjava/lang/Thread.java:840\n"
                        + "\n"
                        + "1 @ 0x3 0x4\n"
                        + "#\t0x3\tcom.acme.Leaks.lambda$take$0+0x0\tcom/acme/Leaks.java:44\n"
                        + "#\t0x4\tjava.lang.Thread.run+0x0\t\tjava/lang/Thread.java:840\n"
                        + "\n");
    }

    @Test
    void a_stack_of_plumbing_alone_is_shown() throws IOException {
        tally.add(List.of(PARK), List.of(), 1);

        assertThat(text()).contains("#\t0x1\tjdk.internal.misc.Unsafe.park+0x0\tjdk/internal/misc/Unsafe.java:0\n");
    }

    @Test
    void each_line_is_one_that_pprofs_own_reader_of_such_texts_accepts() throws IOException {
        tally.add(List.of(PARK, PUT, LINE, RUN), List.of(new Label("owner", "GET /\n#")), 3);

        assertThat(text().lines().filter(line -> !line.isBlank() && !line.startsWith("#")))
                .allMatch(line -> line.matches("\\A(\\S+) profile: total \\d+\\z")
                        || line.matches("\\A(\\d+) @(( 0x[0-9a-f]+)+)\\z"));
    }

    private String text() throws IOException {
        StringBuilder text = new StringBuilder();
        GoText.write(tally.profile("goroutine", NOON), text);
        return text.toString();
    }
}
