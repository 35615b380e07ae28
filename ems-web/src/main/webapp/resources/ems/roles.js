/*
 * What PrimeFaces' menus and lists tell screen readers: the list inside a menu is the menu, its entries are nothing but
 * places for their links, the list of a select is named like its field, and messages are alerts, not items of a list.
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
    });
  }

  /** Each message is an alert by itself, so what holds them is no list. */
  function messages() {
    document.querySelectorAll('.ui-messages ul, .ui-message ul').forEach(function (list) {
      list.setAttribute('role', 'none');
    });
  }

  function mend() {
    menus();
    selects();
    messages();
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
