/**
 * Test scope only: the real servers of a test run, topics and consumer groups on them, clocks
 * driven by hand, scriptable receivers. May depend on embedded and schemas.
 */
@NullMarked
package dev.chasqui.testing;

import org.jspecify.annotations.NullMarked;
