/** The door: the only classes of ours the application can see. Everything else is loaded from inside the jar by reflection. */
@NullMarked
package dev.parkranger.launcher;

import org.jspecify.annotations.NullMarked;
