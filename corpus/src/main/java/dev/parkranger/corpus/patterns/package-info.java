/** The patterns, one file a family. Only these lines are the application's; what drives them is not. */
package dev.parkranger.corpus.patterns;
