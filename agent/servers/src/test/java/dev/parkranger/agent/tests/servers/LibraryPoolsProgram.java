package dev.parkranger.agent.tests.servers;

import dev.parkranger.agent.tests.programs.ChildProgram;
import dev.parkranger.agent.tests.programs.Front;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Libraries' pools and home-made ones, used as they should be, and as they should not. */
public final class LibraryPoolsProgram extends ChildProgram {

    private static final int MOST_NUDGES = 20;

    private LibraryPoolsProgram() {
        var pools = new LibraryPools();
        pools.shared().forEach((name, way) -> {
            on("use-" + name, arguments -> {
                Front.owners(arguments, () -> use(way));
                return null;
            });
            on("stick-" + name, arguments -> {
                var notBegun = new CountDownLatch(Integer.parseInt(arguments[0]));
                Front.owners(
                        arguments,
                        () -> way.accept(() -> {
                            notBegun.countDown();
                            waitForEver();
                        }));
                awaitBegun(name, notBegun, way);
                return null;
            });
        });
        pools.each()
                .forEach((name, pool) -> on(name, arguments -> {
                    Front.owners(arguments, pool);
                    return null;
                }));
    }

    public static void main(String[] arguments) throws IOException {
        new LibraryPoolsProgram().obey();
    }

    /**
     * What has not begun is not stuck. A fork-join pool counts on tasks that end: on JDK 17 a worker that has found nothing
     * sleeps without a second look while another is active, and of what is pushed into a queue that is not empty nobody is
     * told. So of two submitters' tasks the active worker may take the one and the other's wait for it; once three of six
     * did for 40 s. A task from elsewhere wakes another worker.
     */
    private static void awaitBegun(String name, CountDownLatch notBegun, Consumer<Runnable> way)
            throws InterruptedException {
        for (int i = 0; !notBegun.await(1, TimeUnit.SECONDS); i++) {
            if (i == MOST_NUDGES) {
                throw new IllegalStateException(name + " has not begun " + notBegun.getCount() + " of its tasks");
            }
            System.out.println("nudged " + name + ", which has not begun " + notBegun.getCount());
            way.accept(() -> {});
        }
    }

    private static void use(Consumer<Runnable> way) {
        var done = new CountDownLatch(1);
        way.accept(() -> {
            pause(1);
            done.countDown();
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
