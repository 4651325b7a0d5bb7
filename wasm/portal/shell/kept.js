// What pages share that a phone keeps for a day without a network (docs/adr/0034): an outbox until the server has what is in it,
// the state of the network, pages that a worker (kept_worker.js) keeps, and their end when somebody signs out. Packed before
// crew.js and before road.js, each time into one function.
const canKeep = 'serviceWorker' in navigator && window.isSecureContext && window.indexedDB && window.caches && window.AbortController;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const clock = (ms) => new Date(ms).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const formKey = () => document.querySelector('input[name=form_key]').value;
// A number as the server reads it (backend/lib/entered/entered_number.hpp, entered_decimal), `unit` behind it left out; '' for what it
// refuses.
function numberIn(typed, unit) {
  if (typed.trim().includes('\t')) return '';  // two cells of a table
  const half = typed.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '').replace(/\s/g, ' ').trim().replace(unit, '').trim().replace('\u3002', '.');
  const thousands = /^[1-9]\d{0,2}([, ])\d{3}(\1\d{3})*(\.\d+)?$/.test(half) && !/^\d+,\d+$/.test(half);
  const number = thousands ? half.replace(/[, ]/g, '') : half;
  return /^(0|[1-9]\d*)(\.\d+)?$/.test(number) ? number : '';
}
function part(tag, text, look) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (look) made.className = look;
  return made;
}
function button(text, look, press) {
  const made = part('button', text, look);
  made.type = 'button';
  made.addEventListener('click', press);
  return made;
}
function side(title, ...lines) {
  const made = part('div', '', 'side');
  made.append(part('h3', title), ...lines.filter(Boolean).map((line) => part('p', line)));
  return made;
}

