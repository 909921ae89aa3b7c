/**
 * The Avro contracts, their generated types, the topic names, the forms of recipients and the names
 * of WhatsApp's errors. Knows no other module. Not null-marked: what may be null in a generated
 * type is said by its schema.
 */
package dev.chasqui.schemas;
