// What axe finds: on a page of each kind of the site map, on telephone and desktop, in normal and large print, in light, dark,
// more contrast and forced colours, and the server's own pages in light and dark; and on each step of a booking, before and after it was told what is missing. Every finding is named
// on stderr.
import { axe, desktopContext, launchBrowser, live, openPage, phoneContext, settled, startPortal } from '../e2e/lib.mjs';
import { arrive, chooseItem, chooseTime, fillContact, fillPlace, onward, submit, tap } from '../e2e/flow.mjs';

const portal = await startPortal(), browser = await launchBrowser();
const looks = [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { contrast: 'more' }, { forcedColors: 'active' }];
const more = ['/pickup/lookup', '/pickup/WF-222-222-222', '/feedback/new', '/feedback/lookup', '/guide?q=dj', '/search?q=%E5%9E%83%E5%9C%BE',
  '/no/such/page'];
const perKind = 1, together = 2;
let states = 0, violations = 0;

async function look(page, what) {
  await settled(page);
  states += 1;
  for (const found of await axe(page)) {
    violations += 1;
    console.error(`${what}: ${found}`);
  }
}

// The first page of every kind that the site map leads to: addresses that differ in their last segment are of one kind.
async function pagesOfEachKind() {
  const map = await (await fetch(`${portal.url}/site-map`)).text(), kinds = new Map();
  for (const [, path] of map.matchAll(/href="(\/[^"#?]*)"/g)) {
    const kind = path.split('/').slice(0, -1).join('/') || path;
    if (/^\/(api|assets)\b|\.\w+$/.test(path)) continue;
    const seen = kinds.get(kind) ?? kinds.set(kind, new Set()).get(kind);
    if (seen.size < perKind || kind === path) seen.add(path);
  }
  return [...new Set([...[...kinds.values()].flatMap((seen) => [...seen]), ...more])];
}

async function inLook(make, elder, options, work, plain = false) {
  const context = await make(browser, { deviceScaleFactor: 1, ...options });
  if (plain) await context.addInitScript(() => { try { sessionStorage.setItem('wufei-plain', '1'); } catch { /* private */ } });  // as ?plain does
  if (elder) await context.addInitScript(() => { try { localStorage.setItem('wufei.elder', '1'); } catch { /* private */ } });
  await work(context);
  await context.close();
}

async function openPages(context, paths, name) {
  const left = [...paths];
  await Promise.all(Array.from({ length: together }, async () => {
    for (let path = left.shift(); path; path = left.shift()) {
      const page = await openPage(context, portal.url + path);
      if (!/forced|server/.test(name)) await live(page);
      await look(page, `${path} (${name})`);
      await page.close();
    }
  }));
}

let people = 0;
async function book(context, name) {
  const page = await openPage(context, `${portal.url}/`);
  await live(page);
  const refused = async (step) => {
    await tap(onward(page));
    await look(page, `${step}, with errors (${name})`);
  };
  await tap(page.getByRole('link', { name: '预约上门收运' }).first());
  await arrive(page, '**/pickup/new/what');
  await refused('what');
  await page.goto(portal.url);
  await live(page);
  await chooseItem(page, tap);
  await refused('where');
  await fillPlace(page, tap, `测试路 ${people += 1} 号`);
  await look(page, `when (${name})`);  // its way on comes with a slot
  await chooseTime(page, tap);
  await refused('who');
  await fillContact(page, tap, { name: '李明', phone: `1390635${1000 + people}` });
  await look(page, `check (${name})`);
  await submit(page, tap);
  await look(page, `done (${name})`);
}

try {
  const paths = await pagesOfEachKind();
  for (const [device, make] of [['phone', phoneContext], ['desktop', desktopContext]])
    for (const elder of [false, true])
      for (const options of looks) {
        const name = [device, elder ? 'large print' : 'normal', ...Object.values(options).map((value) => value === 'active' ? 'forced' : value)].join(', ');
        await inLook(make, elder, options, (context) => openPages(context, paths, name));
        if (options.colorScheme) await inLook(make, elder, options, (context) => openPages(context, paths, `${name}, the server's`), true);
      }
  for (const options of looks.slice(0, 3)) await inLook(phoneContext, false, options, (context) => book(context, `booking, ${Object.values(options)}`));
  console.log(`figure axe_states ${states}`);
  console.log(`figure axe_violations ${violations}`);
} finally {
  await browser.close();
  await portal.stop();
}
