package dev.parkranger.launcher;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Another JVM of this machine, asked through the attach API and a reply file. */
final class Remote {

    private final String pid;
    private final File jar;

    private Remote(String pid, File jar) {
        this.pid = pid;
        this.jar = jar;
    }

    /** Of a process that is there, and may be a JVM. */
    static Remote of(String pid, File jar) throws Failure {
        if (!pid.matches("[1-9][0-9]{0,9}")) {
            throw Failure.usage("found the PID \"" + pid + "\", allowed: the process id of a running JVM, a number");
        }
        Remote remote = new Remote(pid, jar);
        if (!remote.isAlive()) {
            throw Failure.of("there is no process " + pid);
        }
        if (!remote.isJvm()) {
            throw Failure.of("process " + pid + " is no JVM that this one can attach to");
        }
        return remote;
    }

    String pid() {
        return pid;
    }

    boolean isAlive() {
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
        return process.isPresent() && process.get().isAlive();
    }

    /** Returns what the agent there answers. */
    String ask(String request, String options) throws Failure {
        String answer = answer(request, options);
        if (answer.startsWith(ParkRanger.OK)) {
            return answer.substring(ParkRanger.OK.length());
        }
        throw Failure.of(answer.startsWith(ParkRanger.FAILED) ? answer.substring(ParkRanger.FAILED.length()) : answer);
    }

    private String answer(String request, String options) throws Failure {
        Path reply = null;
        try {
            reply = Files.createTempFile("parkranger-", ".reply");
            VirtualMachine jvm = VirtualMachine.attach(pid);
            try {
                jvm.loadAgent(
                        jar.getPath(),
                        ParkRanger.REQUEST + request + ParkRanger.SEPARATOR + reply + ParkRanger.SEPARATOR + options);
            } finally {
                jvm.detach();
            }
            String answer = Files.readString(reply, StandardCharsets.UTF_8);
            return answer.isEmpty() ? "process " + pid + " gave no answer; its stderr says why" : answer;
        } catch (AttachNotSupportedException | IOException e) {
            throw Failure.of(
                    "cannot attach to process " + pid + ", which must be a JVM of the same user: " + e.getMessage());
        } catch (AgentLoadException | AgentInitializationException e) {
            throw Failure.of("process " + pid + " refused the agent: " + e.getMessage());
        } finally {
            if (reply != null) {
                Folder.delete(reply);
            }
        }
    }

    /**
     * Asks a process that is no JVM to attach, and it is waited for in vain for ten seconds. Where the system shows what
     * a process has mapped, that tells at once; where it does not, the attempt will.
     */
    private boolean isJvm() {
        try (Stream<String> mapped = Files.lines(Path.of("/proc", pid, "maps"), StandardCharsets.ISO_8859_1)) {
            return mapped.anyMatch(line -> line.contains("libjvm"));
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }
}
