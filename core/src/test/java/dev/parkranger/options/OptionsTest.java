package dev.parkranger.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {
    private final Properties properties = new Properties();

    @TempDir
    Path folder;

    @Test
    void nothing_given_means_the_defaults() {
        Options options = Options.parse(null, properties);

        assertThat(options.interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.grace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.reportEvery()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.window()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.reportFile()).isNull();
        assertThat(options.log()).isEqualTo(LogTarget.AUTO);
        assertThat(options.scopes()).isEmpty();
        assertThat(options.ignore()).isEmpty();
        assertThat(options.capture()).isEqualTo(Capture.ADAPTIVE);
        assertThat(options.maxRecords()).isEqualTo(1_000_000);
        assertThat(options.appPackages()).isEmpty();
        assertThat(options.benign()).isTrue();
        assertThat(options.config()).isNull();
        assertThat(options.notices()).isEmpty();
        assertThat(Options.parse("", properties)).isEqualTo(options).isEqualTo(Options.defaults());
    }

    @Test
    void every_option_can_be_an_agent_argument() {
        Path report = folder.resolve("report.json");
        Path log = folder.resolve("parkranger.log");

        Options options = Options.parse(
                "interval=500ms,grace=0s,report-every=1h,window=2m,capture=off,max-records=7,benign=off,"
                        + "app-packages=com.acme;org.acme.*,ignore=1F3A9C02;frame:com.acme.*;thread:quote-*,"
                        + "report-file=" + report + ",log=file:" + log,
                properties);

        assertThat(options.interval()).isEqualTo(Duration.ofMillis(500));
        assertThat(options.grace()).isZero();
        assertThat(options.reportEvery()).isEqualTo(Duration.ofHours(1));
        assertThat(options.window()).isEqualTo(Duration.ofMinutes(2));
        assertThat(options.capture()).isEqualTo(Capture.OFF);
        assertThat(options.maxRecords()).isEqualTo(7);
        assertThat(options.benign()).isFalse();
        assertThat(options.appPackages()).containsExactly("com.acme", "org.acme");
        assertThat(options.ignore()).containsExactly("1F3A9C02", "frame:com.acme.*", "thread:quote-*");
        assertThat(options.reportFile()).isEqualTo(report);
        assertThat(options.log()).isEqualTo(LogTarget.file(log));
        assertThat(options.notices()).isEmpty();
    }

    @Test
    void arguments_win_over_properties_and_properties_over_the_file() throws IOException {
        Path file = config("grace=3s\nreport-every=3s\nmax-records=3\n");
        properties.setProperty("parkranger.config", file.toString());
        properties.setProperty("parkranger.grace", "2s");
        properties.setProperty("parkranger.report-every", "2s");

        Options options = Options.parse("grace=1s", properties);

        assertThat(options.grace()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.reportEvery()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.maxRecords()).isEqualTo(3);
        assertThat(options.config()).isEqualTo(file);
    }

    @Test
    void a_comma_and_a_backslash_in_an_argument_are_escaped() {
        assertThat(Options.parse("ignore=thread:a\\,b\\\\c,grace=1s", properties)
                        .ignore())
                .containsExactly("thread:a,b\\c");
    }

    @Test
    void a_property_needs_no_escapes() {
        properties.setProperty("parkranger.ignore", "thread:a,b\\c");

        assertThat(Options.parse(null, properties).ignore()).containsExactly("thread:a,b\\c");
    }

    @Test
    void a_bad_duration_is_one_line_with_what_was_found_and_what_is_allowed() {
        problem("grace=10x")
                .isEqualTo("parkranger: option grace: found \"10x\", allowed: a duration such as 500ms, 10s, 5m or 1h,"
                        + " at most 87600h; the application starts without the agent");
        problem("grace=").contains("found \"\"");
        problem("grace=-1s").contains("found \"-1s\"");
        problem("grace=1.5s").contains("found \"1.5s\"");
        problem("grace=99999999999999999999h").contains("at most 87600h");
        problem("grace=999999999h").contains("at most 87600h");
        problem("grace=٣s").contains("allowed: a duration");
        problem("interval=0s").contains("more than nothing");
    }

    @Test
    void a_value_with_a_line_break_is_still_told_in_one_line() {
        problem("grace=1s\n2s").contains("found \"1s?2s\"").doesNotContain("\n");
        problem("grace=" + "9".repeat(1_000)).hasSizeLessThan(400);
    }

    @Test
    void an_unknown_key_is_told_with_the_one_probably_meant() {
        problem("gracee=1s")
                .startsWith(
                        "parkranger: option \"gracee\": not known, did you mean \"grace\"?, allowed: interval, grace,");
        problem("reportFile=x").contains("did you mean \"report-file\"?");
        problem("parkranger.grace=1s").contains("did you mean \"grace\"?");
        problem("colour=red").doesNotContain("did you mean");
    }

    @Test
    void an_unknown_key_in_the_file_is_an_error_too() throws IOException {
        Path file = config("parkranger.grace=1s");

        problem("config=" + file)
                .contains("option \"parkranger.grace\" in " + file + ": not known, did you mean \"grace\"?");
    }

    @Test
    void a_message_says_where_a_value_was_set() throws IOException {
        Path file = config("max-records=0");
        problem("config=" + file).contains("option max-records (in " + file + "): found \"0\"");

        properties.setProperty("parkranger.benign", "maybe");
        problem("").contains("option benign (system property parkranger.benign): found \"maybe\", allowed: on or off");
    }

    @Test
    void what_is_given_twice_is_an_error() throws IOException {
        problem("grace=1s,grace=2s").contains("option grace: found \"1s\" and \"2s\", allowed: one value");
        problem("config=" + config("grace=1s\ngrace=2s")).contains("found \"1s\" and \"2s\", allowed: one value");
    }

    @Test
    void arguments_without_form_are_an_error() {
        problem("grace").contains("agent arguments: found \"grace\", allowed: key=value[,key=value...]");
        problem("grace=1s,").contains("agent arguments: found \"\"");
        problem("grace=1s,,window=5m").contains("agent arguments: found \"\"");
        problem("=1s").contains("agent arguments: found \"=1s\"");
        problem("report-file=C:\\tmp").contains("found \"\\t\"").contains("\\\\ for a backslash");
        problem("report-file=C:\\").contains("found \"\\\"");
    }

    @Test
    void an_interval_over_a_fifth_of_the_window_is_an_error() {
        assertThat(Options.parse("interval=1m,window=5m", properties).interval())
                .isEqualTo(Duration.ofMinutes(1));
        problem("interval=61s")
                .contains("option interval: found \"61s\", allowed: at most 1m, a fifth of window, which is 5m");
        problem("window=30s")
                .contains("option window: found \"30s\", allowed: at least 50s, five times interval, which is 10s");
    }

    @Test
    void a_config_file_that_cannot_be_read_is_an_error() throws IOException {
        Path absent = folder.resolve("absent.properties");
        problem("config=" + absent)
                .contains("option config: found \"" + absent + "\", allowed: a readable properties file")
                .contains("NoSuchFileException");
        problem("config=" + config("ignore=\\u12")).contains("allowed: a readable properties file");
        problem("config=").contains("allowed: the path of a file");
        Path nested = config("config=other.properties");
        problem("config=" + nested).contains("no further file from a file");
    }

    @Test
    void a_report_that_could_not_be_written_is_an_error_at_start() {
        problem("report-file=" + folder.resolve("absent/report.json")).contains("a file in a folder that exists");
        problem("report-file=" + folder).contains("a new or an ordinary file");
        problem("report-file=/dev/null").contains("option report-file: found \"/dev/null\"");
        problem("report-file=\0").contains("the path of a file");
        problem("log=file:" + folder.resolve("absent/log")).contains("a file in a folder that exists");
        problem("log=file:").contains("auto, stderr or file:PATH");
        problem("log=syslog").contains("auto, stderr or file:PATH");
    }

    @Test
    void bad_lists_and_words_are_errors() {
        problem("ignore=quote").contains("option ignore: found \"quote\"").contains("frame:PATTERN");
        problem("ignore=frame:").contains("found \"frame:\"");
        problem("ignore= ; ").contains("option ignore");
        problem("scopes=com.acme.Job").contains("found \"com.acme.Job\"");
        problem("app-packages=com..acme").contains("found \"com..acme\"");
        problem("capture=some").contains("adaptive, always or off");
        problem("max-records=1e6").contains("a whole number from 1 to");
    }

    @Test
    void proofs_are_made_on_demand_and_of_heaps_that_are_not_too_large() {
        assertThat(Options.defaults().prove()).isEqualTo(Prove.DEMAND);
        assertThat(Options.defaults().proveMaxHeap()).isEqualTo(4L << 30);
        assertThat(Options.parse("prove=off,prove-max-heap=512m", properties).prove())
                .isEqualTo(Prove.OFF);
        assertThat(Options.parse("prove=auto,prove-every=10m", properties).proveEvery())
                .isEqualTo(Duration.ofMinutes(10));
        assertThat(Options.parse("prove-max-heap=512m", properties).proveMaxHeap())
                .isEqualTo(512L << 20);
        problem("prove=on").contains("demand, auto or off");
        problem("prove-every=0s").contains("more than nothing");
        problem("prove-max-heap=4").contains("a size such as 512m or 4g");
        problem("prove-max-heap=0g").contains("a size such as 512m or 4g");
        problem("prove-max-heap=-1g").contains("a size such as 512m or 4g");
    }

    @Test
    void the_endpoint_is_on_loopback_unless_a_host_is_spelled_out() {
        assertThat(http("http=7070").address()).hasToString("127.0.0.1:7070");
        assertThat(http("http=:7070").address()).hasToString("127.0.0.1:7070");
        assertThat(http("http=0.0.0.0:0").address()).hasToString("0.0.0.0:0");
        assertThat(http("http=[::1]:7070").address()).isEqualTo(new HttpAddress("::1", 7070));
        assertThat(http("http=[::1]:7070").address()).hasToString("[::1]:7070");
        assertThat(http("http=7070,http-token=s3cret-s3cret")).hasToString("HttpOptions[127.0.0.1:7070, with a token]");
        assertThat(Options.defaults().http()).isNull();
    }

    @Test
    void a_bad_address_or_token_costs_the_endpoint_alone() {
        assertThat(http("http=acme").problem())
                .isEqualTo("option http: found \"acme\", allowed: HOST:PORT or PORT, from 0 to 65535,"
                        + " such as 127.0.0.1:7070");
        assertThat(http("http=127.0.0.1:65536").address()).isNull();
        assertThat(http("http=127.0.0.1:").address()).isNull();
        assertThat(http("http=127.0.0.1:+80").address()).isNull();
        assertThat(http("http=::1:80").problem()).contains("in brackets");
        assertThat(http("http=a b:80").address()).isNull();
        assertThat(http("http=7070,http-token=s3cret").problem())
                .contains("http-token")
                .contains("length 6")
                .doesNotContain("s3cret");
        assertThat(http("http=7070,http-token=s3cret s3cret").address()).isNull();
        assertThat(Options.parse("http-token=s3cret-s3cret", properties).notices())
                .containsExactly("option http-token: does nothing without http");
    }

    private HttpOptions http(String arguments) {
        return Options.parse(arguments, properties).http();
    }

    @Test
    void a_strange_property_with_our_prefix_is_a_notice_only() {
        properties.setProperty("parkranger.jar", "x");
        properties.setProperty("parkranger.intervall", "1s");
        properties.setProperty("other.interval", "1s");

        assertThat(Options.parse(null, properties).notices())
                .containsExactly(
                        "system property parkranger.intervall: not an option, it does nothing;"
                                + " did you mean parkranger.interval?",
                        "system property parkranger.jar: not an option, it does nothing");
    }

    @Test
    void settings_change_at_run_time_under_the_same_rules() {
        Options options = Options.parse("ignore=1f3a9c02", properties);

        assertThat(options.withInterval("1s").interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.withGrace(" 5s ").grace()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.withIgnore("thread:a;thread:b").ignore()).containsExactly("thread:a", "thread:b");
        assertThat(options.withIgnore("").ignore()).isEmpty();
        assertThatThrownBy(() -> options.withInterval("2m"))
                .isInstanceOfSatisfying(
                        BadOption.class,
                        e -> assertThat(e.problem())
                                .isEqualTo("option interval: found \"2m\", allowed: at most 1m, a fifth of window,"
                                        + " which is 5m"));
        assertThatThrownBy(() -> options.withGrace("soon")).isInstanceOf(BadOption.class);
        assertThatThrownBy(() -> options.withIgnore("soon")).isInstanceOf(BadOption.class);
    }

    private AbstractStringAssert<?> problem(String arguments) {
        try {
            return assertThat("no problem: " + Options.parse(arguments, properties));
        } catch (BadOption e) {
            assertThat(e.getMessage())
                    .startsWith("parkranger: ")
                    .endsWith("; the application starts without the agent")
                    .doesNotContain("\n");
            return assertThat(e.getMessage());
        }
    }

    private Path config(String text) throws IOException {
        return Files.writeString(folder.resolve("parkranger.properties"), text);
    }
}
