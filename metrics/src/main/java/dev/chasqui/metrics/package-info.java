/**
 * What the services' metrics share: labels that stay few, however many accounts or subscriptions
 * there are. Knows Micrometer and no other module.
 */
@NullMarked
package dev.chasqui.metrics;

import org.jspecify.annotations.NullMarked;
