/**
 * What only a container can prove: the built WAR on Payara Micro, asked from the inside by Arquillian. The tests run in
 * the server; the rest of this package starts what the server needs.
 */
package energy.ems.container;
