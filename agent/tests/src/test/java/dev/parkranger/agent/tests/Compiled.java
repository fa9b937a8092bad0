package dev.parkranger.agent.tests;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Programs of other packages than ours, compiled by this JDK and packed into jars of their own. */
final class Compiled {

    private Compiled() {}

    /**
     * A jar.
     *
     * @param sources by class name
     */
    static Path jar(Path directory, String name, Map<String, String> sources, Path... classPath) throws IOException {
        Path classes = classes(directory, name + "-classes", sources, classPath);
        Path jar = directory.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            for (Path path : found.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(path).toString().replace('\\', '/')));
                Files.copy(path, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    /** A directory. */
    static Path classes(Path directory, String name, Map<String, String> sources, Path... classPath)
            throws IOException {
        Path classes = Files.createDirectories(directory.resolve(name));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = new ArrayList<>(List.of("--release", "17", "-d", classes.toString()));
        if (classPath.length > 0) {
            options.add("-cp");
            options.add(String.join(
                    java.io.File.pathSeparator,
                    Arrays.stream(classPath).map(Path::toString).toList()));
        }
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((type, text) -> files.add(new Source(type, text)));
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(null, manager, null, options, null, files).call()) {
                throw new IllegalArgumentException("does not compile: " + sources.keySet());
            }
        }
        return classes;
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        private Source(String type, String text) {
            super(URI.create("string:///" + type.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
