package energy.ems.account.signon;

import energy.ems.account.AccountRules;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the account of somebody is called who comes by single sign-on for the first time. */
final class SignOnNames {

    private static final int LONGEST = 60;
    private static final int MOST_NAMESAKES = 999;
    private static final String NAMELESS = "user";

    private SignOnNames() {}

    /**
     * The name that the provider suggests, or the mail address before its sign, made of letters that a user name may
     * have; with a number behind it when somebody has that name already.
     *
     * @param free whether nobody is called so
     */
    static String choose(SignOnPerson person, Predicate<String> free) {
        List<String> wanted = Stream.of(person.name(), beforeTheSign(person.email()), NAMELESS)
                .map(SignOnNames::acceptable)
                .filter(name -> !name.isEmpty())
                .toList();
        return Stream.concat(
                        wanted.stream().limit(1),
                        IntStream.rangeClosed(2, MOST_NAMESAKES).mapToObj(number -> wanted.get(0) + "-" + number))
                .filter(AccountRules::mayBeCalled)
                .filter(free)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("too many are called " + wanted.get(0)));
    }

    private static String beforeTheSign(String email) {
        return email == null || email.indexOf('@') < 0 ? email : email.substring(0, email.indexOf('@'));
    }

    private static String acceptable(String name) {
        if (name == null) {
            return "";
        }
        String plain = name.strip().replaceAll("[^A-Za-z0-9._@-]+", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }
}
