package dev.parkranger.agent.tests.servers;

import dev.parkranger.agent.tests.programs.ChildProgram;
import dev.parkranger.agent.tests.programs.Front;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Libraries' pools and home-made ones, used as they should be, and as they should not. */
public final class LibraryPoolsProgram extends ChildProgram {

    private LibraryPoolsProgram() {
        var pools = new LibraryPools();
        pools.shared().forEach((name, way) -> {
            on("use-" + name, arguments -> {
                Front.owners(arguments, () -> use(way));
                return null;
            });
            on("stick-" + name, arguments -> {
                Front.owners(arguments, () -> way.accept(() -> waitForEver()));
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
