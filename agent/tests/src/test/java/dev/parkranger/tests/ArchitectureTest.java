package dev.parkranger.tests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Data flows hook, record, reaper, verdict, report; imports only point back up that chain. JSpecify is allowed
 * everywhere: its annotations are gone at run time.
 */
@AnalyzeClasses(packages = "dev.parkranger", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String API = "dev.parkranger.api..";
    private static final String HOOKS = "dev.parkranger.hooks..";
    private static final String OPTIONS = "dev.parkranger.options..";
    private static final String RECORD = "dev.parkranger.record..";
    private static final String REAPER = "dev.parkranger.reaper..";
    private static final String VERDICT = "dev.parkranger.verdict..";
    private static final String PROVER = "dev.parkranger.prover..";
    private static final String PROOF = "dev.parkranger.proof..";
    private static final String REPORT = "dev.parkranger.report..";
    private static final String METRICS = "dev.parkranger.metrics..";
    private static final String JFR = "dev.parkranger.jfr..";
    private static final String PROFILE = "dev.parkranger.profile..";
    private static final String HTTP = "dev.parkranger.http..";
    private static final String WEAVING = "dev.parkranger.weaving..";
    private static final String LAUNCHER = "dev.parkranger.launcher..";

    private static final String EXAMPLES = "dev.parkranger.examples..";

    private static final String JDK_INSIDE = "jdk.internal..";

    private static final String NULLNESS = "org.jspecify.annotations..";

    /** Applications compile against it: what it needs they would need too. */
    @ArchTest
    static final ArchRule the_api_knows_only_the_language = classes()
            .that()
            .resideInAPackage(API)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(API, "java..");

    /** It is the application's: the agent has none in its jar, and may meet any number of others. */
    @ArchTest
    static final ArchRule the_agent_does_not_need_the_api = noClasses()
            .that()
            .resideOutsideOfPackages(API, EXAMPLES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(API);

    @ArchTest
    static final ArchRule hooks_know_only_the_language = classes()
            .that()
            .resideInAPackage(HOOKS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(HOOKS, "java..", NULLNESS)
            .allowEmptyShould(true);

    /** Each of these may block, allocate or call back where the JDK is about to start or end a thread. */
    @ArchTest
    static final ArchRule hooks_neither_lock_nor_log_nor_keep_thread_locals = noClasses()
            .that()
            .resideInAPackage(HOOKS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent.locks..", "java.util.logging..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocal.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(System.Logger.class)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule options_know_nothing_of_ours = ours(OPTIONS, OPTIONS);

    @ArchTest
    static final ArchRule record_reads_the_hooks = ours(RECORD, RECORD, HOOKS, OPTIONS);

    @ArchTest
    static final ArchRule reaper_reads_the_record = ours(REAPER, REAPER, RECORD, HOOKS, OPTIONS);

    @ArchTest
    static final ArchRule verdict_reads_what_the_reaper_saw = ours(VERDICT, VERDICT, REAPER, RECORD, OPTIONS);

    /** Beside the reports: they hand out profiles, profiles know of none. */
    @ArchTest
    static final ArchRule prover_proves_for_the_verdict = ours(PROVER, PROVER, VERDICT, REAPER, RECORD, OPTIONS);

    @ArchTest
    static final ArchRule report_reads_the_verdict =
            ours(REPORT, REPORT, PROFILE, PROVER, VERDICT, REAPER, RECORD, OPTIONS);

    /** It runs in a JVM of its own, and nothing else of ours is there. */
    @ArchTest
    static final ArchRule proof_knows_nothing_of_ours = ours(PROOF, PROOF);

    @ArchTest
    static final ArchRule nobody_sees_into_the_analysis = noClasses()
            .that()
            .resideOutsideOfPackage(PROOF)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PROOF);

    @ArchTest
    static final ArchRule profiles_read_what_was_found = ours(PROFILE, PROFILE, VERDICT, REAPER, RECORD, OPTIONS);

    /** The last step: whatever it hands out is made before it. It needs a module that not every JVM has. */
    @ArchTest
    static final ArchRule the_endpoint_reads_reports_and_profiles = ours(HTTP, HTTP, REPORT, PROFILE, RECORD, OPTIONS);

    @ArchTest
    static final ArchRule only_the_endpoint_knows_the_jdks_http_server = noClasses()
            .that()
            .resideInAPackage("dev.parkranger..")
            .and()
            .resideOutsideOfPackages(HTTP, EXAMPLES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.net.httpserver..");

    @ArchTest
    static final ArchRule metrics_reads_the_report = ours(METRICS, METRICS, REPORT, VERDICT, REAPER, RECORD, OPTIONS);

    @ArchTest
    static final ArchRule jfr_reads_the_report = ours(JFR, JFR, REPORT, VERDICT, REAPER, RECORD, OPTIONS);

    /** Its classes are loaded by the first scrape, and by nothing before. */
    @ArchTest
    static final ArchRule only_metrics_knows_prometheus = onlyIn(METRICS, "io.prometheus..");

    /** A runtime image may lack the module, and to load it is dear: nobody else may touch it. */
    @ArchTest
    static final ArchRule only_jfr_knows_the_flight_recorder = onlyIn(JFR, "jdk.jfr..");

    @ArchTest
    static final ArchRule only_weaving_knows_byte_buddy = noClasses()
            .that()
            .resideOutsideOfPackage(WEAVING)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.bytebuddy..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule weaving_knows_of_byte_buddy_only_its_asm = classes()
            .that()
            .resideInAPackage(WEAVING)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.parkranger..", "net.bytebuddy.jar.asm..", "java..", JDK_INSIDE, NULLNESS)
            .allowEmptyShould(true);

    /** It is not exported: whoever names it before it has been opened gets an error from the JVM. */
    @ArchTest
    static final ArchRule one_class_alone_names_what_the_jdk_does_not_export = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.parkranger.weaving.JavaBase")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(JDK_INSIDE)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobody_but_weaving_and_the_launcher_stands_outside_the_chain = noClasses()
            .that()
            .resideOutsideOfPackages(WEAVING, LAUNCHER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(WEAVING, LAUNCHER)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule launcher_reaches_the_rest_by_reflection_only = ours(LAUNCHER, LAUNCHER);

    private static ArchRule onlyIn(String from, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true);
    }

    /** Of our own packages {@code from} depends on these alone; the JDK is free to all. */
    private static ArchRule ours(String from, String... allowed) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.parkranger..").and(resideOutsideOfPackages(allowed)))
                .allowEmptyShould(true);
    }
}
