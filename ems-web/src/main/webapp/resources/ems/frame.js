/* The frame: navigation that folds to icons, or slides in as a drawer on narrow screens. */
(function () {
  'use strict';

  var root = document.documentElement;
  var narrowScreen = window.matchMedia('(max-width: 899.98px)');

  function remembered(key) {
    try {
      return window.localStorage.getItem(key);
    } catch (storageIsOff) {
      return null;
    }
  }

  function remember(key, value) {
    try {
      window.localStorage.setItem(key, value);
    } catch (storageIsOff) {
      // Then it is forgotten with the page.
    }
  }

  // Before the first paint, or the content would jump.
  if (remembered('ems.nav') === 'narrow') {
    root.setAttribute('data-nav', 'narrow');
  }

  // Until somebody chooses, the page looks as the system does. The server learns it by a cookie for the next page.
  function followSystem() {
    var wanted = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    if (root.getAttribute('data-theme-chosen') !== 'false' || root.getAttribute('data-theme') === wanted) {
      return;
    }
    root.setAttribute('data-theme', wanted);
    document.querySelectorAll('link[rel="stylesheet"]').forEach(function (link) {
      var address = link.getAttribute('href');
      var other =
        wanted === 'dark' ? address.replace('saga-blue', 'vela-blue') : address.replace('vela-blue', 'saga-blue');
      if (other !== address) {
        link.setAttribute('href', other);
      }
    });
    document.cookie =
      'EMSSYSTEM=' +
      wanted +
      '; path=' +
      root.getAttribute('data-path') +
      '; max-age=31536000; SameSite=Lax' +
      (window.location.protocol === 'https:' ? '; Secure' : '');
  }

  followSystem();
  // Many systems turn dark in the evening, while the page is open.
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', followSystem);

  function describe(button) {
    var open = narrowScreen.matches
      ? root.getAttribute('data-drawer') === 'open'
      : root.getAttribute('data-nav') !== 'narrow';
    button.setAttribute('aria-expanded', String(open));
  }

  function setDrawer(open) {
    if (open) {
      root.setAttribute('data-drawer', 'open');
    } else {
      root.removeAttribute('data-drawer');
    }
  }

  document.addEventListener('click', function (event) {
    var copy = event.target.closest && event.target.closest('[data-ems="copy"]');
    if (copy && window.navigator.clipboard) {
      var from = document.getElementById(copy.getAttribute('data-ems-from'));
      window.navigator.clipboard
        .writeText(from.value === undefined ? from.textContent : from.value)
        .then(function () {
          copy.lastElementChild.textContent = copy.getAttribute('data-ems-done');
        })
        .catch(function () {
          // The browser does not let pages copy: it is marked, for whoever copies it by keys.
          if (from.select) {
            from.select();
          } else {
            window.getSelection().selectAllChildren(from);
          }
        });
    }
  });

  // Enter in a form without a button of its own has nothing to press: what was typed has been taken over by then.
  document.addEventListener(
    'submit',
    function (event) {
      if (event.isTrusted && !event.submitter) {
        event.preventDefault();
      }
    },
    true
  );

  // What was said stays until something else is said. Every answer draws the messages anew, also one that says nothing,
  // such as the proposals while somebody types, and PrimeFaces takes away what stood there first.
  document.addEventListener('DOMContentLoaded', function () {
    var growl = window.PrimeFaces && window.PrimeFaces.widget.Growl;
    if (growl) {
      var show = growl.prototype.show;
      growl.prototype.show = function (messages) {
        if (messages.length > 0) {
          show.call(this, messages);
        }
      };
    }
  });

  document.addEventListener('DOMContentLoaded', function () {
    // In the portal a week begins on Monday in every language.
    if (window.PrimeFaces && window.PrimeFaces.locales) {
      Object.keys(window.PrimeFaces.locales).forEach(function (language) {
        window.PrimeFaces.locales[language].firstDayOfWeek = 1;
      });
      // What a screen reader says before a message: PrimeFaces' Romanian word for it is misspelt.
      var words = document.getElementById('waiting_words');
      var locale = window.PrimeFaces.locales[root.lang];
      if (words && locale && locale.aria) {
        locale.aria['messages.INFO'] = words.getAttribute('data-text-information');
      }
    }
  });

  document.addEventListener('DOMContentLoaded', function () {
    var button = document.querySelector('[data-ems="nav-toggle"]');
    if (!button) {
      return;
    }
    describe(button);
    button.addEventListener('click', function () {
      if (narrowScreen.matches) {
        setDrawer(root.getAttribute('data-drawer') !== 'open');
        if (root.getAttribute('data-drawer') === 'open') {
          document.querySelector('#nav a').focus();
        }
      } else if (root.getAttribute('data-nav') === 'narrow') {
        root.removeAttribute('data-nav');
        remember('ems.nav', 'wide');
      } else {
        root.setAttribute('data-nav', 'narrow');
        remember('ems.nav', 'narrow');
      }
      describe(button);
    });
    document.querySelector('[data-ems="nav-close"]').addEventListener('click', function () {
      setDrawer(false);
      describe(button);
    });
    document.addEventListener('keydown', function (event) {
      if (event.key === 'Escape' && root.getAttribute('data-drawer') === 'open') {
        setDrawer(false);
        describe(button);
        button.focus();
      }
    });
    narrowScreen.addEventListener('change', function () {
      setDrawer(false);
      describe(button);
    });
  });
})();
