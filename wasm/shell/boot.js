// Starts the client over the server's page. The page stays readable until the client has drawn its first frame, and
// comes back, with a note and the telephone line, if the client can not start or breaks.
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
  function keepForOffline() {
    if ('serviceWorker' in navigator && window.isSecureContext)
      navigator.serviceWorker.register('/sw.js').catch(function () {});
  }
  function load() {
    var script = document.createElement('script');
    window.Module = { part: { ready: true, load: function () { return Promise.resolve(); } }, onAbort: function () { fallBack('crash'); } };
    script.src = boot.getAttribute('data-app');
    script.onerror = function () { fallBack('network'); };
    document.head.appendChild(script);
  }

  document.addEventListener('wufei-failed', function (event) { fallBack(event.detail); });
  document.addEventListener('wufei-graphics', function (event) { showGraphics(event.detail); });
  document.addEventListener('wufei-live', keepForOffline);
  if (typeof WebAssembly !== 'object' || !window.PointerEvent || !window.fetch || !window.AbortController)
    fallBack('old');
  else load();
})();
