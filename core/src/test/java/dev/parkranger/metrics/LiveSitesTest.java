package dev.parkranger.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.Ground;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveSitesTest {
    private final Ground ground = new Ground();
    private final LiveSites sites = new LiveSites(ground.registry, new CodeMap(List.of("dev.parkranger.metrics")));

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void the_line_that_has_made_most_comes_first() {
        ground.server.does(() -> start(3));
        ground.server.does(this::startOther);

        assertThat(sites.most()).hasSize(2);
        assertThat(sites.most().get(0).site()).startsWith("dev.parkranger.metrics.LiveSitesTest.start(");
        assertThat(sites.most().get(0).live()).isEqualTo(3);
        assertThat(sites.most().get(1).site()).startsWith("dev.parkranger.metrics.LiveSitesTest.startOther(");
    }

    @Test
    void what_ends_is_counted_no_more() {
        ground.server.does(() -> start(3));
        ground.registry.threads().forEach(record -> {
            if (record.site() != null) {
                ground.registry.end(record, ground.time.nanos());
            }
        });

        assertThat(sites.most()).isEmpty();
    }

    @Test
    void of_many_tasks_a_few_stacks_give_the_proportions() {
        ground.server.does(() -> {
            for (int i = 0; i < 60; i++) {
                start(4);
                startOther();
            }
        });

        assertThat(sites.most()).hasSize(2);
        // 240; the records come in no order, and of 38 or more stacks the share of four in five is off by 0.06 (one
        // standard deviation). Four of these.
        assertThat(sites.most().get(0).live()).isBetween(168L, 300L);
        assertThat(sites.most().stream().mapToLong(SiteCount::live).sum()).isBetween(299L, 301L);
    }

    @Test
    void a_worker_counts_at_the_line_that_made_its_pool() {
        Object pool = new Object();
        ground.server.does(() -> construct(pool));
        ground.server.does(() -> ground.worker(pool));

        assertThat(sites.most()).singleElement().satisfies(site -> {
            assertThat(site.site()).startsWith("dev.parkranger.metrics.LiveSitesTest.construct(");
            assertThat(site.live()).isEqualTo(1);
        });
    }

    private void construct(Object pool) {
        ground.recorder.poolConstructed(pool);
    }

    private void start(int count) {
        for (int i = 0; i < count; i++) {
            ground.starts();
        }
    }

    private void startOther() {
        ground.starts();
    }
}
