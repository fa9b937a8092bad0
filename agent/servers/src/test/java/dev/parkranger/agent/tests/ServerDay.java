package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parkranger.agent.tests.ServerSightings.Sighting;
import dev.parkranger.agent.tests.servers.ServerProgram;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of one server under the agent: it opens, serves a steady load in good health, and then leaks in several ways at
 * once while the load goes on. One JVM lives it before all tests, which then ask what the agent said of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerDay {

    static final String OPTIONS = "interval=1s,grace=3s,window=20s,log=stderr";

    /** Past grace and two intervals a leak is due; the rest is for a machine that has other things to do. */
    private static final Duration DUE = Duration.ofSeconds(5);

    private static final Duration LATE = Duration.ofSeconds(12);

    private static final Duration WARM_UP = Duration.ofSeconds(4);

    private static final int BETWEEN_PLANTINGS_MILLIS = 700;

    /** Jars of each server; a child gets its own server's only. */
    private static final List<String> SERVERS =
            List.of("tomcat-", "jetty-", "undertow-", "netty-", "helidon-", "spring-");

    private static final String LEAKING = "leaking";
    private static final String CLOSING = "closing";
    private static final Set<String> LEAKS = Set.of(LEAKING, CLOSING);

    private final List<ServerLeak> leaks = new ArrayList<>();
    private List<Sighting> seen = List.of();
    private final Map<ServerLeak, JsonReport> found = new HashMap<>();
    private JsonReport last;
    private List<String> stdout = List.of();
    private List<String> stderr = List.of();
    private AgentJvm.Ended ended;
    private AssertionError endless;
    private ServerLoad load;
    private int stderrWhileHealthy;

    /** The class of the program's server. */
    abstract String server();

    /** Which of the jars named after servers it needs. */
    abstract List<String> jars();

    abstract List<ServerLeak> leaks();

    /** Requests of the quick customers. */
    abstract List<String> quick();

    /** Requests that take their time, each with a customer of its own. */
    List<String> slow() {
        return List.of("/wait", "/burst");
    }

    /** WebSockets to be kept open, if the server has them. */
    List<String> sessions() {
        return List.of();
    }

    /** How the owner of a leak's requests is named. */
    String owner(ServerLeak leak) {
        return leak.request();
    }

    /**
     * Whether owners of different requests have different names. Where all have one name, a leak that no longer grows is
     * rightly taken back.
     */
    boolean requestsAreToldApart() {
        return true;
    }

    String options() {
        return OPTIONS;
    }

    Path classes(Path directory) throws Exception {
        return directory;
    }

    @BeforeAll
    void a_day(@TempDir Path directory) throws Exception {
        leaks.addAll(leaks());
        if (Jdk.hasVirtualThreads()) {
            leaks.add(ServerLeak.VIRTUAL_THREAD);
        }
        try (AgentJvm jvm = AgentJvm.program(ServerProgram.class, directory)
                .options(options())
                .flags("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .classPath(classPath(classes(directory)))
                .arguments(server())
                .ready()) {
            var sightings = new ServerSightings(jvm);
            load = new ServerLoad(Integer.parseInt(jvm.run("port")));
            try {
                serve(jvm, sightings);
                plant(sightings);
                awaitLeaks(jvm);
                sightings.phase(CLOSING);
                load.end();
                last = settled(jvm);
            } finally {
                load.end();
                sightings.end();
                seen = sightings.seen();
            }
            end(jvm);
        }
    }

    /** Whether it ends cleanly is one of the questions; that it does not leaves the others to be asked. */
    private void end(AgentJvm jvm) throws Exception {
        try {
            ended = jvm.stop();
        } catch (AssertionError e) {
            endless = e;
        }
        stderr = jvm.stderr();
    }

    private void serve(AgentJvm jvm, ServerSightings sightings) throws InterruptedException {
        sightings.phase("warming up");
        load.quick(quick());
        slow().forEach(load::slow);
        sessions().forEach(load::sessions);
        Thread.sleep(WARM_UP.toMillis());
        sightings.phase("healthy");
        Thread.sleep(
                Duration.ofSeconds(Long.getLong("parkranger.test.load", 12)).toMillis());
        stderrWhileHealthy = jvm.stderr().size();
    }

    /** All kinds in turn, so that each is spread over more than grace. */
    private void plant(ServerSightings sightings) throws InterruptedException {
        sightings.phase(LEAKING);
        for (int n = 0; n < ServerLeak.PLANTED; n++) {
            for (ServerLeak leak : leaks) {
                load.get(leak.path(n));
            }
            Thread.sleep(BETWEEN_PLANTINGS_MILLIS);
        }
    }

    /** For each leak the first report in which all of it is seen, as long as none is late. */
    private void awaitLeaks(AgentJvm jvm) throws Exception {
        Instant late = Instant.now().plus(LATE);
        stdout = jvm.stdout();
        jvm.awaitReport(
                "every leak, or late",
                report -> {
                    for (ServerLeak leak : leaks) {
                        if (leak.isSeen(report, site(leak))) {
                            found.putIfAbsent(leak, report);
                        }
                    }
                    return found.size() == leaks.size() || report.at().isAfter(late);
                },
                LATE.multipliedBy(2));
    }

    /**
     * What the end of the load leaves behind has had its time. A look that meets a leaked scheduler's worker at work does not
     * count it, nor do the next two: what is still told by and by has not been taken back.
     */
    private JsonReport settled(AgentJvm jvm) throws Exception {
        Instant due = Instant.now().plus(DUE);
        Instant late = due.plus(LATE);
        return jvm.awaitReport(
                "a time after " + due,
                report -> report.at().isAfter(late)
                        || (report.at().isAfter(due)
                                && found.keySet().stream().allMatch(leak -> leak.isSeen(report, site(leak)))));
    }

    private String site(ServerLeak leak) {
        String start = "site " + leak.site() + " ";
        return stdout.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElse("never planted(");
    }

    private Path[] classPath(Path classes) {
        Stream<Path> all = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> entry.toString().endsWith(".jar"))
                .filter(entry -> isWanted(entry.getFileName().toString()));
        return Stream.concat(Stream.of(classes), all).toArray(Path[]::new);
    }

    private boolean isWanted(String jar) {
        return SERVERS.stream().noneMatch(jar::startsWith) || jars().stream().anyMatch(jar::startsWith);
    }

    @Test
    void every_request_is_answered() {
        assertThat(load.failures()).isEmpty();
        assertThat(load.answered()).isGreaterThan(500);
    }

    @Test
    void nothing_is_said_of_the_healthy_server() {
        List<Sighting> before = seen.stream()
                .filter(sighting -> !LEAKS.contains(sighting.phase()))
                .toList();
        assertThat(before).as(ServerSightings.text(before)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> each_planted_leak_is_found() {
        return leaks.stream()
                .map(leak -> DynamicTest.dynamicTest(
                        leak.toString(), () -> leak.check(found.getOrDefault(leak, last), site(leak), owner(leak))));
    }

    @Test
    void no_planted_leak_is_taken_back() {
        assumeTrue(requestsAreToldApart(), "the owners of all requests have one name");
        assertThat(found.keySet()).as(ServerLeak.summary(last)).allMatch(leak -> leak.isSeen(last, site(leak)));
    }

    @Test
    void nothing_but_what_was_planted_is_accused_while_it_leaks() {
        List<String> planted = leaks.stream()
                .map(leak -> site(leak))
                .map(site -> site.substring(0, site.indexOf('(') + 1))
                .toList();
        List<Sighting> others = seen.stream()
                .filter(sighting -> LEAKS.contains(sighting.phase()))
                .filter(sighting -> planted.stream().noneMatch(sighting.frame()::startsWith))
                .toList();
        assertThat(seen).as("what was seen at all").isNotEmpty();
        assertThat(others).as(ServerSightings.text(others)).isEmpty();
    }

    @Test
    void the_server_ends_when_it_is_told_to() {
        assertThat(endless).isNull();
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void the_agent_harms_nothing_and_only_its_reports_are_on_stderr() {
        assertThat(last.armed()).isTrue();
        assertThat(last.suppressedErrors()).isZero();
        assertThat(last.droppedRecords()).isZero();
        assertThat(last.hooks("failed")).isEmpty();
        assertThat(stderr.subList(0, stderrWhileHealthy))
                .as("stderr while healthy")
                .noneMatch(line -> line.contains("parkranger"));
        assertThat(stderr)
                .noneMatch(line -> line.contains("ERROR parkranger"))
                .noneMatch(line -> line.startsWith("\tat dev.parkranger.") && !line.contains(".agent.tests."));
    }
}
