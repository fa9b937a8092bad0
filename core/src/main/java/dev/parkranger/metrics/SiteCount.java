package dev.parkranger.metrics;

/**
 * A line of the application and how many live tasks it has made.
 *
 * @param site {@code com.acme.Quotes.fetch(Quotes.java:42)}
 */
public record SiteCount(String site, long live) {}
