package dev.parkranger.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                        "parkranger/start.classes",
                        "parkranger/isolated.classes",
                        "parkranger/proof.classes"));
    }

    @Test
    void only_launcher_classes_are_visible_to_the_application() {
        assertThat(files())
                .filteredOn(name -> name.endsWith(".class"))
                .isNotEmpty()
                .allMatch(startsWithOneOf("dev/parkranger/launcher/"));
    }

    @Test
    void every_hidden_class_lies_in_its_own_loaders_file() throws IOException {
        assertThat(packages("parkranger/start.classes"))
                .contains("net.bytebuddy.jar.asm")
                .allMatch(isOneOf(
                        "dev.parkranger.options",
                        "dev.parkranger.record",
                        "dev.parkranger.reaper",
                        "dev.parkranger.prover",
                        "dev.parkranger.report",
                        "dev.parkranger.weaving",
                        "net.bytebuddy.jar.asm"));
        assertThat(packages("parkranger/isolated.classes"))
                .contains("dev.parkranger.verdict")
                .allMatch(isOneOf(
                        "dev.parkranger.reaper",
                        "dev.parkranger.verdict",
                        "dev.parkranger.profile",
                        "dev.parkranger.prover",
                        "dev.parkranger.report",
                        "dev.parkranger.metrics",
                        "dev.parkranger.jfr",
                        "dev.parkranger.http",
                        "net.bytebuddy.jar.asm.commons",
                        "net.bytebuddy.jar.asm.signature",
                        "io.prometheus.metrics.config",
                        "io.prometheus.metrics.model.snapshots",
                        "io.prometheus.metrics.expositionformats"));
        assertThat(packages("parkranger/proof.classes")).containsOnly("dev.parkranger.proof");
    }

    @Test
    void only_the_hooks_lie_in_files_of_their_own() {
        assertThat(files())
                .filteredOn(name -> name.startsWith("parkranger/") && !name.endsWith(".classes"))
                .containsExactlyInAnyOrder(
                        "parkranger/hooks/dev/parkranger/hooks/HookListener.classdata",
                        "parkranger/hooks/dev/parkranger/hooks/Hooks.classdata");
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

    private static Set<String> packages(String file) throws IOException {
        return HiddenClasses.of(jar, file).keySet().stream()
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .collect(Collectors.toSet());
    }

    private static Predicate<String> isOneOf(String... names) {
        return List.of(names)::contains;
    }

    private static Predicate<String> startsWithOneOf(String... prefixes) {
        return name -> List.of(prefixes).stream().anyMatch(name::startsWith);
    }
}
