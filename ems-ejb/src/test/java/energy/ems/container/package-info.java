/**
 * Just enough of a container to run boundaries on a real database without starting a server: injection by type,
 * transactions as annotated, transactional events. Roles are not checked here.
 */
package energy.ems.container;
