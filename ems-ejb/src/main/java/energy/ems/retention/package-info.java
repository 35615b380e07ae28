/**
 * How long what is kept: the settings, the nightly run that removes what is older, and how much there is of what. How each
 * kind is removed without anybody waiting for it, and without anything that counts going along, the rooms know that own
 * its tables.
 */
package energy.ems.retention;
