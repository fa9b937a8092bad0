package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the JVM tells of its stacks, in the words of JDK 17 and of 25. */
class StackMemoryTest {

    private static final String ON_17 = """
            -                    Thread (reserved=19506KB, committed=802KB)
                                        (thread #19)
                                        (stack: reserved=19456KB, committed=760KB)
                                        (malloc=29KB #118) (peak=35KB #111)
            """;
    private static final String ON_25 = """
            -                    Thread (reserved=18490KB, committed=790KB)
                                        (threads #18)
                                        (stack: reserved=18432KB, committed=720KB, peak=732KB)
            """;

    private String option = "1024";
    private String summary = ON_25;
    private int asked;
    private long now = 1;

    private final StackMemory memory = new StackMemory(() -> now, new StackMemory.Jvm() {
        @Override
        public String option(String name) {
            return name.equals("ThreadStackSize") ? option : "";
        }

        @Override
        public String nativeMemory() {
            asked++;
            return summary;
        }
    });

    @Test
    void a_stacks_size_is_the_jvms_option() {
        assertThat(memory.reserved()).isEqualTo(1_048_576);
    }

    @Test
    void an_option_that_leaves_it_to_the_system_tells_nothing() {
        option = "0";
        assertThat(memory.reserved()).isZero();
    }

    @Test
    void a_jvm_without_such_a_bean_tells_nothing() {
        option = "";
        summary = "";
        assertThat(memory.reserved()).isZero();
        assertThat(memory.committed()).isZero();
    }

    @Test
    void committed_memory_is_the_average_of_all_threads_on_both_jdks() {
        assertThat(memory.committed()).isEqualTo(40 * 1_024);

        now += TimeUnit.MINUTES.toNanos(1);
        summary = ON_17;
        assertThat(memory.committed()).isEqualTo(40 * 1_024);
    }

    @Test
    void the_jvm_is_asked_once_a_minute() {
        memory.committed();
        now += TimeUnit.SECONDS.toNanos(59);
        memory.committed();
        assertThat(asked).isEqualTo(1);

        now += TimeUnit.SECONDS.toNanos(1);
        memory.committed();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void where_it_keeps_no_track_it_is_not_asked_again() {
        summary = "Native memory tracking is not enabled";
        assertThat(memory.committed()).isZero();

        now += TimeUnit.HOURS.toNanos(1);
        assertThat(memory.committed()).isZero();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void this_jvm_has_stacks_and_is_not_told_to_keep_track() {
        StackMemory real = new StackMemory(() -> now);

        assertThat(real.reserved()).isBetween(64L << 10, 64L << 20);
        assertThat(real.committed()).isZero();
    }
}
