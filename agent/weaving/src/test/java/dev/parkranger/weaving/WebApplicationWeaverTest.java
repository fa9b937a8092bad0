package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners, filters, servlets and containers with one empty method, woven. */
class WebApplicationWeaverTest {

    private static List<String> calls(String type, int access, String method, String descriptor) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, access, type, null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, method, descriptor, null, null);
        code.visitCode();
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
        Signs signs = new Signs();
        List<LateWeaving> kinds =
                List.of(new ServletWeaver(signs, Gate.TYPE), new WebApplicationWeaver(signs, Gate.TYPE));
        byte[] woven = new ApplicationWeaver(signs, kinds).weave(type, writer.toByteArray());
        return woven == null ? List.of() : calls(woven);
    }

    private static List<String> calls(byte[] woven) {
        List<String> calls = new ArrayList<>();
        new ClassReader(woven)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String in, String of, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    private String loaded = "";

                                    @Override
                                    public void visitVarInsn(int opcode, int local) {
                                        loaded += local;
                                    }

                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String method, String as, boolean anInterface) {
                                        assertThat(owner).isEqualTo(Gate.TYPE);
                                        calls.add(method + "(" + loaded + ")");
                                        loaded = "";
                                    }
                                };
                            }
                        },
                        0);
        return calls;
    }

    private static List<String> calls(String method, String descriptor) {
        return calls("acme/Part", Opcodes.ACC_PUBLIC, method, descriptor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javax", "jakarta"})
    void what_sets_an_application_up_begins_and_ends(String api) {
        assertThat(calls("contextInitialized", "(L" + api + "/servlet/ServletContextEvent;)V"))
                .containsExactly("startUpBegins(1)", "startUpEnds()", "startUpEnds()");
        assertThat(calls("onStartup", "(Ljava/util/Set;L" + api + "/servlet/ServletContext;)V"))
                .containsExactly("startUpBegins(2)", "startUpEnds()", "startUpEnds()");
        assertThat(calls("init", "(L" + api + "/servlet/ServletConfig;)V"))
                .containsExactly("startUpBegins(1)", "startUpEnds()", "startUpEnds()");
        assertThat(calls("init", "(L" + api + "/servlet/FilterConfig;)V"))
                .containsExactly("startUpBegins(1)", "startUpEnds()", "startUpEnds()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javax", "jakarta"})
    void a_listener_tells_of_the_end(String api) {
        assertThat(calls("contextDestroyed", "(L" + api + "/servlet/ServletContextEvent;)V"))
                .containsExactly("webApplicationStops(1)");
    }

    @ParameterizedTest
    @CsvSource({
        "org/apache/catalina/core/StandardContext, stopInternal",
        "org/eclipse/jetty/ee10/servlet/ServletContextHandler, doStop",
        "org/eclipse/jetty/ee11/servlet/ServletContextHandler, doStop",
        "org/eclipse/jetty/ee9/nested/ContextHandler, doStop",
        "org/eclipse/jetty/ee8/nested/ContextHandler, doStop",
        "org/eclipse/jetty/server/handler/ContextHandler, doStop",
        "io/undertow/servlet/core/DeploymentManagerImpl, stop",
        "io/undertow/servlet/core/DeploymentManagerImpl, undeploy"
    })
    void containers_tell_before_they_stop_an_application(String type, String method) {
        assertThat(calls(type, Opcodes.ACC_PUBLIC, method, "()V")).containsExactly("webApplicationStops(0)");
        assertThat(calls(type, Opcodes.ACC_PUBLIC, "other", "()V")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"javax", "jakarta"})
    void a_filter_serves_a_request(String api) {
        String servlet = "L" + api + "/servlet/";
        assertThat(calls(
                        "doFilter",
                        "(" + servlet + "ServletRequest;" + servlet + "ServletResponse;" + servlet + "FilterChain;)V"))
                .containsExactly("requestBegins(01)", "requestEnds()", "requestFails()");
    }

    @Test
    void everything_else_is_untouched() {
        assertThat(calls("init", "()V")).isEmpty();
        assertThat(calls("contextDestroyed", "()V")).isEmpty();
        assertThat(calls("contextReplaced", "(Ljakarta/servlet/ServletContextEvent;)V"))
                .isEmpty();
        assertThat(calls("acme/StandardContext", Opcodes.ACC_PUBLIC, "stopInternal", "()V"))
                .isEmpty();
        assertThat(calls(
                        "acme/Part",
                        Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT,
                        "init",
                        "(Ljakarta/servlet/ServletConfig;)V"))
                .isEmpty();
    }
}
