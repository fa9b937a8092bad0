package dev.parkranger.benchmarks.work;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;

/** The recursive Fibonacci of the textbooks: nothing but forks and joins. */
public final class ForkFib {

    private static final int N = 18;

    private ForkFib() {}

    private static final class Fib extends RecursiveTask<Integer> {

        private static final long serialVersionUID = 1L;

        private final int n;

        Fib(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) {
                return n;
            }
            Fib left = new Fib(n - 1);
            left.fork();
            return new Fib(n - 2).compute() + left.join();
        }
    }

    public static void main(String[] arguments) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors());
        Batches.measure(forks(N), true, () -> {
            if (pool.invoke(new Fib(N)) != 2_584) {
                throw new IllegalStateException("fib(" + N + ") is 2584");
            }
        });
        pool.shutdown();
    }

    /** How many tasks are forked for fib(n). */
    private static int forks(int n) {
        return n < 2 ? 0 : 1 + forks(n - 1) + forks(n - 2);
    }
}
