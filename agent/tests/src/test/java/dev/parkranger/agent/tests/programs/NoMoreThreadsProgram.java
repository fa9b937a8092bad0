package dev.parkranger.agent.tests.programs;

import java.io.IOException;

/** Asks for a thread that the system cannot give: one with a stack larger than the address space. */
public final class NoMoreThreadsProgram extends ChildProgram {

    private NoMoreThreadsProgram() {
        on("start", arguments -> {
            Thread impossible = new Thread(null, () -> {}, "impossible", 1L << 46);
            try {
                impossible.start();
                return "started";
            } catch (OutOfMemoryError e) {
                return e + " " + impossible.getState();
            }
        });
        on("ordinary", arguments -> {
            Thread ordinary = new Thread(() -> System.out.println("the ordinary thread ran"));
            ordinary.start();
            ordinary.join();
            return null;
        });
    }

    public static void main(String[] arguments) throws IOException {
        new NoMoreThreadsProgram().obey();
    }
}
