/**
 * What the house stands on: when the application may begin to work, the database schema and its migrations, the clock,
 * background work, and what JPA leaves open (inserting many rows with one statement, searching parts of texts); also the
 * reading of comma-separated values, and random secrets.
 */
package energy.ems.platform;
