package dev.parkranger.verdict;

import static dev.parkranger.verdict.Facts.GRACE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is judged at all; how surely, others decide. */
class JudgeTest {
    private final Facts facts = new Facts();

    private Collection<Finding> judge() {
        return Judge.judge(facts.facts(), Cause::of);
    }

    private List<Verdict> verdicts() {
        return judge().stream().map(finding -> finding.cause().verdict()).toList();
    }

    @Test
    void nothing_is_found_where_nothing_is_left() {
        assertThat(judge()).isEmpty();
    }

    @Test
    void a_parked_task_is_left_alone_until_grace_has_passed() {
        facts.leaves(task -> task.endedAt(facts.now() - GRACE));
        assertThat(verdicts()).isEmpty();

        facts.allEnd().leaves(task -> task.endedAt(facts.now() - GRACE - 1));
        assertThat(verdicts()).containsExactly(Verdict.ORPHANED_TASK);
    }

    @Test
    void a_task_that_makes_progress_is_no_orphan() {
        facts.leaves(Facts.Task::moving).grace();

        assertThat(verdicts()).isEmpty();
    }

    @Test
    void a_task_that_somebody_had_use_for_within_grace_is_none_yet() {
        facts.leaves(task -> task.wokenAt(facts.now() + 2 * GRACE)).passes(Duration.ofNanos(3 * GRACE));
        assertThat(verdicts()).isEmpty();

        facts.passes(Duration.ofNanos(1));
        assertThat(verdicts()).containsExactly(Verdict.ORPHANED_TASK);
    }

    @Test
    void a_task_that_only_idles_is_one() {
        facts.leaves(Facts.Task::idling).grace();

        assertThat(verdicts()).containsExactly(Verdict.ORPHANED_TASK);
    }

    @Test
    void a_pool_never_shut_down_is_abandoned() {
        facts.leavesPools(1).grace();

        assertThat(verdicts()).containsExactly(Verdict.ABANDONED_POOL);
    }

    @Test
    void threads_of_one_client_object_are_one_finding_wherever_they_wait() {
        facts.leaves(task -> task.madeBy("org.quartz"))
                .leaves(task -> task.madeBy("org.quartz").waitsIn(Facts.WAITED_IN, null))
                .grace();

        assertThat(judge())
                .singleElement()
                .satisfies(finding -> assertThat(finding.tasks()).hasSize(2));
    }

    @Test
    void what_a_client_object_has_in_threads_of_its_own_is_told_with_its_pools() {
        facts.leaves(task -> task.madeBy("com.zaxxer.hikari"))
                .leavesPool(pool -> pool.madeBy("com.zaxxer.hikari"))
                .leavesPool(pool -> pool.madeBy("com.zaxxer.hikari"))
                .grace();

        assertThat(judge()).singleElement().satisfies(finding -> {
            assertThat(finding.cause().verdict()).isEqualTo(Verdict.ABANDONED_POOL);
            assertThat(finding.pools()).hasSize(2);
            assertThat(finding.tasks()).hasSize(3);
        });
    }

    @Test
    void the_applications_own_threads_and_another_librarys_are_findings_of_their_own() {
        facts.leaves()
                .leaves(task -> task.madeBy("okhttp3"))
                .leavesPool(pool -> pool.madeBy("org.quartz"))
                .leavesPools(1)
                .grace();

        assertThat(judge()).hasSize(4);
    }

    @Test
    void a_pool_is_left_alone_until_grace_has_passed() {
        facts.leavesPool(pool -> pool.endedAt(facts.now() - GRACE));
        assertThat(verdicts()).isEmpty();

        facts.allEnd().leavesPool(pool -> pool.endedAt(facts.now() - GRACE - 1));
        assertThat(verdicts()).containsExactly(Verdict.ABANDONED_POOL);
    }

    @Test
    void a_pool_with_one_active_worker_is_alive() {
        facts.leavesPool(pool -> pool.worker(task -> task).worker(task -> task).worker(Facts.Task::moving))
                .grace();

        assertThat(verdicts()).isEmpty();
    }

    @Test
    void a_pool_whose_workers_only_idle_is_abandoned() {
        facts.leavesPool(pool -> pool.worker(Facts.Task::idling).worker(task -> task))
                .grace();

        assertThat(verdicts()).containsExactly(Verdict.ABANDONED_POOL);
    }

    @Test
    void a_pool_with_a_delayed_task_of_a_living_owner_is_alive() {
        facts.leavesPool(Facts.Pool::dueForLiving).grace();

        assertThat(verdicts()).isEmpty();
    }

    @Test
    void a_parked_worker_of_a_pool_that_was_shut_down_is_undead() {
        facts.leavesPool(Facts.Pool::shutDown).grace();

        assertThat(verdicts()).containsExactly(Verdict.UNDEAD_WORKER);
    }

    @Test
    void a_worker_that_still_runs_after_the_shut_down_is_finishing_its_work() {
        facts.leavesPool(pool -> pool.shutDown().worker(Facts.Task::moving)).grace();

        assertThat(verdicts()).isEmpty();
    }

    @Test
    void of_a_pool_that_was_shut_down_only_the_stuck_workers_are_told() {
        facts.leavesPool(pool -> pool.shutDown().worker(Facts.Task::moving).worker(task -> task))
                .grace();

        assertThat(judge())
                .singleElement()
                .satisfies(finding -> assertThat(finding.tasks()).hasSize(1));
    }

    @Test
    void a_pool_shut_down_just_now_has_its_grace_too() {
        facts.leavesPool(pool -> pool.shutDown().endedAt(facts.now() - GRACE));

        assertThat(verdicts()).isEmpty();
    }

    @Test
    void the_workers_of_an_abandoned_pool_are_its_victims_and_the_pool_is_counted() {
        facts.leavesPool(pool -> pool.worker(task -> task).worker(task -> task))
                .leavesPool(pool -> pool.worker(task -> task))
                .grace();

        assertThat(judge()).singleElement().satisfies(finding -> {
            assertThat(finding.pools()).hasSize(2);
            assertThat(finding.tasks()).hasSize(3);
            assertThat(finding.survivors()).hasSize(2);
        });
    }

    @Test
    void tasks_of_one_owner_are_one_survivor() {
        var owner = facts.request();
        facts.leavesOf(owner, task -> task).leavesOf(owner, task -> task).grace();

        assertThat(judge()).singleElement().satisfies(finding -> {
            assertThat(finding.tasks()).hasSize(2);
            assertThat(finding.survivors()).hasSize(1);
        });
    }
}
