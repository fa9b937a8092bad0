package dev.parkranger.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTextTest {

    /** As Go 1.22 prints it. */
    private static final String GO = """
            goroutine profile: total 4
            3 @ 0x43b256 0x40708c 0x46b2a1
            #\t0x671224\tmain.leakSend.func1+0x24\t(local):3
            #\t0x43b255\truntime.gopark+0xcd\t\t/usr/lib/go/proc.go:398

            1 @ 0x43b256
            # labels: {"req":"42"}
            #\t0x468114\ttime.Sleep+0x134\t/usr/lib/go/time.go:195
            """;

    private static final String OURS = """
            goroutine profile: total 12
            12 @ 0x1 0x2
            # labels: {"kind":"virtual", "state":"WAITING"}
            #\t0x1\tjava.util.concurrent.SynchronousQueue.put+0x0\tjava/util/concurrent/SynchronousQueue.java:366
            #\t0x2\tcom.acme.Quotes.lambda$fetch$0+0x0\t\t\tcom/acme/Quotes.java:44

            """;

    @TempDir
    Path directory;

    @Test
    void groups_of_ours_are_known_by_labels_and_lines() throws Failure {
        ProfileText profile = ProfileText.parse("a", OURS);

        assertThat(profile.type()).isEqualTo("goroutine");
        assertThat(profile.counts())
                .containsExactly(entry(
                        List.of(
                                "labels: {\"kind\":\"virtual\", \"state\":\"WAITING\"}",
                                "java.util.concurrent.SynchronousQueue.put  java/util/concurrent/SynchronousQueue.java:366",
                                "com.acme.Quotes.lambda$fetch$0  com/acme/Quotes.java:44"),
                        12L));
    }

    @Test
    void a_profile_of_gos_is_read_too_and_its_addresses_mean_nothing() throws Failure {
        ProfileText profile = ProfileText.parse("a", GO);
        ProfileText moved =
                ProfileText.parse("b", GO.replace("0x43b2", "0x55c2").replace("+0x24", "+0x28"));

        assertThat(profile.total()).isEqualTo(4);
        assertThat(profile.counts()).hasSize(2).isEqualTo(moved.counts());
    }

    @Test
    void what_is_no_profile_is_told_with_what_was_found() {
        assertThatThrownBy(() -> ProfileText.parse("a", "hello\nworld"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("found \"hello\" at the beginning of a")
                .hasMessageContaining("profile --debug 1");
        assertThatThrownBy(() -> ProfileText.parse("a", "")).isInstanceOf(Failure.class);
    }

    @Test
    void a_profile_for_pprof_is_told_from_one_for_people() throws IOException {
        Path file = directory.resolve("goroutine.pb.gz");
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0});

        assertThatThrownBy(() -> ProfileText.read(file.toString()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("-diff_base");
    }

    @Test
    void a_file_that_is_not_there_is_told_by_its_name() {
        assertThatThrownBy(() -> ProfileText.read("no-such.txt"))
                .isInstanceOf(Failure.class)
                .hasMessage("there is no file no-such.txt");
    }

    @Test
    void what_grows_most_comes_first_and_what_shrinks_last() throws Failure {
        ProfileText before = ProfileText.parse("before.txt", group(5, "a.A.a") + group(9, "b.B.b") + group(3, "d.D.d"));
        ProfileText after = ProfileText.parse(
                "after.txt", group(7, "a.A.a") + group(2, "b.B.b") + group(40, "c.C.c") + group(3, "d.D.d"));

        assertThat(ProfileDiff.text(before, after)).isEqualTo("""
                before  17  before.txt
                after   52  after.txt

                +40  (0 -> 40)
                    c.C.c  X.java:1

                +2  (5 -> 7)
                    a.A.a  X.java:1

                -7  (9 -> 2)
                    b.B.b  X.java:1
                """);
    }

    @Test
    void two_that_are_alike_have_not_changed() throws Failure {
        assertThat(ProfileDiff.text(ProfileText.parse("a", OURS), ProfileText.parse("b", OURS)))
                .endsWith("nothing has changed\n");
    }

    @Test
    void two_of_different_kinds_are_not_compared() throws Failure {
        ProfileText other = ProfileText.parse("b", OURS.replace("goroutine", "threadcreate"));
        ProfileText ours = ProfileText.parse("a", OURS);

        assertThatThrownBy(() -> ProfileDiff.text(ours, other))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("goroutine in a")
                .hasMessageContaining("threadcreate in b");
    }

    /** The head is only needed once; more of them are skipped. */
    private static String group(int count, String function) {
        return "goroutine profile: total 0\n" + count + " @ 0x1\n#\t0x1\t" + function + "+0x0\tX.java:1\n\n";
    }
}
