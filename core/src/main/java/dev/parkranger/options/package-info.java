<<<<<<< HEAD
/** The agent's options as users write them, checked before anything else is done. */
=======
/** What the user asked for. Any step may read it; it reads none of them. */
>>>>>>> 82b57d5c627e9a026a980578078a9462767b71fe
@NullMarked
package dev.parkranger.options;

import org.jspecify.annotations.NullMarked;
