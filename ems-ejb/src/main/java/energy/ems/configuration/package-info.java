/** What the rest of the system is given from outside: the clock, and the settings' names. */
package energy.ems.configuration;
