package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunningJoinsTest {

    private final RunningJoins joins = new RunningJoins();
    private final Object root = new Object();
    private final Object forked = new Object();

    @Test
    void a_task_that_was_forked_is_told_from_the_recorded_one_around_it() {
        assertThat(joins.mayBe(7, forked)).isFalse();
        joins.begins(7, root);
        assertThat(joins.mayBe(7, forked)).isFalse();
        assertThat(joins.mayBe(8, forked)).isFalse();
        assertThat(joins.mayBe(7, root)).isTrue();
        joins.ended(7);
        assertThat(joins.mayBe(7, root)).isFalse();
    }

    @Test
    void where_two_share_a_place_every_end_is_searched_for_until_both_have_ended() {
        Object other = new Object();
        joins.begins(7, root);
        joins.begins(7 + 64, other);
        assertThat(joins.mayBe(7, root)).isTrue();
        assertThat(joins.mayBe(7 + 64, other)).isTrue();
        joins.ended(7);
        assertThat(joins.mayBe(7 + 64, other)).isTrue();
        joins.ended(7 + 64);
        assertThat(joins.count()).isZero();
        joins.begins(7, root);
        assertThat(joins.mayBe(7, forked)).isFalse();
    }

    @Test
    void a_recorded_task_is_never_taken_for_a_forked_one_whoever_comes_and_goes_in_its_place() throws Exception {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier together = new CyclicBarrier(threads);
            List<Future<Integer>> missed = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                long tid = 7 + 64L * i;
                missed.add(pool.submit(missedBy(tid, together)));
            }
            for (Future<Integer> each : missed) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isZero();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(joins.count()).isZero();
    }

    private Callable<Integer> missedBy(long tid, CyclicBarrier together) {
        return () -> {
            Random random = new Random(tid);
            int missed = 0;
            together.await(30, TimeUnit.SECONDS);
            for (int i = 0; i < 200_000; i++) {
                Object outer = new Object();
                Object inner = new Object();
                joins.begins(tid, outer);
                boolean nested = random.nextInt(4) == 0;
                if (nested) {
                    joins.begins(tid, inner);
                    missed += joins.mayBe(tid, inner) ? 0 : 1;
                    joins.ended(tid);
                }
                missed += joins.mayBe(tid, outer) ? 0 : 1;
                joins.ended(tid);
            }
            return missed;
        };
    }
}
