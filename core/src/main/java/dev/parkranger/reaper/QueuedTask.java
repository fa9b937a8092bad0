package dev.parkranger.reaper;

import dev.parkranger.record.Owner;
import dev.parkranger.record.SiteKey;

/** A task that has outlived its owner in a queue: it has not begun, so it is not judged, but it is there. */
public record QueuedTask(SiteKey site, Owner owner) {}
