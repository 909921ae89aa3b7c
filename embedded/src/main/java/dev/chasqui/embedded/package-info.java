/**
 * Real Kafka, PostgreSQL and schema registry started on this machine, for the first run and the
 * tests. Depends on no other module.
 */
@NullMarked
package dev.chasqui.embedded;

import org.jspecify.annotations.NullMarked;
