/*
 * Alerts that the browser calls out by itself, so that somebody sees them who is looking elsewhere. The browser is asked
 * for its leave on a click on the page of messages and never else; which alerts it is for, the server says each time: by
 * the person's choice, their quiet hours, and what is snoozed.
 */
(function () {
  'use strict';

  /** Alerts that come together are asked about, and told, together. */
  var GATHERING = 1500;
  var MOST_ASKED = 50;
  var GROUPED_FROM = 4;

  var waiting = [];
  var timer = null;

  function isSupported() {
    return 'Notification' in window && window.isSecureContext;
  }

  function path() {
    return document.documentElement.getAttribute('data-path');
  }

  function text(name) {
    return document.getElementById('live').getAttribute('data-text-' + name) || '';
  }

  function icon() {
    var link = document.querySelector('link[rel=icon]');
    return link ? link.href : '';
  }

  function call(title, body, tag, place) {
    var notification;
    try {
      // Of one tag the browser shows one, however many pages are open.
      notification = new Notification(title, { body: body, tag: tag, icon: icon() });
    } catch (onlyFromWorkers) {
      return;
    }
    notification.onclick = function () {
      window.focus();
      window.location.href = place;
      notification.close();
    };
  }

  function show(alerts) {
    if (alerts.length >= GROUPED_FROM) {
      call(
        text('group').replace('{count}', String(alerts.length)),
        window.EMS.alertSentence(alerts[alerts.length - 1]),
        'ems-alerts',
        path() + 'alerts.xhtml'
      );
      return;
    }
    alerts.forEach(function (alert) {
      call(text('title'), window.EMS.alertSentence(alert), 'ems-alert-' + alert.id, path() + 'alerts.xhtml');
    });
  }

  function ask() {
    timer = null;
    var asked = waiting.splice(0, MOST_ASKED);
    // What is above is on the page of alerts, and one call has been made for it.
    waiting = [];
    window
      .fetch(
        path() +
          'api/v1/notifications/browser?sequences=' +
          asked
            .map(function (alert) {
              return Number(alert.sequence);
            })
            .join(','),
        { credentials: 'same-origin', headers: { Accept: 'application/json' } }
      )
      .then(function (answer) {
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        return answer.json();
      })
      .then(function (wanted) {
        show(
          asked.filter(function (alert) {
            return wanted.sequences.indexOf(Number(alert.sequence)) >= 0;
          })
        );
      })
      .catch(function () {
        // The page itself has shown them.
      });
  }

  function heard(alert) {
    if (isSupported() && Notification.permission === 'granted' && alert.state === 'RAISED') {
      waiting.push(alert);
      timer = timer || window.setTimeout(ask, GATHERING);
    }
  }

  function tell() {
    var state = document.getElementById('browserState');
    var button = document.getElementById('allowBrowser');
    if (state && button) {
      var permission = isSupported() ? Notification.permission : 'unsupported';
      state.textContent = state.getAttribute('data-text-' + permission) || '';
      button.hidden = permission !== 'default';
    }
  }

  window.addEventListener('load', function () {
    if (window.EMS.onAlert) {
      window.EMS.onAlert(heard);
    }
    tell();
    document.addEventListener('click', function (event) {
      if (event.target.closest && event.target.closest('#allowBrowser')) {
        Notification.requestPermission().then(tell, tell);
      }
    });
    if (window.jQuery) {
      // Saving draws the form anew.
      window.jQuery(document).on('pfAjaxComplete', function () {
        window.setTimeout(tell, 0);
      });
    }
  });
})();
