/* Keeps an open page of the preview up to date, and says over it what is wrong. Only the preview
   server gives pages this script; the published site has none of it. */
(() => {
  'use strict';
  const own = document.currentScript.dataset;
  const { page, kind, run, wish } = own;
  let { revision, round } = own;
  let stream = null;
  let timer = 0;
  let pause = 500;
  let state = null;
  let lost = false;

  /* The stream. A browser opens six connections to a server at most, so pages that nobody sees
     have none; they ask what they missed when they come into sight again. */
  function connect() {
    clearTimeout(timer);
    if (stream || document.hidden) { return; }
    stream = new EventSource('/.gongshi/events?' + query(
      wish === undefined ? { page, revision, round, run } : { page, wish, revision, round, run }));
    on('reload', reload);
    on('styles', data => data.files.forEach(restyle));
    on('files', data => { if (data.files.some(shows)) { location.reload(); } });
    on('faults', data => {
      pause = 500;
      lost = false;
      round = data.round;
      state = data;
      draw();
    });
    /* Too many windows for a stream each: this one was told what is new, and asks again. */
    on('later', data => {
      disconnect();
      timer = setTimeout(connect, data.after);
    });
    stream.onerror = () => {
      disconnect();
      lost = true;
      draw();
      timer = setTimeout(connect, pause);
      pause = Math.min(pause * 2, 5000);
    };
  }
  function on(event, act) {
    stream.addEventListener(event, message => act(JSON.parse(message.data)));
  }
  function disconnect() {
    if (stream) { stream.close(); }
    stream = null;
  }
  function query(values) {
    return Object.entries(values).map(([key, value]) => key + '=' + encodeURIComponent(value)).join('&');
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) { disconnect(); } else { connect(); }
  });
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', event => { if (event.persisted) { connect(); } });

  /* What changed. */
  function reload(data) {
    const frame = document.querySelector('iframe.gl-poster, .gl-specimen');
    const specimen = frame && frame.matches('.gl-specimen');
    if (kind !== 'poster' || !frame || !(data.state === 'whole' || specimen && data.state === 'faulty')) {
      location.reload();
      return;
    }
    revision = data.revision;
    if (!specimen) { redraw(frame); }
    /* What is wrong is said over the sheets as they last were. */
    if (specimen && data.state === 'whole') { exchange(revision); }
  }
  /* New sheets take the place of the old ones once they are there: nothing moves or flickers. */
  async function exchange(wanted) {
    const answer = await fetch(way() + '?' + (wish || 'specimen'));
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const parts = ['.gl-switches', '.gl-specimen'].map(name => {
      const part = fresh.querySelector(name);
      return [name, part && document.importNode(part, true)];
    });
    if (parts.some(([, part]) => !part)) { location.reload(); return; }
    await Promise.all(parts.flatMap(([, part]) => [...part.querySelectorAll('img')].map(ready)));
    if (wanted !== revision) { return; }
    parts.forEach(([name, part]) => document.querySelector(name).replaceWith(part));
  }
  function ready(image) {
    return image.decode().catch(() => {});
  }
  function way() {
    return page.split('/').map(encodeURIComponent).join('/');
  }
  /* A frame that is led elsewhere would leave an entry behind the back button; a new one does not. */
  function redraw(old) {
    const frame = old.cloneNode();
    frame.src = way() + '?raw&' + revision;
    old.replaceWith(frame);
  }
  function path(address) {
    const url = new URL(address, document.baseURI);
    return url.origin === location.origin ? plain(url.pathname) : '';
  }
  function plain(address) {
    try { return decodeURIComponent(address); } catch { return address; }
  }
  /* Whether the page loaded a file, be it by its own elements or through a style sheet. */
  function shows(file) {
    const wanted = plain(file);
    /* Of a poster itself it is told by `reload`. */
    if (kind === 'poster' && wanted === page) { return false; }
    const used = performance.getEntriesByType('resource').map(entry => entry.name);
    document.querySelectorAll('img, script, iframe, embed, audio, video, source').forEach(node => {
      if (node.src) { used.push(node.src); }
    });
    return used.some(address => path(address) === wanted);
  }
  /* The new sheet takes over when it is there, so that the page is never seen without one. */
  function restyle(file) {
    const links = [...document.querySelectorAll('link[rel~="stylesheet"]')];
    const old = links.filter(link => !link.dataset.old && path(link.href) === plain(file));
    if (!old.length && shows(file)) { location.reload(); }
    old.forEach(link => {
      const fresh = link.cloneNode();
      link.dataset.old = '1';
      fresh.addEventListener('load', () => link.remove());
      fresh.addEventListener('error', () => { fresh.remove(); delete link.dataset.old; });
      fresh.href = link.href.replace(/[?#].*/, '') + '?' + Date.now();
      link.after(fresh);
    });
  }

  /* The message. It stands in a tree of its own, where the looks of the theme do not reach. */
  const host = document.createElement('gongshi-live');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = make('link', '');
  sheet.rel = 'stylesheet';
  sheet.href = '/.gongshi/live.css';
  const area = make('div', 'gl-live');
  area.setAttribute('role', 'alert');
  const tag = make('div', 'gl-tab');
  root.append(sheet, area, tag);
  let drawn = '';

  function make(name, style, text) {
    const node = document.createElement(name);
    if (style) { node.className = style; }
    if (text !== undefined) { node.textContent = text; }
    return node;
  }
  function link(address, text) {
    const node = make('a', '', text);
    node.href = address;
    return node;
  }
  /* Words in backticks are what someone wrote. */
  function sentence(style, text) {
    const node = make('p', style);
    const parts = text.split('`');
    const whole = parts.length % 2 === 1;
    parts.forEach((part, n) => node.append(whole && n % 2 ? make('code', '', part) : (whole || !n ? '' : '`') + part));
    return node;
  }
  const store = {
    get folded() { try { return sessionStorage.getItem('gongshi-folded'); } catch { return null; } },
    set folded(value) { try { sessionStorage.setItem('gongshi-folded', value); } catch { /* lasts for the page */ } },
  };

  function draw() {
    if (kind === 'faults') { return; }
    const faults = state ? state.faults : [];
    const said = JSON.stringify(faults);
    const open = faults.length > 0 && !lost && store.folded !== said;
    const now = JSON.stringify([open, lost, state && [said, state.words]]);
    if (!state || now === drawn) { return; }
    drawn = now;
    area.replaceChildren();
    tag.replaceChildren();
    host.classList.toggle('gl-open', open);
    if (open) { unfolded(faults, said); } else { folded(faults); }
    if (!host.isConnected) { document.documentElement.append(host); }
  }
  function unfolded(faults, said) {
    const words = state.words;
    const head = make('div', 'gl-head');
    const fold = make('button', 'gl-fold', words.fold);
    fold.type = 'button';
    fold.addEventListener('click', () => {
      store.folded = said;
      draw();
      const again = tag.querySelector('button');
      if (again) { again.focus(); }
    });
    head.append(make('b', 'gl-count', words.count), link('/.gongshi/faults', words.all), fold);
    const list = make('ol', 'gl-list');
    list.tabIndex = 0;
    faults.forEach(fault => list.append(item(fault)));
    if (words.more) { list.append(make('li', 'gl-more', words.more)); }
    list.append(make('li', 'gl-hint', words.hint));
    area.append(head, list);
  }
  function item(fault) {
    const node = make('li', 'gl-fault gl-error');
    const meta = make('p', 'gl-meta');
    if (fault.path) {
      const path = fault.page ? link(fault.page) : make('bdi');
      fault.path.split(/(?<=\/)/).forEach(part => path.append(make('span', 'gl-part', part)));
      meta.append(path);
    }
    if (fault.place) { meta.append(' ', make('span', '', fault.place)); }
    meta.append(' ', make('code', '', fault.code));
    node.append(meta, sentence('gl-message', fault.message));
    fault.help.forEach(help => node.append(sentence('gl-help', help)));
    return node;
  }
  function folded(faults) {
    const words = state.words;
    tag.classList.toggle('gl-lost', lost);
    if (lost) { tag.append(make('b', 'gl-tag', words.gone)); return; }
    if (kind !== 'poster') { tag.append(make('b', 'gl-tag', words.preview)); }
    if (faults.length) {
      const again = make('button', 'gl-again', words.count);
      again.type = 'button';
      again.addEventListener('click', () => {
        store.folded = '';
        draw();
        const fold = area.querySelector('button');
        if (fold) { fold.focus(); }
      });
      tag.append(again);
    } else if (words.count) {
      tag.append(link('/.gongshi/faults', words.count));
    }
  }

  connect();
})();
