package dev.parkranger.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.Ground;
import dev.parkranger.reaper.StackMemory;
import dev.parkranger.reaper.Upkeep;
import dev.parkranger.record.OwnerKind;
import dev.parkranger.record.TaskKind;
import dev.parkranger.record.ThreadIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What suspects cost, with made-up sizes of real threads. */
class CostsTest {
    private final Ground ground = new Ground();
    private final FakeUpkeep upkeep = new FakeUpkeep();
    private final FakeJvm jvm = new FakeJvm();
    private final Costs costs = new Costs(ground.registry, ground.time, upkeep, new StackMemory(ground.time, jvm));

    @AfterEach
    void close() {
        ground.close();
    }

    /** With stacks of a kilobyte each. */
    private static final class FakeJvm implements StackMemory.Jvm {
        String stackSize = "1";
        String nativeMemory = "";

        @Override
        public String option(String name) {
            return stackSize;
        }

        @Override
        public String nativeMemory() {
            return nativeMemory;
        }
    }

    private static final class FakeUpkeep implements Upkeep {
        long heap = 100;
        Locals locals = Locals.NONE;
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        int asked;

        @Override
        public long heapStack(Thread virtual) {
            return heap;
        }

        @Override
        public Locals inheritedLocals(Thread thread) {
            asked++;
            return locals;
        }

        @Override
        public ClassLoader contextLoader(Thread thread) {
            return loader;
        }
    }

    private Suspect suspect(Confidence confidence, int count, Thread... members) {
        List<Suspect.ThreadRef> refs = new ArrayList<>();
        for (Thread member : members) {
            refs.add(new Suspect.ThreadRef(ThreadIds.of(member), member.getName()));
        }
        return new Suspect(
                "1f3a9c02",
                Verdict.ORPHANED_TASK,
                confidence,
                Heals.NEVER,
                TaskKind.SUBMITTED,
                count,
                0,
                2,
                2,
                Instant.EPOCH,
                1,
                0,
                new Suspect.CreatedAt(null, List.of(), List.of()),
                new Suspect.WaitingAt(null, null, null, List.of()),
                new Suspect.OwnerView(OwnerKind.TASK, "main", null),
                List.of(),
                "",
                refs,
                null,
                null,
                null);
    }

    private Suspect.Cost cost(int count, Thread... members) {
        Suspect.Cost cost = costs.addedTo(List.of(suspect(Confidence.LEAK, count, members)))
                .get(0)
                .cost();
        assertThat(cost).isNotNull();
        return cost;
    }

    private Thread virtual() {
        Thread thread = ground.thread();
        ground.recorder.virtualStarting(thread, ground);
        thread.start();
        return thread;
    }

    @Test
    void a_group_that_is_only_watched_costs_nobody_a_look() {
        Suspect watched = suspect(Confidence.WATCH, 1, ground.starts());

        assertThat(costs.addedTo(List.of(watched))).containsExactly(watched);
        assertThat(upkeep.asked).isZero();
    }

    @Test
    void platform_threads_reserve_stack_each_of_them() {
        Suspect.Cost cost = cost(40, ground.starts(), ground.starts());

        assertThat(cost.threads()).isEqualTo(40);
        assertThat(cost.stackReserved()).isEqualTo(40 * 1_024);
        assertThat(cost.stackCommitted()).isNull();
        assertThat(cost.stackHeap()).isNull();
    }

    @Test
    void what_the_system_tells_of_committed_stack_is_told() {
        jvm.nativeMemory = "(threads #20) (stack: reserved=20KB, committed=10KB)";

        assertThat(cost(40, ground.starts()).stackCommitted()).isEqualTo(40 * 512);
    }

    @Test
    void where_the_size_of_a_stack_is_the_systems_to_choose_none_is_claimed() {
        jvm.stackSize = "0";

        assertThat(cost(40, ground.starts()).stackReserved()).isNull();
    }

    @Test
    void of_virtual_threads_a_few_are_read_and_speak_for_the_rest() {
        Suspect.Cost cost = cost(1_000, virtual(), virtual());

        assertThat(cost.stackHeap()).isEqualTo(100_000);
        assertThat(cost.stackReserved()).isNull();
    }

    @Test
    void where_stacks_on_the_heap_cannot_be_read_none_is_claimed() {
        upkeep.heap = 0;

        assertThat(cost(1_000, virtual()).stackHeap()).isNull();
    }

    @Test
    void tasks_on_threads_of_both_kinds_are_split_as_those_that_are_read() {
        Suspect.Cost cost = cost(100, ground.starts(), virtual());

        assertThat(cost.stackReserved()).isEqualTo(50 * 1_024);
        assertThat(cost.stackHeap()).isEqualTo(5_000);
    }

    @Test
    void at_most_three_types_of_inherited_values_are_named() {
        upkeep.locals = new Upkeep.Locals(5, List.of("com.acme.User", "com.acme.Span", "com.acme.Tenant", "a.B"));

        Suspect.Cost cost = cost(1, ground.starts());
        assertThat(cost.inheritedLocals()).isEqualTo(5);
        assertThat(cost.inheritedTypes()).containsExactly("com.acme.User", "com.acme.Span", "com.acme.Tenant");
    }

    @Test
    void members_that_have_ended_meanwhile_cost_nothing_more_than_their_number() {
        Suspect.Cost cost = cost(3, ground.thread());

        assertThat(cost.threads()).isEqualTo(3);
        assertThat(cost.stackReserved()).isNull();
        assertThat(upkeep.asked).isZero();
    }

    @Test
    void a_stopped_web_application_is_named_while_its_loader_is_kept_and_one_that_runs_is_not() {
        ClassLoader loader = new ClassLoader() {};
        upkeep.loader = new ClassLoader(loader) {};
        Thread left = ground.starts();
        ground.deploys("/shop", loader);
        assertThat(cost(1, left).keepsAlive()).isEmpty();

        ground.undeploys("/shop");
        ground.time.passes(Duration.ofMinutes(5));

        assertThat(cost(1, left).keepsAlive()).singleElement().satisfies(kept -> {
            assertThat(kept.name()).isEqualTo("web application /shop");
            assertThat(kept.stoppedSecondsAgo()).isBetween(299.9, 300.1);
        });
    }
}
