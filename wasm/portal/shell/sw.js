// Lets the portal open without a network: keeps the hashed assets, the service's pages, and the public pages read last.
// Pages come from the network first. Replies that belong to a person are never kept: of the API only the public lists
// named below and the documents of public pages are.
'use strict';
const BUILD = 'wufei-pack:build', CACHE = 'wufei-' + BUILD, READ = 'wufei-read-' + BUILD;
const FIRST = ['wufei-pack:first'], LATER = ['wufei-pack:later'], ASSETS = FIRST.concat(LATER);
// Of the documents named in backend/county/site/documents.inc. A page is kept twice: as HTML and as document.
const ALWAYS = ['wufei-pack:always'], AHEAD = ['wufei-pack:ahead'], NAMES = { 'wufei-pack:names': '' };
const DOCUMENTS = 'api:kPages', MOST_READ = 120, documentOf = (path) => DOCUMENTS + '?path=' + path;
const PAGES = ['/'].concat(ALWAYS);
const LISTS = ['api:kAreas', 'api:kCatalogue', 'api:kSite', 'api:kFeedbackRules', 'api:kGuide', 'api:kGuideIndex', 'api:kGuidePlaces']
  .concat(ALWAYS.map(documentOf));

// Everything a page needs is loaded when it starts, so a new version may take over at once.
self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FIRST.concat('/'))).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const others = (keys) => keys.filter((key) => key.startsWith('wufei-') && key !== CACHE && key !== READ);
  event.waitUntil(caches.keys().then((keys) => Promise.all(others(keys).map((key) => caches.delete(key))))
    .then(() => self.clients.claim()));
});

const keep = (request, reply) => {
  if (reply.ok) {
    const copy = reply.clone();
    caches.open(CACHE).then((cache) => cache.put(request, copy)).catch(() => {});
  }
  return reply;
};
const fromCache = (request, name = CACHE) => caches.open(name).then((cache) => cache.match(request, { ignoreVary: true }));

// The newest stand last; the oldest go.
const isPublic = (reply) => reply.ok && !reply.redirected && !/no-store|private/.test(reply.headers.get('Cache-Control') || '');
const remember = (request, reply) => {
  if (isPublic(reply)) {
    const copy = reply.clone();
    caches.open(READ).then((cache) => cache.delete(request).then(() => cache.put(request, copy)).then(() => cache.keys())
      .then((keys) => Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_READ)).map((key) => cache.delete(key)))))
      .catch(() => {});
  }
  return reply;
};

// Neither network nor copy: the frame of the home page, and in it which page is missing and what works all the same. The
// program draws the same when it has started (wasm/document/offline_view.cpp).
const way = (href, title, about) => `<li><p><a href="${href}">${title}</a></p><p>${about}</p></li>`;
const lostMain = (path, line) => {
  const name = NAMES['/' + path.split('/')[1]];
  return '<main id="main" tabindex="-1"><div class="document"><h1>text:frame.offline_title</h1><p>' +
    (name ? 'text:offline.page'.replace('{page}', name) : 'text:offline.this') +
    '</p><ul class="press main"><li><a href="">text:common.retry</a></li></ul><h2>text:offline.works</h2><ul class="cards">' +
    way('/guide', 'text:offline.guide', 'text:offline.guide_about') +
    way('/pickup/lookup', 'text:frame.lookup', 'text:offline.lookup_about') +
    (line ? way('tel:' + line, 'text:offline.call'.replace('{line}', line), 'text:offline.call_about') : '') + '</ul></div></main>';
};
// The program draws all pages of bookings from what is kept: until it does, none of another page's words.
const openingMain = () => '<main id="main" tabindex="-1"><div class="document"><h1>text:document.opening</h1></div></main>';
const inFrame = (main) => fromCache('/').then((kept) => (kept ? kept.text().then((html) => {
  const headers = new Headers(kept.headers), line = /"tel:([\d-]+)"/.exec(html);
  headers.delete('Content-Encoding');
  headers.delete('Content-Length');
  return new Response(html.replace(/<main[\s\S]*<\/main>/, () => main(line && line[1])), { headers });
}) : Response.error()));
const lostPage = (path) => inFrame((line) => lostMain(path, line));

const servicePage = (request, path) => fetch(request)
  .then((reply) => (PAGES.includes(path) && !reply.redirected ? keep(path, reply) : reply))
  .catch(() => fromCache(path).then((kept) => kept || (path.startsWith('/pickup') ? inFrame(openingMain) : lostPage(path))));
const readPage = (request) => fetch(request).then((reply) => remember(request.url, reply))
  .catch(() => fromCache(request.url, READ).then((kept) => kept || lostPage(new URL(request.url).pathname)));
const asset = (request) => fromCache(request).then((kept) => kept || fetch(request).then((reply) => keep(request, reply)));
const list = (request) => fetch(request).then((reply) => keep(request, reply))
  .catch(() => fromCache(request).then((kept) => kept || Response.error()));
const documents = (request) => fetch(request).then((reply) => remember(request.url, reply))
  .catch(() => fromCache(request.url, READ).then((kept) => kept || Response.error()));

const isService = (path) => PAGES.includes(path) || /^\/(pickup|staff)(\/|$)/.test(path);
self.addEventListener('fetch', (event) => {
  const request = event.request, url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(isService(url.pathname) ? servicePage(request, url.pathname) : readPage(request));
  else if (ASSETS.includes(url.pathname)) event.respondWith(asset(request));
  else if (LISTS.includes(url.pathname + url.search)) event.respondWith(list(request));
  else if (url.pathname === DOCUMENTS) event.respondWith(documents(request));
});

// The page that is open and idle tells what it was made of, and its second part, which the server may not have any more
// when it is wanted: on a first visit nothing of that passed through here. With it come the assets of later pages, the
// service's pages and lists and the guide, so that all of it can be searched without a network; not where people save data and have not opened it.
self.addEventListener('message', (event) => {
  const isAsset = (url) => [ASSETS, LISTS, PAGES].some((known) => known.includes(url.pathname + url.search));
  const wanted = event.data.some((path) => AHEAD.some((page) => path.startsWith(page)));
  const saving = navigator.connection && navigator.connection.saveData && !wanted;
  const lists = saving ? [] : LISTS.concat(PAGES, AHEAD, AHEAD.map(documentOf));
  const take = (url) => fromCache(url.href, isAsset(url) ? CACHE : READ)
    .then((kept) => kept || fetch(url.href).then((reply) => (isAsset(url) ? keep : remember)(url.href, reply)));
  const urls = [...new Set(event.data.concat(LATER, lists))].map((path) => new URL(path, location.origin)).filter((url) => url.origin === location.origin)
    .filter((url) => isAsset(url) || url.pathname === DOCUMENTS || !/^\/(api|pickup|staff)\//.test(url.pathname));
  event.waitUntil(Promise.all(urls.map(take)).catch(() => {}));
});
