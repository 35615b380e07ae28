/** The database schema: its migrations, applied before anything else, and how times are stored. */
package energy.ems.schema;
