package energy.ems.metering.profile;

/** What a person has ruled of a reading that the calculation had doubted, or had believed too easily. */
public enum Ruling {
    /**
     * The meter counted what lies between the last reading that counts and this one, however much it is; of an interval
     * value: it belongs where its stamp has it, whoever else lies there.
     */
    REAL,
    /** Another meter, or the same one set anew: a new stretch begins with this reading, and the step to it is nothing. */
    SWAP,
    /** The reading is as if it had never come. */
    WRONG
}
