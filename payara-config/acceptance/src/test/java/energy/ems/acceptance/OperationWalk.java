package energy.ems.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of work that waits for an administrator. */
final class OperationWalk {

    private OperationWalk() {}

    /** Meters that send and are nobody's. */
    static final class Unassigned extends Walk {

        Unassigned(Visitor visitor, Household household, Language language) {
            super(visitor, household, language);
            known("list:table:*:details", opens("[id$=':details']", "#deviceSidebar"));
            known("list:table:*:register", byAnother("the panel, which registers the same"));
            known("list:table_paginator_bottom *", byAnother("a page of many meters"));
        }

        @Override
        String page() {
            return "unassigned.xhtml";
        }
    }

    /** Readings that are not believed. */
    static final class Quarantine extends Walk {

        Quarantine(Visitor visitor, Household household, Language language) {
            super(visitor, household, language);
            known("list:release", this::doesNothingWithoutATick);
            known("list:discard", this::doesNothingWithoutATick);
            known("list:table*input*", byAnother("ticks"));
            known("list:table_paginator_bottom *", byAnother("a page of many readings"));
        }

        @Override
        String page() {
            return "quarantine.xhtml";
        }

        private void doesNothingWithoutATick() {
            String actor = household.staff(language);
            var before = household.state(actor);
            visitor.all("[id='list:release'], [id='list:discard']").stream()
                    .filter(button -> button.isEnabled())
                    .forEach(button -> {
                        visitor.click(button);
                        visitor.settle();
                        assertThat(visitor.openDialogs()).isEmpty();
                    });
            assertThat(household.state(actor)).isEqualTo(before);
        }
    }

    /** Messages that are no readings. */
    static final class DeadLetters extends Walk {

        DeadLetters(Visitor visitor, Household household, Language language) {
            super(visitor, household, language);
            known("list:reload", this::readsAnew);
            known("list:table:*:open", opens("[id$=':open']", ".ui-dialog"));
            known("list:replay", byAnother("nothing is ticked"));
            known("list:discard", byAnother("nothing is ticked"));
            known("list:table*input*", byAnother("ticks"));
            known("list:table_paginator_bottom *", byAnother("a page of many messages"));
        }

        @Override
        String page() {
            return "dead-letters.xhtml";
        }

        private void readsAnew() {
            String news = "news " + java.util.UUID.randomUUID();
            household.broker.send(news);
            visitor.until("the message", () -> {
                visitor.click("[id='list:reload']");
                visitor.settle();
                return visitor.text("[id='list']").contains(news);
            });
        }
    }

    /** What device management and monitoring know. */
    static final class Synchronisation extends Walk {

        Synchronisation(Visitor visitor, Household household, Language language) {
            super(visitor, household, language);
            known("actions:compare", this::compares);
            known("sync:*", byAnother("differences, of which there are none"));
        }

        @Override
        String page() {
            return "synchronisation.xhtml";
        }

        private void compares() {
            visitor.click("[id='actions:compare']");
            visitor.settle();
            assertThat(visitor.text("#content")).isNotBlank();
        }
    }

    /** How the system is doing. */
    static final class System extends Walk {

        System(Visitor visitor, Household household, Language language) {
            super(visitor, household, language);
            for (String page : new String[] {"unassigned", "quarantine", "dead-letters", "synchronisation"}) {
                known("system " + page + ".xhtml", leadsTo("[id='system'] a[href*='" + page + "']", page + ".xhtml"));
            }
        }

        @Override
        String page() {
            return "system.xhtml";
        }
    }
}
