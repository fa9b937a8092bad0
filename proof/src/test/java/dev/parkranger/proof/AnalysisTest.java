package dev.parkranger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parkranger.proof.DumpWriter.Thing;
import dev.parkranger.proof.DumpWriter.Type;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The analysis as a whole: abstaining, threads that moved, what is kept, who could wake whom, bad dumps. */
class AnalysisTest {

    private final World world = new World();

    @Test
    void who_moved_in_the_meantime_is_awake_and_so_is_whom_it_reaches() {
        Thing latch = world.latch();
        Thing unparked = world.awaiting(world.latch());
        world.waiting("com.acme.Box", List.of(world.box(null)), List.of());
        Thing inFlight = world.waiting("com.acme.Box", List.of(world.box(null)), List.of(latch));
        Thing behind = world.awaiting(latch);
        Analysis analysis = world.look();
        assertThat(World.gradeOf(behind, analysis))
                .as("false, for an unpark was under way")
                .isEqualTo(Grade.STRICT);

        analysis.rouse(List.of(World.tid(inFlight)));

        assertThat(World.gradeOf(inFlight, analysis)).isNull();
        assertThat(World.gradeOf(behind, analysis)).isNull();
        assertThat(World.gradeOf(unparked, analysis)).isEqualTo(Grade.STRICT);
    }

    @Test
    void who_moved_may_have_the_queue_that_a_reference_of_another_comes_to() {
        Thing latch = world.latch();
        Thing queue = world.dump.make(world.referenceQueue);
        Thing ticket = world.ticket(queue, latch);
        Thing behind = world.awaiting(latch);
        world.waiting("com.acme.Box", List.of(world.box(ticket)), List.of());
        Thing inFlight = world.waiting("com.acme.Box", List.of(world.box(null)), List.of(queue));
        Analysis analysis = world.look();
        assertThat(World.gradeOf(behind, analysis)).isEqualTo(Grade.STRICT);

        analysis.rouse(List.of(World.tid(inFlight)));

        assertThat(World.gradeOf(behind, analysis)).isNull();
    }

    @Test
    void raw_continuations_hold_what_no_dump_shows() {
        Thing leaked = world.awaiting(world.latch());
        Type continuation = world.dump.type("jdk.internal.vm.Continuation", world.object, "L target", "Z done");
        world.running(world.dump.make(continuation));

        assertThat(world.gradeOf(leaked)).isNull();
        assertThat(world.look().abstention()).contains("Continuation");
    }

    @Test
    void continuations_that_are_over_or_a_virtual_threads_own_hold_nothing() {
        Thing leaked = world.awaiting(world.latch());
        Type continuation = world.dump.type("jdk.internal.vm.Continuation", world.object, "L target", "Z done");
        Type own = world.dump.type("java.lang.VirtualThread$VThreadContinuation", continuation);
        world.running(world.dump.make(continuation).set("done", true), world.dump.make(own));

        assertThat(world.gradeOf(leaked)).isEqualTo(Grade.STRICT);
    }

    @Test
    void virtual_threads_whose_stacks_are_missing_hold_what_no_dump_shows() {
        Thing leaked = world.awaiting(world.latch());
        Type virtual = world.virtualThread();
        world.dump.make(virtual).set("tid", 70L).set("state", 99);
        assertThat(world.gradeOf(leaked)).as("an ended one holds nothing").isEqualTo(Grade.STRICT);

        world.dump.make(virtual).set("tid", 71L).set("state", 5);
        assertThat(world.gradeOf(leaked)).isNull();
        assertThat(world.look().abstention()).contains("JDK-8299426");
    }

    @Test
    void a_virtual_thread_is_proven_like_any_other_and_one_with_a_permit_is_awake() {
        Thing virtual = world.parkedVirtual(world.latch());
        assertThat(world.gradeOf(virtual)).isEqualTo(Grade.STRICT);

        virtual.set("parkPermit", true);
        assertThat(world.gradeOf(virtual)).isNull();
    }

