/** The three services as processes of their own, with one broker, one registry, one database. */
@NullMarked
package dev.chasqui.e2e.processes;

import org.jspecify.annotations.NullMarked;
