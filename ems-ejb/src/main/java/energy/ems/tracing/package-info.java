/**
 * Spans of a reading's way, from the message to the alert in the browser, for whoever has a collector of OpenTelemetry.
 *
 * <p>Off unless the standard setting {@code otel.sdk.disabled} is {@code false}; where they go and how many of them is said
 * by OpenTelemetry's own settings, which Payara reads. Off, nothing of OpenTelemetry is touched.
 *
 * <p>A way leads over threads, a queue and other nodes, so what belongs together is not known by the thread: a message
 * brings its trace in its headers, a batch knows its messages by their devices, and an alert takes the trace along in the
 * headers of its own message.
 */
package energy.ems.tracing;