    @Test
    void what_leaked_threads_keep_is_told_for_all_and_for_each() {
        Thing shared = world.box(world.box(null));
        Thing own = world.box(null);
        Thing first = world.waiting("com.acme.Box", List.of(own), List.of(shared));
        Thing second = world.waiting("com.acme.Box", List.of(world.box(null)), List.of(shared));
        Thing common = world.box(null);
        world.work.statics.put("COMMON", common);
        own.set("content", common);

        List<String> answer = answer();

        // Two threads of 33 bytes, a box of each, two boxes shared, 16 bytes each; all to the next eight.
        assertThat(answer)
                .contains(
                        "kept\t6\t144",
                        "alone\t" + World.tid(first) + "\t2\t56",
                        "alone\t" + World.tid(second) + "\t2\t56");
    }

    @Test
    void who_could_wake_a_thread_is_told_by_the_shortest_way() {
        Thing latch = world.latch();
        Thing waiting = world.awaiting(latch);
        world.work.statics.put(
                "QUEUES", world.dump.array(world.objects, world.box(world.box(latch)), world.box(latch)));
        world.fact("path\t" + World.tid(waiting));

        assertThat(answer())
                .contains(
                        "path\t" + World.tid(waiting)
                                + "\tstill reachable: static com.acme.Work.QUEUES -> [1] -> Box.content -> CountDownLatch.sync");
    }

    @Test
    void a_way_from_a_stack_names_thread_and_frame() {
        Thing latch = world.latch();
        Thing waiting = world.awaiting(latch);
        Thing running = world.running(world.box(latch));
        world.fact("path\t" + World.tid(waiting));
        world.fact("thread\t" + World.tid(running) + "\t\t-1\tmain");

        assertThat(answer())
                .contains("path\t" + World.tid(waiting) + "\tstill reachable: a local of thread " + World.tid(running)
                        + " main in com.acme.Work.compute:7, a com.acme.Box -> Box.content -> CountDownLatch.sync");
    }

    @Test
    void a_dump_that_is_cut_short_anywhere_is_refused() {
        world.awaiting(world.latch());
        byte[] whole = world.dump.bytes();
        Facts none = Facts.of(List.of());

        for (int length = 0; length < whole.length; length += 1 + length / 50) {
            DumpFile cut = DumpFile.of(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Analysis.of(cut, none)).isInstanceOf(BadDump.class);
        }
    }

    @Test
    void a_dump_for_two_readers_that_is_cut_short_anywhere_is_refused() {
        world.awaiting(world.latch());
        byte[] whole = world.dump.bytes(true);

        for (int length = 0; length < whole.length; length += 1 + length / 50) {
            DumpFile cut = DumpFile.of(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> HeapReader.read(cut, true, true)).isInstanceOf(BadDump.class);
        }
    }

    /** In both halves: what two threads must not read is read by one. */
    @Test
    void a_class_among_the_objects_is_found_all_the_same() {
        for (boolean inFront : new boolean[] {true, false}) {
            World mixed = new World();
            DumpWriter.Thing waiting = mixed.awaiting(mixed.latch());
            mixed.dump.lateType("com.acme.Late", mixed.object, inFront);
            Heap heap = HeapReader.read(DumpFile.of(mixed.dump.bytes(true)), true, true);

            assertThat(heap.classes.named("com.acme.Late")).isNotNull();
            assertThat(heap.shapeOf(waiting.id)).isNotNull();
        }
    }

    @Test
    void an_object_without_a_class_is_refused_by_two_readers_too() {
        world.awaiting(world.latch());
        world.dump.orphan();
        DumpFile dump = DumpFile.of(world.dump.bytes(true));

        assertThatThrownBy(() -> HeapReader.read(dump, true, true))
                .isInstanceOf(BadDump.class)
                .hasMessageContaining("before its class");
    }

    @Test
    void what_is_no_heap_dump_is_refused() {
        DumpFile text = DumpFile.of("once upon a time there was a heap\0".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Analysis.of(text, Facts.of(List.of())))
                .isInstanceOf(BadDump.class)
                .hasMessageContaining("once upon a time");
    }

    private List<String> answer() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Answer(world.look(), new PrintStream(bytes)).write(true, 1);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
