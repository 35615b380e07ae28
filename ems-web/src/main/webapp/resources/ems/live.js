/*
 * The live connection: one WebSocket a page. Alerts become notifications at the bottom right; the bell counts them.
 * Whatever the server says goes into the page as text, never as markup.
 */
(function () {
  'use strict';

  var FIRST_PAUSE = 1000;
  var LONGEST_PAUSE = 60000;
  var GROUPED_FROM = 4;
  var MOST_KEPT = 50;
  var SIGN_OF_LIFE = 45000;
  /** Of a page; what fails again and again is known by then. */
  var MOST_FAILURES = 5;
  var LONGEST_FAILURE = 240;

  var indicator;
  var socket = null;
  var pause = FIRST_PAUSE;
  var timer = null;
  var countdown = null;
  var lastSequence = null;
  var open = [];
  var listeners = [];
  var failures = [];
  var failed = 0;

  function text(name) {
    return indicator.getAttribute('data-text-' + name) || '';
  }

  function fill(pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, function (whole, name) {
      return Object.prototype.hasOwnProperty.call(values, name) ? String(values[name]) : whole;
    });
  }

  function key(name) {
    return 'ems.' + name + '.' + (indicator.getAttribute('data-user') || '');
  }

  function load(storage, name) {
    try {
      return JSON.parse(window[storage].getItem(key(name)));
    } catch (storageIsOff) {
      return null;
    }
  }

  function save(storage, name, value) {
    try {
      window[storage].setItem(key(name), JSON.stringify(value));
    } catch (storageIsOff) {
      // Then a missed alert is found on the page of alerts only.
    }
  }

  function show(state, words) {
    indicator.setAttribute('data-state', state);
    indicator.querySelector('.ems-live-text').textContent = words;
    indicator.setAttribute('title', words);
  }

  // ------------------------------------------------------------------ sentences

  function energy(value) {
    if (value === null || value === undefined || isNaN(Number(value))) {
      return '–';
    }
    return new Intl.NumberFormat(indicator.getAttribute('data-language'), {
      maximumSignificantDigits: Math.abs(Number(value)) >= 1000 ? 6 : 3
    }).format(Number(value));
  }

  function inZone(when, language, options) {
    options.timeZone = indicator.getAttribute('data-zone');
    return new Intl.DateTimeFormat(language, options).format(when);
  }

  function day(when) {
    var language = indicator.getAttribute('data-language');
    return language === 'en'
      ? inZone(when, 'en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
      : inZone(when, language, { day: '2-digit', month: '2-digit', year: 'numeric' });
  }

  /** With its day, unless that is today. */
  function moment(instant, plusHours) {
    var when = new Date(instant);
    if (!instant || isNaN(when.getTime())) {
      return '–';
    }
    var language = indicator.getAttribute('data-language');
    var clock = inZone(new Date(when.getTime() + plusHours * 3600000), language, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23'
    });
    if (plusHours || isoDay(when) === isoDay(new Date())) {
      return clock;
    }
    return day(when) + ', ' + clock;
  }

  /** What is about many hours has a form for their number, as on the server. */
  function pattern(alert) {
    var patterns = JSON.parse(indicator.getAttribute('data-sentences'));
    var form = alert.hours
      ? new Intl.PluralRules(indicator.getAttribute('data-language')).select(alert.hours)
      : alert.state;
    return patterns[alert.kind + '.' + form] || '{device}';
  }

  /** The first or the last of many hours: its day, or its time where all are of one day. */
  function edge(alert, last) {
    if (!alert.last_hour_start) {
      return '–';
    }
    var edges = [new Date(alert.hour_start), new Date(alert.last_hour_start)];
    if (isoDay(edges[0]) !== isoDay(edges[1])) {
      return day(edges[last ? 1 : 0]);
    }
    return last ? moment(alert.last_hour_start, 1) : moment(alert.hour_start, 0);
  }

  /** In the words of the server, which are the same on its pages. */
  function sentence(alert) {
    return fill(pattern(alert), {
      device: alert.device_name || alert.device_id || '–',
      energy: energy(alert.energy_kwh),
      limit: energy(alert.limit_kwh),
      over: energy(Number(alert.energy_kwh) - Number(alert.limit_kwh)),
      from: moment(alert.hour_start, 0),
      to: moment(alert.hour_start, 1),
      hours: new Intl.NumberFormat(indicator.getAttribute('data-language')).format(alert.hours || 0),
      first: edge(alert, false),
      last: edge(alert, true),
      noticed: moment(alert.raised_at, 0)
    });
  }

  // ------------------------------------------------------------------ notifications

  function growl() {
    return window.PrimeFaces && window.PrimeFaces.widgets && window.PrimeFaces.widgets.alertNotifications;
  }

  function isoDay(when) {
    // The Swedish form of a date is the one of ISO 8601.
    return inZone(when, 'sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit' });
  }

  function dayOf(alert) {
    var when = new Date(alert.hour_start);
    return !alert.hour_start || isNaN(when.getTime()) ? '' : isoDay(when);
  }

  /** Where the hour of the alert is to be seen; null when it is about no single device. */
  function placeOf(alert) {
    var day = dayOf(alert);
    return alert.device_id && day
      ? indicator.getAttribute('data-consumption') +
          '?device=' +
          encodeURIComponent(alert.device_id) +
          '&view=day&date=' +
          day
      : null;
  }

  function addLink(item, place) {
    var link = document.createElement('a');
    link.className = 'ems-growl-link';
    link.href = place || indicator.getAttribute('data-alerts');
    link.textContent = text(place ? 'day' : 'show');
    item.querySelector('.ui-growl-message').appendChild(link);
  }

  function forget(entries) {
    open = open.filter(function (entry) {
      return entries.indexOf(entry) < 0;
    });
    save('sessionStorage', 'open', open);
  }

  function put(message, entries) {
    var widget = growl();
    widget.add(message);
    var item = widget.jq.find('.ui-growl-item-container').last();
    if (!item.length) {
      return;
    }
    addLink(item[0], entries.length === 1 && entries[0].place);
    item.find('.ui-growl-icon-close').on('click', function () {
      forget(entries);
    });
  }

  function draw() {
    var widget = growl();
    if (!widget) {
      return;
    }
    widget.removeAll();
    if (open.length >= GROUPED_FROM) {
      put(
        { summary: fill(text('group'), { count: open.length }), detail: open[open.length - 1].text, severity: 'warn' },
        open.slice()
      );
      return;
    }
    open.forEach(function (entry) {
      put(
        { summary: text('title'), detail: entry.text, severity: entry.quiet ? 'info' : 'warn' },
        [entry]
      );
    });
  }

  function notify(alert) {
    // A later word on the same alert takes the place of the earlier one.
    open = open.filter(function (entry) {
      return entry.id !== alert.id;
    });
    open.push({
      id: alert.id,
      text: sentence(alert),
      quiet: alert.history || alert.state === 'CLEARED',
      place: placeOf(alert)
    });
    open = open.slice(-MOST_KEPT);
    save('sessionStorage', 'open', open);
    draw();
  }

  /** Somebody keeps its device and kind quiet: it stands in the list and on the bell, and calls nobody. */
  function isQuiet(alert) {
    return Boolean(alert.snoozed_until) && Date.parse(alert.snoozed_until) > Date.now();
  }

  function count(alert) {
    var badge = document.getElementById('alertBadge');
    // The past waits for nobody.
    if (!badge || alert.history) {
      return;
    }
    var step = alert.state === 'RAISED' ? 1 : alert.state === 'CLEARED' ? -1 : 0;
    var number = Math.max(0, Number(badge.getAttribute('data-count')) + step);
    badge.setAttribute('data-count', String(number));
    badge.textContent = number > 99 ? '99+' : String(number);
  }

  function receive(event) {
    var alert;
    try {
      alert = JSON.parse(event.data);
    } catch (notAnAlert) {
      return;
    }
    // The server sends each once. A lower number than the last is new as well: its database was restored.
    lastSequence = Number(alert.sequence);
    save('localStorage', 'sequence', lastSequence);
    count(alert);
    if (!isQuiet(alert)) {
      notify(alert);
    }
    listeners.forEach(function (listener) {
      listener(alert);
    });
  }

  // ------------------------------------------------------------------ failures of scripts

  /** Nobody but the browser's console knows of them; the server's log is where somebody looks. */
  function tellFailures() {
    while (failures.length && socket && socket.readyState === WebSocket.OPEN) {
      socket.send(failures.shift());
    }
  }

  function fails(what, where) {
    failed += 1;
    if (failed > MOST_FAILURES) {
      return;
    }
    var said = '!' + window.location.pathname + ' ' + where + ' ' + what;
    failures.push(said.replace(/[^ -~]+/g, '?').slice(0, LONGEST_FAILURE));
    tellFailures();
  }

  window.addEventListener('error', function (event) {
    // Without a message it is a picture or the like that did not come.
    if (event.message) {
      fails(event.message, String(event.filename).split('?')[0].split('/').pop() + ':' + event.lineno + ':' + event.colno);
    }
  });
  window.addEventListener('unhandledrejection', function (event) {
    fails(String((event.reason && event.reason.message) || event.reason), 'promise');
  });

  // ------------------------------------------------------------------ connection

  function address() {
    var scheme = window.location.protocol === 'https:' ? 'wss://' : 'ws://';
    var after = lastSequence === null ? '' : '?after=' + encodeURIComponent(lastSequence);
    return scheme + window.location.host + indicator.getAttribute('data-socket') + after;
  }

  function retry() {
    window.clearTimeout(timer);
    window.clearInterval(countdown);
    // Not all browsers at once after a server came back.
    var wait = Math.round(pause * (0.75 + Math.random() * 0.5));
    var until = Date.now() + wait;
    pause = Math.min(pause * 2, LONGEST_PAUSE);
    function tell() {
      show('waiting', fill(text('waiting'), { seconds: Math.max(0, Math.ceil((until - Date.now()) / 1000)) }));
    }
    tell();
    countdown = window.setInterval(tell, 1000);
    timer = window.setTimeout(connect, wait);
  }

  function connect() {
    window.clearTimeout(timer);
    window.clearInterval(countdown);
    show('connecting', text('connecting'));
    try {
      socket = new WebSocket(address());
    } catch (notSupported) {
      show('off', text('off'));
      return;
    }
    socket.onopen = function () {
      pause = FIRST_PAUSE;
      show('open', text('open'));
      tellFailures();
    };
    socket.onmessage = receive;
    socket.onclose = function (event) {
      socket = null;
      if (event.code === 1008) {
        // The session has ended: asking again would not help.
        show('off', text('off'));
      } else {
        retry();
      }
    };
  }

  window.EMS = window.EMS || {};
  /** Calls the function with each alert that arrives from now on. */
  window.EMS.onAlert = function (listener) {
    listeners.push(listener);
  };
  /** An alert in words. */
  window.EMS.alertSentence = sentence;
  /** Sets the bell to what the server has counted. */
  window.EMS.setOpenAlerts = function (number) {
    var badge = document.getElementById('alertBadge');
    if (badge) {
      badge.setAttribute('data-count', String(number));
      badge.textContent = number > 99 ? '99+' : String(number);
    }
  };

  window.addEventListener('load', function () {
    indicator = document.getElementById('live');
    if (!indicator || !indicator.getAttribute('data-user')) {
      return;
    }
    lastSequence = load('localStorage', 'sequence');
    open = load('sessionStorage', 'open') || [];
    if (open.length) {
      draw();
    }
    connect();
    window.setInterval(function () {
      // The server closes connections that are silent for long.
      if (socket && socket.readyState === WebSocket.OPEN) {
        socket.send('.');
      }
    }, SIGN_OF_LIFE);
    window.addEventListener('online', function () {
      if (!socket) {
        pause = FIRST_PAUSE;
        connect();
      }
    });
    window.addEventListener('pagehide', function () {
      if (socket) {
        socket.onclose = null;
        socket.close();
        socket = null;
      }
    });
    window.addEventListener('pageshow', function (event) {
      if (event.persisted && !socket) {
        connect();
      }
    });
  });
})();
