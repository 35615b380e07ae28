package energy.ems.web.portal.frame;

import energy.ems.web.security.AccessRules;
import jakarta.faces.component.UIViewRoot;
import java.util.HashMap;
import java.util.Map;

/**
 * The root of every page. That of the login page keeps what belongs to the view for this request alone: Faces would make a
 * session for it, and PrimeFaces asks for it on each page, because of its nonce.
 */
public class PageRoot extends UIViewRoot {

    private final Map<String, Object> ofThisRequest = new HashMap<>();

    @Override
    public Map<String, Object> getViewMap(boolean create) {
        return AccessRules.LOGIN_PAGE.equals(getViewId()) ? ofThisRequest : super.getViewMap(create);
    }
}
