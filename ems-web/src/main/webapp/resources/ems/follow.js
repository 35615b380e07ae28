/*
 * Keeps a page up to date while somebody looks at it: it asks in short intervals when its device was last heard of, and
 * calls the page's own refresh command when that has changed, when an alert arrives, and now and then in any case. What
 * could not be brought up to date says so.
 */
(function () {
  'use strict';

  var ASKED_EVERY = 1000;

  window.addEventListener('load', function () {
    var place = document.querySelector('[data-ems-refresh]');
    if (!place) {
      return;
    }
    var command = place.getAttribute('data-ems-refresh');
    var every = Number(place.getAttribute('data-ems-every'));
    var device = place.getAttribute('data-ems-device');
    // What the page shows: what comes before the first look would be missed otherwise.
    var known = place.getAttribute('data-ems-heard');
    var asking = false;
    var refreshedAt = Date.now();

    function told(late) {
      var time = new Intl.DateTimeFormat(document.documentElement.lang, {
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23'
      }).format(new Date(refreshedAt));
      place.textContent = late ? (place.getAttribute('data-text-late') || '').replace('{time}', time) : '';
    }

    /** Rows that somebody has ticked would lose their ticks, so a list waits until it is done with them. */
    function isInUse() {
      return Array.from(document.querySelectorAll('input[type=hidden][id$="_selection"]')).some(function (ticks) {
        return ticks.value !== '';
      });
    }

    function refresh() {
      if (!isInUse() && !document.hidden && typeof window[command] === 'function') {
        window[command]();
      }
    }

    function look() {
      if (!device || document.hidden || asking) {
        return;
      }
      asking = true;
      window
        .fetch(place.getAttribute('data-ems-state') + encodeURIComponent(device) + '/state', {
          credentials: 'same-origin',
          headers: { Accept: 'application/json' }
        })
        .then(function (answer) {
          if (!answer.ok) {
            throw new Error(String(answer.status));
          }
          return answer.json();
        })
        .then(function (state) {
          asking = false;
          var heard = state.last_received_at + ' ' + state.silent_since;
          if (known !== null && heard !== known) {
            refresh();
          } else {
            told(false);
          }
          known = heard;
        })
        .catch(function () {
          asking = false;
          told(true);
        });
    }

    /** PrimeFaces calls it when the refresh command's answer has come, or has not. */
    window.EMS.refreshed = function (succeeded) {
      if (succeeded) {
        refreshedAt = Date.now();
      } else {
        // Then it is tried again with the next look.
        known = '';
      }
      told(!succeeded);
    };

    look();
    window.setInterval(look, ASKED_EVERY);
    window.setInterval(refresh, every);
    document.addEventListener('visibilitychange', function () {
      refresh();
    });
    if (window.EMS.onAlert) {
      window.EMS.onAlert(refresh);
    }
  });
})();
