package dev.parkranger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.proof.DumpWriter.Thing;
import dev.parkranger.proof.DumpWriter.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who reaches what: roots, what is never followed, pins. */
class ReachabilityTest {

    private final World world = new World();

    @Test
    void a_thread_that_waits_for_what_nobody_else_has_is_proven() {
        Thing leaked = world.awaiting(world.latch());
        world.running();

        assertThat(world.gradeOf(leaked)).isEqualTo(Grade.STRICT);
    }

    @Test
    void what_a_running_thread_has_on_its_stack_is_reached() {
        Thing latch = world.latch();
        Thing waiting = world.awaiting(latch);
        world.running(world.box(latch));

        assertThat(world.gradeOf(waiting)).isNull();
    }

    @Test
    void what_a_sleeper_has_on_its_stack_is_reached() {
        Thing latch = world.latch();
        Thing waiting = world.awaiting(latch);
        world.sleeping(world.box(world.box(latch)));

        assertThat(world.gradeOf(waiting)).isNull();
    }

    @Test
    void what_a_static_field_holds_is_reached() {
        Thing latch = world.latch();
        Thing waiting = world.awaiting(latch);
        world.work.statics.put("LATCH", world.box(latch));

        assertThat(world.gradeOf(waiting)).isNull();
    }

    @Test
    void what_native_code_holds_is_reached() {
        Thing latch = world.latch();
        Thing waiting = world.awaiting(latch);
        world.dump.global(latch);

        assertThat(world.gradeOf(waiting)).isNull();
    }

    @Test
    void what_a_stack_holds_whose_thread_nobody_knows_is_reached() {
        Thing latch = world.latch();
        Thing waiting = world.awaiting(latch);
        world.dump.stray(latch);

        assertThat(world.gradeOf(waiting)).isNull();
    }

    @Test
    void an_array_leads_to_its_elements() {
        Thing latch = world.latch();
        Thing waiting = world.awaiting(latch);
        world.work.statics.put("LATCHES", world.dump.array(world.objects, world.box(null), latch));

        assertThat(world.gradeOf(waiting)).isNull();
    }

    @Test
    void a_woken_thread_wakes_whom_it_reaches() {
        Thing first = world.latch();
        Thing second = world.latch();
        Thing between = world.dump.make(world.box).set("content", second);
        Thing last = world.awaiting(second);
        Thing middle = world.waiting("com.acme.Box", List.of(between), List.of(first));
        Thing chain = world.awaiting(first);
        world.running(between);

        Analysis analysis = world.look();
        assertThat(World.gradeOf(middle, analysis)).isNull();
        assertThat(World.gradeOf(chain, analysis)).isNull();
        assertThat(World.gradeOf(last, analysis)).isNull();
    }

    @Test
    void threads_that_only_have_each_other_are_all_proven() {
        Thing one = world.latch();
        Thing other = world.latch();
        Thing left = world.waiting("com.acme.Box", List.of(world.box(one)), List.of(other));
        Thing right = world.awaiting(one);
        Thing third = world.awaiting(other);

        Analysis analysis = world.look();
        assertThat(World.gradeOf(left, analysis)).isEqualTo(Grade.STRICT);
        assertThat(World.gradeOf(right, analysis)).isEqualTo(Grade.STRICT);
        assertThat(World.gradeOf(third, analysis)).isEqualTo(Grade.STRICT);
    }

    /** A class of a loader's own, with the latch in a static field. */
    private Type plugin(Thing loader, Thing latch, String... fields) {
        Type plugin = world.dump.type("com.acme.Plugin", world.object, fields);
        plugin.loader = loader;
        plugin.statics.put("LATCH", latch);
        return plugin;
    }

    @Test
    void classes_of_a_loader_that_nobody_has_are_not_reached_and_those_of_one_that_somebody_has_are() {
        Thing loader = world.dump.make(world.loader);
        Thing latch = world.latch();
        plugin(loader, latch);
        Thing waiting = world.awaiting(latch);
        assertThat(world.gradeOf(waiting)).isEqualTo(Grade.STRICT);

        world.running(loader);
        assertThat(world.gradeOf(waiting)).isNull();
    }

