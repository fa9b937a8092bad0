package dev.parkranger.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.agent.tests.Pprof;
import dev.parkranger.record.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Here and not beside the writer, for the sake of the one reader, which the tests of the running agent use too. */
class PprofWriterTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Frame PUT =
            new Frame("java.util.concurrent.SynchronousQueue", "put", "SynchronousQueue.java", 366);
    private static final Frame LINE = new Frame("com.acme.Leaks", "lambda$take$0", "Leaks.java", 44);
    private static final Frame OTHER_LINE = new Frame("com.acme.Leaks", "lambda$take$0", "Leaks.java", 45);

    @Test
    void a_profile_reads_back_as_it_was() throws IOException {
        Tally tally = new Tally();
        tally.add(List.of(PUT, LINE), List.of(new Label("kind", "platform"), new Label("state", "WAITING")), 12);
        tally.add(List.of(PUT, OTHER_LINE), List.of(new Label("kind", "virtual")), 3);

        Pprof read = read(tally.profile("goroutine", NOON));

        assertThat(read.sampleType).isEqualTo("goroutine/count");
        assertThat(read.periodType).isEqualTo("goroutine/count");
        assertThat(read.defaultSampleType).isEqualTo("goroutine");
        assertThat(read.timeNanos).isEqualTo(NOON.toEpochMilli() * 1_000_000);
        assertThat(read.durationNanos).isZero();
        assertThat(read.samples)
                .containsExactly(
                        new Pprof.Sample(
                                List.of(
                                        "java.util.concurrent.SynchronousQueue.put"
                                                + " java/util/concurrent/SynchronousQueue.java:366",
                                        "com.acme.Leaks.lambda$take$0 com/acme/Leaks.java:44"),
                                12,
                                Map.of("kind", "platform", "state", "WAITING")),
                        new Pprof.Sample(
                                List.of(
                                        "java.util.concurrent.SynchronousQueue.put"
                                                + " java/util/concurrent/SynchronousQueue.java:366",
                                        "com.acme.Leaks.lambda$take$0 com/acme/Leaks.java:45"),
                                3,
                                Map.of("kind", "virtual")));
    }

    @Test
    void a_difference_has_a_length_and_may_be_less_than_nothing() throws IOException {
        Tally before = new Tally();
        before.add(List.of(LINE), List.of(), 5);
        before.add(List.of(PUT), List.of(), 5);
        Tally after = new Tally();
        after.add(List.of(LINE), List.of(), 2);
        after.add(List.of(PUT), List.of(), 5);

        Pprof read = read(after.profile("goroutine", NOON.plusSeconds(30)).since(before.profile("goroutine", NOON)));

        assertThat(read.durationNanos).isEqualTo(30_000_000_000L);
        assertThat(read.samples)
                .singleElement()
                .satisfies(sample -> assertThat(sample.count()).isEqualTo(-3));
    }

    @Test
    void an_empty_one_is_valid_too() throws IOException {
        assertThat(read(new Tally().profile("goroutineleak", NOON)).samples).isEmpty();
    }

    @Test
    void lines_without_a_number_or_a_file_are_at_line_0_of_no_file() throws IOException {
        Tally tally = new Tally();
        tally.add(List.of(new Frame("jdk.internal.misc.Unsafe", "park", "Unsafe.java", -2)), List.of(), 1);
        tally.add(List.of(new Frame("Bare", "run", null, -1)), List.of(), 1);

        assertThat(read(tally.profile("goroutine", NOON)).samples)
                .flatExtracting(Pprof.Sample::stack)
                .containsExactlyInAnyOrder(
                        "jdk.internal.misc.Unsafe.park jdk/internal/misc/Unsafe.java:0", "Bare.run :0");
    }

    @Test
    void stacks_without_number_come_down_to_a_bounded_profile() throws IOException {
        Tally tally = new Tally();
        for (int i = 0; i < Tally.MAX_GROUPS + 100; i++) {
            tally.add(new ArrayList<>(List.of(new Frame("a.B", "c", "B.java", i + 1))), List.of(), 1);
        }

        Pprof read = read(tally.profile("goroutine", NOON));

        assertThat(read.samples).hasSize(Tally.MAX_GROUPS + 1);
        assertThat(read.total()).isEqualTo(Tally.MAX_GROUPS + 100);
        assertThat(read.samples.get(0).count()).isEqualTo(100);
        assertThat(read.samples.get(0).passes("other stacks")).isTrue();
    }

    private static Pprof read(Profile profile) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PprofWriter.write(profile, out);
        return Pprof.read(out.toByteArray());
    }
}
