package energy.ems.boundary;

import java.util.List;

/**
 * Who works for the house: operators and administrators who may log in. For rooms that must not know accounts, which may be
 * kept elsewhere.
 */
public interface StaffDirectory {

    boolean isStaff(String username);

    /**
     * Some of them, by user name in ascending order.
     *
     * @param text a part of the user name, whatever its case; null or blank for all
     * @param most how many, at most
     */
    List<String> staff(String text, int most);
}
