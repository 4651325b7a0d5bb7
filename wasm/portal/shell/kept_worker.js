// Opens the pages of one list without a network (docs/adr/0034). Packed twice: as /desk/worker.js for the crew's /desk/stops, as
// /desk/road_worker.js for the drivers' /desk/waste/road, so that no two workers (nor the residents' sw.js) answer for the same page;
// their caches have names of their own, too. A page is kept no longer than it says itself: to the end of the day or of the session.
'use strict';
const BUILD = 'wufei-pack:build', NAME = 'wufei-pack:name', LIST = 'wufei-pack:list';
const FILES = `${NAME}-files-${BUILD}`, PAGES = `${NAME}-pages`;
const ASSETS = ['wufei-pack:files'];
const PATIENCE_MS = 6000;    // a network that takes longer is none while there is a kept page
const BACKWARDS_MS = 3600e3;  // a clock that was set back further tells nothing about the day
let wipes = 0;               // what was fetched before the last one is not kept after it

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll(ASSETS)).then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => {
  const old = (name) => name.startsWith(`${NAME}-files-`) && name !== FILES;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

function wipe() {
  wipes += 1;
  return caches.delete(PAGES);
}

// The page as it was kept, if it still may be shown.
async function keptPage(path) {
  const found = await (await caches.open(PAGES)).match(path);
  if (!found) return null;
  const now = Date.now();
  if (now < Number(found.headers.get('X-Kept-Until')) && now > Number(found.headers.get('X-Kept-At')) - BACKWARDS_MS) return found;
  await wipe();
  return null;
}

const standOf = (version) => `${version || ''} ${BUILD}`;
const SAYS = /data-crew="(\d+)" data-now="(\d+)" data-until="(\d+)"(?:[^>]*data-version="(\d+)")?/;
const HEADERS = ['Content-Type', 'Content-Security-Policy', 'X-Content-Type-Options', 'Referrer-Policy'];

// Keeps what is one of the list's pages; anything else (a sign-in, a refusal) is not.
async function keep(path, reply, before = wipes) {
  if (!reply.ok || reply.redirected) return;
  const html = await reply.text(), says = SAYS.exec(html);
  if (!says || before !== wipes) return;
  const [, crew, madeAt, until, version] = says, now = Date.now(), headers = new Headers();
  for (const name of HEADERS) if (reply.headers.has(name)) headers.set(name, reply.headers.get(name));
  headers.set('X-Kept-At', now);
  headers.set('X-Kept-Until', now + (until - madeAt) * 1000);  // however wrong the phone's clock is
  headers.set('X-Kept-Of', standOf(version));
  headers.set('X-Kept-Crew', crew);
  const other = await (await caches.open(PAGES)).match(LIST);
  if (other && other.headers.get('X-Kept-Crew') !== crew) await wipe();
  const cache = await caches.open(PAGES);
  await cache.put(path, new Response(html.replace('<body ', `<body data-kept="${now}" `), { headers }));
}

// The pages of the list with their versions: those that are kept as they stand are not asked for again, those that are no
// longer on it go.
async function gather(pages, withList) {
  const cache = await caches.open(PAGES);
  for (const { url } of await cache.keys()) {
    const path = new URL(url).pathname;
    if (path !== LIST && !pages.some(([one]) => one === path)) await cache.delete(url);
  }
  const wanted = withList || !await keptPage(LIST) ? [[LIST]].concat(pages) : pages;
  for (const [path, version] of wanted) {
    const there = path !== LIST && await keptPage(path), before = wipes;
    if (!there || there.headers.get('X-Kept-Of') !== standOf(version)) await keep(path, await fetch(path), before);
  }
}

self.addEventListener('message', (event) => {
  const { pages, withList } = event.data;
  event.waitUntil((event.data.wipe ? wipe() : gather(pages, withList)).catch(() => {}));
});

const lost = () => new Response('<!doctype html><html lang="zh-CN"><meta charset="utf-8">' +
  '<meta name="viewport" content="width=device-width, initial-scale=1"><title>text:server.crew_not_kept</title>' +
  '<link rel="stylesheet" href="asset:desk.css"><body class="desk alone"><div id="desk"><main id="main" class="crew">' +
  '<h1>text:server.crew_not_kept</h1><p>wufei-pack:about</p>' +
  `<p class="ways"><a class="main tall" href="${LIST}">wufei-pack:title</a></p></main></div>`,
{ status: 503, headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "default-src 'self'" } });

// The network first. 502 to 504: the server behind the proxy is away.
async function page(event, path) {
  const before = wipes;
  const fresh = fetch(event.request).then((reply) => {
    if (reply.ok) event.waitUntil(keep(path, reply.clone(), before).catch(() => {}));
    return reply;
  });
  const kept = await keptPage(path);
  if (!kept) return fresh.catch(lost);
  const late = new Promise((done) => { setTimeout(done, PATIENCE_MS, kept); });
  return Promise.race([fresh.then((reply) => (reply.status > 501 && reply.status < 505 ? kept : reply), () => kept), late]);
}

const isBelow = (path) => path.startsWith(`${LIST}/`) && !path.slice(LIST.length + 1).includes('/');
const file = async (request) => (await (await caches.open(FILES)).match(request.url)) || fetch(request);

self.addEventListener('fetch', (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') {
    if (url.pathname === LIST || isBelow(url.pathname)) event.respondWith(page(event, url.pathname));
  } else if (ASSETS.includes(url.pathname)) event.respondWith(file(request));
});
