package dev.parkranger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.proof.DumpWriter.Thing;
import dev.parkranger.proof.DumpWriter.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What could wake a thread: parked, in a wait, in want of a monitor or of a lock. */
class WakeTest {

    private final World world = new World();

    // ---- parked ----

    @Test
    void whoever_has_a_condition_or_its_lock_wakes_who_awaits_it() {
        Thing sync = world.dump.make(world.lockSync);
        Thing condition = world.dump.make(world.condition).set("this$0", sync);
        Thing waiting = world.awaitingCondition(condition);
        assertThat(world.gradeOf(waiting)).isEqualTo(Grade.STRICT);

        world.running(sync);
        assertThat(world.gradeOf(waiting))
                .as("signalled, it waits for the lock under the same name")
                .isNull();
    }

    @Test
    void whoever_has_the_thread_wakes_who_parks_with_a_blocker_of_its_own() {
        Thing waiting = world.parked(world.dump.make(world.object));
        world.running(world.box(waiting));

        Analysis analysis = world.look();
        assertThat(World.gradeOf(waiting, analysis)).isNull();
        assertThat(World.gradeOf(waiting, world.lookWithout(Rule.FOREIGN_BLOCKER)))
                .as("false: unpark takes the Thread, and somebody has it")
                .isEqualTo(Grade.WITHOUT_INTERRUPTS);
    }

    @Test
    void who_parks_with_a_blocker_of_its_own_that_nobody_has_nor_the_thread_is_proven() {
        Thing leaked = world.parked(world.dump.make(world.object));

        assertThat(world.gradeOf(leaked)).isEqualTo(Grade.STRICT);
    }

    @Test
    void nothing_is_said_of_who_parks_without_a_blocker() {
        Thing waiting = world.parked(world.box(null));
        waiting.set("parkBlocker", null);

        assertThat(world.gradeOf(waiting)).isNull();
    }

    @Test
    void an_interrupted_thread_is_awake() {
        Thing waiting = world.awaiting(world.latch()).set("interrupted", true);

        assertThat(world.gradeOf(waiting)).isNull();
    }

    @Test
    void whoever_has_the_thread_can_interrupt_it() {
        Thing waiting = world.awaiting(world.latch());
        world.running(world.box(waiting));

        assertThat(world.gradeOf(waiting)).isEqualTo(Grade.WITHOUT_INTERRUPTS);
    }

    @Test
    void who_has_a_thread_does_not_reach_what_it_waits_for_through_its_blocker() {
        Thing latch = world.latch();
        Thing first = world.awaiting(latch);
        Thing second = world.awaiting(latch);
        world.running(world.box(first));

        assertThat(world.gradeOf(second))
                .as("woken by whom the interrupt wakes")
                .isEqualTo(Grade.WITHOUT_INTERRUPTS);
    }

    // ---- locks of java.util.concurrent ----

    @Test
    void a_lock_whose_owner_has_ended_lets_nobody_in_even_where_everybody_has_it() {
        Thing lock = world.lockHeldBy(world.ended());
        world.work.statics.put("LOCK", lock);
        Thing leaked = world.locking(lock);

        assertThat(world.gradeOf(leaked)).isEqualTo(Grade.STRICT);
    }

    @Test
    void a_lock_whose_owner_runs_lets_others_in() {
        Thing owner = world.running();
        Thing lock = world.lockHeldBy(owner);
        world.work.statics.put("LOCK", lock);

        assertThat(world.gradeOf(world.locking(lock))).isNull();
    }

    @Test
    void a_lock_that_its_owner_no_longer_has_lets_nobody_in() {
        Thing owner = world.running();
        Thing leaked = world.locking(world.lockHeldBy(owner));

        assertThat(world.gradeOf(leaked)).isEqualTo(Grade.STRICT);
    }

    @Test
    void threads_that_hold_each_others_static_locks_are_proven_and_so_are_those_behind() {
        Thing one = world.dump.make(world.lock).set("sync", world.dump.make(world.lockSync));
        Thing other = world.dump.make(world.lock).set("sync", world.dump.make(world.lockSync));
        world.work.statics.put("ONE", one);
        world.work.statics.put("OTHER", other);
        Thing left = world.locking(one, other);
        Thing right = world.locking(other, one);
        Thing behind = world.locking(one);
        World.syncOf(one).set("exclusiveOwnerThread", right);
        World.syncOf(other).set("exclusiveOwnerThread", left);

        Analysis analysis = world.look();
        assertThat(List.of(left, right, behind))
                .allSatisfy(each -> assertThat(World.gradeOf(each, analysis)).isEqualTo(Grade.STRICT));
    }

    @Test
    void a_lock_between_owners_is_let_in_by_whoever_has_it() {
        Thing lock = world.lockHeldBy(null);
        Thing waiting = world.locking(lock);
        world.running(lock);

        assertThat(world.gradeOf(waiting)).isNull();
    }

    @Test
    void an_interrupt_does_not_end_a_wait_for_a_lock() {
        Thing lock = world.lockHeldBy(world.ended());
        Thing leaked = world.locking(lock);
        world.running(world.box(leaked));

        assertThat(world.gradeOf(leaked)).isEqualTo(Grade.STRICT);
    }

