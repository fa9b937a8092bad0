package dev.parkranger.agent.tests.programs;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;

/** Chains in which each task starts the next: the owner of each is the one before, which has ended. */
public final class ChainProgram extends ChildProgram {

    private ChainProgram() {
        on("pooled", arguments -> pooled(Long.parseLong(arguments[0])));
        on("home-made", arguments -> chain(new OneByOne(), Long.parseLong(arguments[0])));
        on("platform", arguments -> threads(Thread::new, Long.parseLong(arguments[0])));
        on("virtual", arguments -> threads(virtualThreads(), Long.parseLong(arguments[0])));
    }

    public static void main(String[] arguments) throws Exception {
        new ChainProgram().obey();
    }

    private static long pooled(long length) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            return chain(pool, length);
        } finally {
            pool.shutdown();
        }
    }

    private static long threads(ThreadFactory factory, long length) throws InterruptedException {
        return chain(task -> factory.newThread(task).start(), length);
    }

    /** Returns by how much the heap in use has grown, in bytes. */
    private static long chain(Executor executor, long length) throws InterruptedException {
        run(executor, 1_000);
        long before = usedHeap();
        run(executor, length);
        return usedHeap() - before;
    }

    private static void run(Executor executor, long length) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        executor.execute(new Link(executor, length, end));
        end.await();
    }

    private record Link(Executor executor, long left, CountDownLatch end) implements Runnable {

        @Override
        public void run() {
            if (left == 0) {
                end.countDown();
            } else {
                executor.execute(new Link(executor, left - 1, end));
            }
        }
    }

    /** What is in use when nothing more can be collected: the least of some collections. */
    private static long usedHeap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            System.gc();
            pause(50);
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }

    /** An executor that is not the JDK's. */
    private static final class OneByOne implements Executor {

        private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

        OneByOne() {
            Thread worker = new Thread(this::work, "one by one");
            worker.setDaemon(true);
            worker.start();
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        private void work() {
            try {
                while (true) {
                    tasks.take().run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static ThreadFactory virtualThreads() throws ReflectiveOperationException {
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        return (ThreadFactory)
                Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    }
}
