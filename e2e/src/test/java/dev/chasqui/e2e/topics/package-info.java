/** The AsyncAPI document of the topics: made of the schemas, and valid. */
@NullMarked
package dev.chasqui.e2e.topics;

import org.jspecify.annotations.NullMarked;
