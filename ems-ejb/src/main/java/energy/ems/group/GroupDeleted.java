package energy.ems.group;

/** A group is deleted: nobody will see it again. Observed in the same transaction. */
public record GroupDeleted(String id) {}
