// Colleagues at the county's desk in a browser, the crew's phone, and a wire to the portal that can be cut. Shared by the tests.
import { createServer, connect } from 'node:net';
import { codeOf } from '../server/staff.mjs';

const password = 'quiet lorry 27 willow';

/** Through the door with the one-time link that `wufei staff add` has said; `step` of the portal's clock (codeOf). */
export async function enterDesk(page, url, said, step) {
  await page.goto(url + /\/desk\/welcome\?link=\w+/.exec(said)[0]);
  const secret = (await page.locator('code').innerText()).replaceAll(/\s/g, '');
  for (const field of await page.locator('input[type=password]').all()) await field.fill(password);
  await page.locator('input[name=code]').fill(codeOf(secret, step));
  await page.locator('main button').click();
}

/** Between browser and portal: cut, nobody answers at its address. `to` another port: the portal was started again. */
export async function layWire(port) {
  const open = new Set();
  let server, own = 0, far = port;
  const mend = (to = far) => new Promise((done) => {
    far = to;
    server = createServer((near) => {
      const other = connect(far, '127.0.0.1');
      for (const [one, two] of [[near, other], [other, near]]) {
        open.add(one);
        one.on('error', () => {}).on('close', () => { open.delete(one); two.destroy(); }).pipe(two);
      }
    }).listen(own, '127.0.0.1', () => { own = server.address().port; done(); });
  });
  const cut = () => new Promise((done) => { server.close(() => done()); for (const one of open) one.destroy(); });
  await mend();
  return { url: `http://127.0.0.1:${own}`, mend, cut };
}
export async function lose(wire, context) {
  await wire.cut();
  await context.setOffline(true);
}
export async function find(wire, context) {
  await wire.mend();
  await context.setOffline(false);
}

export const keptPaths = (page) => page.evaluate(async () => (await caches.has('crew-pages')
  ? (await (await caches.open('crew-pages')).keys()).map(({ url }) => new URL(url).pathname) : []));
/** Resolves when the phone has the list and these stops. */
export async function keepsStops(page, references) {
  const wanted = ['/desk/stops', ...references.map((one) => `/desk/stops/${one}`)];
  for (let there = []; !wanted.every((one) => there.includes(one));) there = await keptPaths(page);
}
