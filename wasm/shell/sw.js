// Lets the portal open without a network: keeps the hashed assets and the public pages. Pages come from the network
// first. Replies that belong to a person are never kept: of the API only the public lists named below are.
'use strict';
const BUILD = 'wufei-pack:build', CACHE = 'wufei-' + BUILD;
const ASSETS = ['wufei-pack:assets'];
const PAGES = ['/', '/pickup', '/privacy'];
const LISTS = ['/api/v1/areas', '/api/v1/catalogue', '/api/v1/site'];

// Everything a page needs is loaded when it starts, so a new version may take over at once.
self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(ASSETS.concat('/'))).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const others = (keys) => keys.filter((key) => key.startsWith('wufei-') && key !== CACHE);
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
const fromCache = (request) => caches.open(CACHE).then((cache) => cache.match(request, { ignoreVary: true }));

const page = (request, path) => fetch(request)
  .then((reply) => (PAGES.includes(path) && !reply.redirected ? keep(path, reply) : reply))
  .catch(() => fromCache(path).then((kept) => kept || fromCache('/')).then((kept) => kept || Response.error()));
const asset = (request) => fromCache(request).then((kept) => kept || fetch(request).then((reply) => keep(request, reply)));
const list = (request) => fetch(request).then((reply) => keep(request, reply))
  .catch(() => fromCache(request).then((kept) => kept || Response.error()));

self.addEventListener('fetch', (event) => {
  const request = event.request, url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request, url.pathname));
  else if (ASSETS.includes(url.pathname)) event.respondWith(asset(request));
  else if (LISTS.includes(url.pathname) && !url.search) event.respondWith(list(request));
});
