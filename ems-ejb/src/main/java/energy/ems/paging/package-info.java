/** One page of a long list: what is asked for and what is answered, the same for every list of the system. */
package energy.ems.paging;
