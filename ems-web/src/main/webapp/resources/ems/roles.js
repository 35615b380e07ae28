/*
 * What PrimeFaces' menus and lists tell screen readers: the list inside a menu is the menu, its entries are nothing but
 * places for their links, the list of a select is named like its field, what a field suggests is the list that the field
 * controls (the panel scrolls, not the list in it), messages are alerts, not items of a list, and what chooses a file is
 * not hidden, because the keyboard reaches nothing else of it.
 */
(function () {
  'use strict';

  function menus() {
    document.querySelectorAll('.ui-menu[role=menu]').forEach(function (menu) {
      var list = menu.querySelector('ul');
      if (!list) {
        return;
      }
      menu.removeAttribute('role');
      list.setAttribute('role', 'menu');
      list.querySelectorAll('li[role=menuitem]').forEach(function (entry) {
        entry.setAttribute('role', 'none');
      });
    });
  }

  function nameOf(field) {
    var label = field && document.querySelector('label[for="' + window.CSS.escape(field.id) + '"]');
    return (field && field.getAttribute('aria-label')) || (label && label.textContent) || '';
  }

  function selects() {
    document.querySelectorAll('.ui-selectonemenu-items:not([aria-label])').forEach(function (list) {
      var field = document.getElementById(list.id.replace(/_items$/, '_focus'));
      var named = field && field.getAttribute('aria-labelledby');
      if (named) {
        list.setAttribute('aria-labelledby', named);
      }
      list.setAttribute('aria-label', nameOf(field) || (field && field.title) || list.id);
      // One that is longer than its menu is scrolled by keys, too.
      list.parentElement.setAttribute('tabindex', '0');
    });
  }

  function suggestions() {
    document.querySelectorAll('.ui-autocomplete-panel').forEach(function (panel) {
      var field = document.getElementById(panel.id.replace(/_panel$/, '_input'));
      panel.setAttribute('role', 'listbox');
      panel.setAttribute('aria-label', nameOf(field) || (field && field.title) || panel.id);
      panel.querySelectorAll('ul').forEach(function (list) {
        list.setAttribute('role', 'none');
        list.removeAttribute('aria-label');
      });
      if (field) {
        field.setAttribute('aria-controls', panel.id);
      }
    });
  }

  /** Each message is an alert by itself, so what holds them is no list. */
  function messages() {
    document.querySelectorAll('.ui-messages ul, .ui-message ul').forEach(function (list) {
      list.setAttribute('role', 'none');
    });
  }

  function files() {
    document.querySelectorAll('.ui-fileupload-simple input[type=file]').forEach(function (field) {
      field.removeAttribute('aria-hidden');
      field.setAttribute('aria-labelledby', field.id.replace(/_input$/, '_label'));
    });
  }

  function mend() {
    menus();
    selects();
    suggestions();
    messages();
    files();
  }

  function soon() {
    // After the scripts of what was pressed, or of the answer.
    window.setTimeout(mend, 0);
  }

  window.addEventListener('load', function () {
    mend();
    window.jQuery(document).on('pfAjaxComplete', soon);
    // A select makes its list when it is opened for the first time.
    document.addEventListener('click', soon, true);
    document.addEventListener('keyup', soon, true);
  });
})();
