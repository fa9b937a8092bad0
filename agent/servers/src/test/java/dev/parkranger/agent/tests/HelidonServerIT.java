package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Helidon 4, which serves on virtual threads. Its class files are of Java 21, which the compiler of this build cannot
 * read: the JDK under test compiles the program.
 */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Helidon 4 needs it")
class HelidonServerIT extends ServerDay {

    private static final String SERVER = "dev.parkranger.agent.tests.servers.HelidonServer";

    @Override
    String server() {
        return SERVER;
    }

    @Override
    List<String> jars() {
        return List.of("helidon-");
    }

    @Override
    String options() {
        return OPTIONS + ",scopes=" + SERVER + "#handle";
    }

    @Override
    Path classes(Path directory) throws Exception {
        Path source =
                Path.of(System.getProperty("parkranger.test.helidon")).resolve(SERVER.replace('.', '/') + ".java");
        Path classes = Files.createDirectories(directory.resolve("classes"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-proc:none",
                        source.toString());
        assertThat(failed).as("javac of " + source).isZero();
        return classes;
    }

    @Override
    List<String> quick() {
        return List.of(
                "/orders/{n}", "/orders/{n}?verbose={n}", "/clients/http", "/clients/hikari", "/clients/caffeine");
    }

    @Override
    List<ServerLeak> leaks() {
        return List.of(
                ServerLeak.THREAD,
                ServerLeak.POOL_OF_TWO,
                ServerLeak.SHARED_POOL_TASK,
                ServerLeak.SOCKET_READ,
                ServerLeak.KAFKA);
    }

    @Override
    String owner(ServerLeak leak) {
        return "HelidonServer\\.handle";
    }

    @Override
    boolean requestsAreToldApart() {
        return false;
    }
}
