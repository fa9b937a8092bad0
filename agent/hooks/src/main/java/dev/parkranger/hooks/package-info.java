<<<<<<< HEAD
/**
 * What woven JDK code calls, defined in the bootstrap loader: static calls that forward to one listener, nothing else.
 * Only {@code java.*}, and nothing that can lock, park, log or run a lambda.
 */
@org.jspecify.annotations.NullMarked
package dev.parkranger.hooks;
=======
/** What woven JDK code calls, and nothing else. Lives on the bootstrap loader, so it knows only {@code java.*}. */
@NullMarked
package dev.parkranger.hooks;

import org.jspecify.annotations.NullMarked;
>>>>>>> 82b57d5c627e9a026a980578078a9462767b71fe
