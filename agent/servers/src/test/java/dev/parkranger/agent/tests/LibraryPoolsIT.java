package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parkranger.agent.tests.servers.LibraryPoolsProgram;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Pools that are not the JDK's, in one JVM; first all that is healthy, and then what is stuck in them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LibraryPoolsIT {

    private static final int OWNERS = 6;
    private static final int USERS = 40;
    private static final List<String> SHARED = List.of(
            "jboss",
            "kotlin-executor",
            "kotlin-default",
            "kotlin-io",
            "scala",
            "vertx",
            "netty",
            "netty-nio",
            "tomcat",
            "jetty",
            "till",
            "clerk");

    private static final List<String> EACH =
            List.of("each-jboss", "each-netty", "each-netty-nio", "each-till", "each-clerk");

    private final Set<String> told = new HashSet<>();
    private AgentJvm jvm;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        jvm = AgentJvm.program(LibraryPoolsProgram.class, directory)
                .classPath(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .toArray(Path[]::new))
                // Where these would have one thread for each processor, tasks that are stuck would never begin.
                .flags(
                        "-Dkotlinx.coroutines.scheduler.core.pool.size=64",
                        "-Dscala.concurrent.context.minThreads=64",
                        "-Dscala.concurrent.context.numThreads=64",
                        "-Dscala.concurrent.context.maxThreads=64")
                .ready();
    }

    @AfterAll
    void stop() {
        jvm.close();
    }

    @Test
    @Order(1)
    void pools_that_the_first_owner_makes_for_all_are_silent() throws Exception {
        for (String pool : SHARED) {
            jvm.run("use-" + pool + " " + USERS);
        }
        JsonReport report = jvm.settledReport();
        assertThat(report.suspectsAboveWatch()).as("%s", report).isEmpty();
        assertUnharmed(report);
    }

    @ParameterizedTest
    @Order(2)
    @FieldSource("SHARED")
    void a_task_that_is_stuck_in_one_is_blamed_on_the_line_that_handed_it_over(String pool) throws Exception {
        jvm.run("stick-" + pool + " " + OWNERS);
        JsonNode leak = groupAt(pool, "count", OWNERS);
        assertThat(JsonReport.verdict(leak)).isEqualTo("orphaned-task");
        assertThat(leak.path("kind").asText()).isEqualTo("submitted");
        assertThat(leak.path("owners").asInt()).as("%s", leak).isEqualTo(OWNERS);
        assertThat(leak.at("/waitingAt/applicationFrame").asText()).contains("ChildProgram.waitForEver(");
    }

    @ParameterizedTest
    @Order(3)
    @FieldSource("EACH")
    void a_pool_an_owner_that_is_never_shut_down_is_abandoned(String pool) throws Exception {
        jvm.run(pool + " " + OWNERS);
        JsonNode leak = groupAt(pool, "pools", OWNERS);
        assertThat(JsonReport.verdict(leak)).isEqualTo("abandoned-pool");
        assertThat(leak.path("owners").asInt()).isEqualTo(OWNERS);
    }

    @Test
    @Order(4)
    void nothing_else_is_told() throws Exception {
        JsonReport report = jvm.settledReport();

        assertThat(report.suspectsAboveWatch())
                .as("%s", report)
                .allSatisfy(suspect -> assertThat(told).contains(JsonReport.frame(suspect)));
        assertUnharmed(report);
    }

    private JsonNode groupAt(String name, String count, int expected) throws Exception {
        String site = jvm.site(name);
        told.add(site);
        jvm.awaitReport(
                expected + " " + count + " at " + site,
                report -> report.suspectAt(site)
                        .filter(suspect -> suspect.path(count).asInt() == expected)
                        .isPresent());
        JsonReport settled = jvm.settledReport();
        List<JsonNode> groups = settled.suspectsAboveWatch().stream()
                .filter(suspect -> JsonReport.frame(suspect).equals(site))
                .toList();
        assertThat(groups).as("%s", settled).hasSize(1);
        return groups.get(0);
    }

    private static void assertUnharmed(JsonReport report) {
        assertThat(report.armed()).isTrue();
        assertThat(report.suppressedErrors()).isZero();
        assertThat(report.droppedRecords()).isZero();
        assertThat(report.hooks("failed")).isEmpty();
    }
}
