package energy.ems.web.portal.frame;

import energy.ems.boundary.ConflictException;
import energy.ems.boundary.InvalidInputException;
import energy.ems.boundary.NotFoundException;
import energy.ems.web.security.PageAddress;
import jakarta.ejb.EJBAccessException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.PartialResponseWriter;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.PhaseId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Iterator;

/**
 * What a page answers when an action inside it fails: a sentence that says what happened and that nothing was changed,
 * on the page where it happened, with everything still in its place.
 *
 * <p>BEWARE: the standard handler must not answer Ajax requests, because it writes the exception's class and message
 * to the browser.
 */
public class PortalExceptionHandler extends ExceptionHandlerWrapper {

    private static final Logger LOG = System.getLogger(PortalExceptionHandler.class.getName());

    /** Named in faces-config.xml. */
    public static class Factory extends ExceptionHandlerFactory {

        public Factory(ExceptionHandlerFactory wrapped) {
            super(wrapped);
        }

        @Override
        public ExceptionHandler getExceptionHandler() {
            return new PortalExceptionHandler(getWrapped().getExceptionHandler());
        }
    }

    PortalExceptionHandler(ExceptionHandler wrapped) {
        super(wrapped);
    }

    @Override
    public void handle() {
        FacesContext context = FacesContext.getCurrentInstance();
        if (context.getPartialViewContext().isAjaxRequest()
                && !context.getExternalContext().isResponseCommitted()) {
            Iterator<ExceptionQueuedEvent> events =
                    getUnhandledExceptionQueuedEvents().iterator();
            while (events.hasNext()) {
                Throwable cause = rootOf(events.next().getContext().getException());
                events.remove();
                answer(context, cause);
            }
        }
        getWrapped().handle();
    }

    private static void answer(FacesContext context, Throwable cause) {
        if (cause instanceof ViewExpiredException || context.getCurrentPhaseId() == PhaseId.RENDER_RESPONSE) {
            if (!(cause instanceof ViewExpiredException)) {
                LOG.log(Level.ERROR, "a page could not be shown", cause);
            }
            reload(context);
            return;
        }
        Texts texts = Texts.ofView();
        String text;
        if (cause instanceof InvalidInputException invalid) {
            text = Problems.sentence(texts, invalid);
        } else if (cause instanceof ConflictException conflict) {
            text = texts.get(texts.has(conflict.messageKey()) ? conflict.messageKey() : "conflict.stale");
        } else if (cause instanceof NotFoundException) {
            text = texts.get("problem.notFound");
        } else if (cause instanceof EJBAccessException) {
            text = texts.get("problem.notAllowed");
        } else {
            LOG.log(Level.ERROR, "an action of a page failed", cause);
            text = texts.get("problem.unexpected");
        }
        Texts.add(null, FacesMessage.SEVERITY_ERROR, text);
        context.validationFailed();
        context.renderResponse();
    }

    /** The page's state is gone, or it cannot be drawn: its address is the one thing that still holds. */
    private static void reload(FacesContext context) {
        ExternalContext external = context.getExternalContext();
        try {
            external.responseReset();
            // BEWARE: the writer in use may be in the middle of an element, and would end that first: the answer would
            // be no XML, and the browser would drop it without a word.
            Writer output = external.getResponseOutputWriter();
            context.setResponseWriter(new PartialResponseWriter(
                    context.getRenderKit().createResponseWriter(output, "text/xml", "UTF-8")));
            external.redirect(address((HttpServletRequest) external.getRequest()));
            context.responseComplete();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String address(HttpServletRequest request) {
        String query = PageAddress.query(request);
        return query == null ? request.getRequestURI() : request.getRequestURI() + '?' + query;
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable each = thrown;
        while (each.getCause() != null && each.getCause() != each && !isOurs(each)) {
            each = each.getCause();
        }
        return each;
    }

    private static boolean isOurs(Throwable thrown) {
        return thrown instanceof ViewExpiredException
                || thrown instanceof EJBAccessException
                || thrown instanceof InvalidInputException
                || thrown instanceof ConflictException
                || thrown instanceof NotFoundException;
    }
}
