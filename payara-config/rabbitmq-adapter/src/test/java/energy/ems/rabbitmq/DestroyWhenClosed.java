package energy.ems.rabbitmq;

import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;

/** Stands for the container's pool: a connection that is given back ends at once. */
record DestroyWhenClosed(PhysicalConnection physical) implements ConnectionEventListener {

    @Override
    public void connectionClosed(ConnectionEvent event) {
        physical.destroy();
    }

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
        physical.destroy();
    }

    @Override
    public void localTransactionStarted(ConnectionEvent event) {
        // there are none
    }

    @Override
    public void localTransactionCommitted(ConnectionEvent event) {
        // there are none
    }

    @Override
    public void localTransactionRolledback(ConnectionEvent event) {
        // there are none
    }
}
