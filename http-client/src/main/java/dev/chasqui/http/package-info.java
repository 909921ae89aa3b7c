/**
 * Calls to servers that are not ours (WhatsApp, webhook subscribers): one attempt, a total
 * deadline, answers read up to a bound. Knows no other module.
 */
@NullMarked
package dev.chasqui.http;

import org.jspecify.annotations.NullMarked;