// `of`: name (begins the names of what is kept), list (the page above the others), worker (its address), words, order(entries),
// send(entry) (whether the next one may be sent), draw(entries), start() (once, on a page of its own).
function keeping(of) {
  const SIGN_IN = '/desk/sign-in';
  const FIRST_WAIT_MS = 5000, LONGEST_WAIT_MS = 300000;
  const root = document.querySelector('[data-crew]'), account = root && root.dataset.crew;
  const isList = root && !root.dataset.reference;
  const keptAt = Number(document.body.dataset.kept);  // of a page that comes from the phone, else NaN
  const isOurs = (worker) => worker !== null && worker.scriptURL.endsWith(of.worker);
  // Whether the worker saw this page on its way; what it saw it keeps by itself.
  const cameThrough = isOurs(navigator.serviceWorker.controller);
  const net = { lost: keptAt > 0 || navigator.onLine === false, signIn: false };

  // ---- The outbox
  let opened = null;
  function base() {
    opened = opened || new Promise((done, failed) => {
      const request = indexedDB.open(`wufei-${of.name}`, 1);
      request.onupgradeneeded = () => request.result.createObjectStore('outbox', { keyPath: 'key' });
      request.onsuccess = () => done(request.result);
      request.onerror = request.onblocked = () => failed(request.error);
    });
    return opened;
  }
  async function outbox(mode, run) {
    const held = (await base()).transaction('outbox', mode, { durability: 'strict' });
    const request = run(held.objectStore('outbox'));
    return new Promise((done, failed) => {
      held.oncomplete = () => done(request.result);
      held.onerror = held.onabort = () => failed(held.error);
    });
  }
  const everything = () => outbox('readonly', (store) => store.getAll());
  const put = (entry) => outbox('readwrite', (store) => store.put(entry));
  const drop = (entry) => outbox('readwrite', (store) => store.delete(entry.key));
  const own = async () => (await everything()).filter((entry) => entry.account === account).sort((a, b) => a.noted - b.noted);
  const isUnsent = (entry) => entry.clash === '' || Boolean(entry.choice);

  // ---- What is said
  const bar = part('div', '', 'kept'), cards = part('div', '', 'clashes');
  bar.setAttribute('role', 'status');
  const said = [], SAID = `${of.name}-said`;  // lines that stay on this page
  const say = (text) => { if (!said.includes(text)) said.push(text); };
  const saidNext = () => JSON.parse(sessionStorage.getItem(SAID) || '[]');
  const sayNext = (text) => sessionStorage.setItem(SAID, JSON.stringify(saidNext().concat(text)));  // on the next page
  function takeSaid() {
    saidNext().forEach(say);
    sessionStorage.removeItem(SAID);
  }
  const openedAt = Date.now();
  function drawBar(unsent) {
    bar.replaceChildren(...said.map((line) => part('p', line)));
    if (net.lost) bar.append(part('strong', of.words.offline), part('p', fill('text:server.crew_offline_since', { when: clock(keptAt || openedAt) })));
    if (net.signIn) {
      const link = part('a', 'text:server.crew_sign_in_link', 'second');
      link.href = `${SIGN_IN}?next=${of.list}`;
      bar.append(part('p', of.words.signIn), link);
    }
    if (unsent > 0) bar.append(part('p', fill(of.words.unsent, { count: unsent })), button(of.words.send, 'second', flush));
  }
  async function draw() {
    if (!root) return;
    const entries = await own();
    drawBar(entries.filter(isUnsent).length);
    of.draw(entries);
  }
  const show = () => draw().then(() => bar.scrollIntoView({ block: 'nearest' }));

  // ---- Sending
  let busy = null, wait = 0, timer = 0;
  // What says nothing in our words did not come from the county's server, or from its door.
  async function ask(path, body, key, patience) {
    const control = new AbortController(), stopwatch = setTimeout(() => control.abort(), patience);
    try {
      const reply = await fetch(path, { method: 'POST', body, signal: control.signal, headers: { 'Idempotency-Key': key } });
      return Object.assign({ state: '' }, await reply.json().catch(() => ({})), { status: reply.status });
    } finally {
      clearTimeout(stopwatch);
    }
  }
  async function sendAll() {
    let count = 0;
    for (const entry of of.order((await own()).filter(isUnsent))) {
      try {
        if (!await of.send(entry)) return later(count);
        count += 1;
      } catch (lost) {
        net.lost = true;
        return later(count);
      }
    }
    net.lost = net.lost && count === 0;
    wait = 0;
    return count;
  }
  function later(count) {
    wait = Math.min(wait ? 2 * wait : FIRST_WAIT_MS, LONGEST_WAIT_MS);
    clearTimeout(timer);
    timer = setTimeout(flush, wait);
    return count;
  }
  // One page at a time; the server counts each key once anyway.
  function sendOnce() {
    busy = busy || (navigator.locks ? navigator.locks.request(`wufei-${of.name}`, sendAll) : sendAll()).finally(() => { busy = null; });
    return busy;
  }
  // And the list as the server has it then.
  const flush = () => sendOnce().then((count) => (count > 0 && isList ? location.replace(of.list) : draw()));

  // ---- Pages that are kept, and their end
  async function wipe() {
    const ready = await navigator.serviceWorker.getRegistration(of.list);
    if (ready && ready.active && isOurs(ready.active)) ready.active.postMessage({ wipe: true });
    await caches.delete(`${of.name}-pages`);
  }
  const activeOf = (ready) => ready.active || new Promise((done) => {
    const coming = ready.installing || ready.waiting;
    coming.addEventListener('statechange', () => { if (coming.state === 'activated') done(coming); });
  });
  async function keepPages() {
    const active = await activeOf(await navigator.serviceWorker.register(of.worker, { scope: of.list }));
    const pages = [...root.querySelectorAll('.stops a')].map((one) => [new URL(one.href).pathname, one.dataset.version]).filter(([, version]) => version);
    active.postMessage({ pages, withList: !cameThrough });
  }
  async function signOut(form) {
    if (root) await sendOnce();
    const unsent = (await (account ? own() : everything())).filter(isUnsent).length;
    if (unsent > 0 && !form.dataset.warned) {
      form.dataset.warned = 'yes';
      say(fill(of.words.outWaiting, { count: unsent }));
      return showOutside();
    }
    await wipe();
    if (navigator.onLine) return form.submit();
    say(of.words.outOffline);
    return showOutside();
  }
  function showOutside() {
    if (root) return show();
    bar.replaceChildren(...said.map((line) => part('p', line)));
    return bar.scrollIntoView({ block: 'nearest' });
  }
  async function atSignIn() {
    await wipe();
    const unsent = (await everything()).filter(isUnsent).length;
    if (unsent > 0) bar.append(part('p', fill(of.words.others, { count: unsent })));
  }

  function begin() {
    (root || document.getElementById('main')).prepend(bar);
    document.querySelectorAll('form[action="/desk/sign-out"]').forEach((form) => form.addEventListener('submit', (event) => {
      event.preventDefault();
      signOut(form).catch(() => form.submit());
    }));
    if (location.pathname === SIGN_IN) atSignIn().catch(() => {});
    if (!root) return;
    takeSaid();
    if (isList) bar.after(cards);
    of.start();
    if (isList && !keptAt) keepPages().catch(() => {});
    window.addEventListener('offline', () => { net.lost = true; draw(); });
    window.addEventListener('online', () => {
      net.lost = false;
      wait = 0;
      flush().then(() => { if (isList && keptAt) location.replace(of.list); });
    });
    window.addEventListener('pageshow', (event) => { if (event.persisted) draw(); });
    draw();
    flush().catch(() => {});
  }
  return { root, account, isList, net, put, drop, own, bar, cards, say, sayNext, show, ask, flush, begin };
}
