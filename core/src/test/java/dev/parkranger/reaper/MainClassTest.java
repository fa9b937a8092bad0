package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainClassTest {

    @TempDir
    Path directory;

    @Test
    void a_class_is_named_as_it_was_given() {
        assertThat(MainClass.find("com.acme.Main a b", "/app/shop.jar:/app/lib.jar"))
                .isEqualTo("com.acme.Main");
        assertThat(MainClass.find("Main", "")).isEqualTo("Main");
    }

    @Test
    void a_modules_class_is_named_behind_it() {
        assertThat(MainClass.find("shop/com.acme.Main a", "")).isEqualTo("com.acme.Main");
    }

    @Test
    void a_jar_names_it_in_its_manifest() throws IOException {
        Path jar = jar("my shop.jar", "Main-Class", "com.acme.Main");

        assertThat(MainClass.find(jar + " a b", jar.toString())).isEqualTo("com.acme.Main");
        assertThat(MainClass.find(jar.toString(), jar.toString())).isEqualTo("com.acme.Main");
    }

    @Test
    void spring_boots_jars_name_the_class_that_was_written_beside_their_loader() throws IOException {
        Path jar = jar(
                "boot.jar",
                "Main-Class",
                "org.springframework.boot.loader.launch.JarLauncher",
                "Start-Class",
                "com.acme.Application");

        assertThat(MainClass.find(jar.toString(), jar.toString())).isEqualTo("com.acme.Application");
    }

    @Test
    void where_nobody_knows_it_is_empty() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.jar"), "no jar");

        assertThat(MainClass.find(null, null)).isEmpty();
        assertThat(MainClass.find("", "")).isEmpty();
        assertThat(MainClass.find("/gone/shop.jar a", "/gone/shop.jar")).isEmpty();
        assertThat(MainClass.find(broken.toString(), broken.toString())).isEmpty();
    }

    private Path jar(String name, String... attributes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        for (int i = 0; i < attributes.length; i += 2) {
            manifest.getMainAttributes().putValue(attributes[i], attributes[i + 1]);
        }
        Path jar = directory.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.flush();
        }
        return jar;
    }
}
