/*
 * Draws what the server says in its chart configuration. Colours come from the style sheet, so that light and dark need
 * no second chart; estimated hours are hatched, the running hour is lighter with an outline, a missing hour is a gap with
 * a hairline at the bottom.
 */
(function () {
  'use strict';

  window.EMS = window.EMS || {};

  /** As many hues as can be told apart: further parts have them again, hatched or dashed. */
  var HUES = 6;

  function colour(name) {
    return window.getComputedStyle(document.documentElement).getPropertyValue('--ems-' + name).trim();
  }

  function hatched(context, stroke, ground) {
    var tile = document.createElement('canvas');
    tile.width = 8;
    tile.height = 8;
    var pen = tile.getContext('2d');
    pen.fillStyle = ground;
    pen.fillRect(0, 0, 8, 8);
    pen.strokeStyle = stroke;
    pen.lineWidth = 2.4;
    [-8, 0, 8].forEach(function (shift) {
      pen.beginPath();
      pen.moveTo(shift, 8);
      pen.lineTo(shift + 8, 0);
      pen.stroke();
    });
    return context.createPattern(tile, 'repeat');
  }

  /** At most three significant digits, like the server's figures. */
  function rounded(value, language) {
    var size = Math.abs(value);
    return new Intl.NumberFormat(language, {
      maximumFractionDigits: size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3
    }).format(value);
  }

  /** Weekends are dashed, so that they are told apart without their colours. */
  function dressLoad(dataset, energy) {
    var weekday = dataset.role === 'weekday';
    dataset.borderColor = weekday
      ? colour('shade-' + (dataset.shade > 5 ? 'others' : dataset.shade))
      : dataset.role === 'curve'
        ? energy
        : colour(dataset.role === 'baseline' ? 'text' : 'comparison');
    dataset.backgroundColor = dataset.role === 'curve' ? colour('energy-wash') : dataset.borderColor;
    dataset.fill = dataset.role === 'curve' ? 'origin' : false;
    dataset.borderWidth = 2;
    dataset.borderDash = dataset.role === 'baseline' ? [2, 4] : weekday && dataset.shade > 4 ? [7, 4] : [];
    dataset.pointRadius = 0;
    dataset.pointHoverRadius = 4;
    dataset.pointHitRadius = dataset.role === 'baseline' ? 0 : 8;
    dataset.spanGaps = false;
    dataset.order = dataset.role === 'curve' ? 2 : 1;
  }

  function dress(dataset, context) {
    var energy = colour('energy');
    if (dataset.role === 'limit') {
      dataset.borderColor = colour('limit');
      dataset.backgroundColor = colour('limit');
      dataset.borderDash = [6, 5];
      dataset.borderWidth = 2;
      dataset.pointRadius = 0;
      dataset.pointHitRadius = 0;
      dataset.stepped = 'middle';
      dataset.spanGaps = false;
      dataset.order = 0;
      return;
    }
    if (dataset.role === 'part') {
      dataset.order = 1;
      dataset.maxBarThickness = 44;
      dataset.categoryPercentage = 0.84;
      dataset.barPercentage = 0.94;
      // Hues alone tell nobody what is what: a line of the ground parts the layers.
      var again = Number(dataset.shade) >= HUES;
      var hue = colour('shade-' + (again ? Number(dataset.shade) - HUES : dataset.shade));
      if (dataset.type === 'line') {
        dataset.borderColor = hue;
        dataset.backgroundColor = hue;
        dataset.borderWidth = 2;
        dataset.borderDash = again ? [6, 4] : [];
        dataset.pointRadius = 2;
        dataset.pointHoverRadius = 5;
        dataset.spanGaps = false;
        return;
      }
      dataset.backgroundColor = again || dataset.shade === 'unexplained'
        ? hatched(context, hue, colour('surface'))
        : hue;
      // What the bars are held against stands beside them, pale and with an edge.
      var beside = dataset.shade === 'comparison';
      dataset.borderColor = colour(beside ? 'soft' : 'surface');
      dataset.borderWidth = beside ? 1 : { top: 1 };
      return;
    }
    if (dataset.role === 'curve' || dataset.role === 'curveOther' || dataset.role === 'weekday' || dataset.role === 'baseline') {
      dressLoad(dataset, energy);
      return;
    }
    var main = dataset.role === 'energy';
    var hue = main ? energy : colour('comparison');
    dataset.order = main ? 1 : 2;
    dataset.maxBarThickness = 44;
    dataset.categoryPercentage = 0.84;
    dataset.barPercentage = 0.94;
    dataset.borderRadius = 3;
    dataset.minBarLength = 1;
    if (dataset.type === 'line') {
      dataset.borderColor = hue;
      dataset.backgroundColor = hue;
      dataset.borderWidth = 2;
      dataset.pointRadius = 3;
      dataset.pointHoverRadius = 5;
      dataset.spanGaps = false;
      dataset.tension = 0;
      if (main) {
        dataset.pointBackgroundColor = dataset.states.map(function (state) {
          return state === 'running' || state === 'estimated' ? colour('surface') : hue;
        });
      }
      return;
    }
    if (!main) {
      dataset.backgroundColor = hue;
      return;
    }
    var pattern = hatched(context, energy, colour('energy-wash'));
    dataset.backgroundColor = dataset.states.map(function (state) {
      return state === 'estimated' ? pattern : state === 'running' ? colour('energy-wash') : energy;
    });
    dataset.borderColor = energy;
    dataset.borderWidth = dataset.states.map(function (state) {
      return state === 'running' ? 1.5 : 0;
    });
    dataset.borderSkipped = 'bottom';
  }

  var missingHours = {
    id: 'emsMissingHours',
    afterDatasetsDraw: function (chart) {
      var main = chart.data.datasets.filter(function (dataset) {
        return dataset.role === 'energy';
      })[0];
      var scale = chart.scales.x;
      var isGap = main
        ? main.states.map(function (state) {
            return state === 'missing';
          })
        : chart.data.gaps;
      if (!isGap || !scale) {
        return;
      }
      var step = (scale.right - scale.left) / Math.max(1, isGap.length);
      var pen = chart.ctx;
      pen.save();
      pen.strokeStyle = colour('chart-gap');
      pen.lineWidth = 1;
      isGap.forEach(function (gap, index) {
        if (!gap) {
          return;
        }
        var middle = scale.getPixelForValue(index);
        var y = Math.round(chart.chartArea.bottom) - 1.5;
        pen.beginPath();
        pen.moveTo(middle - step * 0.38, y);
        pen.lineTo(middle + step * 0.38, y);
        pen.stroke();
      });
      pen.restore();
    }
  };

  function polygon(pen, corners) {
    pen.beginPath();
    corners.forEach(function (corner) {
      pen.lineTo(corner[0], corner[1]);
    });
    pen.closePath();
    pen.fill();
  }

  /** Small marks above the bars, not by colour alone: hours over their limit, and above them what was noticed. */
  var marks = {
    id: 'emsMarks',
    afterDatasetsDraw: function (chart) {
      var over = chart.data.over || [];
      var noticed = chart.data.noticed || [];
      var index = chart.data.datasets.findIndex(function (dataset) {
        return dataset.role === 'energy';
      });
      if (index < 0) {
        return;
      }
      var pen = chart.ctx;
      var area = chart.chartArea;
      pen.save();
      chart.getDatasetMeta(index).data.forEach(function (bar, place) {
        // A missing hour has no top.
        var foot = Math.max((isFinite(bar.y) ? bar.y : area.bottom) - 5, area.top + (noticed[place] ? 18 : 7));
        if (over[place]) {
          pen.fillStyle = colour('limit');
          polygon(pen, [
            [bar.x - 5, foot - 7],
            [bar.x + 5, foot - 7],
            [bar.x, foot]
          ]);
          foot -= 10;
        }
        if (noticed[place]) {
          pen.fillStyle = colour('text');
          polygon(pen, [
            [bar.x, foot - 8],
            [bar.x + 4, foot - 4],
            [bar.x, foot],
            [bar.x - 4, foot - 4]
          ]);
        }
      });
      pen.restore();
    }
  };

  function linkAt(chart, event) {
    var hit = chart.getElementsAtEventForMode(event, 'index', { intersect: false }, false)[0];
    return hit && chart.data.links ? chart.data.links[hit.index] : undefined;
  }

  /** A hand that trembles has not dragged. */
  var DRAGGED = 8;

  /** Where a drag leads that began and ended over these buckets; undefined where it was none, or ranges are not shown. */
  function rangeDragged(chart) {
    var drag = chart.emsDrag;
    var links = chart.data.links || [];
    if (!drag || Math.abs(drag.to - drag.from) < DRAGGED) {
      return undefined;
    }
    var ends = [drag.from, drag.to].map(function (x) {
      return Math.max(0, Math.min(links.length - 1, chart.scales.x.getValueForPixel(x)));
    }).sort(function (one, other) {
      return one - other;
    });
    if (ends[0] === ends[1]) {
      return links[ends[0]];
    }
    var range = new URLSearchParams(links[ends[0]]);
    var last = new URLSearchParams(links[ends[1]]);
    var until = new Date(last.get('date') + 'T00:00:00Z');
    if (last.get('view') === 'month') {
      until.setUTCMonth(until.getUTCMonth() + 1, 0);
    }
    range.set('view', 'range');
    range.set('until', until.toISOString().slice(0, 10));
    return '?' + range;
  }

  /** Dragging over several days or months leads to them, where a page shows any range of days. A finger scrolls. */
  var drags = {
    id: 'emsDrags',
    afterInit: function (chart) {
      if (!/\/consumption\.xhtml$/.test(window.location.pathname)) {
        return;
      }
      var canvas = chart.canvas;
      canvas.addEventListener('pointerdown', function (event) {
        var links = chart.data.links || [];
        chart.emsDrag = event.button === 0 && event.pointerType !== 'touch' && links.length > 1
          ? { from: event.offsetX, to: event.offsetX }
          : null;
      });
      canvas.addEventListener('pointermove', function (event) {
        if (chart.emsDrag && event.buttons & 1) {
          chart.emsDrag.to = event.offsetX;
          chart.draw();
        }
      });
      canvas.addEventListener('pointerleave', function () {
        chart.emsDrag = null;
        chart.draw();
      });
    },
    afterDraw: function (chart) {
      var drag = chart.emsDrag;
      if (!drag || Math.abs(drag.to - drag.from) < DRAGGED) {
        return;
      }
      var area = chart.chartArea;
      var left = Math.max(area.left, Math.min(drag.from, drag.to));
      var right = Math.min(area.right, Math.max(drag.from, drag.to));
      chart.ctx.save();
      chart.ctx.fillStyle = colour('energy-wash');
      chart.ctx.fillRect(left, area.top, right - left, area.bottom - area.top);
      chart.ctx.strokeStyle = colour('energy');
      chart.ctx.strokeRect(left, area.top, right - left, area.bottom - area.top);
      chart.ctx.restore();
    }
  };

  /** Lines about a whole bucket. */
  function said(items, what) {
    var lines = items.length ? items[0].chart.data[what] : null;
    return lines ? lines[items[0].dataIndex] : '';
  }

  function options(language) {
    var tick = colour('chart-tick');
    var font = { family: window.getComputedStyle(document.body).fontFamily, size: 12 };
    var still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    return {
      responsive: true,
      maintainAspectRatio: false,
      animation: still ? false : { duration: 250 },
      interaction: { mode: 'index', intersect: false },
      onClick: function (event, elements, chart) {
        var link = rangeDragged(chart) || linkAt(chart, event);
        if (link) {
          window.location.assign(window.location.pathname + link);
        }
      },
      onHover: function (event, elements, chart) {
        chart.canvas.style.cursor = linkAt(chart, event) ? 'pointer' : '';
      },
      layout: { padding: { top: 6 } },
      scales: {
        x: {
          offset: true,
          grid: { display: false },
          border: { color: colour('line-strong') },
          ticks: { color: tick, font: font, maxRotation: 0, autoSkipPadding: 12 }
        },
        y: {
          beginAtZero: true,
          grace: '4%',
          grid: { color: colour('chart-grid') },
          border: { display: false },
          title: { display: true, text: 'kWh', color: tick, font: font },
          ticks: {
            color: tick,
            font: font,
            maxTicksLimit: 7,
            callback: function (value) {
              return rounded(value, language);
            }
          }
        }
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          backgroundColor: colour('text'),
          titleColor: colour('surface'),
          bodyColor: colour('surface'),
          bodyFont: font,
          titleFont: { family: font.family, size: 12, weight: '600' },
          padding: 10,
          displayColors: false,
          footerColor: colour('surface'),
          footerFont: { family: font.family, size: 12, weight: '400' },
          footerSpacing: 2,
          // As the layers lie: what is on top is told of first.
          itemSort: function (one, other) {
            return one.dataset.stack === 'all' && other.dataset.stack === 'all' ? other.datasetIndex - one.datasetIndex : one.datasetIndex - other.datasetIndex;
          },
          callbacks: {
            title: function (items) {
              return said(items, 'headings');
            },
            footer: function (items) {
              return said(items, 'footings');
            },
            label: function (item) {
              return item.dataset.tips[item.dataIndex] || '';
            }
          },
          filter: function (item) {
            return item.dataset.role !== 'energy' || item.dataset.states[item.dataIndex] !== 'future';
          }
        }
      }
    };
  }

  function prepare(config, context) {
    config.data.datasets.forEach(function (dataset) {
      dress(dataset, context);
    });
    config.options = options(document.documentElement.lang);
    if (config.data.datasets.some(function (dataset) { return dataset.role === 'part' && dataset.type === 'bar'; })) {
      config.options.scales.x.stacked = true;
      config.options.scales.y.stacked = true;
    }
    config.plugins = [missingHours, marks, drags];
    return config;
  }

  /** Gives a chart that is shown already the colours that are in force now. */
  window.EMS.dress = function (chart) {
    chart.data.datasets.forEach(function (dataset) {
      dress(dataset, chart.ctx);
    });
    var fresh = options(document.documentElement.lang);
    chart.options.scales.x.border.color = fresh.scales.x.border.color;
    chart.options.scales.x.ticks.color = fresh.scales.x.ticks.color;
    chart.options.scales.y.grid.color = fresh.scales.y.grid.color;
    chart.options.scales.y.ticks.color = fresh.scales.y.ticks.color;
    chart.options.scales.y.title.color = fresh.scales.y.title.color;
  };

  /** The charts that the page shows. */
  window.EMS.charts = function () {
    var widgets = window.PrimeFaces ? window.PrimeFaces.widgets : {};
    return Object.keys(widgets)
      .map(function (name) {
        return widgets[name].chart;
      })
      .filter(function (chart) {
        return chart && chart.canvas;
      });
  };

  // Another appearance has other colours.
  new window.MutationObserver(function () {
    window.EMS.charts().forEach(function (chart) {
      window.EMS.dress(chart);
      chart.update('none');
    });
  }).observe(document.documentElement, { attributeFilter: ['data-theme'] });

  /** PrimeFaces calls it with the chart's widget as this, before the chart is made. */
  window.EMS.chart = function () {
    prepare(this.cfg.config, this.ctx);
  };

  /** Puts new numbers into a chart that is shown already. */
  window.EMS.redraw = function (widgetVar, dataId) {
    window.EMS.heat();
    var widget = window.PrimeFaces.widgets[widgetVar];
    var holder = document.getElementById(dataId);
    if (!widget || !widget.chart || !holder) {
      return;
    }
    var fresh = JSON.parse(holder.getAttribute('data-chart'));
    widget.chart.data.labels = fresh.data.labels;
    widget.chart.data.over = fresh.data.over;
    widget.chart.data.noticed = fresh.data.noticed;
    widget.chart.data.gaps = fresh.data.gaps;
    widget.chart.data.headings = fresh.data.headings;
    widget.chart.data.footings = fresh.data.footings;
    widget.chart.data.links = fresh.data.links;
    widget.chart.data.datasets.length = Math.min(widget.chart.data.datasets.length, fresh.data.datasets.length);
    fresh.data.datasets.forEach(function (dataset, index) {
      dress(dataset, widget.ctx);
      var shown = widget.chart.data.datasets[index];
      if (shown) {
        Object.assign(shown, dataset);
      } else {
        widget.chart.data.datasets.push(dataset);
      }
    });
    widget.chart.update();
  };
})();
