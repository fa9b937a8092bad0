package dev.parkranger.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shipped jar's exact contents: what the application can see of us, and what it cannot. */
class ShippedJarIT {
    private static JarFile jar;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(System.getProperty("parkranger.jar"));
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    @Test
    void nothing_stands_at_the_top_but_the_launcher_and_the_hidden_folders() {
        assertThat(files())
                .isNotEmpty()
                .allMatch(startsWithOneOf(
                        "META-INF/",
                        "dev/parkranger/launcher/",
                        "parkranger/hooks/",
                        "parkranger/isolated/",
                        "parkranger/proof/"));
    }

    @Test
    void only_launcher_classes_are_visible_to_the_application() {
        assertThat(files())
                .filteredOn(name -> name.endsWith(".class"))
                .isNotEmpty()
                .allMatch(startsWithOneOf("dev/parkranger/launcher/"));
    }

    @Test
    void every_hidden_class_lies_under_its_own_loader() {
        Map<String, List<String>> packagesByFolder = files().stream()
                .filter(name -> name.endsWith(".classdata"))
                .map(name -> name.substring("parkranger/".length(), name.lastIndexOf('/')))
                .distinct()
                .collect(Collectors.groupingBy(
                        name -> name.substring(0, name.indexOf('/')), TreeMap::new, Collectors.toList()));

        assertThat(packagesByFolder.getOrDefault("hooks", List.of()))
                .allMatch(startsWithOneOf("hooks/dev/parkranger/hooks"));
        assertThat(packagesByFolder.get("isolated"))
                .anyMatch(name -> name.equals("isolated/net/bytebuddy/jar/asm"))
                .allMatch(startsWithOneOf(
                        "isolated/dev/parkranger/options",
                        "isolated/dev/parkranger/record",
                        "isolated/dev/parkranger/reaper",
                        "isolated/dev/parkranger/verdict",
                        "isolated/dev/parkranger/profile",
                        "isolated/dev/parkranger/prover",
                        "isolated/dev/parkranger/report",
                        "isolated/dev/parkranger/metrics",
                        "isolated/dev/parkranger/jfr",
                        "isolated/dev/parkranger/http",
                        "isolated/dev/parkranger/weaving",
                        "isolated/net/bytebuddy/jar/asm",
                        "isolated/io/prometheus/metrics"));
        assertThat(packagesByFolder.get("proof")).containsExactly("proof/dev/parkranger/proof");
        assertThat(packagesByFolder).containsOnlyKeys("hooks", "isolated", "proof");
    }

    @Test
    void no_class_file_escapes_its_new_name() {
        assertThat(files())
                .filteredOn(name -> name.startsWith("parkranger/"))
                .noneMatch(name -> name.endsWith(".class"));
    }

    @Test
    void meta_inf_holds_the_manifest_and_the_licences() {
        assertThat(files())
                .filteredOn(name -> name.startsWith("META-INF/"))
                .containsExactlyInAnyOrder(
                        "META-INF/MANIFEST.MF",
                        "META-INF/LICENSE",
                        "META-INF/THIRD-PARTY",
                        "META-INF/licenses/ASM",
                        "META-INF/licenses/PROMETHEUS-NOTICE");
    }

    @Test
    void the_manifest_starts_the_agent_every_way() throws IOException {
        String launcher = "dev.parkranger.launcher.ParkRanger";
        Map<String, String> manifest = jar.getManifest().getMainAttributes().entrySet().stream()
                .collect(Collectors.toMap(
                        e -> e.getKey().toString(), e -> e.getValue().toString()));

        assertThat(manifest)
                .containsEntry("Premain-Class", launcher)
                .containsEntry("Agent-Class", launcher)
                .containsEntry("Main-Class", launcher)
                .containsEntry("Can-Retransform-Classes", "true")
                .containsEntry("Can-Redefine-Classes", "false")
                .containsEntry("Can-Set-Native-Method-Prefix", "false")
                .containsEntry("Implementation-Version", System.getProperty("parkranger.version"))
                .doesNotContainKeys("Launcher-Agent-Class", "Boot-Class-Path", "Multi-Release", "Class-Path");
    }

    private static List<String> files() {
        return jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .toList();
    }

    private static Predicate<String> startsWithOneOf(String... prefixes) {
        return name -> List.of(prefixes).stream().anyMatch(name::startsWith);
    }
}
