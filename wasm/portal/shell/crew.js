// The crew's day without a network (docs/adr/0034): has crew_worker.js keep the pages of today, keeps what is recorded in an
// outbox until the server has it, and shows where the two do not agree. Loaded by the crew's pages, and where people sign in:
// there whatever is kept goes. Without it, or in a browser that lacks a part of what it needs, the pages work as they are.
(() => {
  'use strict';
  if (!('serviceWorker' in navigator) || !window.isSecureContext || !window.indexedDB || !window.caches || !window.AbortController)
    return;
  const LIST = '/desk/stops', SIGN_IN = '/desk/sign-in';
  const FIRST_WAIT_MS = 5000, LONGEST_WAIT_MS = 300000, PATIENCE_MS = 15000;
  const root = document.querySelector('[data-crew]'), account = root && root.dataset.crew;
  const stop = root && root.dataset.reference, isList = root && !stop;
  const keptAt = Number(document.body.dataset.kept);  // of a page that comes from the phone, else NaN
  // Whether the worker saw this page on its way; what it saw it keeps by itself.
  const cameThrough = navigator.serviceWorker.controller !== null && /\/desk\/worker\.js$/.test(navigator.serviceWorker.controller.scriptURL);
  let noNetwork = keptAt > 0 || navigator.onLine === false;

  // ---- The outbox: no name, no address, no telephone number is in it; photographs are, until they are sent
  let opened = null;
  function base() {
    opened = opened || new Promise((done, failed) => {
      const request = indexedDB.open('wufei-crew', 1);
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
  const photosOf = (entry) => entry.photos || [];
  // A phone that is full keeps the record, without its photographs.
  async function keep(entry) {
    try {
      return await put(entry);
    } catch (full) {
      if (photosOf(entry).length === 0) throw full;
      await put({ ...entry, photos: [] });
      return sayNext('text:server.crew_photos_full');
    }
  }
  const drop = (entry) => outbox('readwrite', (store) => store.delete(entry.key));
  const own = async () => (await everything()).filter((entry) => entry.account === account).sort((a, b) => a.noted - b.noted);
  const isUnsent = (entry) => entry.clash === '' || entry.choice !== '';

  // ---- Words and parts of the page
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const clock = (ms) => new Date(ms).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });
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
  const bar = part('div', '', 'kept'), cards = part('div', '', 'clashes');
  bar.setAttribute('role', 'status');
  const said = [];  // lines that stay on this page
  const say = (text) => { if (!said.includes(text)) said.push(text); };
  function sayNext(text) {  // on the next page
    sessionStorage.setItem('crew-said', JSON.stringify(JSON.parse(sessionStorage.getItem('crew-said') || '[]').concat(text)));
  }
  function takeSaid() {
    JSON.parse(sessionStorage.getItem('crew-said') || '[]').forEach(say);
    sessionStorage.removeItem('crew-said');
  }

  // ---- Sending
  const formKey = () => document.querySelector('input[name=form_key]').value;
  let signInWanted = false, busy = null, wait = 0, timer = 0;
  async function post(entry, below) {
    const photos = below === 'dropped' ? [] : photosOf(entry), fields = photos.length > 0 ? new FormData() : new URLSearchParams();
    const control = new AbortController(), stopwatch = setTimeout(() => control.abort(), PATIENCE_MS * (1 + 2 * photos.length));
    for (const [name, value] of entry.fields) fields.append(name, value);
    for (const [name, photo] of photos) fields.append(name, photo, 'photo.jpg');
    for (const [name, value] of Object.entries({ form_key: formKey(), kind: entry.kind, version: entry.version,
      noted: Math.floor(entry.noted / 1000), sent: Math.floor(Date.now() / 1000) })) fields.set(name, value);
    try {
      const reply = await fetch(`${LIST}/${entry.reference}/${below}`, { method: 'POST', body: fields, signal: control.signal,
        headers: { 'Idempotency-Key': entry.key } });
      // What says nothing in our words did not come from the county's server, or from its door.
      return Object.assign({ state: '' }, await reply.json().catch(() => ({})), { status: reply.status });
    } finally {
      clearTimeout(stopwatch);
    }
  }
  const DONE = { asked: 'text:server.crew_asked', dropped: 'text:server.crew_dropped' };
  function tell(entry, answer) {
    if (entry.choice) sayNext(DONE[entry.choice]);
    if (answer.photos_refused) sayNext(fill('text:server.crew_photos_refused', { count: answer.photos_refused }));
    if (entry.choice) return;
    if (answer.clamped) sayNext('text:server.crew_sent_clamped');
    else if (answer.clock_minutes) sayNext(fill('text:server.crew_sent_clock', { count: Math.abs(answer.clock_minutes) }));
  }
  // Whether the next one may be sent.
  async function send(entry) {
    const answer = await post(entry, entry.choice || 'kept');
    if (answer.state === 'recorded' || answer.state === 'done') {
      tell(entry, answer);
      await drop(entry);
    }
    else if (answer.state === 'clash') await put({ ...entry, clash: answer.clash, theirs: answer.theirs });
    else if (answer.status === 413 && photosOf(entry).length > 0) {
      tell({ choice: '' }, { photos_refused: entry.photos.length });
      await put({ ...entry, photos: [] });
      return send({ ...entry, photos: [] });
    }
    else if (answer.state === 'refused' && answer.status < 500 && answer.status !== 429) await settle(entry, answer);
    else {
      signInWanted = answer.status === 401 || answer.status === 403;
      return false;
    }
    return true;
  }
  // Not taken, and never will be as it is.
  const settle = (entry, answer) => (answer.status === 404 && entry.choice === 'dropped' ? drop(entry) : put({ ...entry, choice: '',
    clash: answer.status === 404 ? 'gone' : 'refused', theirs: answer.words, asked: answer.asked === true }));
  async function sendAll() {
    let count = 0;
    // Photographs last: on a weak network they hold up no other stop.
    for (const entry of (await own()).filter(isUnsent).sort((a, b) => photosOf(a).length - photosOf(b).length)) {
      try {
        if (!await send(entry)) return later(count);
        count += 1;
      } catch (lost) {
        noNetwork = true;
        return later(count);
      }
    }
    noNetwork = noNetwork && count === 0;
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
    busy = busy || (navigator.locks ? navigator.locks.request('wufei-crew', sendAll) : sendAll()).finally(() => { busy = null; });
    return busy;
  }
  // And the list as the server has it then.
  const flush = () => sendOnce().then((count) => (count > 0 && isList ? location.replace(LIST) : draw()));

  // ---- What the page shows of it
  const REASONS = { cancelled: 'text:server.crew_clash_cancelled', recorded: 'text:server.crew_clash_recorded',
    other_crew: 'text:server.crew_clash_other_crew', other_day: 'text:server.crew_clash_other_day',
    changed: 'text:server.crew_clash_changed', too_late: 'text:server.crew_clash_too_late',
    refused: 'text:server.crew_clash_refused', gone: 'text:server.crew_clash_gone' };
  const anchorOf = (reference) => root.querySelector(`.stops a[href="${LIST}/${reference}"]`);
  // Of a stop that is not on the list any more only its things are known here, and the time.
  function placeOf(entry) {
    const anchor = anchorOf(entry.reference);
    return anchor ? anchor.querySelector('strong').textContent : entry.about;
  }
  const WORDS = { asked: 'text:server.crew_ask', dropped: 'text:server.crew_drop' };
  function choose(entry, choice) {
    return async () => {
      await put({ ...entry, choice });
      flush();
    };
  }
  function side(title, ...lines) {
    const made = part('div', '', 'side');
    made.append(part('h3', title), ...lines.filter(Boolean).map((line) => part('p', line)));
    return made;
  }
  function clashCard(entry) {
    const card = part('section', '', 'clash'), sides = part('div', '', 'sides'), ways = part('div', '', 'pair');
    sides.append(side('text:server.crew_mine', entry.words, clock(entry.noted)), side('text:server.crew_theirs', REASONS[entry.clash], entry.theirs));
    card.append(part('h2', fill('text:server.crew_clash_title', { place: placeOf(entry) })), sides);
    if (entry.choice) {
      card.append(part('p', fill('text:server.crew_choice_waits', { choice: WORDS[entry.choice] })));
      return card;
    }
    if (entry.asked) ways.append(button('text:server.crew_mean_it', '', async () => {
      await put({ ...entry, clash: '', asked: false, fields: entry.fields.concat([['sure', 'on']]) });
      flush();
    }));
    ways.append(button(WORDS.asked, '', choose(entry, 'asked')), button(WORDS.dropped, 'danger', choose(entry, 'dropped')));
    card.append(ways);
    return card;
  }
  function mark(entry) {
    const anchor = anchorOf(entry.reference);
    if (!anchor) return;
    const clashes = entry.clash !== '';
    anchor.append(part('span', clashes ? 'text:server.crew_check' : 'text:server.crew_waiting', `tag mine ${clashes ? 'bad' : 'warn'}`));
    anchor.parentNode.classList.add('over');
  }
  // The first stop that is not recorded, on the server or here, is the next one.
  function showNext() {
    const card = root.querySelector('.next'), rows = [...root.querySelectorAll('.stops li')], first = rows.findIndex((row) => !row.classList.contains('over'));
    root.querySelectorAll('.cells b').forEach((cell, index) => cell.classList.toggle('on', rows[index].classList.contains('over')));
    if (!card) return;
    card.hidden = first < 0;
    if (first < 0 || rows[first].classList.contains('now')) return;
    const anchor = rows[first].querySelector('a'), go = part('a', 'text:server.work_arrived', 'main tall');
    go.href = anchor.href;
    rows.forEach((row, index) => row.classList.toggle('now', index === first));
    card.replaceChildren(part('p', fill('text:server.work_next_stop', { number: first + 1 })), part('h2', anchor.querySelector('strong').textContent),
      part('p', anchor.querySelector('small').textContent), go);
  }
  function drawList(entries) {
    root.querySelectorAll('.tag.mine').forEach((tag) => tag.remove());
    entries.forEach(mark);
    showNext();
    cards.replaceChildren(...entries.filter((entry) => entry.clash !== '').map(clashCard));
  }
  function drawStop(entries) {
    const entry = entries.find((one) => one.reference === stop);
    root.querySelectorAll('form[action$="/collected"], .missed').forEach((one) => { one.hidden = Boolean(entry); });
    if (entry) bar.append(part('p', 'text:server.crew_kept_here' + entry.words));
  }
  function drawBar(unsent) {
    bar.replaceChildren(...said.map((line) => part('p', line)));
    if (noNetwork) bar.append(part('strong', 'text:server.crew_offline'),
      part('p', fill('text:server.crew_offline_since', { when: clock(keptAt || openedAt) })));
    if (signInWanted) {
      const link = part('a', 'text:server.crew_sign_in_link', 'second');
      link.href = `${SIGN_IN}?next=${LIST}`;
      bar.append(part('p', 'text:server.crew_sign_in'), link);
    }
    if (unsent > 0) bar.append(part('p', fill('text:server.crew_waiting_count', { count: unsent })), button('text:server.crew_send_now', 'second', flush));
  }
  const openedAt = Date.now();
  async function draw() {
    if (!root) return;
    const entries = await own();
    drawBar(entries.filter(isUnsent).length);
    if (isList) drawList(entries);
    else drawStop(entries);
  }

  // ---- Recording
  const plain = (typed) => typed.trim().replace(/[０-９．]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  const gramsIn = (typed) => (/^\d{1,4}(\.\d{1,3})?$/.test(plain(typed)) ? Math.round(Number(plain(typed)) * 1000) : 0);
  const countsOf = (form) => [...form.querySelectorAll('select[name^="piece-"]')];
  const leftOf = (form) => form.elements.namedItem('left');  // why a part was left
  const isPart = (form) => countsOf(form).some((field) => field.selectedIndex < field.length - 1);
  // The field that is wrong and why, or nothing. The server has the last word; this one is for when it cannot be asked.
  function faultOf(form) {
    const why = form.elements.namedItem('why');
    if (why) return why.value ? null : [why, 'text:server.crew_reason_missing'];
    const weight = form.elements.namedItem('kilograms'), grams = gramsIn(weight.value), sure = form.elements.namedItem('sure');
    if (countsOf(form).every((field) => field.value === '0')) return [countsOf(form)[0], 'text:server.crew_none_counted'];
    if (isPart(form) && leftOf(form) && !leftOf(form).value) return [leftOf(form), 'text:server.crew_left_missing'];
    if (!isPart(form) && leftOf(form) && leftOf(form).value) return [leftOf(form), 'text:server.crew_left_whole'];
    if (grams < 1 || grams > Number(root.dataset.most)) return [weight, 'text:server.work_weight_wrong'];
    return grams > Number(root.dataset.asked) && !(sure && sure.checked) ? [weight, 'text:server.crew_weight_asked'] : null;
  }
  function showFault(form, [field, text]) {
    form.querySelectorAll('.fault').forEach((old) => old.remove());
    const fault = part('p', '', 'fault');
    fault.setAttribute('role', 'alert');
    fault.append(part('strong', text));
    field.before(fault);
    if (text === 'text:server.crew_weight_asked' && !form.elements.namedItem('sure')) {
      const tick = part('p', '', 'q tick'), label = part('label', 'text:server.work_weight_sure'), box = part('input');
      Object.assign(box, { type: 'checkbox', name: 'sure', id: 'sure', value: 'on' });
      label.htmlFor = 'sure';
      tick.append(box, label);
      form.querySelector('button').before(tick);
    }
    field.focus();
  }
  function wordsOf(form, photos) {
    const words = outcomeOf(form);
    return photos.length > 0 ? fill('text:server.crew_photos_with', { words, count: photos.length }) : words;
  }
  function outcomeOf(form) {
    const why = form.elements.namedItem('why');
    if (why) return fill('text:server.crew_mine_missed', { reason: why.selectedOptions[0].textContent });
    const pieces = countsOf(form).filter((field) => field.value !== '0').map((field) => `${field.labels[0].textContent} ${field.value}`);
    const text = fill('text:server.crew_mine_collected', { pieces: pieces.join('、'), weight: plain(form.elements.namedItem('kilograms').value) });
    return isPart(form) && leftOf(form) ? `${text}（${leftOf(form).selectedOptions[0].textContent}）` : text;
  }
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  function entryOf(form, key) {
    const all = [...new FormData(form)], isFile = ([, value]) => typeof value !== 'string', photos = all.filter((one) => isFile(one) && one[1].size > 0);
    const fields = all.filter((one) => one[0] !== 'form_key' && (one[0] !== 'left' || isPart(form)) && !isFile(one));
    return { key, account, reference: stop, kind: /\/missed$/.test(form.action) ? 'missed' : 'collected', fields, photos, version: root.dataset.version,
      noted: Date.now(), words: wordsOf(form, photos), about: root.querySelector('h1 + p').textContent, clash: '', theirs: '', asked: false, choice: '' };
  }
  async function record(form, entry) {
    form.querySelectorAll('button').forEach((one) => { one.disabled = true; });
    try {
      await keep(entry);
    } catch (refused) {
      return form.submit();  // nothing can be kept here: as without this script
    }
    await flush();
    const now = (await own()).find(({ key }) => key === entry.key);
    if (now && now.clash === 'refused') {
      await drop(now);
      return form.submit();  // the server says what is wrong beside the field
    }
    return location.assign(now ? LIST : `${LIST}?done=${entry.kind}`);
  }
  function takeOver(form) {
    const key = newKey();
    form.addEventListener('submit', (event) => {
      const fault = faultOf(form);
      if (fault && !noNetwork) return;
      event.preventDefault();
      if (fault) showFault(form, fault);
      else record(form, entryOf(form, key));
    });
  }
  function guardCall(form) {
    form.addEventListener('submit', (event) => {
      if (!noNetwork) return;
      event.preventDefault();
      say('text:server.crew_call_offline');
      draw().then(() => bar.scrollIntoView({ block: 'nearest' }));
    });
  }

  // ---- Pages that are kept, and their end
  const registration = () => navigator.serviceWorker.getRegistration(LIST);
  async function wipe() {
    const ready = await registration();
    if (ready && ready.active && /\/desk\/worker\.js$/.test(ready.active.scriptURL)) ready.active.postMessage({ wipe: true });
    await caches.delete('crew-pages');
  }
  const activeOf = (ready) => ready.active || new Promise((done) => {
    const coming = ready.installing || ready.waiting;
    coming.addEventListener('statechange', () => { if (coming.state === 'activated') done(coming); });
  });
  async function keepPages() {
    const ready = await navigator.serviceWorker.register('/desk/worker.js', { scope: LIST });
    const active = await activeOf(ready);
    const stops = [...root.querySelectorAll('.stops a')].map((one) => [new URL(one.href).pathname, one.dataset.version]).filter(([, version]) => version);
    active.postMessage({ stops, withList: !cameThrough });
  }
  async function signOut(form) {
    if (root) await sendOnce();
    const unsent = (await (account ? own() : everything())).filter(isUnsent).length;
    if (unsent > 0 && !form.dataset.warned) {
      form.dataset.warned = 'yes';
      say(fill('text:server.crew_out_waiting', { count: unsent }));
      return showOutside();
    }
    await wipe();
    if (navigator.onLine) return form.submit();
    say('text:server.crew_out_offline');
    return showOutside();
  }
  function showOutside() {
    if (root) draw();
    else bar.replaceChildren(...said.map((line) => part('p', line)));
    bar.scrollIntoView({ block: 'nearest' });
  }
  async function atSignIn() {
    await wipe();
    const unsent = (await everything()).filter(isUnsent).length;
    if (unsent > 0) bar.append(part('p', fill('text:server.crew_others', { count: unsent })));
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
    root.querySelectorAll('form[action$="/collected"], form[action$="/missed"]').forEach(takeOver);
    root.querySelectorAll('form[action$="/phone"]').forEach(guardCall);
    if (isList && !keptAt) keepPages().catch(() => {});
    window.addEventListener('offline', () => { noNetwork = true; draw(); });
    window.addEventListener('online', () => {
      noNetwork = false;
      wait = 0;
      flush().then(() => { if (isList && keptAt) location.replace(LIST); });
    });
    window.addEventListener('pageshow', (event) => { if (event.persisted) draw(); });
    draw();
    flush().catch(() => {});
  }
  begin();
})();
