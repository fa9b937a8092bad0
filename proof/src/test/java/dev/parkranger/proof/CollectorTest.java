package dev.parkranger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.proof.DumpWriter.Thing;
import org.junit.jupiter.api.Test;

/** What comes to somebody through the garbage collector, and what does not; and weak references. */
class CollectorTest {

    private final World world = new World();

    @Test
    void a_weak_reference_is_a_way_but_a_lesser_one() {
        Thing latch = world.latch();
        Thing waiting = world.awaiting(latch);
        world.running(world.dump.make(world.weakReference).set("referent", latch));

        assertThat(world.gradeOf(waiting)).isEqualTo(Grade.WITHOUT_WEAK);
    }

    @Test
    void what_waits_to_be_finalized_is_reached() {
        Thing latch = world.latch();
        Thing waiting = world.awaiting(latch);
        Thing dying = world.box(latch);
        world.finalizer.statics.put(
                "unfinalized", world.dump.make(world.finalizer).set("referent", dying));

        assertThat(world.gradeOf(waiting)).isNull();
        assertThat(world.gradeWithout(Rule.FINALIZER, waiting))
                .as("false: the finalizer thread will have it")
                .isEqualTo(Grade.STRICT);
    }

    @Test
    void what_a_leaked_thread_holds_is_never_finalized() {
        Thing latch = world.latch();
        Thing held = world.box(latch);
        Thing leaked = world.awaiting(latch);
        world.waiting("com.acme.Box", java.util.List.of(world.box(held)), java.util.List.of());
        world.finalizer.statics.put(
                "unfinalized", world.dump.make(world.finalizer).set("referent", held));

        assertThat(world.gradeOf(leaked)).isEqualTo(Grade.STRICT);
    }

    @Test
    void what_a_sleeping_virtual_thread_holds_may_be_finalized_once_that_is_collected() {
        Thing latch = world.latch();
        Thing held = world.box(latch);
        Thing leaked = world.awaiting(latch);
        world.parkedVirtual(world.latch(), held);
        world.finalizer.statics.put(
                "unfinalized", world.dump.make(world.finalizer).set("referent", held));

        assertThat(world.gradeOf(leaked)).isNull();
        assertThat(world.gradeWithout(Rule.FINALIZER, leaked)).as("false").isEqualTo(Grade.STRICT);
    }

    @Test
    void a_reference_comes_to_who_has_its_queue() {
        Thing latch = world.latch();
        Thing queue = world.dump.make(world.referenceQueue);
        Thing reference = world.ticket(queue, latch);
        Thing waiting = world.awaiting(latch);
        // Kept by a leaked thread alone, until its referent goes.
        world.waiting("com.acme.Box", java.util.List.of(world.box(reference)), java.util.List.of());
        world.running(queue);

        assertThat(world.gradeOf(waiting)).isNull();
        assertThat(world.gradeWithout(Rule.QUEUE, waiting)).as("false").isEqualTo(Grade.STRICT);
    }

    @Test
    void a_reference_whose_queue_nobody_has_comes_to_nobody() {
        Thing latch = world.latch();
        Thing reference = world.ticket(world.dump.make(world.referenceQueue), latch);
        Thing leaked = world.awaiting(latch);
        world.waiting("com.acme.Box", java.util.List.of(world.box(reference)), java.util.List.of());

        assertThat(world.gradeOf(leaked)).isEqualTo(Grade.STRICT);
    }
}
