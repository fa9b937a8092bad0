/** The agent's options as users write them, checked before anything else is done. */
@NullMarked
package dev.parkranger.options;

import org.jspecify.annotations.NullMarked;
