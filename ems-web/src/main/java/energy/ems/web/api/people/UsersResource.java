package energy.ems.web.api.people;

import energy.ems.account.AccountQuery;
import energy.ems.account.AccountView;
import energy.ems.account.Accounts;
import energy.ems.account.Role;
import energy.ems.account.signon.SignOnAccounts;
import energy.ems.account.token.ApiTokenView;
import energy.ems.account.token.ApiTokens;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.Page;
import energy.ems.web.api.Fields;
import energy.ems.web.api.Listing;
import energy.ems.web.api.Query;
import energy.ems.web.api.Versions;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Arrays;

/** Accounts, for administrators. */
@Path("users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class UsersResource {

    @Inject
    private Accounts accounts;

    @Inject
    private ApiTokens tokens;

    @Inject
    private SignOnAccounts signOns;

    @Context
    private HttpServletRequest request;

    @GET
    public Listing<UserJson> find(
            @QueryParam("q") String text,
            @QueryParam("role") String role,
            @QueryParam("sort") String sort,
            @QueryParam("page") String page,
            @QueryParam("size") String size) {
        Page<AccountView> found = accounts.find(new AccountQuery(
                text,
                Query.choice("role", role, Role.class, null),
                Query.paging(sort, page, size, AccountQuery.SORTABLE)));
        return Listing.of(found.map(UserJson::of));
    }

    @GET
    @Path("{username}")
    public Response get(@PathParam("username") String username) {
        return answer(accounts.get(username));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream json, @Context UriInfo uri) {
        Fields body = Fields.read(json);
        if (body.text("password") == null) {
            throw new InvalidInputException("password", InvalidInputException.Rule.REQUIRED);
        }
        char[] password = body.text("password").toCharArray();
        try (OwnPassword own = OwnPassword.of(body, request)) {
            AccountView created = accounts.create(UserJson.draft(body), password, own.letters());
            return Versions.created(uri, created.username(), UserJson.of(created), created.version());
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** Changes what the body names and leaves the rest; a {@code password} in it becomes the user's. */
    @PUT
    @Path("{username}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response update(
            @PathParam("username") String username, @HeaderParam("If-Match") String ifMatch, InputStream json) {
        Fields body = Fields.read(json);
        AccountView present = accounts.get(username);
        char[] password =
                body.text("password") == null ? null : body.text("password").toCharArray();
        try (OwnPassword own = OwnPassword.of(body, request)) {
            return answer(accounts.update(
                    username,
                    UserJson.draft(body, present),
                    Versions.seen(ifMatch, body, present.version()),
                    password,
                    own.letters()));
        } finally {
            if (password != null) {
                Arrays.fill(password, '\0');
            }
        }
    }

    @DELETE
    @Path("{username}")
    public void delete(@PathParam("username") String username) {
        accounts.delete(username);
    }

    @GET
    @Path("{username}/tokens")
    public Listing<ApiTokenView> tokens(@PathParam("username") String username) {
        return Listing.of(tokens.of(username));
    }

    @DELETE
    @Path("{username}/tokens/{id}")
    public void revoke(@PathParam("username") String username, @PathParam("id") String id) {
        tokens.revoke(username, Query.id("token", id));
    }

    /** Lets somebody come again by single sign-on whose account of that name was deleted. */
    @DELETE
    @Path("{username}/sign-on")
    public void readmit(@PathParam("username") String username) {
        signOns.readmit(username);
    }

    private static Response answer(AccountView account) {
        return Versions.answer(UserJson.of(account), account.version());
    }
}
