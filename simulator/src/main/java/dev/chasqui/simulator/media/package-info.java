/** Media: upload, resolve, download, delete, and media that people send. */
@NullMarked
package dev.chasqui.simulator.media;

import org.jspecify.annotations.NullMarked;
