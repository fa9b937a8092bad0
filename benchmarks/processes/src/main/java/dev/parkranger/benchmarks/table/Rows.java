package dev.parkranger.benchmarks.table;

import static dev.parkranger.benchmarks.table.Variant.ADAPTIVE;
import static dev.parkranger.benchmarks.table.Variant.ALWAYS;
import static dev.parkranger.benchmarks.table.Variant.EMPTY;
import static dev.parkranger.benchmarks.table.Variant.JFR;
import static dev.parkranger.benchmarks.table.Variant.NONE;
import static dev.parkranger.benchmarks.table.Variant.OTEL;

import dev.parkranger.benchmarks.table.Figure.Shown;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** All rows and their bars, in the order of the table. */
final class Rows {

    private static final IntPredicate VIRTUAL = feature -> feature >= 21;

    /** A million parked threads need room, and what each variant's heap holds must not be a matter of when it was collected. */
    private static final String[] ROOMY = {"-Xms4g", "-Xmx4g", "-XX:+UseG1GC"};

    private static final Figure LOOK = new Figure("look", "a look, CPU", "ms", Shown.ABSOLUTE);
    private static final Figure WORST_LOOK = new Figure("lookMax", "the worst look, CPU", "ms", Shown.ABSOLUTE);
    private static final Figure WORST_PAUSE = new Figure("pauseMax", "the longest pause", "ms", Shown.ABSOLUTE);

    private Rows() {}

    static List<Row> all(Settings settings) {
        return List.of(
                startVirtual(),
                submitPerTask(),
                submitFixedPool(),
                startPlatform(),
                http("http-virtual", "HTTP request, a virtual thread each", "virtual", VIRTUAL),
                http("http-pool", "HTTP request, a pool", "pool", VIRTUAL.negate()),
                forkFib(),
                handOff(),
                parkedVirtual(),
                parkedPlatform("parked-platform", "5,000 parked platform threads, the application's own", "kept", 1),
                parkedPlatform(
                        "leaked-platform",
                        "5,000 parked platform threads, all of them leaked by 50 tasks",
                        "leaked",
                        0.3),
                startUp(),
                soak(settings));
    }

    private static Row startVirtual() {
        return Row.of("start-virtual", "`startVirtualThread`, empty body, to its end", "StartVirtual")
                .on(VIRTUAL)
                .bars(
                        Bar.ratio("wall time", "wall", 1.6),
                        new Bar("added wall time at most 0.33 of JFR's", 1 / 3.0, "", Rows::shareOfJfrsCost));
    }

    /** Of medians, as a difference of two noisy times may be near nothing in one round. */
    private static Optional<Spread> shareOfJfrsCost(Series series) {
        return series.added(ADAPTIVE, NONE, "wall")
                .flatMap(ours -> series.added(JFR, NONE, "wall")
                        .filter(its -> its.median() > 0)
                        .map(its -> new Spread(
                                ours.median() / its.median(),
                                ours.low() / its.median(),
                                ours.high() / its.median(),
                                ours.count())));
    }

    private static Row submitPerTask() {
        return Row.of("submit-per-task", "per-task executor, `submit` to end", "SubmitPerTask")
                .on(VIRTUAL)
                .bars(Bar.ratio("wall time", "wall", 1.6));
    }

    private static Row submitFixedPool() {
        return Row.of("submit-fixed-pool", "fixed pool, `submit` to end", "SubmitFixedPool")
                .bars(Bar.ratio("wall time", "wall", OTEL, 1));
    }

    private static Row startPlatform() {
        return Row.of("start-platform", "platform thread, start to join", "StartPlatform")
                .narrow(NONE, EMPTY, ADAPTIVE)
                .bars(Bar.ratio("CPU", "cpu", 1.05));
    }

    private static Row http(String id, String work, String executor, IntPredicate jdks) {
        return Row.of(id, work, "HttpJson")
                .arguments(executor)
                .on(jdks)
                .narrow(NONE, EMPTY, ADAPTIVE)
                .drive(new HttpLoad())
                .figures(
                        new Figure("cpu", "server's CPU", "us a request", Shown.RATIO),
                        new Figure("throughput", "throughput", "a second", Shown.RATIO),
                        new Figure("p99", "p99", "us", Shown.RATIO),
                        new Figure("allocated", "allocated", "B a request", Shown.ADDED))
                .bars(
                        Bar.ratio("CPU a request", "cpu", 1.03),
                        Bar.inverse("throughput", "throughput", 1.05),
                        Bar.ratio("p99", "p99", 1.15));
    }

