package dev.parkranger.agent.tests.servers;

import dev.parkranger.agent.tests.programs.ChildProgram;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.ObjectName;

/** Libraries and JDK services, all of them alive in one JVM; then dropped, and none of them closed. */
public final class LibrariesProgram extends ChildProgram {

    private static final Map<String, Object> KEPT = new ConcurrentHashMap<>();

    private LibrariesProgram() {
        on("make", arguments -> make(arguments[0].equals("whole") ? Libraries.all() : JdkServices.all()));
        on("drop", arguments -> {
            KEPT.clear();
            return null;
        });
        on("prove", arguments -> prove().strip().replace('\n', '|'));
    }

    /** Makes them, one after another; how many they are. */
    private static int make(Map<String, Callable<Object>> libraries) throws Exception {
        for (var library : libraries.entrySet()) {
            KEPT.put(library.getKey(), library.getValue().call());
        }
        return KEPT.size();
    }

    private static String prove() throws Exception {
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(new ObjectName("dev.parkranger:type=Reaper"), "prove", new Object[0], new String[0]);
    }

    public static void main(String[] arguments) throws IOException {
        Shop.open();
        new LibrariesProgram().obey();
    }
}
