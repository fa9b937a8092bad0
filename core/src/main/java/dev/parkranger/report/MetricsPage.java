package dev.parkranger.report;

import org.jspecify.annotations.Nullable;

/** What the endpoint's {@code /metrics} answers, in one of the formats that Prometheus knows. */
public interface MetricsPage {

    /** Ready to be sent. */
    record Page(String contentType, String text) {}

    /**
     * The metrics as they are now.
     *
     * @param accept the header of that name; null where there is none
     */
    Page page(@Nullable String accept);
}
