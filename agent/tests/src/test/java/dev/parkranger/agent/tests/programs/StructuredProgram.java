package dev.parkranger.agent.tests.programs;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Structured scopes, a preview of JDK 25, used by code that is compiled for 17. */
public final class StructuredProgram extends ChildProgram {

    private static final int FORKS = 3;

    private final ThreadFactory virtual = Virtual.factory();
    private final CountDownLatch bell = new CountDownLatch(1);
    private final List<Future<?>> open = new ArrayList<>();
    private final AtomicInteger worked = new AtomicInteger();

    private StructuredProgram() {
        on("healthy", arguments -> {
            Front.owners(arguments, () -> forks(worked::incrementAndGet));
            return worked.get();
        });
        on("open", arguments -> {
            open.addAll(Front.open(FORKS, () -> forks(this::awaitBell)));
            return null;
        });
        on("ring", arguments -> {
            bell.countDown();
            Front.awaitEnd(open);
            return worked.get();
        });
        on("escape", arguments -> {
            Front.owners(arguments, () -> forks(this::escape));
            return null;
        });
    }

    public static void main(String[] arguments) throws IOException {
        new StructuredProgram().obey();
    }

    private void awaitBell() {
        try {
            bell.await();
            worked.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A thread that no scope waits for. */
    private void escape() {
        Thread escaped = virtual.newThread(ChildProgram::waitForEver);
        site("escape");
        escaped.start();
    }

    private static void forks(Runnable work) {
        try {
            Class<?> type = Class.forName("java.util.concurrent.StructuredTaskScope");
            Method fork = type.getMethod("fork", Runnable.class);
            try (var scope = (AutoCloseable) type.getMethod("open").invoke(null)) {
                for (int i = 0; i < FORKS; i++) {
                    fork.invoke(scope, work);
                }
                type.getMethod("join").invoke(scope);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
