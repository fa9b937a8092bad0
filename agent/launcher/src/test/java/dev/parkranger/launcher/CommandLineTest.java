package dev.parkranger.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words alone; what needs another JVM is in CommandLineIT. */
class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frobnicate                     | found the command \"frobnicate\", allowed: list, attach",
                "list all                       | list takes nothing, found \"all\"",
                "attach                         | attach takes a PID",
                "attach me                      | found the PID \"me\", allowed: the process id",
                "attach 1 a=b c=d               | attach takes a PID and at most one",
                "suspects                       | suspects takes a PID and nothing else, found nothing",
                "suspects -1                    | found the PID \"-1\"",
                "suspects 0                     | found the PID \"0\"",
                "suspects 99999999999           | found the PID \"99999999999\"",
                "watch                          | watch takes a PID",
                "watch --twice 5                | watch takes a PID and nothing else, found --twice 5",
                "watch --once x                 | found the PID \"x\"",
                "detach                         | detach takes a PID",
                "detach 1 2                     | detach takes a PID and nothing else, found 1 2",
                "profile                        | profile takes a PID, found none",
                "profile --debug 3 1            | found --debug \"3\"; allowed: profile",
                "profile --debug                | found --debug \"\"",
                "profile --seconds x 1          | found --seconds \"x\"",
                "profile --seconds 9999 1       | found --seconds \"9999\"",
                "profile --seconds 5 --debug 2 1| found --seconds with --debug 2",
                "profile -o                     | found -o without a file",
                "profile --fast 1               | found \"--fast\"",
                "profile 1 2                    | found \"2\"",
                "profile --debug 1 x            | found the PID \"x\"",
                "diff a                         | diff takes two files that profile --debug 1 has written, found 1",
            })
    void wrong_words_are_told_with_what_is_allowed_and_the_usage(String words, String message) {
        assertThat(run(words.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("parkranger: " + message)
                .contains("java -jar parkranger.jar attach PID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h", "suspects --help", "attach 1 -h", "profile --help"})
    void help_is_given_wherever_it_is_asked_for(String words) {
        assertThat(run(words.split(" "))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("java -jar parkranger.jar attach PID");
        assertThat(err.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version"})
    void its_version_is_one_line(String word) {
        assertThat(run(word)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("parkranger ")
                .hasLineCount(1);
    }

    @Test
    void the_usage_is_what_the_readme_shows() throws IOException {
        assertThat(Files.readString(Path.of("..", "..", "README.md"))).contains("```\n" + Help.COMMANDS + "```");
    }

    private int run(String... words) {
        return new CommandLine(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        new File("parkranger.jar"))
                .run(words);
    }
}
