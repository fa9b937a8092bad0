package dev.parkranger.verdict;

import static dev.parkranger.verdict.Facts.STARTED;
import static dev.parkranger.verdict.Facts.WAITED_IN;
import static dev.parkranger.verdict.Facts.WAITING_LINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.reaper.CodeMap;
import dev.parkranger.reaper.PoolFacts;
import dev.parkranger.reaper.TaskFacts;
import dev.parkranger.record.Frame;
import dev.parkranger.record.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups are fingerprinted by the cause alone. */
class CauseTest {

    private static Cause cause(UnaryOperator<Facts.Task> change) {
        return Cause.of(
                Verdict.ORPHANED_TASK, new Facts().leaves(change).tasks().get(0));
    }

    private static Frame at(Frame frame, String method, int line) {
        return new Frame(frame.className(), method, frame.fileName(), line);
    }

    @Test
    void one_cause_has_one_fingerprint_whoever_computes_it_and_when() {
        assertThat(cause(task -> task).fingerprint())
                .isEqualTo(cause(task -> task).fingerprint())
                .matches("[0-9a-f]{8}");
        // Written down, so that a change of it, which would void the users' ignore lists, does not pass unseen.
        assertThat(new Cause(Verdict.ORPHANED_TASK, "a", "b", "c").fingerprint())
                .isEqualTo("c9e53a15");
    }

    @Test
    void lines_do_not_matter() {
        assertThat(cause(task ->
                        task.startedIn(at(STARTED, "fetch", 999)).waitsIn(at(WAITED_IN, "put", 3), WAITING_LINE)))
                .isEqualTo(cause(task -> task));
    }

    @Test
    void a_lambda_counts_as_the_method_around_it() {
        assertThat(cause(task -> task.startedIn(at(STARTED, "lambda$fetch$7", 42))))
                .isEqualTo(cause(task -> task));
        assertThat(cause(task -> task.waitsIn(WAITED_IN, at(WAITING_LINE, "lambda$fetch$3", 44))))
                .isEqualTo(cause(task -> task));
    }

    @Test
    void the_jdks_nested_class_that_waits_does_not_matter() {
        assertThat(cause(task -> task.waitsIn(
                        new Frame("java.util.concurrent.SynchronousQueue$TransferQueue", "transfer", null, 1),
                        WAITING_LINE)))
                .isEqualTo(cause(task -> task));
    }

    @Test
    void who_it_is_and_when_it_ended_do_not_matter() {
        assertThat(cause(task -> task.endedAt(5).is("another").pooled().timed()))
                .isEqualTo(cause(task -> task));
    }

    @Test
    void another_starting_method_is_another_cause() {
        assertThat(cause(task -> task.startedIn(at(STARTED, "refresh", 42)))).isNotEqualTo(cause(task -> task));
    }

    @Test
    void two_park_sites_are_two_causes() {
        assertThat(cause(task -> task.waitsIn(WAITED_IN, at(WAITING_LINE, "drain", 44))))
                .isNotEqualTo(cause(task -> task));
        assertThat(cause(task ->
                        task.waitsIn(new Frame("java.util.concurrent.CountDownLatch", "await", null, 1), WAITING_LINE)))
                .isNotEqualTo(cause(task -> task));
    }

    @Test
    void what_nobody_knows_is_a_cause_too() {
        assertThat(cause(task -> {
                            task.created = dev.parkranger.reaper.Creation.UNKNOWN;
                            return task;
                        })
                        .blamed())
                .isEqualTo("unknown");
    }

    @Test
    void a_pool_is_known_by_the_method_that_made_it_and_its_class() {
        Facts facts = new Facts().leavesPools(2);

        assertThat(Cause.of(Verdict.ABANDONED_POOL, facts.pools().get(0)))
                .isEqualTo(Cause.of(Verdict.ABANDONED_POOL, facts.pools().get(1)))
                .isNotEqualTo(Cause.of(Verdict.UNDEAD_WORKER, facts.pools().get(0)));
    }

    /** A task whose stacks are as the reaper reads them. */
    private static Cause read(List<Frame> made, List<Frame> waits) {
        CodeMap code = new CodeMap(List.of());
        return cause(task -> {
            task.created = code.creation(Origin.of(made));
            task.waiting = code.waiting(waits, Thread.State.WAITING);
            return task;
        });
    }

    private static List<Frame> stack(String... methods) {
        List<Frame> frames = new ArrayList<>();
        for (String method : methods) {
            int dot = method.lastIndexOf('.');
            frames.add(new Frame(method.substring(0, dot), method.substring(dot + 1), null, frames.size()));
        }
        return frames;
    }

    private static final String PUT = "java.util.concurrent.SynchronousQueue.put";
    private static final List<Frame> MADE = stack("java.lang.Thread.start", "com.acme.Quotes.fetch");

