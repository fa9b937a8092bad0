package dev.parkranger.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeSourcesTest {

    private final CodeSources sources = new CodeSources();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/work/target/classes/",
                "file:/webapps/shop/WEB-INF/classes/",
                "jar:file:/app/shop.jar!/BOOT-INF/classes!/",
                "jar:nested:/app/shop.jar/!BOOT-INF/classes/!/",
                "vfs:/content/shop.war/WEB-INF/classes/"
            })
    void directories_of_classes_are_the_applications(String location) {
        sources.note("org/widget", location);

        assertThat(sources.isApplications("org.widget.Feed")).isTrue();
        assertThat(sources.isForeign("org.widget.Feed")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/app/lib/widget.jar",
                "file:/webapps/shop/WEB-INF/lib/widget.jar",
                "jar:file:/app/shop.jar!/BOOT-INF/lib/widget.jar!/",
                "jar:nested:/app/shop.jar/!BOOT-INF/lib/widget.jar!/"
            })
    void jars_beside_them_are_not(String location) {
        sources.note("com/acme", "file:/work/target/classes/");
        sources.note("org/widget", location);

        assertThat(sources.isApplications("org.widget.Feed")).isFalse();
        assertThat(sources.isForeign("org.widget.Feed")).isTrue();
    }

    @Test
    void the_main_classs_own_jar_is_the_applications_whatever_its_packages() {
        sources.note("com/acme/shop", "file:/app/shop.jar");
        sources.note("org/widget", "file:/app/shop.jar");
        assertThat(sources.isApplications("org.widget.Feed")).isFalse();

        sources.main("com.acme.shop.Main");

        assertThat(sources.isApplications("org.widget.Feed")).isTrue();
    }

    @Test
    void a_jar_that_shares_the_main_classs_first_two_parts_is_the_applications_too() {
        sources.note("com/acme/core", "file:/app/lib/acme-core.jar");
        sources.main("com.acme.shop.Main");

        assertThat(sources.isApplications("com.acme.core.Feed")).isTrue();
        assertThat(sources.isApplications("com.acmecorp.Feed")).isFalse();
    }

    @Test
    void where_many_share_a_name_the_third_part_counts() {
        sources.main("io.github.ann.Main");

        assertThat(sources.isApplications("io.github.ann.Feed")).isTrue();
        assertThat(sources.isApplications("io.github.bob.Client")).isFalse();
    }

    @Test
    void a_jar_into_which_libraries_were_poured_says_nothing_and_the_packages_name_still_does() {
        sources.note("com/acme", "file:/app/fat.jar");
        sources.note("org/quarry", "file:/app/fat.jar");
        sources.note("io/netty/channel", "file:/app/fat.jar");
        sources.main("com.acme.Main");

        assertThat(sources.isApplications("com.acme.Feed")).isTrue();
        assertThat(sources.isApplications("org.quarry.Client")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.boot.loader.launch.JarLauncher",
                "org.apache.catalina.startup.Bootstrap",
                "org.apache.maven.surefire.booter.ForkedBooter",
                "org.eclipse.jetty.start.Main",
                "org.junit.platform.console.ConsoleLauncher",
                "com.sun.tools.javac.launcher.Main",
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"
            })
    void a_launcher_is_nobodys_main_class(String launcher) {
        sources.note("org/widget", "file:/app/launcher.jar");
        sources.note(launcher.substring(0, launcher.lastIndexOf('.')).replace('.', '/'), "file:/app/launcher.jar");
        sources.main(launcher);

        assertThat(sources.isApplications("org.widget.Feed")).isFalse();
        assertThat(sources.isForeign("org.widget.Feed"))
                .as("nobody knows what the application is")
                .isFalse();
        assertThat(sources.isMain(launcher, "main")).isFalse();
    }

    @Test
    void a_main_class_without_a_package_tells_by_its_jar() {
        sources.note("", "file:/app/shop.jar");
        sources.note("org/widget", "file:/app/lib/widget.jar");
        sources.main("Main");

        assertThat(sources.isApplications("Feed")).isTrue();
        assertThat(sources.isApplications("org.widget.Feed")).isFalse();
    }

    @Test
    void the_first_class_of_a_package_speaks_for_it() throws Exception {
        sources.seen("com/acme/Feed", domain("file:/work/classes/"));
        sources.seen("com/acme/Other", domain("file:/work/lib/patch.jar"));
        sources.seen("org/widget/Unknown", null);

        assertThat(sources.isApplications("com.acme.Other")).isTrue();
        assertThat(sources.isApplications("org.widget.Unknown")).isFalse();
    }

    @Test
    void packages_without_end_are_not_kept() {
        for (int i = 0; i < 20_000; i++) {
            sources.note("com/acme/p" + i, "file:/work/classes/");
        }
        sources.note("com/acme/beyond", "file:/work/classes/");

        assertThat(sources.isApplications("com.acme.p1.A")).isTrue();
        assertThat(sources.isApplications("com.acme.beyond.A")).isFalse();
    }

    private static ProtectionDomain domain(String location) throws Exception {
        return new ProtectionDomain(new CodeSource(new URL(location), (Certificate[]) null), null);
    }
}
