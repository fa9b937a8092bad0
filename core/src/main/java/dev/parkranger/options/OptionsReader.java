package dev.parkranger.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the sources for each option in turn. */
final class OptionsReader {
    private final OptionSources sources;

    OptionsReader(OptionSources sources) {
        this.sources = sources;
    }

    Options read() {
        Duration interval = OptionValues.positive(sources.name(Option.INTERVAL), sources.text(Option.INTERVAL));
        Duration window = OptionValues.positive(sources.name(Option.WINDOW), sources.text(Option.WINDOW));
        checkLooks(interval, window);
        String reportFile = sources.given(Option.REPORT_FILE);
        String scopes = sources.given(Option.SCOPES);
        String ignore = sources.given(Option.IGNORE);
        String packages = sources.given(Option.APP_PACKAGES);
        return new Options(
                interval,
                OptionValues.duration(sources.name(Option.GRACE), sources.text(Option.GRACE)),
                OptionValues.duration(sources.name(Option.REPORT_EVERY), sources.text(Option.REPORT_EVERY)),
                reportFile == null ? null : OptionValues.reportFile(sources.name(Option.REPORT_FILE), reportFile),
                OptionValues.log(sources.name(Option.LOG), sources.text(Option.LOG)),
                scopes == null ? List.of() : OptionValues.scopes(sources.name(Option.SCOPES), scopes),
                ignore == null ? List.of() : OptionValues.ignore(sources.name(Option.IGNORE), ignore),
                OptionValues.capture(sources.name(Option.CAPTURE), sources.text(Option.CAPTURE)),
                window,
                OptionValues.count(sources.name(Option.MAX_RECORDS), sources.text(Option.MAX_RECORDS)),
                packages == null || packages.equals(Option.APP_PACKAGES.defaultText())
                        ? List.of()
                        : OptionValues.packages(sources.name(Option.APP_PACKAGES), packages),
                OptionValues.onOff(sources.name(Option.BENIGN), sources.text(Option.BENIGN)),
                http(),
                OptionValues.prove(sources.name(Option.PROVE), sources.text(Option.PROVE)),
                OptionValues.positive(sources.name(Option.PROVE_EVERY), sources.text(Option.PROVE_EVERY)),
                OptionValues.size(sources.name(Option.PROVE_MAX_HEAP), sources.text(Option.PROVE_MAX_HEAP)),
                sources.config(),
                notices());
    }

    /** Blames what the user wrote: a short window with the interval left alone is the window's fault. */
    private void checkLooks(Duration interval, Duration window) {
        if (sources.given(Option.INTERVAL) != null) {
            Options.checkInterval(sources.name(Option.INTERVAL), interval, window);
        } else if (interval.compareTo(Options.longestInterval(window)) > 0) {
            Duration least = Duration.ofMillis(interval.toMillis() * Options.LOOKS_IN_WINDOW);
            throw BadOption.value(
                    sources.name(Option.WINDOW),
                    Durations.text(window),
                    "at least " + Durations.text(least) + ", five times interval, which is "
                            + Durations.text(interval));
        }
    }

    /** Unlike any other mistake, one in these costs the endpoint alone: what it is for is seen by other ways too. */
    private @Nullable HttpOptions http() {
        String address = sources.given(Option.HTTP);
        String token = sources.given(Option.HTTP_TOKEN);
        if (address == null) {
            return null;
        }
        try {
            return new HttpOptions(
                    HttpAddress.parse(sources.name(Option.HTTP), address),
                    token == null ? null : OptionValues.token(sources.name(Option.HTTP_TOKEN), token),
                    null);
        } catch (BadOption e) {
            return new HttpOptions(null, null, e.problem());
        }
    }

    private List<String> notices() {
        List<String> notices = new ArrayList<>();
        if (sources.given(Option.HTTP_TOKEN) != null && sources.given(Option.HTTP) == null) {
            notices.add("option http-token: does nothing without http");
        }
        for (String name : sources.strangers()) {
            String near = NearestKey.to(name);
            notices.add("system property " + name + ": not an option, it does nothing"
                    + (near == null ? "" : "; did you mean " + Option.PROPERTY_PREFIX + near + "?"));
        }
        return notices;
    }
}