    @Test
    void one_leak_through_ten_lambdas_of_a_framework_is_one() {
        Set<Cause> causes = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            Cause cause = read(
                    stack(
                            "java.lang.Thread.start",
                            "reactor.core.Flux.lambda$step" + i + "$" + i,
                            "reactor.core.Flux$$Lambda$" + i + "/0x0" + i + ".apply",
                            "com.acme.Quotes.fetch"),
                    stack(PUT, "reactor.core.Sink" + i + ".lambda$emit$" + i, "reactor.core.Worker.run"));
            causes.add(cause);
            ids.add(cause.fingerprint());
        }
        assertThat(causes).hasSize(1);
        assertThat(ids).hasSize(1);
    }

    @Test
    void one_leak_whose_own_thread_runs_ten_lambdas_of_a_framework_is_one() {
        Set<Cause> causes = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            causes.add(
                    read(MADE, stack(PUT, "reactor.core.Sink" + i + ".lambda$emit$" + i, "reactor.core.Worker.run")));
        }
        assertThat(causes).hasSize(1);
    }

    @Test
    void two_leaks_at_one_park_site_are_two() {
        List<Frame> waits = stack(PUT, "com.acme.Outbox.send", "java.lang.Thread.run");

        assertThat(read(stack("java.lang.Thread.start", "com.acme.Quotes.fetch"), waits))
                .isNotEqualTo(read(stack("java.lang.Thread.start", "com.acme.Orders.all"), waits));
    }

    @Test
    void two_leaks_of_the_applications_within_one_library_are_two() {
        assertThat(read(MADE, stack(PUT, "com.acme.Outbox.send", "reactor.core.Worker.run")))
                .isNotEqualTo(read(MADE, stack(PUT, "com.acme.Inbox.read", "reactor.core.Worker.run")));
    }

    @Test
    void numbers_in_thread_names_do_not_matter() {
        Facts facts = new Facts().leaves(6);

        assertThat(facts.tasks()).extracting(TaskFacts::threadName).doesNotHaveDuplicates();
        assertThat(facts.look()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.Quotes.lambda$fetch$0, com.acme.Quotes.lambda$fetch$3",
        "com.acme.Quotes.fetch$lambda$0, com.acme.Quotes.fetch$lambda$2",
        "com.acme.Quotes.$anonfun$fetch$1, com.acme.Quotes.$anonfun$fetch$4",
        "com.acme.Quotes$1.run, com.acme.Quotes$2.run",
        "com.acme.Quotes$12.run, com.acme.Quotes$3.run",
        "com.acme.Quotes$1Local.run, com.acme.Quotes$2Local.run",
        "com.acme.Quotes$1$2.run, com.acme.Quotes$2$1.run",
        "com.acme.Quotes$fetch$1.invoke, com.acme.Quotes$fetch$2.invoke",
        "com.acme.Quotes$$anon$1.run, com.acme.Quotes$$anon$2.run"
    })
    void what_a_compiler_counts_does_not_matter(String before, String after) {
        assertThat(read(MADE, stack(PUT, before))).isEqualTo(read(MADE, stack(PUT, after)));
        assertThat(read(stack("java.lang.Thread.start", before), stack(PUT)))
                .isEqualTo(read(stack("java.lang.Thread.start", after), stack(PUT)));
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.Quotes$Feed.run, com.acme.Quotes$Sink.run",
        "com.acme.Quotes$A1.run, com.acme.Quotes$A2.run",
        "com.acme.Quotes$1.run, com.acme.Orders$1.run",
        "com.acme.Quotes$1.run, com.acme.Quotes$1.call",
        "com.acme.Quotes1.run, com.acme.Quotes2.run",
        "com.acme.v1.Quotes.run, com.acme.v2.Quotes.run",
        "com.acme.Quotes.lambda$fetch$0, com.acme.Quotes.lambda$drain$0"
    })
    void what_somebody_has_named_does(String one, String other) {
        assertThat(read(MADE, stack(PUT, one))).isNotEqualTo(read(MADE, stack(PUT, other)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.Quotes$$Lambda/0x00007f1c.run",
                "com.acme.Quotes$$EnhancerBySpringCGLIB$$1a2b3c.fetch",
                "com.acme.Quotes$$SpringCGLIB$$0.fetch",
                "com.acme.Quotes$$FastClassBySpringCGLIB$$9f.invoke",
                "com.acme.Generated/0x0000000801002000.invoke",
                "com.acme.Quotes$ByteBuddy$AbCd12.fetch",
                "jdk.proxy2.$Proxy17.fetch",
                "com.acme.Quotes.fetch"
            })
    void generated_classes_and_bridges_around_a_method_do_not_matter(String around) {
        assertThat(read(
                        stack("java.lang.Thread.start", "com.acme.Quotes.fetch", around, "com.acme.Web.get"),
                        stack(PUT, "com.acme.Quotes.send", around)))
                .isEqualTo(read(
                        stack("java.lang.Thread.start", "com.acme.Quotes.fetch", "com.acme.Web.get"),
                        stack(PUT, "com.acme.Quotes.send")));
        assertThat(read(stack("java.lang.Thread.start", around, "com.acme.Quotes.fetch"), stack(PUT, around)))
                .as("where it is the innermost")
                .extracting(Cause::blamed)
                .isEqualTo("com.acme.Quotes#fetch");
    }

    @Test
    void a_pools_anonymous_class_is_known_by_who_holds_it() {
        assertThat(Cause.of(Verdict.ABANDONED_POOL, pool("com.acme.Quotes$1")))
                .isEqualTo(Cause.of(Verdict.ABANDONED_POOL, pool("com.acme.Quotes$2")))
                .isNotEqualTo(Cause.of(Verdict.ABANDONED_POOL, pool("com.acme.Orders$1")));
    }

    private static PoolFacts pool(String className) {
        PoolFacts pool = new Facts().leavesPools(1).pools().get(0);
        return new PoolFacts(
                pool.pool(),
                className,
                pool.shutDown(),
                pool.owner(),
                pool.ownerName(),
                pool.endedNanos(),
                pool.site(),
                pool.created(),
                pool.workers(),
                pool.dueForLiving(),
                pool.collectable(),
                pool.expiring(),
                pool.completed(),
                pool.lastTaskNanos());
    }
}
