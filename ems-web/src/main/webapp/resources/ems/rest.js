/*
 * Shows the description of the REST API by Swagger UI, to read and to try. Requests are those of whoever is logged in: the
 * session's cookie goes along, so nothing is asked for a password, and nobody can do more here than on the other pages.
 */
(function () {
  'use strict';

  var root = document.documentElement;

  function nothing() {
    return function () {
      return null;
    };
  }

  /** What the page says already is left away. Swagger UI puts a link into a button, which a screen reader cannot enter. */
  function plain() {
    return {
      wrapComponents: {
        InfoContainer: nothing,
        ServersContainer: nothing,
        AuthorizeBtnContainer: nothing,
        authorizeOperationBtn: nothing,
        DeepLink: function (link, system) {
          return function (shown) {
            return system.React.createElement('span', null, shown.text);
          };
        }
      }
    };
  }

  /** A session that has ended is told of here; the browser shall not ask for a password. */
  function asAPage(request) {
    request.headers['X-Requested-With'] = 'XMLHttpRequest';
    return request;
  }

  function followTheAppearance() {
    root.classList.toggle('dark-mode', root.getAttribute('data-theme') === 'dark');
  }

  /** A screen reader says of these what they are for; Swagger UI says it beside them only. */
  function nameFields() {
    document.querySelectorAll('#operations textarea:not([aria-label])').forEach(function (field) {
      field.setAttribute('aria-label', 'Request body');
    });
    document.querySelectorAll('#operations tr[data-param-name] select:not([aria-label])').forEach(function (field) {
      field.setAttribute('aria-label', field.closest('tr').getAttribute('data-param-name'));
    });
  }

  function show() {
    followTheAppearance();
    new MutationObserver(nameFields).observe(document.getElementById('operations'), { childList: true, subtree: true });
    new MutationObserver(followTheAppearance).observe(root, { attributes: true, attributeFilter: ['data-theme'] });
    window.SwaggerUIBundle({
      url: root.getAttribute('data-path') + 'api/v1/openapi',
      domNode: document.getElementById('operations'),
      presets: [window.SwaggerUIBundle.presets.apis],
      plugins: [plain],
      layout: 'BaseLayout',
      deepLinking: true,
      docExpansion: 'none',
      defaultModelsExpandDepth: -1,
      filter: true,
      // Whoever comes here wants to try; and what was pressed is not lost when the rest of an operation comes later.
      tryItOutEnabled: true,
      syntaxHighlight: false,
      showMutatedRequest: false,
      validatorUrl: null,
      requestInterceptor: asAPage
    });
  }

  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', show);
  } else {
    show();
  }
})();
