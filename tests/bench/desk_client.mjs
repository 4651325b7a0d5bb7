// The desk as colleagues meet it on an office PC: bytes until the board stands, time per frame while a day of five hundred
// bookings is scrolled (style, layout and recording of what is painted, on the main thread), what axe finds.
// usage: desk_client.mjs BINARY_THAT_FILLS
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { axe, desktopContext, launchBrowser } from '../e2e/lib.mjs';
import { scratchDirectory, startServer } from '../server/lib.mjs';
import { openAccount } from '../server/staff.mjs';

const kFrames = 200;
const data = join(scratchDirectory(), 'data');
execFileSync(process.argv[2], [data, '500', '1'], { stdio: 'inherit' });
const server = await startServer({ data }), browser = await launchBrowser();

async function signedIn(name, role, department) {
  const { person } = await openAccount(server, name, role, department);
  const context = await desktopContext(browser, { bypassCSP: true });
  await context.addCookies([...person.cookies].map(([cookie, value]) => ({ name: cookie, value, url: server.url })));
  return { context, person };
}

/** Addresses of the navigation, and of the first of each list. */
async function pagesOf(person) {
  const home = await person.get('/desk'), paths = new Set(['/desk']);
  for (const [, path] of home.text.matchAll(/<a [^>]*href="(\/desk[^"#]*)"/g)) paths.add(path.replaceAll('&amp;', '&'));
  for (const path of [...paths]) {
    const below = /href="(\/desk\/\w+\/[A-Z0-9-]{8,})"/.exec((await person.get(path)).text);
    if (below) paths.add(below[1]);
  }
  return paths;
}

try {
  const { context, person } = await signedIn('wang', 'dispatcher');
  const page = await context.newPage(), session = await context.newCDPSession(page);
  let bytes = 0;
  await session.send('Network.enable');
  session.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  const tiles = await person.get('/desk');
  const today = [...tiles.text.matchAll(/href="(\/desk\/pickups\?date=[^"]*)"/g)].map(([, path]) => path.replaceAll('&amp;', '&'));
  let board = '', most = 0;
  for (let ahead = 0; ahead < 8; ahead += 1) {  // the day that holds them all
    const day = new Date(Date.now() + 8 * 3600e3 + ahead * 864e5).toISOString().slice(0, 10), path = `/desk/pickups?date=${day}`;
    const rows = (await person.get(path)).text.split('<tr').length;
    if (rows > most) [board, most] = [path, rows];
  }
  await page.goto(server.url + (today[0] ?? '/desk/pickups'), { waitUntil: 'networkidle' });
  console.log(`figure desk_first_screen_kb ${(bytes / 1024).toFixed(1)}`);
  await page.goto(server.url + board, { waitUntil: 'networkidle' });
  const rows = await page.locator('table.list tbody tr').count();
  if (rows !== 500) throw new Error(`${rows} rows on the board, not 500`);
  const times = await page.evaluate(async (frames) => {
    const took = [], bottom = document.documentElement.scrollHeight - innerHeight;
    for (let i = 0; i < frames; i += 1)
      await new Promise((next) => requestAnimationFrame(() => {
        const start = performance.now(), { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { took.push(performance.now() - start); next(); };
        scrollTo(0, bottom * Math.abs(Math.sin(i / 20)));
        port2.postMessage(0);
      }));
    return took.sort((a, b) => a - b);
  }, kFrames);
  console.log(`figure desk_board_frame_ms_p95_500_rows ${times[Math.floor(kFrames * 0.95)].toFixed(2)}`);

  let violations = 0, states = 0;
  const people = [{ context, person }, await signedIn('zhao', 'officer'), await signedIn('sun', 'administrator'), await signedIn('qian', 'editor'),
    await signedIn('zhou', 'crew', '1 号车')];
  for (const one of people)
    for (const path of await pagesOf(one.person)) {
      const seen = await one.context.newPage();
      await seen.goto(server.url + path);
      for (const found of await axe(seen)) { violations += 1; console.error(`${path}: ${found}`); }
      states += 1;
      await seen.close();
    }
  console.log(`figure desk_axe_states ${states}`);
  console.log(`figure desk_axe_violations ${violations}`);
} finally {
  await browser.close();
  await server.stop();
}
