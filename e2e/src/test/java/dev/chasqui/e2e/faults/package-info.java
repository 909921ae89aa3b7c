/**
 * The sender and the relay under faults, on real servers: processes killed at each step and at
 * random, a broker and a database that go away, are slow or refuse.
 */
@NullMarked
package dev.chasqui.e2e.faults;

import org.jspecify.annotations.NullMarked;
