/** When the application may begin to work. */
package energy.ems.startup;
