package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose worker a thread is, by what it runs; none is ever started. */
class FieldEmployersTest {

    private static final HomeMadePool POOL = new HomeMadePool();

    private final Map<Thread, Object> tasks = new IdentityHashMap<>();
    private final FieldEmployers employers = new FieldEmployers(tasks::get);

    private Object employerOf(Runnable task) {
        Thread thread = new Thread(task);
        tasks.put(thread, task);
        return employers.employerOf(thread);
    }

    /** A thread factory's, with its own business around. */
    private record Named(String name, Runnable inside) implements Runnable {
        @Override
        public void run() {
            inside.run();
        }
    }

    private static Runnable traced(Runnable inside) {
        return () -> inside.run();
    }

    static Stream<Runnable> workers() {
        return Stream.of(
                POOL.asLambda(),
                POOL.asMethodReference(),
                POOL.asAnonymousClass(),
                POOL.asInnerClass(),
                POOL.asNestedClass(),
                new Named("worker", POOL.asLambda()),
                traced(POOL.asInnerClass()),
                traced(new Named("worker", traced(POOL.asMethodReference()))),
                POOL.wrappedByItsFactory(FieldEmployersTest::traced));
    }

    @ParameterizedTest
    @MethodSource("workers")
    void what_is_written_in_a_pool_and_refers_to_it_is_its_worker(Runnable task) {
        assertThat(employerOf(task)).isSameAs(POOL);
    }

    @Test
    void a_thread_of_a_class_nested_in_a_pool_is_its_worker() {
        assertThat(employers.employerOf(POOL.asThread())).isSameAs(POOL);
    }

    /** As servers have one. */
    private static class NamedThread extends Thread {
        private final String role;

        NamedThread(String role) {
            this.role = role;
        }

        @Override
        public String toString() {
            return role;
        }
    }

    @Test
    void a_thread_of_whatever_class_that_runs_a_pools_work_is_its_worker() {
        Thread thread = new NamedThread("worker");
        tasks.put(thread, traced(POOL.asInnerClass()));

        assertThat(employers.employerOf(thread)).isSameAs(POOL);
    }

    private static final class Delegating extends Thread {
        private final Runnable before;
        private final Runnable work;

        Delegating(Runnable before, Runnable work) {
            this.before = before;
            this.work = work;
        }

        @Override
        public void run() {
            before.run();
            work.run();
        }
    }

    @Test
    void a_thread_that_keeps_its_work_in_a_field_of_its_own_is_looked_into() {
        assertThat(employers.employerOf(new Delegating(null, POOL.asInnerClass())))
                .isSameAs(POOL);
    }

    private static final class ExecutorThread extends Thread implements Executor {
        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    @Test
    void a_thread_that_is_an_executor_employs_itself() {
        Thread thread = new ExecutorThread();

        assertThat(employers.employerOf(thread)).isSameAs(thread);
    }

    private static final class Loop implements Executor, Runnable {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void run() {}
    }

    @Test
    void an_executor_that_is_run_employs_its_thread() {
        Loop loop = new Loop();

        assertThat(employerOf(loop)).isSameAs(loop);
        assertThat(employerOf(new Named("loop", loop))).isSameAs(loop);
    }

    private static final class Special extends HomeMadePool {}

    @Test
    void a_worker_of_a_subclass_is_known_by_the_superclass() {
        Special special = new Special();

        assertThat(employerOf(special.asNestedClass())).isSameAs(special);
        assertThat(employerOf(special.asLambda())).isSameAs(special);
    }

    // ---- those that know their pool's queue alone ----

    /** As it would be in a file of its own: nothing but the queue tells. */
    private record TakesFrom(BlockingQueue<Runnable> queue) implements Runnable {
        @Override
        public void run() {
            queue.clear();
        }
    }

    private boolean sharesQueue(Runnable task) {
        Thread thread = new Thread(task);
        tasks.put(thread, task);
        return employers.sharesQueue(thread, POOL);
    }

    @Test
    void who_takes_from_the_queue_of_the_pool_shares_it() {
        assertThat(sharesQueue(new TakesFrom(POOL.queue))).isTrue();
        assertThat(sharesQueue(new Named("worker", new TakesFrom(POOL.queue)))).isTrue();
        assertThat(employers.sharesQueue(new Delegating(null, new TakesFrom(POOL.queue)), POOL))
                .isTrue();
    }

    @Test
    void a_task_with_a_queue_of_its_own_or_with_none_does_not() {
        assertThat(sharesQueue(new TakesFrom(new LinkedBlockingQueue<>()))).isFalse();
        assertThat(sharesQueue(() -> {})).isFalse();
        assertThat(sharesQueue(null)).isFalse();
    }

    // ---- those that merely use a pool ----

    @Test
    void a_lambda_of_the_application_that_uses_a_pool_is_nobodys_worker() {
        assertThat(employerOf(() -> POOL.execute(() -> {}))).isNull();
        HomeMadePool captured = new HomeMadePool();
        assertThat(employerOf(() -> captured.execute(() -> {}))).isNull();
        Executor one = captured;
        assertThat(employerOf(() -> one.execute(() -> {}))).isNull();
        Consumer<Runnable> handOver = captured::execute;
        assertThat(employerOf(() -> handOver.accept(() -> {}))).isNull();
    }

    private record Report(Executor pool, HomeMadePool theSame) implements Runnable {
        @Override
        public void run() {
            pool.execute(() -> theSame.queue.clear());
        }
    }

    @Test
    void a_runnable_of_the_application_that_holds_a_pool_is_nobodys_worker() {
        assertThat(employerOf(new Report(POOL, POOL))).isNull();
        assertThat(employerOf(new Named("report", new Report(POOL, POOL)))).isNull();
    }

    @Test
    void a_pool_beside_the_lambda_that_uses_it_in_one_file_does_not_employ_it() {
        Loop beside = new Loop();

        assertThat(employerOf(() -> beside.execute(() -> {}))).isNull();
        assertThat(employerOf(new Runnable() {
                    @Override
                    public void run() {
                        beside.execute(() -> {});
                    }
                }))
                .isNull();
    }

    private record Pump(ThreadPoolExecutor pool, ForkJoinPool other) implements Runnable {
        @Override
        public void run() {
            pool.execute(() -> other.execute(() -> {}));
        }
    }

    @Test
    void a_runnable_that_holds_a_pool_of_the_jdks_is_nobodys_worker() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());

        assertThat(employerOf(new Pump(pool, ForkJoinPool.commonPool()))).isNull();
        assertThat(employerOf(() -> pool.execute(() -> {}))).isNull();
    }

    @Test
    void a_thread_without_work_and_one_whose_work_is_over_are_nobodys_workers() {
        assertThat(employers.employerOf(new Thread())).isNull();
        assertThat(employers.employerOf(new Delegating(null, null))).isNull();
    }

    private static final class Endless implements Runnable {
        Runnable inside = this;

        @Override
        public void run() {}
    }

    @Test
    void a_wrapper_around_itself_and_a_chain_without_end_come_to_an_end() {
        assertThat(employerOf(new Endless())).isNull();
        Endless one = new Endless();
        Endless other = new Endless();
        one.inside = other;
        other.inside = one;
        assertThat(employerOf(one)).isNull();
    }
}
