// One process, several counties: the host name chooses, and nothing of one is ever seen at another. Marked people come through every
// door of each county (canaries); then everything that each of the others shows is read and looked through.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { askAs, enter, listOf, people, proxyTo, walk } from './counties.mjs';
import { startServer, wufei } from './lib.mjs';
import { Postgres, missing, placeStore } from './postgres.mjs';

const roles = ['dispatcher', 'officer', 'editor', 'administrator'];
const own = ({ county, told }) => [county.mark, county.name, ...told.personal, ...told.references, ...told.given];
const encoded = (text) => [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), [...text].map((c) => `&#${c.codePointAt(0)};`).join('')];

for (const engine of ['SQLite', 'PostgreSQL'])
  describe(`counties on ${engine}`, { skip: engine === 'PostgreSQL' && missing ? missing : false }, () => {
    const counties = people.map((one) => ({ ...one })), visits = [], proxies = [];
    let server, postgres;
    before(async () => {
      if (engine === 'PostgreSQL') postgres = await Postgres.start();
      const list = listOf(counties, (entry, county) => {
        if (postgres) placeStore(county.data, postgres.database(`county_${county.code}`));
        return entry;
      });
      server = await startServer({ logLevel: 'info', args: ['--counties', list, '--trusted-proxy', '127.0.0.1'] });
      for (const county of counties) proxies.push(await proxyTo(server.url, county.hosts[0]));
      visits.push(...await Promise.all(counties.map(async (county, i) => ({ county, told: await enter(county, proxies[i].url, roles) }))));
    });
    after(async () => {
      for (const proxy of proxies) await proxy.stop();
      const ended = await server?.stop();
      await postgres?.stop();
      assert.deepEqual(ended, { code: 0, signal: null });
    });

    const foreign = (visit) => visits.filter((other) => other !== visit).flatMap((other) => own(other).map((text) => ({ text, of: other.county.name })));
    const clean = (visit, what, text) => {
      for (const other of foreign(visit))
        for (const form of encoded(other.text)) assert.ok(!text.includes(form), `${what} of ${visit.county.name} holds ${form} of ${other.of}`);
    };
    const questions = (visit) => foreign(visit).filter(({ text }) => text.length < 16).slice(0, 12).flatMap(({ text }) =>
      ['/search?q=', '/guide?q=', '/api/v1/search?q=', '/api/v1/guide/search?q=', '/desk/pickups/search?q=', '/desk/cases?q='].map((path) => path + encodeURIComponent(text)));

    test('what each county shows to anybody and to its staff holds nothing of the others', async () => {
      for (const visit of visits) {
        const { hosts, name, mark } = visit.county;
        let pages = 0, ownMarks = 0;
        for (const cookie of [undefined, ...roles.map((role) => visit.told.staff[role])]) {
          const opened = visit.told.references.flatMap((one) => [`/desk/pickups/${one}`, `/desk/cases/${one}`]);
          const read = await walk(server.url, hosts[0], cookie === undefined ? {} : { cookie, seeds: ['/desk', ...opened] });
          for (const [path, , text] of read) clean(visit, path, text);
          pages += read.filter(([, status]) => status === 200).length;
          ownMarks += read.filter(([, , text]) => text.includes(mark)).length;
          assert.ok(read.some(([, , text]) => text.includes(name)), `${name} names itself`);
        }
        assert.ok(pages > 150, `${pages} pages of ${name}`);
        assert.ok(ownMarks > 5, `staff of ${name} see its own marks: ${ownMarks}`);
      }
    });

    test('a search for what another county holds finds nothing', async () => {
      for (const visit of visits)
        for (const path of questions(visit)) {
          const cookie = path.startsWith('/desk') ? { Cookie: visit.told.staff.dispatcher } : {};
          const { text } = await askAs(server.url, visit.county.hosts[0], 'GET', path, { headers: { Accept: 'text/html', ...cookie } });
          const asked = decodeURIComponent(path.split('=')[1]);
          for (const other of foreign(visit).filter((one) => !asked.includes(one.text) && !one.text.includes(asked)))
            assert.ok(!text.includes(other.text), `${path} at ${visit.county.name} holds ${other.text}`);
          for (const other of visits.filter((one) => one !== visit))
            for (const reference of other.told.references) assert.ok(!text.includes(reference), `${path} finds ${reference}`);
        }
    });

    test('references, tokens, cookies and sessions of one county open nothing at another', async () => {
      for (const visit of visits)
        for (const other of visits.filter((one) => one !== visit)) {
          const at = (method, path, headers = {}, body = undefined) => askAs(server.url, visit.county.hosts[0], method, path, { headers, body });
          assert.ok(other.told.bookings.length > 0 && other.told.tickets.length > 0);
          const here = [];
          for (const { reference, token } of other.told.bookings) {
            const bearer = { Authorization: `Bearer ${token}` }, path = `/api/v1/pickups/${reference}`;
            assert.ok([401, 404].includes((await at('GET', path, bearer)).status), path);
            assert.ok([401, 404].includes((await at('POST', `${path}/cancel`, { ...bearer, 'Content-Type': 'application/json' })).status), path);
            here.push((await askAs(server.url, other.county.hosts[0], 'GET', path, { headers: bearer })).status);
          }
          assert.deepEqual(here.filter((status) => status !== 200), [401], 'at home all open but the one that its owner erased');
          for (const { path, cookie } of other.told.tickets) {
            const reply = await at('GET', path, { Cookie: cookie, Accept: 'text/html' });
            assert.ok(reply.status >= 300 && !reply.text.includes(other.county.mark), `${path} ${reply.status}`);
          }
          for (const [role, cookie] of Object.entries(other.told.staff)) {
            const reply = await at('GET', '/desk', { Cookie: cookie, Accept: 'text/html' });
            assert.deepEqual([reply.status, /sign-in/.test(reply.headers.location)], [303, true], role);
            assert.equal((await askAs(server.url, other.county.hosts[0], 'GET', '/desk', { headers: { Cookie: cookie, Accept: 'text/html' } })).status, 200, role);
          }
        }
    });

    test('the metrics have a label for each county, and the log its code; neither tells of people', async () => {
      const { text } = await askAs(server.url, 'jia.test', 'GET', '/metrics');
      for (const { county, told } of visits) {
        assert.match(text, new RegExp(`wufei_county_open\\{county="${county.code}"\\} 1`));
        assert.match(text, new RegExp(`wufei_http_requests_total\\{county="${county.code}",[^}]*route="/api/v1/pickups"`));
        assert.match(server.errors(), new RegExp(`\\[${county.code}\\] POST /api/v1/pickups 201`));
        for (const one of [county.mark, ...told.personal, ...told.given]) assert.ok(!text.includes(one) && !server.errors().includes(one), one);
      }
      const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.slice(0, line.lastIndexOf(' ')));
      const once = new Set(), twice = series.filter((one) => once.size === once.add(one).size);
      assert.deepEqual(twice, [], 'Prometheus takes one value of each');
    });

    test('a command acts for the county that it names', async () => {
      const list = /--counties,([^,]+)/.exec(server.child.spawnargs.join())[1];
      for (const { county, told } of visits) {
        const { stdout, code, stderr } = await wufei('nowhere', 'cases', '--counties', list, '--county', county.code);
        assert.equal(code, 0, stderr);
        assert.ok(told.references.some((one) => stdout.includes(one)), stdout.slice(0, 300));
        clean(visits.find((one) => one.county === county), 'the cases', stdout);
      }
    });
  });
