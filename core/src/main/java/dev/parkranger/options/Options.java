package dev.parkranger.options;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The options, checked. Start-up waits for this: it stays clear of regular expressions, streams and lambdas.
 *
 * @param reportFile absolute
 * @param appPackages empty: they are to be found
 * @param http null where there is to be no endpoint
 * @param proveEvery how often proofs are made unasked, at most
 * @param proveMaxHeap heap in use, in bytes, above which none is made
 * @param config the file some of it was read from
 * @param notices one line each for what is accepted and does nothing in this version
 */
public record Options(
        Duration interval,
        Duration grace,
        Duration reportEvery,
        @Nullable Path reportFile,
        LogTarget log,
        List<String> scopes,
        List<String> ignore,
        Capture capture,
        Duration window,
        int maxRecords,
        List<String> appPackages,
        boolean benign,
        @Nullable HttpOptions http,
        Prove prove,
        Duration proveEvery,
        long proveMaxHeap,
        @Nullable Path config,
        List<String> notices) {

    /** Growth wants at least this many looks in a window before it is more than two points and a line. */
    static final int LOOKS_IN_WINDOW = 5;

    public Options {
        scopes = List.copyOf(scopes);
        ignore = List.copyOf(ignore);
        appPackages = List.copyOf(appPackages);
        notices = List.copyOf(notices);
    }

    /**
     * Reads them from where users set them, and checks them.
     *
     * @throws BadOption whose message is one line for the user
     */
    public static Options parse(@Nullable String agentArguments, Properties systemProperties) {
        return new OptionsReader(OptionSources.read(agentArguments, systemProperties)).read();
    }

    /** Everything by default. */
    public static Options defaults() {
        return parse(null, new Properties());
    }

    /**
     * The same with another interval, as a user writes it.
     *
     * @throws BadOption as at start
     */
    public Options withInterval(String text) {
        Duration changed = OptionValues.positive(Option.INTERVAL.key(), text.strip());
        checkInterval(Option.INTERVAL.key(), changed, window);
        return with(changed, grace, ignore);
    }

    /**
     * The same with another grace, as a user writes it.
     *
     * @throws BadOption as at start
     */
    public Options withGrace(String text) {
        return with(interval, OptionValues.duration(Option.GRACE.key(), text.strip()), ignore);
    }

    /**
     * The same with the whole list anew; nothing clears it.
     *
     * @throws BadOption as at start
     */
    public Options withIgnore(String text) {
        String stripped = text.strip();
        List<String> entries = stripped.isEmpty() ? List.of() : OptionValues.ignore(Option.IGNORE.key(), stripped);
        return with(interval, grace, entries);
    }

    static void checkInterval(String name, Duration interval, Duration window) {
        Duration most = longestInterval(window);
        if (interval.compareTo(most) > 0) {
            throw BadOption.value(
                    name,
                    Durations.text(interval),
                    "at most " + Durations.text(most) + ", a fifth of window, which is " + Durations.text(window));
        }
    }

    /** In plain numbers: {@code Duration.dividedBy} brings up BigDecimal, twenty milliseconds at start-up on JDK 25. */
    static Duration longestInterval(Duration window) {
        return Duration.ofMillis(window.toMillis() / LOOKS_IN_WINDOW);
    }

    private Options with(Duration newInterval, Duration newGrace, List<String> newIgnore) {
        return new Options(
                newInterval,
                newGrace,
                reportEvery,
                reportFile,
                log,
                scopes,
                newIgnore,
                capture,
                window,
                maxRecords,
                appPackages,
                benign,
                http,
                prove,
                proveEvery,
                proveMaxHeap,
                config,
                notices);
    }
}
