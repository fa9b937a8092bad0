package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.hooks.HookListener;
import dev.parkranger.hooks.Hooks;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hook table against the very classes of the JDK that runs the test. */
class JdkWeaverTest {
    private static final int FEATURE = Runtime.version().feature();

    private static byte[] read(String type) throws IOException {
        try (InputStream in = Object.class.getResourceAsStream("/" + type + ".class")) {
            assertThat(in).as(type).isNotNull();
            return in.readAllBytes();
        }
    }

    private static List<HookPoint> points(boolean late) {
        return new HookTable(late).points();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void every_row_for_this_jdk_finds_its_place(boolean late) throws IOException {
        List<HookPoint> here =
                points(late).stream().filter(point -> point.existsOn(FEATURE)).toList();
        JdkWeaver weaver = new JdkWeaver(here, FEATURE);
        for (String type : weaver.types()) {
            assertThat(weaver.weave(type, read(type))).as(type).isNotNull();
        }

        assertThat(here).isNotEmpty().allMatch(weaver::isWoven);
    }

    @Test
    void a_row_of_another_jdk_is_not_woven() throws IOException {
        JdkWeaver weaver = new JdkWeaver(points(false), FEATURE);
        for (String type : weaver.types()) {
            weaver.weave(type, read(type));
        }

        assertThat(points(false)).filteredOn(point -> !point.existsOn(FEATURE)).noneMatch(weaver::isWoven);
    }

    @Test
    void nothing_is_woven_before_it_is_seen() {
        JdkWeaver weaver = new JdkWeaver(points(false), FEATURE);

        assertThat(points(false)).noneMatch(weaver::isWoven);
    }

    @Test
    void a_class_that_is_not_in_the_table_is_left_as_it_is() throws IOException {
        assertThat(new JdkWeaver(points(false), FEATURE).weave("java/lang/String", read("java/lang/String")))
                .isNull();
    }

    @Test
    void a_method_that_this_jdk_has_renamed_is_told_as_not_woven() throws IOException {
        HookPoint renamed = new HookPoint(
                "Thread.vanish",
                "java/lang/Thread",
                "vanish",
                "()V",
                HookPoint.Where.ENTRY,
                "",
                "platformExiting",
                "(Ljava/lang/Thread;)V",
                List.of(HookPoint.Push.THIS),
                17,
                0,
                "");
        JdkWeaver weaver = new JdkWeaver(List.of(renamed), FEATURE);
        weaver.weave("java/lang/Thread", read("java/lang/Thread"));

        assertThat(weaver.isWoven(renamed)).isFalse();
    }

    @Test
    void weaving_adds_no_member() throws IOException {
        JdkWeaver weaver = new JdkWeaver(points(true), FEATURE);
        for (String type : weaver.types()) {
            byte[] original = read(type);
            byte[] woven = weaver.weave(type, original);

            assertThat(members(woven)).as(type).isEqualTo(members(original));
        }
    }

    private static List<String> members(byte[] classFile) {
        List<String> members = new ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                members.add(access + " " + name + descriptor);
                                return null;
                            }

                            @Override
                            public net.bytebuddy.jar.asm.FieldVisitor visitField(
                                    int access, String name, String descriptor, String signature, Object value) {
                                members.add(access + " " + name + " " + descriptor);
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        return members;
    }

    @Test
    void every_hook_of_the_table_is_there_to_be_called() {
        Set<String> known = new HashSet<>();
        for (Method method : Hooks.class.getMethods()) {
            known.add(method.getName() + Type.getMethodDescriptor(method));
        }

        for (HookPoint point : points(true)) {
            for (String hook : point.hook().split("/")) {
                assertThat(known).as(point.name()).contains(hook + point.hookDescriptor());
            }
        }
    }

    @Test
    void no_two_rows_are_one() {
        assertThat(points(true)).extracting(HookPoint::name).doesNotHaveDuplicates();
    }

    @Test
    void what_is_not_hooked_for_a_late_start_is_hooked_all_the_same() {
        assertThat(points(true)).hasSizeGreaterThan(points(false).size());
        assertThat(points(true))
                .extracting(HookPoint::name)
                .containsAll(points(false).stream().map(HookPoint::name).toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_jdk_runs_on_the_woven_classes_with_its_verifier_on(boolean late, @TempDir Path folder) throws Exception {
        Path patch = folder.resolve("patch");
        JdkWeaver weaver = new JdkWeaver(points(late), FEATURE);
        for (String type : weaver.types()) {
            write(patch, type, weaver.weave(type, read(type)));
        }
        for (Class<?> hook : List.of(Hooks.class, HookListener.class)) {
            String type = Type.getInternalName(hook);
            try (InputStream in = hook.getResourceAsStream("/" + type + ".class")) {
                write(patch, type, in.readAllBytes());
            }
        }
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--patch-module",
                        "java.base=" + patch,
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:+BytecodeVerificationLocal",
                        "-cp",
                        Path.of(Busy.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        Busy.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readString(output, StandardCharsets.UTF_8)).contains(Busy.DONE);
        assertThat(process.exitValue()).isZero();
    }

    private static void write(Path folder, String type, byte[] classFile) throws IOException {
        Path file = folder.resolve(type + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, classFile);
    }

    @Test
    void the_woven_code_calls_nothing_but_the_hooks() throws IOException {
        JdkWeaver weaver = new JdkWeaver(points(false), FEATURE);
        for (String type : weaver.types()) {
            byte[] original = read(type);
            List<String> added = new ArrayList<>(calls(weaver.weave(type, original)));
            calls(original).forEach(added::remove);

            assertThat(added).as(type).isNotEmpty().allMatch(call -> call.startsWith(HookTable.HOOKS + "."));
        }
    }

    private static List<String> calls(byte[] classFile) {
        List<String> calls = new ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String called, String of, boolean isInterface) {
                                        calls.add(owner + "." + called + of);
                                    }
                                };
                            }
                        },
                        ClassReader.SKIP_FRAMES);
        return calls;
    }

    @Test
    void a_thread_start_that_fails_passes_the_error_on() throws IOException {
        JdkWeaver weaver = new JdkWeaver(points(false), FEATURE);

        assertThat(calls(weaver.weave("java/lang/Thread", read("java/lang/Thread"))))
                .anyMatch(call -> call.startsWith(HookTable.HOOKS + ".startFailed"));
    }

    private static HookPoint point(String name) {
        return points(false).stream()
                .filter(point -> point.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThreadPerTaskExecutor.close", "ForkJoinPool.close"})
    void whoever_waits_in_close_has_not_closed_yet(String name) {
        assertThat(point(name).where()).isEqualTo(HookPoint.Where.RETURN);
        assertThat(point(name).hook()).isEqualTo("poolShutDown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThreadPoolExecutor.shutdown", "ForkJoinPool.shutdown", "ThreadPerTaskExecutor.shutdown"})
    void a_pool_is_shut_down_as_soon_as_somebody_says_so(String name) {
        assertThat(point(name).where()).isEqualTo(HookPoint.Where.ENTRY);
    }

    @Test
    void a_virtual_thread_is_resumed_when_its_continuation_runs() {
        HookPoint resumed = point("VirtualThread.runContinuation");

        assertThat(resumed.hook()).isEqualTo("virtualResumed");
        assertThat(resumed.where()).isEqualTo(HookPoint.Where.ENTRY);
        assertThat(resumed.existsOn(20)).isFalse();
        assertThat(resumed.existsOn(21)).isTrue();
        assertThat(resumed.existsOn(25)).isTrue();
    }
}