    // ---- monitors ----

    @Test
    void who_wants_a_monitor_is_let_in_by_its_owner_though_that_has_no_reference_to_it() {
        Thing monitor = world.dump.make(world.object);
        // A compiled synchronized method has let go of the object, and will leave the monitor all the same.
        Thing owner = world.running();
        Thing waiting = world.blocked(World.tid(owner), monitor);

        assertThat(world.gradeOf(waiting)).isNull();
        assertThat(world.gradeWithout(Rule.OWNER, waiting)).as("false").isEqualTo(Grade.STRICT);
    }

    @Test
    void who_wants_the_monitor_of_a_leaked_thread_is_proven_although_everybody_sees_it() {
        Thing monitor = world.box(null);
        world.work.statics.put("MONITOR", monitor);
        Thing owner = world.awaiting(world.latch());
        Thing leaked = world.blocked(World.tid(owner), monitor);

        assertThat(world.gradeOf(leaked)).isEqualTo(Grade.STRICT);
    }

    @Test
    void where_nobody_knows_who_holds_a_monitor_nothing_is_proven() {
        assertThat(world.gradeOf(world.blocked(Facts.UNKNOWN, world.box(null)))).isNull();
        assertThat(world.gradeOf(world.blocked(4711, world.box(null)))).isNull();
    }

    // ---- Object.wait() ----

    @Test
    void the_object_waited_for_is_of_the_class_that_the_jvm_names() {
        Thing monitor = world.dump.make(world.dump.type("com.acme.Monitor", world.object, "L content"));
        // The frame of the wait is native and shows nothing; its caller has other things beside the monitor.
        Thing waiting = world.waiting("com.acme.Monitor", List.of(), List.of(monitor, world.box(null)));
        world.running(monitor);
        assertThat(world.gradeOf(waiting)).isNull();
    }

    @Test
    void who_may_wait_for_itself_is_not_said_to_wait_for_another_of_its_class() {
        // synchronized void run() { wait(); other.run(); }, compiled: "this" is in no frame any more.
        Thing other = world.dump.make(world.work);
        Thing waiting = world.waiting("com.acme.Work", List.of(), List.of(other));

        assertThat(world.gradeOf(waiting)).isNull();
        assertThat(world.gradeWithout(Rule.CLASS_CHECK, waiting))
                .as("false, a guess")
                .isEqualTo(Grade.STRICT);
    }

    @Test
    void where_the_frames_do_not_show_the_object_nothing_is_guessed() {
        // The monitor is gone from the frame, and what is left there is of another class.
        Thing waiting = world.waiting("com.acme.Monitor", List.of(), List.of(world.box(null)));
        world.running();

        assertThat(world.gradeOf(waiting)).isNull();
        assertThat(world.gradeWithout(Rule.CLASS_CHECK, waiting))
                .as("false, a guess")
                .isEqualTo(Grade.STRICT);
    }

    @Test
    void a_wait_for_an_object_without_fields_is_proven_too() {
        Type token = world.dump.type("com.acme.Token", world.object);
        Thing monitor = world.dump.make(token);
        Thing waiting = world.waiting("com.acme.Token", List.of(monitor), List.of());
        assertThat(world.gradeOf(waiting)).isEqualTo(Grade.STRICT);

        world.running(world.box(monitor));
        assertThat(world.gradeOf(waiting)).isNull();
    }

    @Test
    void a_string_is_anybodys() {
        Type string = world.dump.type("java.lang.String", world.object, "L value");
        Thing waiting = world.waiting("java.lang.String", List.of(world.dump.make(string)), List.of());
        Thing parked = world.parked(world.dump.make(string));

        assertThat(world.gradeOf(waiting)).isNull();
        assertThat(world.gradeOf(parked)).isNull();
    }

    @Test
    void who_joins_a_thread_is_woken_by_its_end() {
        Thing joined = world.running();
        Thing waiting = world.waiting("java.lang.Thread", List.of(joined), List.of());

        assertThat(world.gradeOf(waiting)).isNull();
    }

    @Test
    void who_joins_a_leaked_thread_is_proven() {
        Thing joined = world.awaiting(world.latch());
        Thing waiting = world.waiting("java.lang.Thread", List.of(joined), List.of());

        assertThat(world.gradeOf(waiting)).isEqualTo(Grade.STRICT);
    }

    @Test
    void who_waits_for_the_garbage_collector_is_awake() {
        Thing queue = world.dump.make(world.referenceQueue);
        Thing second = world.dump.make(world.thread).set("tid", 99L).set("threadStatus", 0x191);
        world.dump.thread(
                second,
                world.frame(world.object, "wait", queue),
                world.frame(world.referenceQueue, "remove", queue),
                world.frame(world.work, "run"));
        world.fact("thread\t99\tjava.lang.ref.ReferenceQueue\t-1\tq");

        assertThat(world.gradeOf(second)).isNull();
    }

    @Test
    void who_waits_for_it_at_a_condition_is_awake_too() {
        Thing waiting = world.awaitingQueue(world.dump.make(world.referenceQueue));

        assertThat(world.gradeOf(waiting)).isNull();
    }
}
