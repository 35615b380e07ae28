package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/** The description of the REST API, as Swagger UI shows it. */
final class RestWalk extends Walk {

    RestWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("toTokens", leadsTo("#toTokens", "account.xhtml"));
        known("description", this::opensWhatItDescribes);
        known("operations input*", this::finds);
        known("operations-tag-*", this::triesARequest);
    }

    @Override
    String page() {
        return "rest.xhtml";
    }

    @Override
    void open() {
        super.open();
        visitor.see("#operations-tag-devices");
    }

    /** It is a file, and a download tells nobody that it has come. */
    private void opensWhatItDescribes() {
        assertThat(visitor.see("#description").getDomProperty("href")).endsWith("/ems/api/v1/openapi");
    }

    /** Nobody is led by an address to the description of somebody else, whose requests they would make. */
    private void finds() {
        visitor.open("rest.xhtml?url=/ems/api/v1/account&configUrl=/ems/api/v1/account");
        visitor.see("#operations .operation-filter-input").sendKeys("tariffs");
        visitor.until(
                "the others are gone",
                () -> visitor.all("#operations .opblock-tag").size() == 1);
        visitor.see("#operations-tag-tariffs");
    }

    private void triesARequest() {
        visitor.click("#operations-tag-account");
        visitor.click("#operations-account-getAccount .opblock-summary-control");
        visitor.until("an address of its own", () -> visitor.address().contains("#/account/getAccount"));
        visitor.click("#operations-account-getAccount .execute");
        visitor.until(
                "an answer about whoever asks",
                () -> visitor.text("#operations-account-getAccount .live-responses-table")
                        .contains("\"username\": \"" + actor() + "\""));
    }
}
