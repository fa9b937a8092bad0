package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parkranger.report.ProfileSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileErrandTest {

    @TempDir
    Path folder;

    @Test
    void the_profile_is_there_whole_below_a_word_that_all_is_well() throws Exception {
        ProfileErrand.run(
                (name, debug, seconds, out) -> out.write((name + debug + seconds).getBytes(StandardCharsets.UTF_8)),
                "goroutine|1|30|" + result());

        assertThat(awaited()).isEqualTo("ok\ngoroutine130");
    }

    @Test
    void what_cannot_be_done_is_said_instead() throws Exception {
        ProfileErrand.run(
                (name, debug, seconds, out) -> {
                    out.write(1);
                    throw new IllegalStateException("there is no such profile");
                },
                "goroutine|0|0|" + result());

        assertThat(awaited()).isEqualTo("failed there is no such profile\n");
    }

    @Test
    void words_that_make_no_request_are_refused_at_once() {
        ProfileSource never = (name, debug, seconds, out) -> {};
        assertThatThrownBy(() -> ProfileErrand.run(never, "goroutine|1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("goroutine|1");
        assertThatThrownBy(() -> ProfileErrand.run(never, "goroutine|x|0|f"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void there_is_an_end_to_what_is_taken_at_once_and_what_has_ended_makes_room() throws Exception {
        CountDownLatch going = new CountDownLatch(1);
        ProfileSource slow = (name, debug, seconds, out) -> going.await();
        for (int i = 0; i < 4; i++) {
            ProfileErrand.run(slow, "goroutine|1|0|" + folder.resolve("slow-" + i));
        }
        assertThatThrownBy(() -> ProfileErrand.run(slow, "goroutine|1|0|" + result()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("4 profiles");

        going.countDown();
        // A place is free a moment after its file is there. One errand only: two would write the same file.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        boolean taken = false;
        while (!taken && System.nanoTime() < deadline) {
            try {
                ProfileErrand.run((name, debug, seconds, out) -> {}, "goroutine|1|0|" + result());
                taken = true;
            } catch (IllegalStateException e) {
                Thread.onSpinWait();
            }
        }
        assertThat(taken).isTrue();
        assertThat(awaited()).isEqualTo("ok\n");
        for (int i = 0; i < 4; i++) {
            // Else one would still write into a folder that is being deleted.
            assertThat(awaited(folder.resolve("slow-" + i))).isEqualTo("ok\n");
        }
    }

    private Path result() {
        return folder.resolve("result");
    }

    private String awaited() throws IOException, InterruptedException {
        return awaited(result());
    }

    private static String awaited(Path file) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!Files.exists(file) && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        return Files.readString(file);
    }
}
