package dev.parkranger.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/**
 * Hooks run while the JDK starts a thread. A lambda, a string concatenation, a record's own methods or a switch over
 * patterns would there link an {@code invokedynamic}: JDK code that may itself start threads and call the hook again.
 */
class HooksBytecodeTest {
    @Test
    void hooks_hold_no_invokedynamic() throws Exception {
        assertThat(dynamicCallsIn(hooks())).isEmpty();
    }

    private static List<byte[]> hooks() throws Exception {
        Path root = Path.of(Class.forName("dev.parkranger.hooks.package-info")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (Files.isDirectory(root)) {
            return classesUnder(root);
        }
        try (FileSystem jar = FileSystems.newFileSystem(root)) {
            return classesUnder(jar.getPath("/"));
        }
    }

    private static List<byte[]> classesUnder(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(HooksBytecodeTest::read)
                    .toList();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> dynamicCallsIn(List<byte[]> classes) {
        assertThat(classes).as("classes of the hooks").isNotEmpty();
        List<String> found = new ArrayList<>();
        for (byte[] bytes : classes) {
            ClassReader type = new ClassReader(bytes);
            type.accept(new DynamicCalls(type.getClassName(), found), ClassReader.SKIP_DEBUG);
        }
        return found;
    }

    private static final class DynamicCalls extends ClassVisitor {
        private final String type;
        private final List<String> found;

        DynamicCalls(String type, List<String> found) {
            super(Opcodes.ASM9);
            this.type = type;
            this.found = found;
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String descriptor, String s, String[] e) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... arguments) {
                    found.add(DynamicCalls.this.type + "." + method + " links " + bootstrap.getOwner() + "."
                            + bootstrap.getName());
                }
            };
        }
    }
}
