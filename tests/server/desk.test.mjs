// The way into the county's desk as a browser goes it: the command's one-time link, password and authenticator, cookies,
// what a second sign-in needs, the way out, the audit log and its verification.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { call, startServer, wufei } from './lib.mjs';
import { codeOf, keyOf, openAccount, staffBrowser, staffPassword } from './staff.mjs';

let server, url;
before(async () => { server = await startServer(); ({ url } = server); });
after(async () => { assert.deepEqual(await server.stop(), { code: 0, signal: null }); });

const password = staffPassword;
const browser = () => staffBrowser(url);
const opened = (name, role) => openAccount(server, name, role);

test('an administrator comes in with the link, adds a colleague, and leaves', async () => {
  const { person, secret, link } = await opened('wang.li', 'administrator');
  assert.equal((await browser().get('/desk/accounts')).headers.location, '/desk/sign-in?next=/desk/accounts');
  const late = browser();
  await late.get(link);
  assert.equal((await late.get('/desk/welcome')).status, 401);
  const accounts = await person.get('/desk/accounts');
  assert.equal(accounts.status, 200);
  assert.equal(accounts.headers['cache-control'], 'private, no-store');
  assert.match(accounts.text, /wang\.li/);
  const key = keyOf(accounts);
  const wrong = await person.post('/desk/accounts', { form_key: key, name: 'Li Si', display: '', role: 'crew' });
  assert.equal(wrong.status, 400);
  assert.match(wrong.text, /id="errors"/);
  assert.match(wrong.text, /value="Li Si"/);
  const added = await person.post('/desk/accounts', { form_key: key, name: 'li.si', display: '李四', role: 'crew', department: '一队' });
  assert.match(added.text, /\/desk\/welcome\?link=[0-9a-f]{64}/);
  assert.equal((await person.post('/desk/accounts/wang.li/disable', { form_key: key })).status, 409);
  assert.equal((await person.post('/desk/accounts', { form_key: 'x', name: 'zhao', display: '赵', role: 'crew' })).status, 403);
  const out = await person.post('/desk/sign-out', { form_key: key });
  assert.equal(out.headers.location, '/desk/sign-in');
  assert.equal((await person.get('/desk/accounts')).status, 303);

  const fields = { name: 'wang.li', password, next: '/desk/accounts' };
  const replay = await person.post('/desk/sign-in', { ...fields, code: codeOf(secret) });
  assert.equal(replay.status, 401);  // this code was taken when the account was opened
  const back = await person.post('/desk/sign-in', { ...fields, code: ` ${codeOf(secret, Math.floor(Date.now() / 30000) + 1)} ` });
  assert.equal(back.status, 303, back.text.slice(0, 300));
  assert.equal(back.headers.location, '/desk/accounts');
  for (const line of back.headers['set-cookie']) assert.match(line, /HttpOnly; SameSite=Strict/);
});

test('nobody is led away by the sign-in', async () => {
  for (const next of ['//evil.example', 'https://evil.example', '/pickup', '/desk\\@evil', '/desk/sign-in'])
    assert.match((await browser().get(`/desk/sign-in?next=${encodeURIComponent(next)}`)).text, /name="next" value="\/desk"/);
});

test('another role sees no account, and a form of another site is refused', async () => {
  const { person } = await opened('zhou', 'analyst');
  assert.equal((await person.get('/desk/accounts')).status, 403);
  assert.equal((await person.get('/desk/audit')).status, 403);
  const own = await person.get('/desk/account');
  assert.match(own.text, /王丽/);
  const headers = { Cookie: [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; '), Origin: 'https://evil.example',
    'Content-Type': 'application/x-www-form-urlencoded' };
  const foreign = await call(url, 'POST', '/desk/sign-out', { headers, body: `form_key=${keyOf(own)}` });
  assert.equal(foreign.status, 403);
  assert.equal((await person.get('/desk/account')).status, 200);
});

test('guessing waits; no secret stands in log, log table or page', async () => {
  const guesser = browser();
  const statuses = [];
  for (let i = 0; i < 8; i += 1)
    statuses.push((await guesser.post('/desk/sign-in', { name: 'wang.li', password: `guess ${i}`, code: '000000' })).status);
  assert.deepEqual(statuses.slice(0, 5), [401, 401, 401, 401, 401]);
  assert.ok(statuses.slice(5).every((status) => status === 429), statuses.join());
  const { person } = await opened('sun', 'administrator');
  const audit = await person.get('/desk/audit');
  // Times are those of all desk pages, in China.
  assert.match(audit.text, /<td>\d{4}-\d\d-\d\d \d\d:\d\d<\/td>/);
  assert.doesNotMatch(audit.text, /<td>\d{4}-\d\d-\d\dT/);
  assert.match(audit.text, /account\.sign_in_refused/);
  assert.match(audit.text, /首尾相接/);
  const dump = execFileSync('sqlite3', [join(server.data, 'wufei.db'), '.dump']).toString();
  for (const secret of [password, 'guess 1']) {
    assert.ok(!dump.includes(secret) && !server.errors().includes(secret) && !audit.text.includes(secret), secret);
  }
});

test('wufei verify walks the access log and names the row that was changed', async () => {
  const sound = await wufei(server.data, 'verify');
  assert.equal(sound.code, 0, sound.stdout);
  assert.match(sound.stdout, /工作人员操作记录的校验链完好/);
  const sql = (text) => execFileSync('sqlite3', [join(server.data, 'wufei.db'), text]);
  sql("UPDATE access_log SET detail = 'analyst' WHERE sequence = 1");
  const broken = await wufei(server.data, 'verify');
  assert.equal(broken.code, 1);
  assert.match(broken.stdout, /从第 1 条起/);
  sql("UPDATE access_log SET detail = 'administrator' WHERE sequence = 1");
  assert.equal((await wufei(server.data, 'verify')).code, 0);
});

test('accounts on the command line: a bad role, a new link, disabling', async () => {
  const bad = await wufei(server.data, 'staff', 'add', 'qian', '--role', 'king', '--display', '钱');
  assert.equal(bad.code, 1);
  assert.match(bad.stderr, /没有这个角色/);
  assert.equal((await wufei(server.data, 'staff', 'add', 'Q', '--role', 'crew', '--display', '钱')).code, 1);
  assert.equal((await wufei(server.data, 'staff', 'disable', 'zhou')).code, 0);
  assert.match((await wufei(server.data, 'staff', 'list')).stdout, /zhou\t王丽\tanalyst\t\tdisabled/);
  assert.equal((await wufei(server.data, 'staff', 'link', 'zhou')).code, 1);
  assert.equal((await wufei(server.data, 'staff', 'enable', 'zhou')).code, 0);
  assert.match((await wufei(server.data, 'staff', 'link', 'zhou')).stdout, /link=/);
});
