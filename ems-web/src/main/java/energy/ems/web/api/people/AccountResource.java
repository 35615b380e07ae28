package energy.ems.web.api.people;

import energy.ems.account.AccountView;
import energy.ems.account.Accounts;
import energy.ems.account.ProfileDraft;
import energy.ems.account.token.ApiTokenView;
import energy.ems.account.token.ApiTokens;
import energy.ems.account.token.IssuedToken;
import energy.ems.account.token.TokenScope;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/** The caller's own account, password and API tokens. */
@Path("account")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {

    @Inject
    private Accounts accounts;

    @Inject
    private ApiTokens tokens;

    @Context
    private HttpServletRequest request;

    @GET
    public UserJson own() {
        return UserJson.of(accounts.own());
    }

    /** Changes what the body names and leaves the rest. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public UserJson update(InputStream json) {
        Fields body = Fields.read(json);
        AccountView present = accounts.own();
        return UserJson.of(accounts.updateOwn(new ProfileDraft(
                body.has("display_name") ? body.text("display_name") : present.displayName(),
                body.has("email") ? body.text("email") : present.email(),
                body.has("zone") ? UserJson.zone(body.text("zone")) : present.zone(),
                body.has("language") ? body.text("language") : present.language())));
    }

    /** Changes the password and so ends all sessions of the account; with {@code revoke_tokens} its tokens, too. */
    @PUT
    @Path("password")
    @Consumes(MediaType.APPLICATION_JSON)
    public void changePassword(InputStream json) {
        Fields body = Fields.read(json);
        char[] current = body.required("current_password").toCharArray();
        char[] replacement = body.required("new_password").toCharArray();
        try {
            accounts.changeOwnPassword(current, replacement, Boolean.TRUE.equals(body.flag("revoke_tokens")));
        } finally {
            Arrays.fill(current, '\0');
            Arrays.fill(replacement, '\0');
        }
    }

    @GET
    @Path("tokens")
    public Listing<ApiTokenView> tokens() {
        List<ApiTokenView> own = tokens.own();
        return Listing.of(own);
    }

    /** Issues a token; its secret is in this answer and never again. */
    @POST
    @Path("tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response issue(InputStream json, @Context UriInfo uri) {
        Fields body = Fields.read(json);
        Instant expiresAt = Query.required("expires_at", body.text("expires_at"), ZoneOffset.UTC);
        try (OwnPassword own = OwnPassword.of(body, request)) {
            IssuedToken issued = tokens.issue(
                    body.required("name"),
                    body.choice("scope", TokenScope.class, TokenScope.READ),
                    expiresAt,
                    own.letters());
            return Response.created(uri.getAbsolutePathBuilder()
                            .path("{id}")
                            .build(issued.token().id()))
                    .entity(IssuedTokenJson.of(issued))
                    .build();
        }
    }

    @DELETE
    @Path("tokens/{id}")
    public void revoke(@PathParam("id") String id) {
        tokens.revoke(Query.id("token", id));
    }
}
