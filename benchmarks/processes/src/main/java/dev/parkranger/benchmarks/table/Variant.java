package dev.parkranger.benchmarks.table;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What runs along with the program. */
enum Variant {
    NONE("no agent", null),
    EMPTY("empty agent", null),
    ADAPTIVE("Park Ranger", null),
    ALWAYS("Park Ranger, `capture=always`", null),
    JFR("JFR, thread starts with stacks", "Started recording"),
    OTEL("OpenTelemetry agent", "opentelemetry-javaagent - version");

    final String title;

    /** What the process's output must hold, or the variant was not there; Park Ranger is asked by the program itself. */
    final @Nullable String sign;

    Variant(String title, @Nullable String sign) {
        this.title = title;
        this.sign = sign;
    }

    boolean isParkRanger() {
        return this == ADAPTIVE || this == ALWAYS;
    }

    /** @param options of Park Ranger, for this row */
    List<String> flags(Settings settings, Map<String, String> options) {
        return switch (this) {
            case NONE -> List.of();
            case EMPTY -> List.of("-javaagent:" + settings.emptyAgent());
            case ADAPTIVE -> List.of(agent(settings, options, "adaptive"));
            case ALWAYS -> List.of(agent(settings, options, "always"));
            case JFR ->
                List.of(
                        "-XX:StartFlightRecording=settings=" + settings.jfrSettings() + ",maxsize=64m",
                        "-XX:FlightRecorderOptions=repository=" + settings.scratch());
            case OTEL ->
                List.of(
                        "-javaagent:" + settings.openTelemetry(),
                        "-Dotel.traces.exporter=none",
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.logs.exporter=none");
        };
    }

    private static String agent(Settings settings, Map<String, String> options, String capture) {
        StringBuilder flag = new StringBuilder("-javaagent:" + settings.parkRanger() + "=capture=" + capture);
        options.forEach((key, value) -> flag.append(',').append(key).append('=').append(value));
        return flag.toString();
    }
}
