/**
 * What a team on call has: alerts, their runbook, dashboards; held against what is really exposed.
 */
@NullMarked
package dev.chasqui.e2e.monitoring;

import org.jspecify.annotations.NullMarked;
