package dev.parkranger.agent.tests.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Obeys {@code name argument...} lines on standard input until {@code stop} or the end of input. */
public abstract class ChildProgram {

    /** One thing that a program can be told to do; what it returns is printed. */
    @FunctionalInterface
    public interface Action {
        Object run(String[] arguments) throws Exception;
    }

    private static final Map<String, String> SITES = new ConcurrentHashMap<>();

    private final Map<String, Action> actions = new ConcurrentHashMap<>();

    protected ChildProgram() {}

    protected final void on(String name, Action action) {
        actions.put(name, action);
    }

    /** Prints the line below the caller's, once: the one that a report should blame. */
    public static void site(String name) {
        if (SITES.containsKey(name)) {
            return;
        }
        StackWalker.StackFrame caller = StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst())
                .orElseThrow();
        String frame = caller.getClassName() + "." + caller.getMethodName() + "(" + caller.getFileName() + ":"
                + (caller.getLineNumber() + 1) + ")";
        if (SITES.put(name, frame) == null) {
            System.out.println("site " + name + " " + frame);
        }
    }

    /** Waits for what never comes. */
    public static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    protected final void obey() throws IOException {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = input.readLine(); line != null && !line.equals("stop"); line = input.readLine()) {
            obey(line);
        }
        System.exit(0);
    }

    private void obey(String line) {
        String[] words = line.split(" ");
        String[] arguments = new String[words.length - 1];
        System.arraycopy(words, 1, arguments, 0, arguments.length);
        try {
            Action action = actions.get(words[0]);
            if (action == null) {
                throw new IllegalArgumentException("no such command, there are " + actions.keySet());
            }
            Object answer = action.run(arguments);
            System.out.println("done " + words[0] + (answer == null ? "" : " " + answer));
        } catch (Exception | LinkageError e) {
            System.out.println("failed " + words[0] + " " + e);
            e.printStackTrace(System.out);
        }
    }
}
