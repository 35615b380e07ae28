package energy.ems.tracing;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Something that is done when the current transaction has committed, and not at all when it is undone. */
final class AfterCommit {

    private AfterCommit() {}

    /** At once where there is no transaction. */
    static void run(Runnable work) {
        TransactionSynchronizationRegistry transaction;
        try {
            transaction = InitialContext.doLookup("java:comp/TransactionSynchronizationRegistry");
        } catch (NamingException outsideOfTheContainer) {
            work.run();
            return;
        }
        if (transaction.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
            work.run();
            return;
        }
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // What it is about is over afterwards.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    work.run();
                }
            }
        });
    }
}
