package dev.parkranger.weaving;

import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Makes an exchange of the JDK's own HTTP server a scope. Handlers are lambdas as a rule, hidden classes that no
 * transformer sees; but every one of them is called by the filter chain. An exchange may be answered later, by another
 * thread: its end is told by the response's head, the one object that both sides name.
 */
final class HttpServerWeaver implements LateWeaving {

    private static final String CHAIN = "com/sun/net/httpserver/Filter$Chain";
    private static final String EXCHANGE = "sun/net/httpserver/ExchangeImpl";

    /** Made when the last byte of a response is written; the second is the name on newer JDKs. */
    private static final Set<String> WRITE_FINISHED =
            Set.of("sun/net/httpserver/WriteFinishedEvent", "sun/net/httpserver/Event$WriteFinished");

    private final String gate;

    /** @param gate internal name of what is called */
    HttpServerWeaver(String gate) {
        this.gate = gate;
    }

    @Override
    public String hook() {
        return "http-server";
    }

    @Override
    public boolean mayBe(String type, long found) {
        return isNamed(type);
    }

    @Override
    public boolean isNamed(String type) {
        return type.equals(CHAIN) || type.equals(EXCHANGE) || WRITE_FINISHED.contains(type);
    }

    @Override
    public ClassVisitor weaving(ClassReader type, ClassVisitor next, Woven woven) {
        String its = type.getClassName();
        boolean framed = LateWeaving.isFramed(type);
        return new ClassVisitor(Opcodes.ASM9, next) {
            @Override
            public @Nullable MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] thrown) {
                MethodVisitor method = super.visitMethod(access, name, descriptor, signature, thrown);
                MethodVisitor weaving = method == null || !LateWeaving.hasBody(access)
                        ? null
                        : weave(its, name + descriptor, method, framed);
                if (weaving == null) {
                    return method;
                }
                woven.something();
                return weaving;
            }
        };
    }

    private @Nullable MethodVisitor weave(String type, String signature, MethodVisitor method, boolean framed) {
        return switch (signature) {
            case "doFilter(Lcom/sun/net/httpserver/HttpExchange;)V" ->
                new ScopedMethod(method, this::begin, this::end, this::fail, framed);
            case "sendResponseHeaders(IJ)V" -> new EntryOf(method, this::answers);
            case "close()V" -> type.equals(EXCHANGE) ? new EntryOf(method, code -> answered(code, 0)) : null;
            case "<init>(Lsun/net/httpserver/ExchangeImpl;)V" -> new EntryOf(method, code -> answered(code, 1));
            default -> null;
        };
    }

    private void begin(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, 1);
        call(code, "exchangeBegins", "(Ljava/lang/Object;)V");
    }

    private void end(MethodVisitor code) {
        call(code, "requestEnds", "()V");
    }

    private void fail(MethodVisitor code) {
        call(code, "requestFails", "()V");
    }

    private void answers(MethodVisitor code) {
        response(code, 0);
        code.visitVarInsn(Opcodes.LLOAD, 2);
        call(code, "exchangeAnswers", "(Ljava/lang/Object;J)V");
    }

    private void answered(MethodVisitor code, int exchange) {
        response(code, exchange);
        call(code, "exchangeAnswered", "(Ljava/lang/Object;)V");
    }

    /** Reads a field, no more. */
    private static void response(MethodVisitor code, int exchange) {
        code.visitVarInsn(Opcodes.ALOAD, exchange);
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, EXCHANGE, "getResponseHeaders", "()Lcom/sun/net/httpserver/Headers;", false);
    }

    private void call(MethodVisitor code, String hook, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, gate, hook, descriptor, false);
    }
}
