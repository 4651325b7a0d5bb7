// Starts the client over the server's page. The page stays readable until the client has drawn its first frame, and
// comes back, with a note and the telephone line, if the client can not start or breaks. The program comes in two parts
// (docs/adr/0012): the second is fetched with the first when the page needs it, else when a link that leads there is
// touched. Nothing is compiled on the main thread at once.
(function () {
  'use strict';
  var root = document.documentElement, boot = document.getElementById('boot');
  var note = document.getElementById('boot-note'), broken = false;

  function fallBack(reason) {
    if (broken) return;
    broken = true;
    root.classList.remove('live');
    note.textContent = note.getAttribute(reason === 'webgl' || reason === 'old' ? 'data-old' : 'data-failed');
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
  // The page that was just read stays readable without a network, even on the first visit.
  function keepForOffline() {
    if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
    var path = location.pathname + location.search, workers = navigator.serviceWorker;
    workers.register('/sw.js').catch(function () {});
    if (needsPart(location.pathname)) workers.ready.then(function (ready) {
      ready.active.postMessage([path, boot.getAttribute('data-part'), /^\/feedback\/new/.test(path) ?
        '/api/v1/feedback/rules' : '/api/v1/pages?path=' + encodeURIComponent(path).replace(/%2F/g, '/')]);
    });
  }

  function needsPart(path) { return !/^\/(pickup(\/new(\/what)?)?)?$/.test(path); }
  function compile(attribute) {
    return fetch(boot.getAttribute(attribute), { credentials: 'same-origin' }).then(function (reply) {
      if (!reply.ok) throw new Error(reply.url);
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
      return part.fetch().then(function (module) { return WebAssembly.instantiate(module, { primary: first.exports }); })
        .then(function () { part.ready = true; });
    }
  };
  function instantiate(imports, done) {
    var now = needsPart(location.pathname), module;
    // What stands in the first part for the functions of the second, until that is there.
    imports.placeholder = new Proxy({}, { get: function () { return function () { throw new Error('second part'); }; } });
    if (now) part.fetch().catch(function () {});
    compile('data-wasm').then(function (compiled) { return WebAssembly.instantiate(module = compiled, imports); })
      .then(function (instance) { first = instance; return now ? part.load() : null; })
      .then(function () { done(first, module); })
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
    window.Module = { part: part, instantiateWasm: instantiate, onAbort: function () { fallBack('crash'); } };
    script.src = boot.getAttribute('data-app');
    script.onerror = function () { fallBack('network'); };
    document.head.appendChild(script);
  }

  document.addEventListener('wufei-failed', function (event) { fallBack(event.detail); });
  document.addEventListener('wufei-graphics', function (event) { showGraphics(event.detail); });
  document.addEventListener('wufei-live', keepForOffline);
  if (typeof WebAssembly !== 'object' || !window.PointerEvent || !window.fetch || !window.AbortController ||
      !window.Proxy)
    fallBack('old');
  else load();
})();
