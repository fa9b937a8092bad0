package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.hooks.Hooks;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servlets made on the spot, woven, loaded and called. */
class ServletWeaverTest {
    private static final String SERVLET = "acme/Servlet";

    private final List<String> seen = new ArrayList<>();
    private String api = "jakarta";
    private int version = Opcodes.V17;

    @AfterEach
    void listen_no_more() {
        Hooks.listen(null);
    }

    private static byte[] weave(byte[] original) {
        return weave(original, Gate.TYPE);
    }

    private static byte[] weave(byte[] original, String gate) {
        Signs signs = new Signs();
        return new ApplicationWeaver(signs, List.of(new ServletWeaver(signs, gate))).weave(SERVLET, original);
    }

    private void listen() {
        Hooks.listen(new HookListener() {
            @Override
            public void requestBegins(Object servlet, Object request) {
                seen.add("begins " + servlet.getClass().getSimpleName() + " " + request);
            }

            @Override
            public void requestEnds() {
                seen.add("ends");
            }

            @Override
            public void requestFails() {
                seen.add("fails");
            }
        });
    }

    private String descriptor() {
        return "(L" + api + "/servlet/ServletRequest;L" + api + "/servlet/ServletResponse;)V";
    }

    private byte[] servlet(int access, String method, String descriptor, Consumer<MethodVisitor> body) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        writer.visit(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, SERVLET, null, "java/lang/Object", null);
        writer.visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "body", "Ljava/lang/Runnable;", null, null)
                .visitEnd();
        MethodVisitor code = writer.visitMethod(access, method, descriptor, null, null);
        if ((access & Opcodes.ACC_ABSTRACT) == 0) {
            code.visitCode();
            body.accept(code);
            code.visitMaxs(0, 0);
        }
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private byte[] servlet(Consumer<MethodVisitor> body) {
        return servlet(Opcodes.ACC_PUBLIC, "service", descriptor(), body);
    }

    private static void callBody(MethodVisitor code) {
        code.visitFieldInsn(Opcodes.GETSTATIC, SERVLET, "body", "Ljava/lang/Runnable;");
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, "java/lang/Runnable", "run", "()V", true);
    }

    private static void straight(MethodVisitor code) {
        callBody(code);
        code.visitInsn(Opcodes.RETURN);
    }

    /** Returns early when there is no response, and uses locals of its own. */
    private static void twoWaysOut(MethodVisitor code) {
        Label go = new Label();
        code.visitInsn(Opcodes.ICONST_5);
        code.visitVarInsn(Opcodes.ISTORE, 3);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitJumpInsn(Opcodes.IFNONNULL, go);
        code.visitInsn(Opcodes.RETURN);
        code.visitLabel(go);
        callBody(code);
        code.visitInsn(Opcodes.RETURN);
    }

    /** Catches what its body throws. */
    private static void catching(MethodVisitor code) {
        Label from = new Label();
        Label to = new Label();
        Label handler = new Label();
        code.visitTryCatchBlock(from, to, handler, "java/lang/RuntimeException");
        code.visitLabel(from);
        callBody(code);
        code.visitLabel(to);
        code.visitInsn(Opcodes.RETURN);
        code.visitLabel(handler);
        code.visitInsn(Opcodes.POP);
        code.visitInsn(Opcodes.RETURN);
    }

    private static byte[] type(String name, int access) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_8, access, name, null, "java/lang/Object", null);
        if ((access & Opcodes.ACC_INTERFACE) == 0) {
            MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
            code.visitInsn(Opcodes.RETURN);
            code.visitMaxs(1, 1);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static byte[] request(String name, String implemented) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", new String[] {implemented});
        constructor(writer, "java/lang/Object");
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "toString", "()Ljava/lang/String;", null, null);
        code.visitLdcInsn("GET /");
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(1, 1);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static byte[] concrete() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "acme/Concrete", null, SERVLET, null);
        constructor(writer, SERVLET);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void constructor(ClassWriter writer, String superName) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, "<init>", "()V", false);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(1, 1);
    }

    /** A web application's loader. */
    private static final class WebApp extends ClassLoader {
        private final Map<String, byte[]> types = new HashMap<>();

        WebApp() {
            super(ServletWeaverTest.class.getClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] code = types.get(name.replace('.', '/'));
            if (code == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, code, 0, code.length);
        }
    }

    private static byte[] withConstructor(byte[] servlet) {
        ClassReader reader = new ClassReader(servlet);
        ClassWriter writer = new ClassWriter(0);
        reader.accept(writer, 0);
        constructor(writer, "java/lang/Object");
        return writer.toByteArray();
    }

    /** Loads the woven servlet and lets it serve a request. */
    private void serve(byte[] servlet, Runnable body, boolean withResponse) throws Exception {
        byte[] woven = weave(withConstructor(servlet), HookTable.HOOKS);
        assertThat(woven).isNotNull();
        WebApp loader = new WebApp();
        String request = api + "/servlet/ServletRequest";
        String response = api + "/servlet/ServletResponse";
        int anInterface = Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
        loader.types.put(SERVLET, woven);
        loader.types.put("acme/Concrete", concrete());
        loader.types.put(request, type(request, anInterface));
        loader.types.put(response, type(response, anInterface));
        loader.types.put("acme/Request", request("acme/Request", request));
        loader.types.put("acme/Response", request("acme/Response", response));
        Class<?> type = loader.loadClass("acme.Concrete");
        type.getField("body").set(null, body);
        listen();
        type.getMethod(
                        "service",
                        loader.loadClass(request.replace('/', '.')),
                        loader.loadClass(response.replace('/', '.')))
                .invoke(
                        type.getConstructor().newInstance(),
                        loader.loadClass("acme.Request").getConstructor().newInstance(),
                        withResponse
                                ? loader.loadClass("acme.Response")
                                        .getConstructor()
                                        .newInstance()
                                : null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javax", "jakarta"})
    void a_request_is_a_scope(String package_) throws Exception {
        api = package_;
        serve(servlet(ServletWeaverTest::straight), () -> seen.add("serves"), true);

        assertThat(seen).containsExactly("begins Concrete GET /", "serves", "ends");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javax", "jakarta"})
    void a_request_that_fails_ends_too_and_its_error_comes_out(String package_) {
        api = package_;
        IllegalStateException failure = new IllegalStateException("no stock");

        assertThatThrownBy(() -> serve(
                        servlet(ServletWeaverTest::straight),
                        () -> {
                            throw failure;
                        },
                        true))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isSameAs(failure);
        assertThat(seen).containsExactly("begins Concrete GET /", "fails");
    }

    @Test
    void every_way_out_ends_the_request_once() throws Exception {
        serve(servlet(ServletWeaverTest::twoWaysOut), () -> seen.add("serves"), true);
        serve(servlet(ServletWeaverTest::twoWaysOut), () -> seen.add("serves"), false);

        assertThat(seen).containsExactly("begins Concrete GET /", "serves", "ends", "begins Concrete GET /", "ends");
    }

    @Test
    void what_the_servlet_catches_itself_ends_the_request_once() throws Exception {
        serve(
                servlet(ServletWeaverTest::catching),
                () -> {
                    throw new IllegalStateException("caught");
                },
                true);

        assertThat(seen).containsExactly("begins Concrete GET /", "ends");
    }

    @Test
    void what_the_servlet_does_not_catch_passes_its_handlers_by_and_ends_the_request_once() {
        assertThatThrownBy(() -> serve(
                        servlet(ServletWeaverTest::catching),
                        () -> {
                            throw new AssertionError("not caught");
                        },
                        true))
                .isInstanceOf(InvocationTargetException.class);
        assertThat(seen).containsExactly("begins Concrete GET /", "fails");
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
    void classes_old_and_new_are_woven(int classVersion) throws Exception {
        version = classVersion;
        serve(servlet(ServletWeaverTest::twoWaysOut), () -> seen.add("serves"), true);

        assertThat(seen).containsExactly("begins Concrete GET /", "serves", "ends");
    }

    @Test
    void classes_that_serve_nothing_are_untouched() {
        int open = Opcodes.ACC_PUBLIC;

        assertThat(weave(servlet(open, "doFilter", descriptor(), ServletWeaverTest::straight)))
                .isNull();
        assertThat(weave(servlet(open, "service", "()V", ServletWeaverTest::straight)))
                .isNull();
        assertThat(weave(servlet(
                        open,
                        "service",
                        "(Ljakarta/servlet/http/HttpServletRequest;Ljakarta/servlet/http/HttpServletResponse;)V",
                        ServletWeaverTest::straight)))
                .isNull();
        assertThat(weave(servlet(open | Opcodes.ACC_STATIC, "service", descriptor(), ServletWeaverTest::straight)))
                .isNull();
        assertThat(weave(servlet(open | Opcodes.ACC_ABSTRACT, "service", descriptor(), code -> {})))
                .isNull();
    }

    @Test
    void the_interface_itself_is_untouched() {
        ClassWriter writer = new ClassWriter(0);
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
        writer.visit(Opcodes.V1_8, access, "jakarta/servlet/Servlet", null, "java/lang/Object", null);
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "service", descriptor(), null, null)
                .visitEnd();
        writer.visitEnd();

        assertThat(weave(writer.toByteArray(), HookTable.HOOKS)).isNull();
    }

    @Test
    void woven_classes_call_only_what_every_loader_finds() {
        Set<String> called = new HashSet<>();
        byte[] woven = weave(servlet(ServletWeaverTest::twoWaysOut));
        new ClassReader(woven)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String of, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String method, String as, boolean anInterface) {
                                        called.add(owner);
                                    }
                                };
                            }
                        },
                        0);

        assertThat(called).containsExactlyInAnyOrder("java/lang/Runnable", Gate.TYPE);
    }
}
