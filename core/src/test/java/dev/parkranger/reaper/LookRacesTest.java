package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.record.Frame;
import dev.parkranger.record.Stress;
import dev.parkranger.record.ThreadIds;
import dev.parkranger.record.ThreadRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reaper looks while threads start and end: it tells what stays, each time, and counts no end twice. */
class LookRacesTest {

    private static final int THREADS = 4;
    private static final int LOOKER = THREADS - 1;
    private static final int STAYING = 16;
    private static final int STARTS = 40;

    private final Ground ground = new Ground();

    @AfterEach
    void close() {
        ground.close();
    }

    /** One looks; the others start threads and end them, some before and some after the reaper has given them up. */
    private final class Looking implements Stress.Round {
        private final Set<Long> staying;
        private final List<Thread> leftToTheReaper = Collections.synchronizedList(new ArrayList<>());

        Looking(Set<Long> staying) {
            this.staying = staying;
        }

        @Override
        public void play(int thread) {
            if (thread == LOOKER) {
                look();
                return;
            }
            for (int i = 0; i < STARTS; i++) {
                Thread started = new Thread(() -> {}, "never runs");
                ground.recorder.platformStarting(started, null);
                if (i % 4 == 0) {
                    leftToTheReaper.add(started);
                    continue;
                }
                ThreadRecord record = ground.registry.recordOf(ThreadIds.of(started));
                if (i % 2 == 0 && record != null) {
                    // The reaper may be resolving the very same.
                    List<Frame> frames = record.origin().frames();
                    assertThat(frames).isNotEmpty().isEqualTo(record.origin().frames());
                }
                ground.recorder.platformExiting(started);
            }
        }

        private void look() {
            Look look = ground.look();
            ground.looker.resolver().resolve(TimeUnit.SECONDS.toNanos(10));
            List<Long> told = look.tasks().stream()
                    .map(TaskFacts::threadId)
                    .filter(staying::contains)
                    .toList();
            assertThat(told).doesNotHaveDuplicates().hasSameSizeAs(staying);
        }

        @Override
        public void check() {
            // The end hook may come at any time after the reaper has given a thread up.
            look();
            look();
            leftToTheReaper.forEach(ground.recorder::platformExiting);
            AtomicInteger records = new AtomicInteger();
            ground.registry.threads().forEach(record -> records.incrementAndGet());
            assertThat(ground.registry.platform().live()).isEqualTo(records.get());
            assertThat(records.get()).isLessThanOrEqualTo(STAYING + 2 * THREADS);
        }
    }

    @Test
    void each_look_tells_all_that_stays_and_no_end_is_counted_twice() {
        List<Thread> stayers = new ArrayList<>();
        ground.request(() -> {
            for (int i = 0; i < STAYING; i++) {
                stayers.add(ground.starts());
            }
        });
        ground.lookTwicePastGrace();
        Set<Long> staying = stayers.stream().map(ThreadIds::of).collect(Collectors.toCollection(HashSet::new));

        Stress.holds(THREADS, () -> new Looking(staying));
    }
}
