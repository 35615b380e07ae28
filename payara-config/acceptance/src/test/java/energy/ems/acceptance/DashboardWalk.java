package energy.ems.acceptance;

/** The first page. */
final class DashboardWalk extends Walk {

    DashboardWalk(Visitor visitor, Household household, Language language) {
        super(visitor, household, language);
        known("choice:device_input", in(MeterChoiceIT.class));
        known("choice:device_button", in(MeterChoiceIT.class));
        known("tiles consumption.xhtml date device", leadsTo("#tiles a[href*='date=']", "date="));
        known("tiles consumption.xhtml device", leadsTo("#tiles a[href*='consumption']", "consumption.xhtml"));
        known("tiles consumption.xhtml device view", leadsTo("#tiles a[href*='view=']", "view="));
        known("needs alerts.xhtml", leadsTo("#needs a[href*='alerts']", "alerts.xhtml"));
        known("needs consumption.xhtml device", this::namesSilentMeters);
    }

    @Override
    String page() {
        return "index.xhtml?device=" + household.heatPump(language).id();
    }

    /** Whether a meter is silent depends on the hour: yesterday's last reading may be young enough. */
    private void namesSilentMeters() {
        visitor.all("#needs a[href*='consumption']").stream().findFirst().ifPresent(link -> {
            visitor.click(link);
            visitor.until("the silent meter", () -> visitor.address().contains("consumption.xhtml"));
        });
    }
}
