/**
 * The pages' backing beans. They are small on purpose: a page asks a boundary of the business module, and puts the
 * answer into words and numbers of the viewer's language and zone. What a caller may see or do is decided at the
 * boundaries; what a page leaves out is convenience, not protection.
 *
 * <p>Beans live by subject, and subjects do not lean on each other: what two of them need is in {@code frame}.
 */
package energy.ems.web.portal;
