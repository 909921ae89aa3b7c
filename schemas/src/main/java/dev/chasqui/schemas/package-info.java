/**
 * The Avro contracts, their generated types and the topic names. Knows no other module. Not
 * null-marked: what may be null in a generated type is said by its schema.
 */
package dev.chasqui.schemas;
