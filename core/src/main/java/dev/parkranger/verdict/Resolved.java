package dev.parkranger.verdict;

import java.time.Instant;

/**
 * A group that is a suspect no more.
 *
 * @param count members when it was last reported
 * @param reason a sentence
 */
public record Resolved(String id, Instant at, int count, String reason) {}
