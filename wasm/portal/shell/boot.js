// Starts the client over the server's page. The page stays readable until the client has drawn its first frame; it stays
// as long as somebody fills in a form of it; and it comes back, with a note and the telephone line, if the client can not
// start or breaks. The program comes in two parts (docs/adr/0012): the second is fetched with the first when the page
// needs it, else when a link that leads there is touched. Nothing is compiled on the main thread at once.
(function () {
  'use strict';
  var root = document.documentElement, boot = document.getElementById('boot');
  var note = document.getElementById('boot-note'), broken = false;

  // How the reader wants every page, in words that a cookie of the site keeps (lib/page/page_look.hpp). The server heeds
  // them; here they count for pages that were kept on the device, too.
  function wear(words) {
    var size = /larger|largest/.exec(words), colours = /light|dark/.exec(words), bars = document.querySelectorAll('meta[name="theme-color"]')[1];
    root.classList.toggle('elder', /large/.test(words));
    if (size) root.setAttribute('data-size', size[0]);
    else root.removeAttribute('data-size');
    if (colours) root.setAttribute('data-theme', colours[0]);
    else root.removeAttribute('data-theme');
    if (bars) bars.media = !colours ? '(prefers-color-scheme: dark)' : colours[0] === 'dark' ? 'all' : 'not all';
  }
  function look(words) {
    document.cookie = 'wufei-look=' + words + '; path=/; samesite=lax; max-age=' + (words ? 31536000 : 0) +
      (location.protocol === 'https:' ? '; secure' : '');
    wear(words);
  }
  // As the client begins with them.
  [].forEach.call(document.querySelectorAll('#static .chips [aria-current]'), function (chip) {
    var strip = chip.parentNode.parentNode, box = chip.getBoundingClientRect();
    if (box.right > strip.clientWidth) strip.scrollLeft = box.left - parseFloat(getComputedStyle(root).fontSize);
  });
  var kept = /(?:^|; )wufei-look=([\w-]*)/.exec(document.cookie);
  wear(kept ? kept[1] : '');
  try {  // where it was kept before
    if (localStorage.getItem('wufei.elder') === '1' && !kept) look('large');
    localStorage.removeItem('wufei.elder');
  } catch (refused) { /* nothing was kept */ }

  // Large print, where the device has a voice (lib/page/document_html.cpp): what the page says, until the client takes over.
  var voice = window.speechSynthesis, aloud = document.querySelector('#static .aloud button');
  root.classList.toggle('voice', !!voice);
  function spokenLines() {
    return [].filter.call(document.querySelectorAll('#main h1, #main h2, #main h3, #main h4, #main p, #main li'), function (part) {
      return part.offsetParent && !part.querySelector('p, li, button');
    });
  }
  function say(lines) {
    var words = aloud.querySelector('span'), other = words.getAttribute('data-stop');
    aloud.lines = lines.length;
    voice.cancel();
    words.setAttribute('data-stop', words.textContent);
    words.textContent = other;
    lines.forEach(function (line, index) {
      var one = new SpeechSynthesisUtterance(line.textContent);
      one.lang = 'zh-CN';
      if (index === lines.length - 1) one.onend = function () { if (aloud.lines) say([]); };
      voice.speak(one);
    });
  }
  if (voice && aloud) {
    aloud.addEventListener('click', function () { say(aloud.lines ? [] : spokenLines()); });
    window.addEventListener('pagehide', function () { if (aloud.lines) say([]); });
  }

  function fallBack(reason) {
    if (broken) return;
    broken = true;
    root.classList.remove('live');
    note.textContent = note.getAttribute(reason === 'webgl' || reason === 'old' ? 'data-old' :
      reason === 'gone' ? 'data-gone' : 'data-failed');
    if (reason === 'gone') addReload();
    note.hidden = false;
    root.classList.add('failed');
    if (window.console) console.error('wufei: ' + reason);
  }
  function addReload() {
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = note.getAttribute('data-reload');
    button.addEventListener('click', function () { location.reload(); });
    note.appendChild(button);
  }
  // The graphics context went away for longer than a moment: the server's page until it is back.
  function showGraphics(state) {
    var lost = state === 'lost';
    if (broken) return;
    root.classList.toggle('live', !lost);
    note.hidden = !lost;
    note.textContent = lost ? note.getAttribute('data-failed') : '';
    if (lost) addReload();
  }
  // A file of this page is gone: the server has a newer version. The page is loaded anew where the person is by now; what
  // was filled in is kept on this device. Once for one file, so that it never goes round in a circle.
  function renew(url) {
    try {
      if (sessionStorage.getItem('wufei-gone') !== url) {
        sessionStorage.setItem('wufei-gone', url);
        whenFree(function () { location.reload(); });
        return new Promise(function () {});
      }
    } catch (refused) { /* no memory, so no second try */ }
    fallBack('gone');
    throw new Error('gone');
  }
  // A form of the server's page that somebody fills in is not taken away: whatever replaces the page waits until it is as it
  // came and nobody is in it, for long enough that a press which left it has done its work. Sending it leaves the page.
  var entry = window.performance && performance.getEntriesByType && performance.getEntriesByType('navigation')[0];
  var restored = entry && /reload|back/.test(entry.type);
  function isFilling() {
    return [].some.call(document.querySelectorAll('#static input, #static select, #static textarea'), function (field) {
      if (field === document.activeElement) return true;
      if (restored && field.form && field.form.method === 'get') return false;  // a word that the browser put back
      if (/radio|checkbox/.test(field.type)) return field.checked !== field.defaultChecked;
      if (!field.options) return field.value !== field.defaultValue;
      return field.selectedIndex !== Math.max(0, [].findIndex.call(field.options, function (one) { return one.defaultSelected; }));
    });
  }
  function whenFree(run, before) {
    var now = isFilling();
    if (now || before) setTimeout(whenFree, 500, run, now);
    else run();
  }
  // The code of a survey's slip stands behind the #, which no server sees: the page's own form takes it from there.
  function fillInCode() {
    var field = document.querySelector('input[name="code"]'), code = /^#code=([\w-]+)$/.exec(location.hash);
    if (field && code && !field.value) field.defaultValue = code[1];
  }
  // The page that was just read stays readable without a network, even on the first visit.
  function keepForOffline() {
    if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
    var path = location.pathname + location.search, workers = navigator.serviceWorker;
    workers.register('/sw.js').catch(function () {});
    workers.ready.then(function (ready) {
      var read = needsPart(location.pathname) ? [path, /^\/feedback\/new/.test(path) ? '/api/v1/feedback/rules' :
        '/api/v1/pages?path=' + encodeURIComponent(path).replace(/%2F/g, '/')] : [];
      ready.active.postMessage([boot.getAttribute('data-part')].concat(read));
    });
  }

  // The first part draws these, and the folders above them.
  var firstPages = ['wufei-pack:pages'];
  function needsPart(path) {
    return !firstPages.some(function (page) { return page === path || page.indexOf(path + '/') === 0; });
  }
  function compile(attribute) {
    return fetch(boot.getAttribute(attribute), { credentials: 'same-origin' }).then(function (reply) {
      if (!reply.ok) throw Object.assign(new Error(reply.url), { gone: reply.status === 404 && boot.getAttribute(attribute) });
      if (WebAssembly.compileStreaming) return WebAssembly.compileStreaming(Promise.resolve(reply));
      return reply.arrayBuffer().then(function (bytes) { return WebAssembly.compile(bytes); });
    });
  }
  var first, part = {
    ready: false,
    compiled: null,
    fetch: function () {
      part.compiled = part.compiled || compile('data-part');
      part.compiled.catch(function () { part.compiled = null; });
      return part.compiled;
    },
    load: function () {
      return part.fetch().then(function (module) {
        part.texts = function () { return WebAssembly.Module.customSections(module, 'texts')[0]; };
        return WebAssembly.instantiate(module, { primary: first.exports });
      })
        .then(function () { part.ready = true; })
        .catch(function (error) {  // a page that does not need the part yet is left in peace
          if (error.gone && needsPart(location.pathname)) return renew(error.gone);
          throw error;
        });
    }
  };
  function instantiate(imports, done) {
    var now = needsPart(location.pathname), module;
    // What stands in the first part for the functions of the second, until that is there.
    imports.placeholder = new Proxy({}, { get: function () { return function () { throw new Error('second part'); }; } });
    if (now) part.fetch().catch(function () {});
    compile('data-wasm').then(function (compiled) { return WebAssembly.instantiate(module = compiled, imports); })
      .then(function (instance) { first = instance; return now ? part.load() : null; })
      .then(function () { whenFree(function () { done(first, module); }); })
      .catch(function (error) { return error.gone ? renew(error.gone) : Promise.reject(error); })
      .catch(function (error) { fallBack(error && error.name === 'CompileError' ? 'old' : 'network'); });
    return {};
  }
  function expect(event) {
    var link = event.target.closest && event.target.closest('a[href]');
    if (link && link.host === location.host && needsPart(link.pathname)) part.fetch().catch(function () {});
  }
  ['pointerdown', 'pointerover', 'focusin'].forEach(function (kind) { document.addEventListener(kind, expect); });

  function load() {
    var script = document.createElement('script');
    window.Module = { part: part, look: look, instantiateWasm: instantiate, onAbort: function () { fallBack('crash'); } };
    script.src = boot.getAttribute('data-app');
    // Written in words that this browser does not know: it comes, and does not run.
    window.addEventListener('error', function (event) {
      if (event.filename === script.src && event.error && event.error.name === 'SyntaxError') fallBack('old');
    });
    script.onerror = function () {
      fetch(script.src).then(function (reply) { return reply.status === 404 ? renew(script.src) : fallBack('network'); })
        .catch(function () { fallBack('network'); });
    };
    document.head.appendChild(script);
  }

  document.addEventListener('wufei-failed', function (event) { fallBack(event.detail); });
  document.addEventListener('wufei-graphics', function (event) { showGraphics(event.detail); });
  document.addEventListener('wufei-live', function () { (window.requestIdleCallback || setTimeout)(keepForOffline); });
  fillInCode();
  // A sheet says when it was printed and where its text is kept up to date; never what stands behind the path, which may be
  // somebody's own.
  function signPaper() {
    var sign = document.getElementById('paper') || document.body.appendChild(document.createElement('p'));
    sign.id = 'paper';
    sign.textContent = new Date().toLocaleDateString('zh-CN', { year: 'numeric', month: 'long', day: 'numeric' }) + ' · ' +
      location.origin + location.pathname;
  }
  // On paper the server's page stands in while it is the one that is read. Of a public page that somebody opened since it is
  // asked for, once, where the client's text lacks something: a picture, or what is folded. Printing waits for nothing else
  // than this thread; in Chromium before 85 the worker may wait for it, too. Without a network paper has the client's text.
  var came = location.pathname + location.search, unfolded = [];
  function bringPage(here) {
    var lacks = document.querySelector('#twin main [role=img], #twin main [aria-expanded=false]'), asked = new XMLHttpRequest(), page;
    if (!lacks || document.querySelector('#twin main img') || navigator.onLine === false || !''.replaceAll) return;
    if (/^\/((pickup|feedback|surveys)\b|(guide(\/quiz|\/places)?)?$)/.test(location.pathname)) return;  // the client knows more
    try {
      asked.open('GET', here, false);
      asked.send();
      page = asked.status === 200 && new DOMParser().parseFromString(asked.responseText, 'text/html').getElementById('static');
    } catch (lost) { /* the network, on the way */ }
    if (!page) return;
    document.getElementById('static').innerHTML = page.innerHTML;
    came = here;
  }
  window.addEventListener('beforeprint', function () {
    var here = location.pathname + location.search;
    signPaper();
    if (came !== here) bringPage(here);
    root.classList.toggle('paper', came === here && !/^\/(pickup|feedback|surveys)\/./.test(came));
    unfolded = unfolded.concat([].slice.call(document.querySelectorAll('#static details:not([open])')));
    unfolded.forEach(function (fold) { fold.open = true; });
  });
  window.addEventListener('afterprint', function () {
    unfolded.splice(0).forEach(function (fold) { fold.open = false; });
  });
  // ?plain asks for the page alone, for every page of this window until one is opened with ?plain=0.
  function isPlain() {
    var asked = /[?&]plain(?:=(\w*))?(?=&|$)/.exec(location.search), plain = !!asked && asked[1] !== '0';
    try {
      if (asked) sessionStorage.setItem('wufei-plain', plain ? '1' : '');
      plain = sessionStorage.getItem('wufei-plain') === '1';
    } catch (refused) { /* no memory, so this page alone */ }
    return plain;
  }
  // Colours of the reader's own that come while the client draws: the page alone, where that loses nothing.
  if (window.matchMedia) matchMedia('(forced-colors: active)').onchange = function (wish) {
    var typed = [].some.call(document.querySelectorAll('#twin input, #twin textarea'), function (field) { return field.value; });
    if (wish.matches && root.classList.contains('live') && !typed && !/^\/(pickup|feedback|surveys)\/./.test(location.pathname)) location.reload();
  };
  // What the program uses without asking stands in the list (tests/package/shell.test.mjs); Safari 13.0 has all but the last.
  // Who reads in colours of their own keeps the document: a picture could not have them, and everything can be done in it.
  // So does who chose letters in the browser of which few stand in a line: its words break where a picture has no room.
  if (isPlain() || (window.matchMedia && matchMedia('(forced-colors: active), (max-width: 14.9em)').matches)) (window.requestIdleCallback || setTimeout)(keepForOffline);
  else if (typeof WebAssembly !== 'object' || !window.PointerEvent || !window.fetch || !window.AbortController ||
      !window.Proxy || !window.ResizeObserver)
    fallBack('old');
  else load();
})();
