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

// A fault before the field that it is about, as the server writes them; `add` puts into the form what answers it.
function showFault(form, [field, text, add]) {
  form.querySelectorAll('.fault').forEach((old) => old.remove());
  const fault = part('p', '', 'fault');
  fault.setAttribute('role', 'alert');
  fault.append(part('strong', text));
  field.before(fault);
  if (add) add();
  field.focus();
}

const isUnsent = (entry) => entry.clash === '' || Boolean(entry.choice);
// What is sent beside the fields of an entry.
const stampsOf = (entry) => ({ form_key: formKey(), version: entry.version, noted: Math.floor(entry.noted / 1000), sent: Math.floor(Date.now() / 1000) });
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
// Not taken, and never will be as it is.
const isRefused = (answer) => answer.state === 'refused' && answer.status < 500 && answer.status !== 429;
// What to say when the phone's clock and the server's differ; nothing when they do not.
function clockWords(answer) {
  if (answer.clamped) return ['text:server.crew_sent_clamped'];
  return answer.clock_minutes ? [fill('text:server.crew_sent_clock', { count: Math.abs(answer.clock_minutes) })] : [];
}

// What this phone holds until the server has it.
function outboxOf(name, account) {
  let opened = null;
  function base() {
    opened = opened || new Promise((done, failed) => {
      const request = indexedDB.open(`wufei-${name}`, 1);
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
  return { everything, put, drop, own };
}

// Lines that are said on this page, and those for the next one of this tab.
function linesOf(name) {
  const said = [], key = `${name}-said`;
  const say = (text) => { if (!said.includes(text)) said.push(text); };
  const saidNext = () => JSON.parse(sessionStorage.getItem(key) || '[]');
  const sayNext = (text) => sessionStorage.setItem(key, JSON.stringify(saidNext().concat(text)));
  function takeSaid() {
    saidNext().forEach(say);
    sessionStorage.removeItem(key);
  }
  return { said, say, sayNext, takeSaid };
}

// Sends what waits; `again` is called later when something could not be sent.
function sendingOf(of, net, own, again) {
  const FIRST_WAIT_MS = 5000, LONGEST_WAIT_MS = 300000;
  let busy = null, wait = 0, timer = 0;
  function later(count) {
    wait = Math.min(wait ? 2 * wait : FIRST_WAIT_MS, LONGEST_WAIT_MS);
    clearTimeout(timer);
    timer = setTimeout(again, wait);
    return count;
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
  // One page at a time; the server counts each key once anyway.
  function sendOnce() {
    busy = busy || (navigator.locks ? navigator.locks.request(`wufei-${of.name}`, sendAll) : sendAll()).finally(() => { busy = null; });
    return busy;
  }
  return { sendOnce, waitAnew: () => { wait = 0; } };
}

// Pages that the worker keeps, and their end.
function pagesOf(of, root) {
  const isOurs = (worker) => worker !== null && worker.scriptURL.endsWith(of.worker);
  // Whether the worker saw this page on its way; what it saw it keeps by itself.
  const cameThrough = isOurs(navigator.serviceWorker.controller);
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
  return { wipe, keepPages };
}

const SIGN_IN = '/desk/sign-in';
// What stands above a page: `kept` as keeping() makes it.
function drawBar(kept, unsent) {
  const { of, net, said, bar } = kept;
  bar.replaceChildren(...said.map((line) => part('p', line)));
  if (net.lost) bar.append(part('strong', of.words.offline), part('p', fill('text:server.crew_offline_since', { when: clock(kept.keptAt || kept.openedAt) })));
  if (net.signIn) {
    const link = part('a', 'text:server.crew_sign_in_link', 'second');
    link.href = `${SIGN_IN}?next=${of.list}`;
    bar.append(part('p', of.words.signIn), link);
  }
  if (unsent > 0) bar.append(part('p', fill(of.words.unsent, { count: unsent })), button(of.words.send, 'second', kept.flush));
}

// Who signs out is told first what would be left on the phone, and takes the pages along.
async function signOut(kept, form) {
  const { of, root, bar, said, say } = kept;
  const tell = (words) => {
    say(words);
    if (root) return kept.show();
    bar.replaceChildren(...said.map((line) => part('p', line)));
    return bar.scrollIntoView({ block: 'nearest' });
  };
  if (root) await kept.sendOnce();
  const unsent = (await (kept.account ? kept.own() : kept.everything())).filter(isUnsent).length;
  if (unsent > 0 && !form.dataset.warned) {
    form.dataset.warned = 'yes';
    return tell(fill(of.words.outWaiting, { count: unsent }));
  }
  await kept.wipe();
  return navigator.onLine ? form.submit() : tell(of.words.outOffline);
}
async function atSignIn(kept) {
  await kept.wipe();
  const unsent = (await kept.everything()).filter(isUnsent).length;
  if (unsent > 0) kept.bar.append(part('p', fill(kept.of.words.others, { count: unsent })));
}

// A form is sent by `record` once it has no fault; with a fault while there is a network, by the browser: the server says it better.
function takeOver(kept, form, faultOf, record) {
  form.addEventListener('submit', (event) => {
    const fault = faultOf(form);
    if (fault && !kept.net.lost) return;
    event.preventDefault();
    if (fault) showFault(form, fault);
    else record();
  });
}
// Keeps an entry by `keep` and sends it; then to where `next(entry, or nothing when the server has it)` says.
async function record(kept, form, entry, keep, next) {
  form.querySelectorAll('button').forEach((one) => { one.disabled = true; });
  try {
    await keep(entry);
  } catch (refused) {
    return form.submit();  // nothing can be kept here: as without this script
  }
  await kept.flush();
  const now = (await kept.own()).find(({ key }) => key === entry.key);
  if (now && now.clash === 'refused') {
    await kept.drop(now);
    return form.submit();  // the server says what is wrong beside the field
  }
  return location.assign(next(now));
}

function listen(kept) {
  const { of, net, flush, draw, isList, keptAt } = kept;
  window.addEventListener('offline', () => { net.lost = true; draw(); });
  window.addEventListener('online', () => {
    net.lost = false;
    kept.waitAnew();
    flush().then(() => { if (isList && keptAt) location.replace(of.list); });
  });
  window.addEventListener('pageshow', (event) => { if (event.persisted) draw(); });
}
function begin(kept) {
  const { of, root, bar, isList } = kept;
  (root || document.getElementById('main')).prepend(bar);
  document.querySelectorAll('form[action="/desk/sign-out"]').forEach((form) => form.addEventListener('submit', (event) => {
    event.preventDefault();
    signOut(kept, form).catch(() => form.submit());
  }));
  if (location.pathname === SIGN_IN) atSignIn(kept).catch(() => {});
  if (!root) return;
  kept.takeSaid();
  if (isList) bar.after(kept.cards);
  of.start();
  if (isList && !kept.keptAt) kept.keepPages().catch(() => {});
  listen(kept);
  kept.draw();
  kept.flush().catch(() => {});
}

// `of`: name (begins the names of what is kept), list (the page above the others), worker (its address), words, order(entries),
// send(entry) (whether the next one may be sent), draw(entries), start() (once, on a page of its own).
function keeping(of) {
  const root = document.querySelector('[data-crew]'), account = root && root.dataset.crew, isList = root && !root.dataset.reference;
  const keptAt = Number(document.body.dataset.kept);  // of a page that comes from the phone, else NaN
  const net = { lost: keptAt > 0 || navigator.onLine === false, signIn: false };
  const box = outboxOf(of.name, account), sending = sendingOf(of, net, box.own, () => flush());
  const bar = part('div', '', 'kept'), cards = part('div', '', 'clashes');
  bar.setAttribute('role', 'status');
  async function draw() {
    if (!root) return;
    const entries = await box.own();
    drawBar(kept, entries.filter(isUnsent).length);
    of.draw(entries);
  }
  const show = () => draw().then(() => bar.scrollIntoView({ block: 'nearest' }));
  // And the list as the server has it then.
  const flush = () => sending.sendOnce().then((count) => (count > 0 && isList ? location.replace(of.list) : draw()));
  const kept = { of, root, account, isList, keptAt, openedAt: Date.now(), net, bar, cards, draw, show, flush,
    ...box, ...linesOf(of.name), ...sending, ...pagesOf(of, root) };
  return kept;
}
