package dev.parkranger.metrics;

import dev.parkranger.reaper.StackMemory;
import dev.parkranger.report.MetricsPage;
import dev.parkranger.report.Report;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a scrape: Prometheus text 0.0.4, or OpenMetrics for whoever accepts it. Numbers come from the latest report, so
 * a scrape makes nobody look; sites are counted at most once a report, however many scrape. Thread-safe.
 */
public final class Metrics implements MetricsPage {

    private final Supplier<Report> latest;
    private final LookTimes looks;
    private final Supplier<List<SiteCount>> sites;
    private final Rising started = new Rising();
    private final Rising ended = new Rising();
    private final StackMemory stacks;
    private @Nullable Instant counted;
    private List<SiteCount> siteCounts = List.of();

    /**
     * Answers of this JVM's own.
     *
     * @param sites counts the lines with the most live tasks, at most {@value LiveSites#MOST}; may be slow
     * @param stacks used by no other thread
     */
    public Metrics(Supplier<Report> latest, LookTimes looks, Supplier<List<SiteCount>> sites, StackMemory stacks) {
        this.latest = latest;
        this.looks = looks;
        this.sites = sites;
        this.stacks = stacks;
    }

    private static String contentType(@Nullable String accept) {
        return writer(accept).getContentType();
    }

    private void write(@Nullable String accept, OutputStream out) throws IOException {
        writer(accept).write(out, families().snapshots(), EscapingScheme.UNDERSCORE_ESCAPING);
    }

    @Override
    public Page page(@Nullable String accept) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            write(accept, text);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return new Page(contentType(accept), text.toString(StandardCharsets.UTF_8));
    }

    private static ExpositionFormatWriter writer(@Nullable String accept) {
        OpenMetricsTextFormatWriter open = OpenMetricsTextFormatWriter.create();
        return accept != null && open.accepts(accept) ? open : PrometheusTextFormatWriter.create();
    }

    /** One scrape at a time: what is remembered between them is theirs in common. */
    private synchronized Families families() {
        Report report = latest.get();
        if (!report.at().equals(counted)) {
            siteCounts = report.agent().armed() ? sites.get() : List.of();
            counted = report.at();
        }
        return new Families(
                report,
                started.atLeast(report.totals().started()),
                ended.atLeast(report.totals().ended()),
                looks.taken(),
                siteCounts,
                stacks.reserved(),
                stacks.committed());
    }

    /** A start that failed is taken back, but a counter that falls means a restart to whoever reads it. */
    private static final class Rising {

        private long highest;

        long atLeast(long value) {
            highest = Math.max(highest, value);
            return highest;
        }
    }
}
