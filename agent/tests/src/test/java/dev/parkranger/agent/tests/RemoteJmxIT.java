package dev.parkranger.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.tools.attach.VirtualMachine;
import dev.parkranger.agent.tests.programs.HandOffProgram;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As jconsole and jmxterm see it: another JVM, that has no class of ours. */
class RemoteJmxIT {

    @TempDir
    Path directory;

    private final Set<String> called = new HashSet<>();
    private MBeanServerConnection remote;
    private ObjectName name;

    @Test
    void every_operation_can_be_run_from_afar_and_a_disarmed_agent_listens_no_more() throws Exception {
        name = new ObjectName("dev.parkranger:type=Reaper");
        try (AgentJvm jvm = AgentJvm.program(HandOffProgram.class, directory)
                        .options(AgentJvm.SHORT + ",http=0")
                        .ready();
                JMXConnector connector = connect(jvm.pid())) {
            remote = connector.getMBeanServerConnection();
            jvm.run("attributes");
            Endpoint endpoint = Endpoint.of(jvm);
            assertThat(remote.getAttribute(name, "HttpPort")).isEqualTo(endpoint.port());

            assertThat((String[]) call("listSnapshots")).isEmpty();
            String before = (String) call("takeSnapshot");
            jvm.run("leak 6");
            String site = jvm.site("leak");
            jvm.awaitReport("the leak", report -> report.hasLeakAt(site, 6));
            String after = (String) call("takeSnapshot");
            assertThat((String[]) call("listSnapshots")).hasSize(2);
            assertThat((String) call("diffSnapshots", before, after))
                    .containsPattern("\n\\+6 \\(\\+\\d+\\.\\d a minute\\), now 6  kind=platform  owner=[^\n]*"
                            + "owner_ended=true")
                    .contains("HandOffProgram.await(HandOffProgram.java:");
            assertThatThrownBy(() -> call("diffSnapshots", "yesterday", after))
                    .isInstanceOf(RuntimeMBeanException.class)
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .rootCause()
                    .hasMessage("found the snapshot \"yesterday\", there are 1, 2");

            call("reapNow");
            assertThat((String) call("dumpSuspects")).contains(site);
            assertThat(AgentJvm.parse((String) call("dumpSuspectsAsJson")).hasLeakAt(site, 6))
                    .isTrue();
            assertThat((String) call("proveCost")).contains("heap in use");
            assertThat((String) call("prove")).contains("heap snapshot of ");
            call("changeInterval", "300ms");
            call("changeGrace", "700ms");
            call("changeIgnore", "thread:nobody");
            // What became of the entry so far follows, once there was a look.
            assertThat((String) call("dumpSettings")).startsWith("interval=300ms\ngrace=700ms\nignore=thread:nobody\n");

            call("disarm", "the test is over");
            jvm.awaitReport("the end", report -> !report.armed());
            long deadline = System.nanoTime() + AgentJvm.SOON.toNanos();
            while ((int) remote.getAttribute(name, "HttpPort") != 0 && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            assertThatThrownBy(() -> awaitRefusal(endpoint.port())).isInstanceOf(ConnectException.class);

            List<String> all = Stream.of(remote.getMBeanInfo(name).getOperations())
                    .map(MBeanOperationInfo::getName)
                    .toList();
            assertThat(called).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    /** It is closed in the background. */
    private static void awaitRefusal(int port) throws Exception {
        for (int i = 0; i < 200; i++) {
            new Socket("127.0.0.1", port).close();
            Thread.sleep(50);
        }
    }

    private static JMXConnector connect(long pid) throws Exception {
        VirtualMachine jvm = VirtualMachine.attach(Long.toString(pid));
        try {
            return JMXConnectorFactory.connect(new JMXServiceURL(jvm.startLocalManagementAgent()));
        } finally {
            jvm.detach();
        }
    }

    private Object call(String operation, String... arguments) throws Exception {
        called.add(operation);
        String[] signature = new String[arguments.length];
        Arrays.fill(signature, String.class.getName());
        return remote.invoke(name, operation, arguments, signature);
    }
}