    @Test
    void an_instance_leads_to_its_class() {
        Thing loader = world.dump.make(world.loader);
        Thing latch = world.latch();
        Type plugin = plugin(loader, latch, "L content");
        Thing waiting = world.awaiting(latch);
        world.running(world.dump.make(plugin));

        assertThat(world.gradeOf(waiting)).isNull();
    }

    @Test
    void an_instance_without_a_field_leads_to_its_class_all_the_same() {
        Thing latch = world.latch();
        Type plugin = plugin(world.dump.make(world.loader), latch);
        Thing waiting = world.awaiting(latch);
        Thing task = world.dump.make(plugin);
        assertThat(world.gradeOf(waiting)).isEqualTo(Grade.STRICT);

        world.running(task);
        assertThat(world.gradeOf(waiting)).as("a timer, say, may yet run it").isNull();
    }

    @Test
    void a_method_that_runs_leads_to_its_class_though_it_has_no_local() {
        Thing latch = world.latch();
        Type plugin = plugin(world.dump.make(world.loader), latch);
        Thing waiting = world.awaiting(latch);
        assertThat(world.gradeOf(waiting)).isEqualTo(Grade.STRICT);

        world.runningIn(plugin);
        assertThat(world.gradeOf(waiting)).isNull();
        assertThat(world.pathTo(waiting)).contains("which runs a method of com.acme.Plugin");
    }

    @Test
    void the_list_of_all_threads_wakes_nobody() {
        Thing leaked = world.awaiting(world.latch());
        Thing group = world.dump.make(world.group).set("threads", world.dump.array(world.objects, leaked));
        world.running(group);

        assertThat(world.gradeOf(leaked)).isEqualTo(Grade.STRICT);
        assertThat(world.gradeWithout(Rule.NEVER_FOLLOWED, leaked)).isNotEqualTo(Grade.STRICT);
    }

    @Test
    void what_the_agent_holds_is_not_reached() {
        Thing latch = world.latch();
        Thing leaked = world.awaiting(latch);
        world.agents.statics.put("SEEN", world.box(latch));
        world.running(world.dump.make(world.agents).set("content", latch));

        assertThat(world.gradeOf(leaked)).isEqualTo(Grade.STRICT);
    }

    @Test
    void the_agents_own_threads_reach_nothing_and_are_no_leaks() {
        Thing latch = world.latch();
        Thing leaked = world.awaiting(latch);
        Thing agents = world.agentsThread(world.box(latch));

        Analysis analysis = world.look();
        assertThat(World.gradeOf(agents, analysis)).isNull();
        assertThat(World.gradeOf(leaked, analysis)).isEqualTo(Grade.STRICT);
    }

    @Test
    void what_a_class_keeps_in_its_mirror_is_reached_with_the_class() {
        Thing latch = world.latch();
        Thing waiting = world.awaiting(latch);
        Thing values = world.box(latch);
        Thing mirror = world.dump.array(world.objects);
        // In the dump a class is its mirror.
        Thing pinned = pinned(world.work, values);
        world.pins.statics.put("pinned", pinned);
        world.running(mirror);

        assertThat(world.gradeOf(waiting)).isNull();
        assertThat(world.gradeWithout(Rule.PINS, waiting))
                .as("false, for the class is there and has it")
                .isEqualTo(Grade.STRICT);
    }

    @Test
    void what_a_class_keeps_that_nobody_reaches_is_not_reached() {
        Type plugin = world.dump.type("com.acme.Plugin", world.object);
        plugin.loader = world.dump.make(world.loader);
        Thing latch = world.latch();
        Thing leaked = world.awaiting(latch);
        world.pins.statics.put("pinned", pinned(plugin, world.box(latch)));

        assertThat(world.gradeOf(leaked)).isEqualTo(Grade.STRICT);
    }

    private Thing pinned(Type type, Thing kept) {
        return world.dump.array(world.objects, world.dump.mirror(type), kept);
    }
}
