package dev.chasqui.access;

import dev.chasqui.access.text.Phrase;

/**
 * What is wrong with one field of a request.
 *
 * @param field its path, such as {@code events[0]}
 * @param error what is wrong with it; follows the field's name: "is required"
 */
public record WrongField(String field, Phrase error) {}
