/**
 * Texts for people in each language that there is: enums hold the English ones, bundles of the same
 * name the others. Depends on nothing of ours.
 */
@NullMarked
package dev.chasqui.access.text;

import org.jspecify.annotations.NullMarked;