    private static Row forkFib() {
        return Row.of("fork-fib", "`ForkJoinPool`, recursive fib, a fork", "ForkFib")
                .bars(Bar.ratio("wall time", "wall", 1.3));
    }

    private static Row handOff() {
        return Row.of("hand-off", "hand-off through a SynchronousQueue between two virtual threads", "HandOff")
                .on(VIRTUAL)
                .narrow(NONE, EMPTY, ADAPTIVE)
                .bars(Bar.ratio("CPU", "cpu", EMPTY, 1.05));
    }

    private static Row parkedVirtual() {
        return Row.of("parked-virtual", "one million parked virtual threads alive, a look each 10 s", "ParkedVirtual")
                .arguments("1000000")
                .untimed()
                .jvmFlags(ROOMY)
                .on(VIRTUAL)
                .variants(NONE, ADAPTIVE, ALWAYS)
                .figures(LOOK, WORST_LOOK, new Figure("heap", "live heap, stacks left out", "MB", Shown.ADDED))
                .bars(
                        Bar.atMost("the worst look's CPU", "lookMax", 100, " ms"),
                        Bar.added("live heap", "heap", 80, " MB"));
    }

    private static Row parkedPlatform(String id, String work, String whose, double share) {
        return Row.of(id, work, "ParkedPlatform")
                .arguments(whose, "5000")
                .untimed()
                .jvmFlags("-Xms1g", "-Xmx1g", "-XX:+UseG1GC", SafepointLog.FLAG)
                .options(Map.of("grace", "10s"))
                .variants(NONE, ADAPTIVE)
                .share(share)
                .drive(Pauses.ALL)
                .figures(
                        LOOK,
                        WORST_LOOK,
                        WORST_PAUSE,
                        new Figure("cleanups", "pauses of the JVM's own housekeeping", "", Shown.ABSOLUTE))
                .bars(
                        Bar.atMost("the worst look's CPU", "lookMax", 20, " ms"),
                        Bar.atMost("the longest pause", "pauseMax", 1, " ms"));
    }

    private static Row startUp() {
        return Row.of("start-up", "start-up, hello world", "Hello")
                .untimed()
                .jvmFlags()
                .drive(Drive.WHOLE_LIFE)
                .narrow(NONE, EMPTY, ADAPTIVE)
                .figures(new Figure("wall", "wall time", "ms", Shown.ADDED))
                .bars(Bar.added("wall time", "wall", 100, " ms"));
    }

    private static Row soak(Settings settings) {
        return Row.of("soak", Numbers.plain(settings.minutes()) + " minutes of 20,000 task starts a second", "Soak")
                .arguments("${minutes}")
                .untimed()
                // A small heap, so that it is collected often enough to compare.
                .jvmFlags("-Xms128m", "-Xmx128m", "-Xmn48m", "-XX:+UseG1GC", SafepointLog.FLAG)
                .patience(Duration.ofSeconds((long) (settings.minutes() * 60 * 2) + 120))
                .variants(NONE, ADAPTIVE)
                .share(0.1)
                .drive(Pauses.OF_COLLECTIONS)
                .figures(
                        new Figure("heap2", "live heap at a fifth of the time", "MB", Shown.ADDED),
                        new Figure("heap6", "live heap at three fifths", "MB", Shown.ADDED),
                        new Figure("heap10", "live heap at the end", "MB", Shown.ADDED),
                        new Figure("pause", "GC pause, the median one", "ms", Shown.ABSOLUTE),
                        new Figure("pauseAll", "GC pauses, all together", "ms", Shown.ABSOLUTE),
                        new Figure("rate", "starts a second", "", Shown.ABSOLUTE))
                .bars(
                        new Bar(
                                "live heap at the end at most 1 MB above that at a fifth of the time",
                                1,
                                " MB",
                                series -> series.paired(
                                        ADAPTIVE, "heap10", ADAPTIVE, "heap2", (end, early) -> end - early)),
                        new Bar(
                                "the median GC pause at most the upper quartile of no agent's",
                                1,
                                "",
                                series -> series.paired(
                                        ADAPTIVE, "pause", NONE, "pauseUpper", (ours, its) -> ours / its)));
    }
}
