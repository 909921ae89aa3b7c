/** The Avro contracts, their generated types and the topic names. Knows no other module. */
@NullMarked
package dev.chasqui.schemas;

import org.jspecify.annotations.NullMarked;
