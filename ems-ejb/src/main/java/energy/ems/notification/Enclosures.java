package energy.ems.notification;

import energy.ems.account.Addressee;

/** Where reports are kept that are sent by mail: messages know their numbers alone. */
public interface Enclosures {

    /** @return null when it is gone, or nothing that they may see now */
    Enclosure find(Addressee person, long number);
}
