package dev.parkranger.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.Look;
import dev.parkranger.reaper.Standstill;
import dev.parkranger.reaper.Standstill.Held;
import dev.parkranger.reaper.Standstill.Kind;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.record.Application;
import dev.parkranger.record.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Which standstills are deadlocks, each with one that is none. */
class StandstillRuleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Frame LOCK = new Frame("java.util.concurrent.locks.ReentrantLock", "lock", null, 1);
    private static final Frame TAKE = new Frame("java.util.concurrent.LinkedBlockingQueue", "take", null, 1);
    private static final Frame GET = new Frame("java.util.concurrent.FutureTask", "get", null, 1);
    private static final Frame TRANSFER = new Frame("com.acme.Bank", "transfer", "Bank.java", 12);
    private static final Frame AUDIT = new Frame("com.acme.Bank", "audit", "Bank.java", 40);

    private final Facts server = new Facts();
    private final Ledger ledger = new Ledger(20);
    private final List<TaskFacts> orphans = new ArrayList<>();

    private Held held(UnaryOperator<Facts.Task> change) {
        server.tasks().clear();
        server.leavesOf(
                Application.INSTANCE,
                task -> change.apply(task.endedAt(0).waitsIn(LOCK, TRANSFER).parkedFor(SECOND)));
        return new Held(server.tasks().get(0), "ReentrantLock", "teller-7");
    }

    private List<Suspect> look(Standstill... standstills) {
        Look plain = server.facts();
        return ledger.look(new Look(
                server.now(),
                plain.at(),
                Facts.GRACE,
                Facts.WINDOW,
                0,
                orphans,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(standstills)));
    }

    private static Standstill of(Kind kind, Held... members) {
        return new Standstill(kind, List.of(members), List.of());
    }

    @Test
    void a_ring_of_locks_is_a_leak_at_once_and_says_who_waits_for_whom() {
        Held one = held(task -> task);
        Held other = held(task -> task.startedIn(AUDIT).waitsIn(LOCK, AUDIT));

        assertThat(look(of(Kind.CYCLE, one, other))).singleElement().satisfies(suspect -> {
            assertThat(suspect.verdict()).isEqualTo(Verdict.DEADLOCK);
            assertThat(suspect.confidence()).isEqualTo(Confidence.LEAK);
            assertThat(suspect.count()).isEqualTo(2);
            assertThat(suspect.standstill()).isEqualTo(Kind.CYCLE);
            assertThat(suspect.evidence())
                    .anySatisfy(sentence -> assertThat(sentence)
                            .contains("Bank.audit(Bank.java:40)")
                            .contains("of teller-7"))
                    .anySatisfy(sentence -> assertThat(sentence).contains("Bank.transfer(Bank.java:12)"));
        });
    }

    @Test
    void whichever_thread_was_first_it_is_the_same_deadlock() {
        Held one = held(task -> task);
        Held other = held(task -> task.startedIn(AUDIT).waitsIn(LOCK, AUDIT));
        List<Suspect> suspects = look(of(Kind.CYCLE, one, other), of(Kind.CYCLE, other, one));

        assertThat(suspects).singleElement().satisfies(suspect -> {
            assertThat(suspect.count()).isEqualTo(4);
            assertThat(suspect.evidence()).contains("the same, 2 times over");
        });
    }

    @Test
    void a_ring_in_which_one_waits_with_a_timeout_comes_apart_by_itself() {
        assertThat(look(of(Kind.CYCLE, held(task -> task), held(Facts.Task::timed))))
                .isEmpty();
    }

    @Test
    void a_ring_in_which_one_moves_is_none() {
        assertThat(look(of(Kind.CYCLE, held(task -> task), held(Facts.Task::moving))))
                .isEmpty();
    }

    @Test
    void a_lock_whose_owner_has_ended_is_a_leak_of_one() {
        assertThat(look(of(Kind.DEAD_OWNER, held(task -> task))))
                .singleElement()
                .satisfies(suspect -> {
                    assertThat(suspect.confidence()).isEqualTo(Confidence.LEAK);
                    assertThat(suspect.evidence())
                            .anySatisfy(sentence -> assertThat(sentence).contains("teller-7, which has ended"));
                    assertThat(suspect.advice()).contains("finally");
                });
    }

    @Test
    void who_stands_still_is_told_once_not_as_an_orphan_besides() {
        Held one = held(task -> task);
        server.tasks().clear();
        server.leaves(task -> task.is(one.task().task()));
        server.grace();
        orphans.addAll(server.tasks());

        assertThat(look(of(Kind.DEAD_OWNER, one)))
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.verdict()).isEqualTo(Verdict.DEADLOCK));
    }

    @Test
    void a_lock_held_by_one_who_waits_for_a_message_is_suspected_after_a_window() {
        Held holder = held(task -> task.waitsIn(TAKE, AUDIT).parkedFor(Facts.WINDOW));
        Held victim = held(task -> task.parkedFor(Facts.WINDOW));

        assertThat(look(new Standstill(Kind.HELD_WHILE_WAITING, List.of(holder), List.of(victim))))
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.confidence()).isEqualTo(Confidence.SUSPECT));
    }

    @Test
    void one_that_has_waited_for_less_or_sleeps_or_that_nobody_has_waited_for_so_long_is_not() {
        Held young = held(task -> task.waitsIn(TAKE, AUDIT).parkedFor(Facts.WINDOW - 1));
        Held asleep =
                held(task -> task.waitsIn(TAKE, AUDIT).parkedFor(Facts.WINDOW).timed());
        Held holder = held(task -> task.waitsIn(TAKE, AUDIT).parkedFor(Facts.WINDOW));
        Held victim = held(task -> task.parkedFor(Facts.WINDOW));
        Held passing = held(task -> task.parkedFor(SECOND));

        assertThat(look(
                        new Standstill(Kind.HELD_WHILE_WAITING, List.of(young), List.of(victim)),
                        new Standstill(Kind.HELD_WHILE_WAITING, List.of(asleep), List.of(victim)),
                        new Standstill(Kind.HELD_WHILE_WAITING, List.of(holder), List.of(passing)),
                        new Standstill(Kind.HELD_WHILE_WAITING, List.of(holder), List.of())))
                .isEmpty();
    }

    @Test
    void what_is_orphaned_besides_is_told_as_such_and_does_not_change_its_group_after_a_window() {
        Held holder = held(task -> task.waitsIn(TAKE, AUDIT).parkedFor(Facts.WINDOW));
        Held orphan = held(task -> task.parkedFor(Facts.WINDOW).endedAt(server.now() - Facts.GRACE - 1));

        assertThat(look(new Standstill(Kind.HELD_WHILE_WAITING, List.of(holder), List.of(orphan))))
                .isEmpty();
    }

    @Test
    void a_pool_that_waits_for_itself_is_suspected_past_grace_and_a_leak_after_a_window() {
        Held worker = held(task -> task.waitsIn(GET, AUDIT).parkedFor(Facts.GRACE + 1));
        assertThat(look(of(Kind.STARVED_POOL, worker)))
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.confidence()).isEqualTo(Confidence.SUSPECT));

        Held old = held(task -> task.waitsIn(GET, AUDIT).parkedFor(Facts.WINDOW));
        assertThat(look(of(Kind.STARVED_POOL, old)))
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.confidence()).isEqualTo(Confidence.LEAK));
    }

    @Test
    void a_pool_that_waits_for_itself_is_told_as_such_as_soon_as_its_tasks_are_orphaned() {
        Held worker = held(task -> task.waitsIn(GET, AUDIT).parkedFor(SECOND).endedAt(server.now() - Facts.GRACE - 1));

        assertThat(look(of(Kind.STARVED_POOL, worker))).hasSize(1);
    }

    @Test
    void what_was_told_as_something_else_before_is_said_to_be_told_anew() {
        server.leaves(3);
        server.grace();
        orphans.addAll(server.tasks());
        String before = look().get(0).id();
        Held one = new Held(orphans.get(0), "ReentrantLock", "gone");
        Held two = new Held(orphans.get(1), "ReentrantLock", "gone");
        Held three = new Held(orphans.get(2), "ReentrantLock", "gone");

        Suspect now = look(of(Kind.DEAD_OWNER, one, two, three)).get(0);
        assertThat(ledger.resolved()).singleElement().satisfies(resolved -> {
            assertThat(resolved.id()).isEqualTo(before);
            assertThat(resolved.reason()).contains(now.id()).contains("deadlock");
        });
    }

    @Test
    void a_worker_that_waits_at_a_latch_may_wait_for_work_elsewhere_and_is_given_a_window_and_no_more_than_suspected() {
        Frame await = new Frame("java.util.concurrent.CountDownLatch", "await", null, 1);
        Held worker = held(task -> task.waitsIn(await, AUDIT).parkedFor(Facts.WINDOW));
        assertThat(look(of(Kind.STARVED_POOL, worker))).isEmpty();

        Held old = held(task -> task.waitsIn(await, AUDIT).parkedFor(10 * Facts.WINDOW));
        assertThat(look(of(Kind.STARVED_POOL, old)))
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.confidence()).isEqualTo(Confidence.SUSPECT));
    }

    @Test
    void consumers_that_take_turns_at_an_empty_queue_are_no_deadlock() {
        Held holder = held(task -> task.waitsIn(TAKE, AUDIT).parkedFor(Facts.WINDOW));
        Held next = held(task -> task.waitsIn(LOCK, AUDIT).parkedFor(Facts.WINDOW));
        Held another = held(task -> task.parkedFor(Facts.WINDOW));

        assertThat(look(new Standstill(Kind.HELD_WHILE_WAITING, List.of(holder), List.of(next, next))))
                .isEmpty();
        assertThat(look(new Standstill(Kind.HELD_WHILE_WAITING, List.of(holder), List.of(next, another))))
                .hasSize(1);
    }

    @Test
    void a_pool_one_of_whose_workers_waits_for_something_else_may_go_on() {
        Held worker = held(task -> task.waitsIn(GET, AUDIT).parkedFor(Facts.WINDOW));
        Held reader = held(task -> task.waitsIn(TAKE, AUDIT).parkedFor(Facts.WINDOW));

        assertThat(look(of(Kind.STARVED_POOL, worker, reader))).isEmpty();
    }
}
