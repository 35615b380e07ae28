package energy.ems.metering.intake;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.function.Predicate;

/** Tells failures that come from the database's condition from those that come from what it was asked to store. */
final class DatabaseTrouble {

    /** Deadlock, and a lock that was not to be had in time. */
    private static final Set<Integer> CONTENTION = Set.of(1213, 1205);

    /**
     * A disk that is full (3, 1021, 1030, 1114), a server that is shutting down (1053), is read-only (1290, 1836), or has
     * no more memory, threads or connections (1037, 1040, 1041, 1135, 1203).
     */
    private static final Set<Integer> UNABLE =
            Set.of(3, 1021, 1030, 1037, 1040, 1041, 1053, 1114, 1135, 1203, 1290, 1836);

    private DatabaseTrouble() {}

    static boolean isContention(Throwable failure) {
        return any(failure, sql -> CONTENTION.contains(sql.getErrorCode()));
    }

    /** Whether nothing could have been stored, whatever it was. */
    static boolean isOutage(Throwable failure) {
        return any(
                failure,
                sql -> sql instanceof SQLNonTransientConnectionException
                        || sql instanceof SQLTransientConnectionException
                        || sql instanceof SQLRecoverableException
                        || sql.getSQLState() != null && sql.getSQLState().startsWith("08")
                        || UNABLE.contains(sql.getErrorCode()));
    }

    private static boolean any(Throwable failure, Predicate<SQLException> matching) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql && matching.test(sql)) {
                return true;
            }
        }
        return false;
    }
}
