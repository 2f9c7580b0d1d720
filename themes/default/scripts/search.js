/* The search: finds what contains all words, as they stand there, in the records of a place and of
   those below. Places and texts come as scripts, which can be loaded from a folder, too; those of a
   year when they are needed, newest first. What is typed and chosen stands in the address. Nothing
   of a text becomes code or tags. Plain ES5, for old browsers inside other programs. */
(function () {
  'use strict';
  var $ = document.getElementById.bind(document);
  var data = $('search-js').dataset;
  /* Results that are shown at first, and of how many scripts older years wait until they are asked
     for. */
  var PAGE = 20;
  var MOST = 400;
  var CHOICES = ['in', 'kind', 'state', 'year'];
  /* q is what is asked now. */
  var places, q, timer, drawing, typing;
  var way = location.search;
  var shards = {};
  /* By the reader's clock, in China, or by the fixed day of a sample. */
  var today = document.documentElement.dataset.today || new Date(Date.now() + 288e5).toISOString().slice(0, 10);

  function word(key, n) { return data[key].replace('{n}', n); }
  function show(id, is) {
    if ($(id)) { $(id).hidden = !is; }
  }
  function part(into, tag, text, name) {
    var node = document.createElement(tag);
    node.textContent = text || '';
    node.className = name || '';
    return into.appendChild(node);
  }
  function day(iso) {
    var d = iso.split('-');
    return data.day.replace('{y}', d[0]).replace('{d}', +d[2]).replace('{m}', data.months.split(' ')[d[1] - 1] || +d[1]);
  }

  /* What is searched: a phrase in quotation marks, or what stands between spaces. A sign that is
     also written in another case or at full width stands for all of these, one sign for one. */
  function finder(text) {
    var pattern = text.replace(/[^]/g, function (sign) {
      var code = sign.charCodeAt(0);
      var half = code > 0xff00 && code < 0xff5f ? String.fromCharCode(code - 0xfee0) : sign;
      return '[' + [half.toLowerCase(), half.toUpperCase()].map(function (of) {
        var wide = of < '\x7f' ? String.fromCharCode(of.charCodeAt(0) + 0xfee0) : '';
        return of.length > 1 ? sign : (/\w/.test(of) || of > '\x7f' ? of : '\\' + of) + wide;
      }).join('') + ']';
    });
    var is = /[^\u2e80-\uff00]/.test(text) && new RegExp(pattern, 'g');
    return {
      size: text.length,
      next: function (within, from) {
        if (!is) { return within.indexOf(text, from); }
        is.lastIndex = from;
        return is.test(within) ? is.lastIndex - text.length : -1;
      }
    };
  }
  function finders(text) {
    return (text.replace(/[“”＂]/g, '"').match(/"[^"]*|[^\s"]+/g) || []).map(function (of) {
      return of.replace('"', '').trim();
    }).filter(Boolean).map(finder);
  }

  /* Scripts hand over what they hold. */
  window.gongshiPlaces = function (all) {
    places = all.map(function (of) {
      return { folder: of[0], way: of[1], title: of[2], demo: of[3], depth: of[4], years: of[5] };
    });
  };
  window.gongshiFound = function (folder, year, facts, text) {
    var shard = shards[year + folder];
    var from = 0;
    shard.text = text;
    shard.rows = facts.split('\x01').slice(0, -1).map(function (of) {
      var to = text.indexOf('\x01', from);
      of = of.split('\x02');
      of = { day: year + '-' + of[0], kind: of[1], state: of[2], due: of[3], until: of[4], way: shard.place.way + of[5],
        shard: shard, from: from, to: to };
      from = to + 1;
      return of;
    });
  };
  function load(src, then) {
    var script = document.createElement('script');
    script.src = src;
    script.onload = script.onerror = then;
    document.head.appendChild(script);
  }
  function proceed() {
    q.needed.forEach(function (shard) {
      if (shard.asked) { return; }
      shard.asked = true;
      load(shard.place.way + 'search-' + shard.year + '.js', function () {
        shard.lost = !shard.rows;
        if (shard.rows && q.needed.indexOf(shard) >= 0) { scan(shard); }
        if (!busy()) { draw(); } else { drawing = drawing || setTimeout(draw, 100); }
      });
    });
  }
  function busy() {
    return q.needed.some(function (of) { return !of.rows && !of.lost; });
  }

  /* A place and those below, without invented ones, unless it is one. */
  function reach(start) {
    var top = places[start];
    var skip = 99;
    var all = [];
    for (var i = start, of = top; of && (i === start || of.depth > top.depth); of = places[++i]) {
      if (of.depth <= skip) {
        skip = of.demo && !top.demo ? of.depth : 99;
        if (skip === 99) { all.push(of); } else { all.without = true; }
      }
    }
    return all;
  }

  /* Goes over one long string; from what is found to the record that holds it, and on from there. */
  function scan(shard) {
    var rows = shard.rows;
    var found = [];
    var r = 0;
    next: while (r < rows.length) {
      for (var i = 0; i < q.words.length; i++) {
        if (!(found[i] >= rows[r].from)) { found[i] = q.words[i].next(shard.text, rows[r].from); }
        if (found[i] < 0) { break next; }
        if (found[i] > rows[r].to) {
          while (rows[r].to < found[i]) { r++; }
          continue next;
        }
      }
      if (fits(rows[r])) { q.hits[shard.year].push(rows[r]); }
      r++;
    }
    q.searched += rows.length;
  }
  function state(row) {
    return row.due && row.due < today ? 'overdue' :
      row.state === 'current' && row.until < today ? 'ended' : row.state;
  }
  function fits(row) {
    var wanted = q.state;
    return (!q.kind || row.kind === q.kind) &&
      (!wanted || state(row) === wanted || (wanted === 'current' && row.until >= today));
  }

  function choices(select, all) {
    select.length = 1;
    all.forEach(function (of) { part(select, 'option', of[1]).value = of[0]; });
  }
  function choose(id, value) {
    var select = $(id);
    select.value = value || '';
    if (select.selectedIndex < 0) { select.selectedIndex = 0; }
    return select.value;
  }
  function run() {
    var said = {};
    way.slice(1).split('&').forEach(function (of) {
      of = of.split('=');
      /* What this page did not write may be anything. */
      try { said[of[0]] = decodeURIComponent(of[1] || ''); } catch (e) {}
    });
    if ($('q').value.trim() !== (said.q || '')) { $('q').value = said.q || ''; }
    choose('in', said['in']);
    q = { words: finders(said.q || ''), kind: choose('kind', said.kind), state: choose('state', said.state),
      places: reach($('in').selectedIndex), hits: {}, needed: [], searched: 0, shown: PAGE };
    var years = {};
    q.places.forEach(function (place) {
      place.years.forEach(function (year) {
        var shard = shards[year + place.folder] = shards[year + place.folder] || { place: place, year: year };
        (years[year] = years[year] || []).push(shard);
      });
    });
    q.years = Object.keys(years).sort().reverse();
    choices($('year'), q.years.map(function (year) { return [year, word('inYear', year)]; }));
    q.year = choose('year', said.year);
    q.is = q.words.length || q.kind || q.state || q.year;
    q.years.forEach(function (year) {
      var more = q.needed.length;
      if (!q.is || (more && year !== q.year && more + years[year].length > MOST)) { return; }
      q.hits[year] = [];
      q.needed = q.needed.concat(years[year]);
    });
    q.needed.forEach(function (of) { if (of.rows) { scan(of); } });
    proceed();
    draw();
  }

  /* Shows what is found so far. */
  function draw() {
    drawing = clearTimeout(drawing);
    show('results', q.is);
    show('lists', !q.is);
    if (!q.is) { return; }
    var total = 0;
    var list = [];
    var isBusy = busy();
    $('years').textContent = '';
    q.years.forEach(function (year) {
      var hits = q.hits[year];
      var isChosen = year === q.year;
      if (hits && (isChosen || !q.year)) {
        total += hits.length;
        if (list.length < q.shown) {
          hits.sort(function (a, b) { return (a.day < b.day) - (a.day > b.day); });
          list = list.concat(hits.slice(0, q.shown - list.length));
        }
      }
      var link = part(part($('years'), 'li'), 'a');
      var to = address({ year: isChosen ? '' : year });
      link.href = to;
      link.onclick = function (event) {
        if (event.ctrlKey || event.metaKey) { return true; }
        go(to);
        $('results').scrollIntoView();
        return false;
      };
      if (isChosen) { link.setAttribute('aria-current', 'true'); }
      part(link, 'b', word('inYear', year));
      part(link, 'span', hits ? word('hits', hits.length) : data.notYet);
    });
    var count = $('count');
    count.parentNode.setAttribute('aria-busy', isBusy);
    count.textContent = (total ? word('found', total) : isBusy ? data.busy : data.none) + ' ';
    part(count, 'small', q.places[0].title + data.clause + (q.year ? word('inYear', q.year) : data.allYears));
    $('about').textContent = '';
    [total || isBusy ? '' : data.why, isBusy ? data.busy : word('searched', q.searched),
      q.places.without ? data.without : ''].forEach(function (of) { if (of) { part($('about'), 'span', of); } });
    var lost = q.needed.filter(function (of) { return of.lost; });
    show('lost', lost.length);
    $('lost').firstChild.textContent = data.lost + lost.map(function (of) { return of.place.title + ' ' + of.year; }).join(data.clause);
    $('hits').textContent = '';
    list.forEach(result);
    show('more', total > list.length);
    $('more').textContent = word('more', Math.min(PAGE, total - list.length));
  }
  function result(row) {
    var place = row.shard.place;
    var texts = row.shard.text.slice(row.from, row.to - 1).split('\x02');
    var item = part($('hits'), 'li', '', 'body');
    var meta = part(item, 'p', '', 'meta');
    var mark = $('state').querySelector('[value="' + state(row) + '"][data-mark]');
    if (mark) { part(meta, 'span', mark.textContent, 'mark ' + mark.dataset.mark); }
    part(meta, 'span', $('kind').querySelector('[value="' + row.kind + '"]').textContent);
    if (q.places[1]) { part(meta, 'span', place.title); }
    part(meta, 'time', day(row.day)).dateTime = row.day;
    if (place.demo) { part(meta, 'b', data.demo, 'demo'); }
    var link = part(part(item, 'h3'), 'a');
    link.href = row.way;
    lit(link, texts[0]);
    lit(part(item, 'p'), excerpt(texts.slice(2).join(' ')));
    var duty = part(item, 'p', '', 'sub');
    lit(part(duty, 'span', row.due && data.responsible + ' '), texts[1]);
    var last = row.due || row.until;
    if (last) { part(duty, 'span', (row.due ? data.due : data.until) + ' ' + day(last)); }
  }
  function each(text, act) {
    q.words.forEach(function (of) {
      for (var p = of.next(text, 0), n = 0; p >= 0 && n < 99; p = of.next(text, p + of.size), n++) { act(p, of.size); }
    });
  }
  /* Where most of the words stand together. */
  function excerpt(text) {
    var best = 0;
    var start = 0;
    each(text, function (p) {
      var near = q.words.filter(function (of) {
        var next = of.next(text, p);
        return next >= 0 && next < p + 60;
      }).length;
      if (near > best || (near === best && p < start)) {
        best = near;
        start = p;
      }
    });
    var from = Math.max(0, start - 18);
    var shown = text.slice(from, from + 64).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
    return (from ? '……' : '') + shown + (from + 64 < text.length ? '……' : '');
  }
  /* Puts a text into a node, with what was searched marked. */
  function lit(node, text) {
    var on = [];
    each(text, function (p, size) { while (size--) { on[p + size] = true; } });
    for (var i = 0, to; i < text.length; i = to) {
      for (to = i + 1; to < text.length && on[to] === on[i];) { to++; }
      part(node, on[i] ? 'mark' : 'span', text.slice(i, to));
    }
  }

  function address(change) {
    var all = '?q=' + encodeURIComponent($('q').value.trim());
    CHOICES.forEach(function (id) {
      var value = id in change ? change[id] : $(id).value;
      if (value) { all += '&' + id + '=' + encodeURIComponent(value); }
    });
    return all;
  }
  /* Where a browser keeps the address of a file as it is, going back leaves the search. */
  function go(to, replaces) {
    clearTimeout(timer);
    typing = replaces !== undefined;
    try { if (to !== way) { history[replaces ? 'replaceState' : 'pushState'](null, '', to); } } catch (e) {}
    way = to;
    run();
  }
  /* Half a syllable of an input method is no word to search. */
  function typed(event) {
    clearTimeout(timer);
    if (!event.isComposing) { timer = setTimeout(function () { go(address({}), !!typing); }, 150); }
  }
  load(data.places, function () {
    if (!places) { return; }
    show('find', true);
    show('found', true);
    choices($('in'), places.slice(1).map(function (of) {
      var name = new Array(of.depth + 1).join('\u2002') + of.title;
      return [of.folder, name + (of.demo ? data.open + data.demo + data.close : '')];
    }));
    $('q').oninput = typed;
    $('q').addEventListener('compositionend', typed);
    $('find').onsubmit = function () {
      go(address({}));
      return false;
    };
    CHOICES.forEach(function (id) { $(id).onchange = $('find').onsubmit; });
    $('more').onclick = function () {
      var shown = q.shown;
      q.shown += PAGE;
      draw();
      $('hits').children[shown].querySelector('a').focus();
    };
    $('again').onclick = function () {
      q.needed.forEach(function (of) { if (of.lost) { of.asked = of.lost = false; } });
      proceed();
      draw();
    };
    window.onpopstate = function () {
      way = location.search;
      run();
    };
    run();
  });
}());
