package dev.parkranger.reaper;

import java.time.Instant;

/**
 * Virtual threads of one place that were collected without having ended.
 *
 * @param createdAt the line to blame; {@code unknown} where nobody knows
 * @param last when the last one was missed
 */
public record CollectedThreads(String createdAt, long count, Instant last) {}
