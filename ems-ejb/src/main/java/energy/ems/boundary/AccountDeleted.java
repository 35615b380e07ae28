package energy.ems.boundary;

/** CDI event inside the transaction that deletes an account: whoever refers to the user lets go of them. */
public record AccountDeleted(String username) {}
