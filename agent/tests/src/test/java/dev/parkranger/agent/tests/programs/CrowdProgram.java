package dev.parkranger.agent.tests.programs;

import java.io.IOException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/** Starts a crowd of threads that stand about, so that a profile has something to count. */
public final class CrowdProgram extends ChildProgram {

    private volatile boolean over;

    private CrowdProgram() {
        on("crowd", this::crowd);
    }

    public static void main(String[] arguments) throws IOException {
        new CrowdProgram().obey();
    }

    /** {@code crowd 10000 virtual}. */
    private Object crowd(String[] arguments) {
        int size = Integer.parseInt(arguments[0]);
        ThreadFactory factory = arguments[1].equals("virtual") ? Virtual.factory() : CrowdProgram::platform;
        site("crowd");
        for (int i = 0; i < size; i++) {
            factory.newThread(this::standAbout).start();
        }
        return null;
    }

    private static Thread platform(Runnable body) {
        Thread thread = new Thread(null, body, "crowd", 256 << 10);
        thread.setDaemon(true);
        return thread;
    }

    private void standAbout() {
        while (!over) {
            LockSupport.park(this);
        }
    }
}
