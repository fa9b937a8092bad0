package dev.parkranger.agent.tests.programs;

import java.io.IOException;
import java.util.concurrent.ThreadFactory;

/** Leaves behind threads that have inherited something. */
public final class CostProgram extends ChildProgram {

    private static final InheritableThreadLocal<Session> SESSION = new InheritableThreadLocal<>();

    /** What a request puts where each of its threads inherits it; a careless name for whoever prints it. */
    static final class Session {

        @Override
        public String toString() {
            throw new IllegalStateException("nobody should ask");
        }
    }

    /** Its getter is the application's, and not to be called either. */
    private static final class Guarded extends Thread {

        Guarded(Runnable body) {
            super(body, "guarded");
            setDaemon(true);
        }

        @Override
        public ClassLoader getContextClassLoader() {
            System.out.println(
                    "asked for the loader by " + Thread.currentThread().getName());
            return super.getContextClassLoader();
        }
    }

    private CostProgram() {
        on("platform", arguments -> leave(arguments, Guarded::new));
        on("virtual", arguments -> leave(arguments, Virtual.factory()));
    }

    public static void main(String[] arguments) throws IOException {
        new CostProgram().obey();
    }

    private static Object leave(String[] arguments, ThreadFactory factory) throws Exception {
        Front.owners(arguments, () -> {
            SESSION.set(new Session());
            Thread left = factory.newThread(ChildProgram::waitForEver);
            site("left");
            left.start();
            SESSION.remove();
        });
        return null;
    }
}
