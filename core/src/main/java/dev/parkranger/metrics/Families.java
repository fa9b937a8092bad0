package dev.parkranger.metrics;

import dev.parkranger.report.Report;
import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.Suspect;
import dev.parkranger.verdict.Verdict;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The numbers of one scrape. Every name here is part of the outside contract; docs/alerts relies on them.
 *
 * @param stackReserved bytes of one platform thread; 0 where the JVM does not tell
 * @param stackCommitted as before, on average
 */
record Families(
        Report report,
        long started,
        long ended,
        LookTimes.Taken looks,
        List<SiteCount> sites,
        long stackReserved,
        long stackCommitted) {

    MetricSnapshots snapshots() {
        MetricSnapshots.Builder all = MetricSnapshots.builder()
                .metricSnapshot(gauge(
                        "parkranger_armed",
                        "1 while the agent watches, 0 once it is disarmed.",
                        report.agent().armed() ? 1 : 0))
                .metricSnapshot(live())
                .metricSnapshot(counter("parkranger_tasks_started", "Threads and submitted tasks started.", started))
                .metricSnapshot(counter("parkranger_tasks_ended", "Threads and submitted tasks ended.", ended))
                .metricSnapshot(byVerdict("parkranger_suspects", "Groups of tasks with one cause.", suspect -> 1))
                .metricSnapshot(byVerdict("parkranger_leaked_tasks", "Live tasks in these groups.", Suspect::count))
                .metricSnapshot(siteGauge())
                .metricSnapshot(lookSummary())
                .metricSnapshot(
                        gauge("parkranger_last_look_seconds", "What the latest look took.", looks.lastSeconds()))
                .metricSnapshot(counter(
                        "parkranger_suppressed_errors",
                        "Errors of the agent's own that the application was spared.",
                        report.agent().suppressedErrors()))
                .metricSnapshot(counter(
                        "parkranger_dropped_records",
                        "Tasks counted but not recorded, for there were max-records already.",
                        report.agent().droppedRecords()));
        stacks(
                all,
                "parkranger_stack_reserved_bytes",
                "Address space for the stacks of live platform threads, were each of the default size.",
                stackReserved);
        stacks(
                all,
                "parkranger_stack_committed_bytes",
                "Memory in use for the stacks of live platform threads, as the JVM's native memory tracking has it.",
                stackCommitted);
        return all.build();
    }

    private void stacks(MetricSnapshots.Builder all, String name, String help, long bytesOfOne) {
        if (bytesOfOne > 0) {
            all.metricSnapshot(
                    gauge(name, help, (double) bytesOfOne * report.live().platform()));
        }
    }

    private MetricSnapshot live() {
        return GaugeSnapshot.builder()
                .name("parkranger_live_tasks")
                .help("Tasks alive at the latest look.")
                .dataPoint(point(report.live().platform(), Labels.of("kind", "platform")))
                .dataPoint(point(report.live().virtual(), Labels.of("kind", "virtual")))
                .dataPoint(point(report.live().submitted(), Labels.of("kind", "submitted")))
                .build();
    }

    /** Each combination, nought too: an alert resolves on a nought, and a series that comes and goes hides its first rise. */
    private MetricSnapshot byVerdict(String name, String help, ToLongFunction<Suspect> amount) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        for (Verdict verdict : Verdict.values()) {
            for (Confidence confidence : Confidence.values()) {
                long sum = report.suspects().stream()
                        .filter(suspect -> suspect.verdict() == verdict && suspect.confidence() == confidence)
                        .mapToLong(amount)
                        .sum();
                family.dataPoint(point(sum, Labels.of("verdict", verdict.label(), "confidence", confidence.label())));
            }
        }
        return family.build();
    }

    private MetricSnapshot siteGauge() {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder()
                .name("parkranger_site_live_tasks")
                .help("Live tasks of the lines that have made most of them, at most " + LiveSites.MOST + ".");
        for (SiteCount site : sites) {
            family.dataPoint(point(site.live(), Labels.of("site", site.site())));
        }
        return family.build();
    }

    private MetricSnapshot lookSummary() {
        return SummarySnapshot.builder()
                .name("parkranger_look_seconds")
                .help("What looks have taken, of one thread.")
                .dataPoint(SummaryDataPointSnapshot.builder()
                        .count(looks.looks())
                        .sum(looks.seconds())
                        .build())
                .build();
    }

    private static MetricSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point(value, Labels.EMPTY))
                .build();
    }

    /** @param name without the ending {@code _total}, which the format adds */
    private static MetricSnapshot counter(String name, String help, long value) {
        return CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(
                        CounterDataPointSnapshot.builder().value((double) value).build())
                .build();
    }

    private static GaugeDataPointSnapshot point(long value, Labels labels) {
        return point((double) value, labels);
    }

    private static GaugeDataPointSnapshot point(double value, Labels labels) {
        return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }
}
