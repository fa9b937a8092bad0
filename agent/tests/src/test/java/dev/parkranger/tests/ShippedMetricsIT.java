package dev.parkranger.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.metrics.LookTimes;
import dev.parkranger.metrics.Metrics;
import dev.parkranger.metrics.SiteCount;
import dev.parkranger.reaper.StackMemory;
import dev.parkranger.record.Ticker;
import dev.parkranger.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The few classes of the Prometheus library that are shipped are all that a scrape needs. */
class ShippedMetricsIT {

    @Test
    void both_formats_are_written_with_nothing_but_the_jar() throws Exception {
        try (JarFile jar = new JarFile(System.getProperty("parkranger.jar"))) {
            UnaryOperator<String> scrape = scrape(new Isolated(jar));

            assertThat(scrape.apply(""))
                    .contains("parkranger_live_tasks{kind=\"platform\"} 3.0\n")
                    .contains("parkranger_site_live_tasks{site=\"a.B.c(B.java:1)\"} 2.0\n")
                    .contains("# TYPE parkranger_look_seconds summary\n");
            assertThat(scrape.apply("application/openmetrics-text"))
                    .contains("parkranger_tasks_started_total 5.0\n")
                    .endsWith("# EOF\n");
        }
    }

    @SuppressWarnings("unchecked")
    private static UnaryOperator<String> scrape(ClassLoader loader) throws ReflectiveOperationException {
        return (UnaryOperator<String>)
                loader.loadClass(Scrape.class.getName()).getConstructor().newInstance();
    }

    /** Runs among the jar's classes. */
    public static final class Scrape implements UnaryOperator<String> {

        @Override
        public String apply(String accept) {
            Report report = new Report(
                    Instant.EPOCH,
                    new Report.AgentState("0", "17", true, null, List.of(), 0, 0, 0),
                    new Report.Live(3, 0, 0),
                    new Report.Totals(5, 2),
                    List.of(),
                    List.of(),
                    null);
            Metrics metrics = new Metrics(
                    () -> report,
                    new LookTimes(),
                    () -> List.of(new SiteCount("a.B.c(B.java:1)", 2)),
                    new StackMemory(Ticker.system()));
            return metrics.page(accept).text();
        }
    }

    /** As the launcher's own: the jar's hidden classes above those of the JDK; beside them only the one above. */
    private static final class Isolated extends ClassLoader {
        private final Map<String, byte[]> classes = new HashMap<>();

        Isolated(JarFile jar) throws IOException {
            super(ClassLoader.getPlatformClassLoader());
            classes.putAll(HiddenClasses.of(jar, "parkranger/start.classes"));
            classes.putAll(HiddenClasses.of(jar, "parkranger/isolated.classes"));
            String scrape = Scrape.class.getName();
            try (InputStream in = Scrape.class.getResourceAsStream("/" + scrape.replace('.', '/') + ".class")) {
                classes.put(scrape, in.readAllBytes());
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] code = classes.get(name);
            if (code == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, code, 0, code.length);
        }
    }
}
