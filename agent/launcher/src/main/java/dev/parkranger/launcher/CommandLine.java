package dev.parkranger.launcher;

import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/**
 * {@code java -jar parkranger.jar}: attaches to a running JVM and asks an armed one, through the JDK's own attach API and
 * a reply file. Nothing is started in the other JVM that listens to anybody.
 */
final class CommandLine {

    static final int DONE = 0;

    /** Done, and what was asked for has leaks: so a script can ask. */
    static final int LEAKS = 1;

    static final int USAGE = 2;
    static final int FAILED = 3;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final File jar;

    CommandLine(InputStream in, PrintStream out, PrintStream err, File jar) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.jar = jar;
    }

    /** Returns the exit code. */
    int run(String[] words) {
        try {
            return obey(
                    words.length == 0 ? "help" : words[0],
                    Arrays.asList(words).subList(Math.min(1, words.length), words.length));
        } catch (Failure e) {
            String line = e.line();
            err.println(line.startsWith("parkranger: ") ? line : "parkranger: " + line);
            if (e.exitCode() == USAGE) {
                err.print(Help.commands());
            }
            return e.exitCode();
        } catch (NoClassDefFoundError e) {
            err.println("parkranger: this Java has no module jdk.attach; run the command with a full JDK");
            return FAILED;
        } finally {
            out.flush();
        }
    }

    private int obey(String command, List<String> words) throws Failure {
        if (words.contains("--help") || words.contains("-h")) {
            return help();
        }
        return switch (command) {
            case "help", "--help", "-h" -> help();
            case "version", "--version" -> version();
            case "list" -> list(words);
            case "attach" -> attach(words);
            case "suspects" -> suspects(words);
            case "watch" -> new WatchCommand(in, out, err, jar).run(words);
            case "profile" -> new ProfileCommand(out, jar).run(words);
            case "diff" -> diff(words);
            case "prove" -> prove(words);
            case "detach" -> detach(words);
            default ->
                throw Failure.usage("found the command \"" + command
                        + "\", allowed: list, attach, suspects, watch, profile, diff, prove, detach, help, version");
        };
    }

    private int help() {
        out.print(Help.commands());
        out.println();
        out.print(Help.options(jar));
        return DONE;
    }

    private int version() {
        String version = CommandLine.class.getPackage().getImplementationVersion();
        out.println("parkranger " + (version == null ? "of unknown version" : version));
        return DONE;
    }

    private int list(List<String> words) throws Failure {
        if (!words.isEmpty()) {
            throw Failure.usage("list takes nothing, found \"" + words.get(0) + "\"");
        }
        out.print(Jvms.table());
        return DONE;
    }

    private int attach(List<String> words) throws Failure {
        if (words.isEmpty() || words.size() > 2) {
            throw Failure.usage("attach takes a PID and at most one list of options");
        }
        Remote jvm = Remote.of(words.get(0), jar);
        jvm.ask("attach", words.size() == 2 ? words.get(1) : "");
        out.println("parkranger: armed in " + words.get(0));
        return DONE;
    }

    private int suspects(List<String> words) throws Failure {
        Remote jvm = Remote.of(onlyPid("suspects", words), jar);
        // The number of leaks, then the report.
        String[] answer = jvm.ask("suspects", "").split("\n", 2);
        out.print(answer.length > 1 ? answer[1] : "");
        return answer[0].equals("0") ? DONE : LEAKS;
    }

    /** Says what it will cost before it does. */
    private int prove(List<String> words) throws Failure {
        Remote jvm = Remote.of(onlyPid("prove", words), jar);
        out.print(jvm.ask("prove-cost", ""));
        out.flush();
        out.print(jvm.ask("prove", ""));
        return DONE;
    }

    private int detach(List<String> words) throws Failure {
        Remote jvm = Remote.of(onlyPid("detach", words), jar);
        out.println("parkranger: " + jvm.ask("disarm", ""));
        return DONE;
    }

    private int diff(List<String> words) throws Failure {
        if (words.size() != 2) {
            throw Failure.usage("diff takes two files that profile --debug 1 has written, found " + words.size());
        }
        out.print(ProfileDiff.text(ProfileText.read(words.get(0)), ProfileText.read(words.get(1))));
        return DONE;
    }

    static String onlyPid(String command, List<String> words) throws Failure {
        if (words.size() != 1) {
            throw Failure.usage(command + " takes a PID and nothing else, found "
                    + (words.isEmpty() ? "nothing" : String.join(" ", words)));
        }
        return words.get(0);
    }
}
