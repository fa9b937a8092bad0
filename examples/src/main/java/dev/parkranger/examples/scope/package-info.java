/** Work that no server hands out, with a scope of its own. */
package dev.parkranger.examples.scope;
