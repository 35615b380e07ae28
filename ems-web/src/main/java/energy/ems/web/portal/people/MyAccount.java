package energy.ems.web.portal.people;

import energy.ems.account.AccountView;
import energy.ems.account.Accounts;
import energy.ems.account.ProfileDraft;
import energy.ems.account.token.ApiTokenView;
import energy.ems.account.token.ApiTokens;
import energy.ems.account.token.IssuedToken;
import energy.ems.account.token.TokenScope;
import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.ThrottledException;
import energy.ems.web.portal.frame.Pages;
import energy.ems.web.portal.frame.Problems;
import energy.ems.web.portal.frame.Question;
import energy.ems.web.portal.frame.Texts;
import energy.ems.web.portal.frame.Viewer;
import energy.ems.web.portal.frame.Zones;
import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** What everybody may change of their own account: profile, time zone, language, API tokens. */
@Named
@ViewScoped
public class MyAccount implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int USUAL_TOKEN_DAYS = 90;

    @Inject
    private Question question;

    @Inject
    private Accounts accounts;

    @Inject
    private ApiTokens apiTokens;

    @Inject
    private Viewer viewer;

    private String displayName;
    private String email;
    private String zone;
    private String language;

    private String tokenName;
    private TokenScope tokenScope = TokenScope.READ;
    private LocalDate tokenExpiry;
    private String currentPassword;
    private String secret;
    private transient List<ApiTokenView> tokens;

    @PostConstruct
    void load() {
        show(accounts.own());
        tokenExpiry = today().plusDays(USUAL_TOKEN_DAYS);
    }

    private LocalDate today() {
        return LocalDate.now(Clock.system(viewer.getZone()));
    }

    private void show(AccountView own) {
        displayName = own.displayName();
        email = own.email();
        zone = own.zone() == null ? null : Zones.name(own.zone());
        language = own.language();
    }

    public String saveProfile() {
        try {
            AccountView stored = accounts.updateOwn(new ProfileDraft(displayName, email, Zones.parse(zone), language));
            viewer.show(stored);
            Texts.inform("account.saved");
            Texts.keepForNextPage();
            return Pages.same();
        } catch (InvalidInputException invalid) {
            Problems.show("profile", invalid);
            return null;
        }
    }

    public void issueToken() {
        char[] own = currentPassword == null ? new char[0] : currentPassword.toCharArray();
        try {
            IssuedToken issued = apiTokens.issue(
                    tokenName,
                    tokenScope,
                    // The last day counts in full.
                    tokenExpiry.plusDays(1).atStartOfDay(viewer.getZone()).toInstant(),
                    own);
            secret = issued.secret();
            tokenName = null;
            tokens = null;
        } catch (InvalidInputException invalid) {
            Problems.show("tokens", invalid);
        } catch (ConflictException conflict) {
            Texts.refuse(conflict.messageKey());
        } catch (ThrottledException tooMany) {
            Texts.refuse("login.throttled", Math.max(1, tooMany.retryAfter().toSeconds()));
        } finally {
            Arrays.fill(own, '\0');
            currentPassword = null;
        }
    }

    public void askToRevoke(ApiTokenView token) {
        Texts texts = Texts.ofView();
        question.ask(
                texts.get("token.revoke.ask", token.name()),
                texts.get("token.revoke.effect"),
                texts.get("token.revoke"),
                () -> revoke(token.id()));
    }

    private void revoke(long id) {
        apiTokens.revoke(id);
        tokens = null;
        secret = null;
        Texts.inform("token.revoked");
    }

    public List<ApiTokenView> getTokens() {
        if (tokens == null) {
            tokens = apiTokens.own();
        }
        return tokens;
    }

    /** The secret of the token that was just made; shown this once. */
    public String getSecret() {
        return secret;
    }

    public LocalDate getFirstExpiry() {
        return today();
    }

    public LocalDate getLastExpiry() {
        return today().plusDays(364);
    }

    public TokenScope[] getTokenScopes() {
        return TokenScope.values();
    }

    public String getDisplayName() {
        return displayName;
    }

    public void setDisplayName(String displayName) {
        this.displayName = displayName;
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public String getZone() {
        return zone;
    }

    public void setZone(String zone) {
        this.zone = zone;
    }

    public String getLanguage() {
        return language;
    }

    public void setLanguage(String language) {
        this.language = language;
    }

    public String getTokenName() {
        return tokenName;
    }

    public void setTokenName(String tokenName) {
        this.tokenName = tokenName;
    }

    public TokenScope getTokenScope() {
        return tokenScope;
    }

    public void setTokenScope(TokenScope tokenScope) {
        this.tokenScope = tokenScope;
    }

    public LocalDate getTokenExpiry() {
        return tokenExpiry;
    }

    public void setTokenExpiry(LocalDate tokenExpiry) {
        this.tokenExpiry = tokenExpiry;
    }

    /** Never sent back. */
    public String getCurrentPassword() {
        return currentPassword;
    }

    public void setCurrentPassword(String currentPassword) {
        this.currentPassword = currentPassword;
    }
}
