package dev.parkranger.launcher;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The JVMs of this user, and what becomes of the agent in each: it leaves a word among the JVM's own properties of agents. */
final class Jvms {

    /** The agent's key there; {@code dev.parkranger.weaving.AgentProperty} writes it. */
    private static final String PROPERTY = "dev.parkranger";

    /** A JVM that has stopped answers nobody, and the others should not wait for it. */
    private static final long PATIENCE_MILLIS = 5_000;

    private static final int MAX_NAME = 100;

    private Jvms() {}

    static String table() {
        String own = Long.toString(ProcessHandle.current().pid());
        StringBuilder table = new StringBuilder(row("PID", "AGENT", "RUNS"));
        List<VirtualMachineDescriptor> others = new ArrayList<>();
        List<FutureTask<String>> states = new ArrayList<>();
        for (VirtualMachineDescriptor jvm : VirtualMachine.list()) {
            if (!jvm.id().equals(own)) {
                others.add(jvm);
                states.add(ask(jvm));
            }
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        for (int i = 0; i < others.size(); i++) {
            table.append(row(others.get(i).id(), state(states.get(i), deadline), name(others.get(i))));
        }
        return table.toString();
    }

    private static FutureTask<String> ask(VirtualMachineDescriptor jvm) {
        FutureTask<String> task = new FutureTask<>(() -> state(jvm));
        Thread thread = new Thread(task, "parkranger-ask-" + jvm.id());
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static String state(VirtualMachineDescriptor jvm) throws IOException, AttachNotSupportedException {
        VirtualMachine attached = VirtualMachine.attach(jvm);
        try {
            return attached.getAgentProperties().getProperty(PROPERTY, "none");
        } finally {
            attached.detach();
        }
    }

    private static String state(FutureTask<String> asked, long deadline) {
        try {
            return asked.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return "no answer";
        } catch (ExecutionException e) {
            return "cannot tell";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "cannot tell";
        }
    }

    /** Without its arguments: those may be nobody else's business. */
    private static String name(VirtualMachineDescriptor jvm) {
        String name = jvm.displayName().split(" ", 2)[0];
        return Screen.plain(name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "..." : name);
    }

    private static String row(String pid, String agent, String runs) {
        return String.format("%-8s %-24s %s", pid, Screen.plain(agent), runs).stripTrailing() + System.lineSeparator();
    }
}
