package energy.ems.web.api;

/** What the caller sent cannot be used; answered with 400, the field and the reason. */
public class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public BadRequest(String field, String reason) {
        super(reason);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
