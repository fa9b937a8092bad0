package dev.parkranger.verdict;

import dev.parkranger.record.Owner;

/** An ended owner that has left something behind. */
record Survivor(Owner owner, long endedNanos) {}
