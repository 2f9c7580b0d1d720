// What the tests of the website ask of a page from within. It is put into each page over DevTools,
// past its Content-Security-Policy, and adds nothing to the document until a function is called.
// Elements are named by a short path, so that a report can be read.
(function () {
  'use strict';

  function path(node) {
    var names = [];
    for (; node && node.nodeType === 1 && names.length < 4; node = node.parentElement) {
      var name = node.localName + (node.id ? '#' + node.id : '');
      var classes = node.getAttribute('class');
      names.unshift(classes ? name + '.' + classes.trim().split(/\s+/).join('.') : name);
    }
    return names.join(' > ');
  }

  // Whether a reader sees it: it has boxes, and is not kept for screen readers only.
  function seen(node) {
    if (!node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || node.closest('.skip:not(:focus)')) { return false; }
    for (; node; node = node.parentElement) {
      if (getComputedStyle(node).clipPath === 'inset(50%)') { return false; }
    }
    return true;
  }

  function texts(within) {
    var walk = document.createTreeWalker(within || document.body, NodeFilter.SHOW_TEXT);
    var found = [];
    while (walk.nextNode()) {
      var text = walk.currentNode;
      if (text.data.trim() && !/^(script|style|noscript|template)$/.test(text.parentElement.localName)) { found.push(text); }
    }
    return found;
  }

  function boxes(text) {
    var range = document.createRange();
    range.selectNodeContents(text);
    return Array.prototype.filter.call(range.getClientRects(), function (box) { return box.width > 0.5 && box.height > 0.5; });
  }

  // What scrolls by itself, and so may hold what is wider than the page.
  function scroller(node) {
    for (node = node.parentElement; node && node !== document.documentElement; node = node.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(node).overflowX)) { return node; }
    }
    return null;
  }

  // The colour of a text against what is painted behind it, where plain colours tell.
  function colour(value) {
    var part = /^rgba?\(([^)]*)\)$/.exec(value);
    if (!part) {
      var srgb = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.e-]+))?\)$/.exec(value);
      if (!srgb) { throw new Error('no colour: ' + value); }
      return [srgb[1] * 255, srgb[2] * 255, srgb[3] * 255, srgb[4] === undefined ? 1 : +srgb[4]];
    }
    var numbers = part[1].split(/[\s,\/]+/).map(Number);
    return [numbers[0], numbers[1], numbers[2], numbers[3] === undefined ? 1 : numbers[3]];
  }
  function over(top, below) {
    return [0, 1, 2].map(function (at) { return top[at] * top[3] + below[at] * (1 - top[3]); }).concat(1);
  }
  function behind(node) {
    var layers = [];
    for (; node; node = node.parentElement) {
      var style = getComputedStyle(node);
      if (style.backgroundImage !== 'none') { throw new Error('a picture behind ' + path(node)); }
      layers.push(colour(style.backgroundColor));
      if (layers[layers.length - 1][3] === 1) { break; }
    }
    return layers.reverse().reduce(function (below, top) { return over(top, below); }, [255, 255, 255, 1]);
  }
  function light(rgb) {
    var part = rgb.slice(0, 3).map(function (value) {
      value /= 255;
      return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  }
  function contrast(one, other) {
    var a = light(one), b = light(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  window.gongshi = {
    path: path,

    // Runs axe-core with the rules of these tags and rules; gives what it found in short lines.
    axe: function (rules, context) {
      return axe.run(context || document, {
        runOnly: { type: 'rule', values: rules },
        resultTypes: ['violations', 'incomplete', 'passes'],
        preload: false
      }).then(function (result) {
        function lines(found) {
          return found.map(function (rule) {
            return {
              rule: rule.id,
              nodes: rule.nodes.map(function (node) {
                var why = node.any.concat(node.all, node.none)[0];
                return {
                  target: node.target.join(' '),
                  html: node.html.slice(0, 160),
                  why: why ? why.message : '',
                  key: (why && why.data && why.data.messageKey) || ''
                };
              })
            };
          });
        }
        return {
          violations: lines(result.violations),
          incomplete: lines(result.incomplete),
          ran: result.passes.concat(result.violations, result.incomplete).map(function (rule) { return rule.id; })
        };
      });
    },

    // The rules that have one of these tags.
    rules: function (tags) {
      return axe.getRules(tags).map(function (rule) { return rule.ruleId; });
    },

    // The contrast between the text of an element and the plain colours behind it, and whether the
    // text is large.
    contrast: function (selector) {
      var node = document.querySelector(selector);
      var style = getComputedStyle(node);
      var size = parseFloat(style.fontSize);
      return {
        ratio: contrast(over(colour(style.color), behind(node)), behind(node)),
        large: size >= 24 || (size >= 18.66 && style.fontWeight >= 700)
      };
    },

    // The contrast of two colours that the style sheet names.
    tokens: function (one, other) {
      var probe = document.createElement('span');
      document.body.appendChild(probe);
      function of(name) {
        // Set by a script, which the policy of the page lets do so.
        probe.style.color = 'var(--' + name + ')';
        return colour(getComputedStyle(probe).color);
      }
      var ratio = contrast(of(one), of(other));
      probe.remove();
      return ratio;
    },

    // Puts a page into a mode by the classes that its own switches set.
    mode: function (elder, dark) {
      document.documentElement.classList.toggle('elder', elder);
      document.documentElement.classList.toggle('dark', elder && dark);
      document.querySelectorAll('[data-display]').forEach(function (button) {
        button.setAttribute('aria-pressed', String(document.documentElement.classList.contains(button.dataset.display)));
      });
    },

    // Unfolds what can be unfolded in the main part and the foot.
    unfold: function () {
      document.querySelectorAll('main details, footer details').forEach(function (part) { part.open = true; });
    },

    // Texts that are set smaller than so many pixels.
    smaller: function (least) {
      return texts().filter(function (text) {
        return seen(text.parentElement) && parseFloat(getComputedStyle(text.parentElement).fontSize) < least - 0.01;
      }).map(function (text) {
        return path(text.parentElement) + ' ' + getComputedStyle(text.parentElement).fontSize + ': ' + text.data.trim().slice(0, 20);
      });
    },

    // What can be pressed and is lower or narrower than so many pixels, but for links within a
    // sentence, which WCAG 2.5.8 excepts.
    targets: function (least) {
      return Array.prototype.filter.call(document.querySelectorAll('a[href], button, summary, input, select, textarea'), function (node) {
        if (!seen(node) || node.matches('[type=hidden]')) { return false; }
        var box = node.getBoundingClientRect();
        if (box.width >= least - 0.01 && box.height >= least - 0.01) { return false; }
        return !gongshi.inSentence(node);
      }).map(function (node) {
        var box = node.getBoundingClientRect();
        return path(node) + ' ' + box.width.toFixed(1) + '×' + box.height.toFixed(1) + ': ' + node.textContent.trim().slice(0, 20);
      });
    },

    inSentence: function (node) {
      var inline = getComputedStyle(node).display === 'inline';
      var around = node.parentElement;
      while (inline && around && getComputedStyle(around).display === 'inline') { around = around.parentElement; }
      if (!inline || !around) { return false; }
      var other = texts(around).filter(function (text) { return !node.contains(text) && seen(text.parentElement) && !text.parentElement.closest('a, button'); });
      return other.length > 0;
    },

    // What makes the page wider than its window.
    sideways: function () {
      var width = document.documentElement.clientWidth;
      var wide = document.documentElement.scrollWidth > width ? ['the page is ' + document.documentElement.scrollWidth + ' wide'] : [];
      document.body.querySelectorAll('*').forEach(function (node) {
        if (!seen(node) || scroller(node) || node.closest('svg svg, .vh')) { return; }
        var box = node.getBoundingClientRect();
        if (box.width > 0 && (box.right > width + 1 || box.left < -1)) {
          wide.push(path(node) + ' ' + box.left.toFixed(0) + '–' + box.right.toFixed(0) + ': ' + node.textContent.trim().slice(0, 20));
        }
      });
      return wide;
    },

    // Texts of which a part is cut off by a box around them.
    clipped: function () {
      var cut = [];
      texts().forEach(function (text) {
        if (!seen(text.parentElement)) { return; }
        var lines = boxes(text);
        for (var node = text.parentElement; node && node !== document.documentElement; node = node.parentElement) {
          var style = getComputedStyle(node);
          var x = /hidden|clip/.test(style.overflowX), y = /hidden|clip/.test(style.overflowY);
          if (!x && !y) { continue; }
          var box = node.getBoundingClientRect();
          if (lines.some(function (line) {
            // The box of a line is higher than its letters by a good quarter.
            var edge = line.height * 0.2;
            return (x && (line.right > box.right + 1 || line.left < box.left - 1)) ||
              (y && (line.bottom - edge > box.bottom + 1 || line.top + edge < box.top - 1));
          })) {
            cut.push(path(node) + ' cuts ' + text.data.trim().slice(0, 20));
            break;
          }
        }
      });
      return cut;
    },

    // Texts that lie over one another.
    overlapping: function () {
      var lines = [];
      texts().forEach(function (text) {
        if (!seen(text.parentElement)) { return; }
        boxes(text).forEach(function (box) {
          var edge = box.height * 0.25;
          lines.push({ text: text, left: box.left + 1, right: box.right - 1, top: box.top + edge, bottom: box.bottom - edge });
        });
      });
      lines.sort(function (a, b) { return a.top - b.top; });
      var found = [];
      lines.forEach(function (line, at) {
        for (var next = at + 1; next < lines.length && lines[next].top < line.bottom; next += 1) {
          var other = lines[next];
          if (other.text !== line.text && other.left < line.right && line.left < other.right && scroller(other.text.parentElement) === scroller(line.text.parentElement)) {
            found.push(path(line.text.parentElement) + ': ' + line.text.data.trim().slice(0, 20) + ' | ' + other.text.data.trim().slice(0, 20));
          }
        }
      });
      return found;
    },

    // Sets texts as far apart as WCAG 1.4.12 says, or as they were.
    spaced: function (on) {
      if (!on) { document.adoptedStyleSheets = []; return; }
      var sheet = new CSSStyleSheet();
      sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }');
      document.adoptedStyleSheets = [sheet];
    },

    // Where the Tab key must stop, in order.
    stops: function () {
      gongshi.order = Array.prototype.filter.call(
        document.querySelectorAll('a[href], button, summary, input, select, textarea, [tabindex="0"]'),
        function (node) { return !node.disabled && node.checkVisibility({ visibilityProperty: true }); }
      );
      return gongshi.order.map(path);
    },

    // Where the focus is, and what is wrong there; null outside the page.
    stop: function () {
      var node = document.activeElement;
      if (!node || node === document.body || node === document.documentElement) { return null; }
      var style = getComputedStyle(node);
      var faults = [];
      if (style.outlineStyle !== 'solid' || parseFloat(style.outlineWidth) < 3) {
        faults.push('the ring is ' + style.outline);
      }
      if (contrast(colour(style.outlineColor), behind(node.parentElement)) < 3) { faults.push('the ring is not seen'); }
      var box = Array.prototype.filter.call(node.getClientRects(), function (one) { return one.width > 0; })[0];
      if (!box) { return { path: path(node), faults: ['it has no box'] }; }
      var within = scroller(node);
      var view = within ? within.getBoundingClientRect() : { left: 0, right: innerWidth, top: 0, bottom: innerHeight };
      var left = Math.max(box.left, view.left, 0), right = Math.min(box.right, view.right, innerWidth);
      var high = Math.max(box.top, view.top, 0), low = Math.min(box.bottom, view.bottom, innerHeight);
      var x = (left + right) / 2, y = (high + low) / 2;
      if (right - left < 1 || low - high < 1) {
        faults.push('it is out of sight');
      } else {
        var top = document.elementFromPoint(x, y);
        if (top !== node && !node.contains(top)) { faults.push('it lies below ' + path(top)); }
      }
      for (var around = node.parentElement; around && around !== document.body; around = around.parentElement) {
        var edge = getComputedStyle(around);
        var frame = around.getBoundingClientRect();
        if (/hidden|clip/.test(edge.overflow) && (frame.left > box.left - 3 || frame.right < box.right + 3 || frame.top > box.top - 3 || frame.bottom < box.bottom + 3)) {
          faults.push('the ring is cut off by ' + path(around));
        }
      }
      return { path: path(node), faults: faults };
    },

    // Parts that stand beside each other though the page is to be one column: grids of the page with
    // more than one, but for small cells of the same kind.
    columns: function () {
      return Array.prototype.filter.call(document.querySelectorAll('.two, .row, .cols'), function (node) {
        var style = getComputedStyle(node);
        return style.display === 'grid' && style.gridTemplateColumns.split(' ').length > 1;
      }).map(path);
    },

    // The words of a page in order; what ages, and what only a script shows, is left out.
    words: function () {
      return texts().filter(function (text) {
        return !text.parentElement.closest('.left, .display, [data-display], [data-ages], [data-period], .mark, [hidden]');
      }).map(function (text) { return text.data.replace(/\s+/g, ' ').trim(); }).join('\n');
    }
  };
}());
