/**
 * Loads that somebody with bad intentions puts on the portal, each bounded in number, pace and time, and sent to this
 * machine alone. What they do to the intake, to the health checks and to people is measured by {@code ./ems bench attack}.
 */
package energy.ems.launcher.bench.attack;
