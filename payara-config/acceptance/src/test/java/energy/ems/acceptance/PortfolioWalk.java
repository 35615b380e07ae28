package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/** The page of those who look after many meters: a place, what is odd there, and the meter, in two clicks. */
final class PortfolioWalk extends Walk {

    PortfolioWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("tiles portfolio.xhtml*show", this::goesToWhatIsSilent);
        known("content portfolio.xhtml*show", leadsTo("#content .ems-path-below a", "show=all"));
        known("portfolioTable consumption.xhtml*", leadsTo("#portfolioTable a", "chart=heat"));
    }

    @Override
    String page() {
        return "portfolio.xhtml?place=" + household.house(language);
    }

    private void goesToWhatIsSilent() {
        assertThat(visitor.all("#portfolioTable tbody tr")).hasSize(2);
        assertThat(visitor.see("#portfolioTable [data-ems-strip]").getAttribute("aria-label"))
                .contains("kWh");
        visitor.click(".ems-strip a[href*='show=silent']");
        visitor.until("those that are silent", () -> visitor.address().contains("show=silent"));
        visitor.settle();
        assertThat(visitor.address()).contains("place=" + household.house(language));
    }
}
