package energy.ems.web.api;

/** The version in {@code If-Match} is not the present one any more; answered with 412. */
class PreconditionFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PreconditionFailed() {
        super("It was changed in the meantime: read it again.");
    }
}
