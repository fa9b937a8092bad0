package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class ContinuationPoolsTest {

    private final ContinuationPools pools = new ContinuationPools();

    @Test
    void each_pool_that_the_initialiser_makes_is_one_not_the_last_alone() {
        Object scheduler = new Object();
        Object unparker = new Object();
        pools.add(scheduler);
        pools.add(unparker);

        assertThat(pools.has(scheduler)).isTrue();
        assertThat(pools.has(unparker)).isTrue();
        assertThat(pools.has(new Object())).isFalse();
    }

    @Test
    void a_fork_join_pool_of_the_applications_is_none() {
        assertThat(pools.has(ForkJoinPool.commonPool())).isFalse();
    }
}
