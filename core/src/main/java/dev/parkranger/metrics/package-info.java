/** What Prometheus scrapes: numbers of the latest report and of the agent itself, under names that alerts rely on. */
@NullMarked
package dev.parkranger.metrics;

import org.jspecify.annotations.NullMarked;
