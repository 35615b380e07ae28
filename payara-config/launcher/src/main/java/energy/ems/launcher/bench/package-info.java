/**
 * {@code ./ems bench}: what the running system achieves, each figure beside what broker and database alone would allow on
 * the same machine. {@link energy.ems.launcher.bench.Bench} is the command; each {@link
 * energy.ems.launcher.bench.Benchmark} is a class of its own, called as it is on the command line.
 */
package energy.ems.launcher.bench;
