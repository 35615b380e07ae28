/** How the system itself is doing, for the people who operate it: what works, what waits and since when. */
package energy.ems.operation;
