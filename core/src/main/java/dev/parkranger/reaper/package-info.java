/** The background thread that looks: reads the state of what has outlived its owner and turns it into facts. */
@NullMarked
package dev.parkranger.reaper;

import org.jspecify.annotations.NullMarked;
