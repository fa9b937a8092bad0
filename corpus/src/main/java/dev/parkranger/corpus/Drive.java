package dev.parkranger.corpus;

import dev.parkranger.corpus.patterns.Planted;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ObjectName;

/**
 * Drives one family in this JVM: {@code Drive FAMILY leak|mended platform|virtual all|ID,ID,...}. Says {@code ready} when
 * every owner has come and gone, and stays until standard input ends.
 */
public final class Drive {

    /** More than are needed to call something a leak, so that one that is late does not matter. */
    public static final int OWNERS = 7;

    /** Between one owner of a pattern and the next: they come by one after another, as requests do. */
    private static final long BETWEEN_MILLIS = 60;

    private static final String REAPER = "dev.parkranger:type=Reaper";

    private Drive() {}

    public static void main(String[] arguments) throws Exception {
        Family family = Family.named(arguments[0]);
        boolean leak = arguments[1].equals("leak");
        boolean virtual = arguments[2].equals("virtual");
        Set<String> chosen = arguments[3].equals("all")
                ? null
                : Stream.of(arguments[3].split(",")).collect(Collectors.toCollection(TreeSet::new));
        Ground ground = new Ground(virtual);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, e) -> System.out.println("unexpected " + thread.getName() + " " + e));
        untilWatched();
        if (Boolean.getBoolean("corpus.disarm")) {
            disarm();
        }
        if (!leak) {
            for (Class<?> type : family.controls(virtual)) {
                if (chosen == null
                        || chosen.contains(type.getAnnotation(Control.class).id())) {
                    ((Healthy) made(type)).start(ground);
                }
            }
        }
        runOwners(
                family.patterns(virtual).stream()
                        .filter(type -> chosen == null
                                || chosen.contains(String.valueOf(
                                        type.getAnnotation(Pattern.class).id())))
                        .toList(),
                leak,
                ground);
        System.out.println("ready");
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.equals("plant")) {
                for (int round = 0; round < OWNERS; round++) {
                    ground.as("planted", () -> new Planted().leak(ground));
                }
            }
        }
        System.exit(0);
    }

    /**
     * In a frame that is gone afterwards: a thread of JDK 25 keeps its task when it has ended, and through the owners'
     * threads the main thread would reach what every pattern waits for.
     */
    private static void runOwners(List<Class<?>> patterns, boolean leak, Ground ground) throws Exception {
        List<Thread> owners = new ArrayList<>();
        for (int round = 0; round < OWNERS; round++) {
            for (Class<?> type : patterns) {
                owners.add(owner(type.getAnnotation(Pattern.class), (Leaky) made(type), leak, ground));
            }
            Thread.sleep(BETWEEN_MILLIS);
        }
        for (Thread owner : owners) {
            owner.join();
        }
    }

    /**
     * Waits for the agent, which comes into being beside us: of what starts in the first fifth of a second it knows less,
     * and which patterns that befalls would be chance. Goes on without it after ten seconds.
     */
    private static void untilWatched() throws Exception {
        var server = ManagementFactory.getPlatformMBeanServer();
        for (int i = 0; i < 500 && !server.isRegistered(new ObjectName(REAPER)); i++) {
            Thread.sleep(20);
        }
    }

    private static void disarm() throws Exception {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName(REAPER),
                        "disarm",
                        new Object[] {"to show that the corpus then fails"},
                        new String[] {String.class.getName()});
    }

    /** On a thread of its own, which stays a platform thread: it stands for the server. */
    private static Thread owner(Pattern pattern, Leaky pair, boolean leak, Ground ground) {
        Thread owner = new Thread(() -> {
            try {
                ground.as("pattern " + pattern.id(), () -> {
                    if (leak) {
                        pair.leak(ground);
                    } else {
                        pair.mended(ground);
                    }
                });
            } catch (Exception e) {
                System.out.println("unexpected pattern " + pattern.id() + " " + e);
            }
        });
        owner.start();
        return owner;
    }

    private static Object made(Class<?> type) throws ReflectiveOperationException {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }
}
