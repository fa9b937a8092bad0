package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** This JDK's own HTTP server, woven: its classes are there, and have the methods that are looked for. */
class HttpServerWeaverTest {

    private static final String CHAIN = "com/sun/net/httpserver/Filter$Chain";
    private static final String EXCHANGE = "sun/net/httpserver/ExchangeImpl";

    private static List<String> callsIn(String type) throws IOException {
        try (InputStream file = ClassLoader.getPlatformClassLoader().getResourceAsStream(type + ".class")) {
            if (file == null) {
                return List.of();
            }
            byte[] woven = new ApplicationWeaver(new Signs(), List.of(new HttpServerWeaver(Gate.TYPE)))
                    .weave(type, file.readAllBytes());
            return woven == null ? List.of() : calls(woven);
        }
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
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String method, String as, boolean anInterface) {
                                        if (owner.equals(Gate.TYPE)) {
                                            calls.add(in + " " + method);
                                        }
                                    }
                                };
                            }
                        },
                        0);
        return calls;
    }

    @Test
    void the_filter_chain_is_where_exchanges_begin_and_end() throws IOException {
        List<String> calls = callsIn(CHAIN);

        assertThat(calls.get(0)).isEqualTo("doFilter exchangeBegins");
        assertThat(calls.get(calls.size() - 1)).isEqualTo("doFilter requestFails");
        assertThat(calls).contains("doFilter requestEnds").allMatch(call -> call.startsWith("doFilter "));
    }

    @Test
    void an_exchange_tells_when_it_is_answered_and_closed() throws IOException {
        assertThat(callsIn(EXCHANGE))
                .containsExactlyInAnyOrder("sendResponseHeaders exchangeAnswers", "close exchangeAnswered");
    }

    @Test
    void one_of_the_two_names_of_the_last_byte_is_this_jdks() throws IOException {
        List<String> calls = new ArrayList<>(callsIn("sun/net/httpserver/WriteFinishedEvent"));
        calls.addAll(callsIn("sun/net/httpserver/Event$WriteFinished"));

        assertThat(calls).containsExactly("<init> exchangeAnswered");
    }

    @Test
    void nothing_else_is_woven() throws IOException {
        assertThat(callsIn("com/sun/net/httpserver/HttpServer")).isEmpty();
        assertThat(callsIn("sun/net/httpserver/ServerImpl")).isEmpty();
    }
}
