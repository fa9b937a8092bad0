package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What there may be at the most. */
class RegistryTest {
    private static final int MAX_POOLS = 100_000;
    private static final int MAX_SHUT_DOWN = 8_192;

    private final FakeTime time = new FakeTime();
    private final Registry registry = new Registry(10_000);
    private final List<PoolRecord> records = new ArrayList<>();

    private int pools() {
        AtomicInteger count = new AtomicInteger();
        registry.pools().forEach(each -> count.incrementAndGet());
        return count.get();
    }

    private PoolRecord adds() {
        PoolRecord record = new PoolRecord(
                new Object(), OwnerKind.POOL, Origin.UNKNOWN, Application.INSTANCE, null, null, time.nanos());
        registry.addPool(record);
        records.add(record);
        return record;
    }

    private void adds(int count) {
        for (int i = 0; i < count; i++) {
            adds();
        }
    }

    @Test
    void of_a_hundred_thousand_pools_no_more_are_recorded() {
        adds(MAX_POOLS);
        assertThat(registry.droppedRecords()).isZero();

        adds();

        assertThat(pools()).isEqualTo(MAX_POOLS);
        assertThat(registry.droppedRecords()).isEqualTo(1);
    }

    @Test
    void pools_past_the_cap_are_the_applications_and_share_one_record() {
        adds(MAX_POOLS);

        PoolRecord one = registry.poolOfOrUnknown(new Object(), time);

        assertThat(registry.poolOfOrUnknown(new Object(), time)).isSameAs(one);
        assertThat(one.isAdopted()).isTrue();
        assertThat(one.hasEnded()).isFalse();
        assertThat(pools()).isEqualTo(MAX_POOLS);
    }

    @Test
    void where_a_pool_is_gone_another_may_be_recorded() {
        adds(MAX_POOLS);
        registry.removePool(records.get(0));
        registry.removePool(records.get(0));
        Object another = new Object();
        registry.poolOfOrUnknown(another, time);

        assertThat(registry.poolOf(another)).isNotNull();
        adds();
        assertThat(pools()).isEqualTo(MAX_POOLS);
        assertThat(registry.droppedRecords()).isEqualTo(1);
    }

    @Test
    void of_pools_that_are_shut_down_between_two_looks_only_so_many_stay() {
        adds(MAX_SHUT_DOWN + 100);
        records.forEach(record -> registry.shutDown(record, time.nanos()));
        assertThat(pools()).isEqualTo(MAX_SHUT_DOWN);

        registry.shutDownPoolsSwept();
        PoolRecord another = adds();
        registry.shutDown(another, time.nanos());
        assertThat(pools()).isEqualTo(MAX_SHUT_DOWN + 1);
    }

    @Test
    void a_pool_that_is_shut_down_twice_counts_once() {
        adds(MAX_SHUT_DOWN);
        for (int i = 0; i < 2; i++) {
            records.forEach(record -> registry.shutDown(record, time.nanos()));
        }

        assertThat(pools()).isEqualTo(MAX_SHUT_DOWN);
    }
}
