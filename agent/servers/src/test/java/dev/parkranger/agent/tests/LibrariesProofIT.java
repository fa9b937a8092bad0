package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.agent.tests.servers.LibrariesProgram;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many libraries in one JVM: while they are in use nothing of theirs is proven, and when they are dropped without being
 * closed only what is true.
 */
class LibrariesProofIT {

    private static final Duration ATMOST = Duration.ofMinutes(3);

    /** Decision 16 has of each why nobody can wake it once its library is dropped. */
    private static final List<String> TRULY_STUCK = List.of(
            "AsyncAppender-Worker-orders",
            "RxSingleScheduler-",
            "defaultEventExecutorGroup-",
            "fixed-pool",
            "jboss-threads",
            "reactor-single-",
            "scheduled-pool-idle",
            "spring-executor-",
            "vert.x-worker-thread-");

    /** The JDK's own services, or with {@code -Psoak} all that there are. */
    private static final String WHICH = System.getProperty("parkranger.test.libraries", "jdk");

    private static final Pattern UNSUSPECTED = Pattern.compile("of them nobody suspects \\((.*)\\);");

    @Test
    void nothing_of_a_library_in_use_is_proven_and_of_a_dropped_one_only_what_is_true(@TempDir Path directory)
            throws Exception {
        try (AgentJvm jvm = AgentJvm.program(LibrariesProgram.class, directory)
                .classPath(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .toArray(Path[]::new))
                .flags("-Djava.rmi.server.hostname=127.0.0.1")
                .ready()) {
            assertThat(Integer.parseInt(jvm.run("make " + WHICH, ATMOST))).isEqualTo(isWhole() ? 38 : 16);

            assertThat(jvm.run("prove", ATMOST))
                    .startsWith("heap snapshot of ")
                    .contains("|every waiting thread can be woken by somebody, or nobody knows by whom");

            jvm.run("drop");
            List<String> proven = unsuspected(jvm.run("prove", ATMOST));
            assertThat(proven).contains("fixed-pool").hasSizeGreaterThanOrEqualTo(isWhole() ? 7 : 2);
            assertThat(proven)
                    .allSatisfy(name -> assertThat(TRULY_STUCK)
                            .anySatisfy(known -> assertThat(name).startsWith(known)));
            // Nobody made them for a request: proven they are, and accused nobody is.
            assertThat(jvm.awaitReportSince(Instant.now(), "what is proven", report -> true)
                            .suspects())
                    .noneMatch(group -> JsonReport.confidence(group).equals("proven"));
        }
    }

    private static boolean isWhole() {
        return WHICH.equals("whole");
    }

    private static List<String> unsuspected(String answer) {
        Matcher told = UNSUSPECTED.matcher(answer);
        assertThat(told.find()).as(answer).isTrue();
        return List.of(told.group(1).split(", "));
    }
}
