package energy.ems.alerting;

/** CDI event: the database knows less than before, as after it was restored. The numbers of alerts begin anew. */
public record AlertsForgotten() {}
