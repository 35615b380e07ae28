/** Small helpers for what JPA leaves open: inserting many rows with one statement, searching parts of texts. */
package energy.ems.persistence;
