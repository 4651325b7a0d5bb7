// How the program is split: what the second part gets, and that both parts work together over one memory.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCalls, secondPart, splitWasm, withSection } from '../../scripts/split_wasm.mjs';

const wat = `(module
 (memory $0 1 1)
 (table $0 3 3 funcref)
 (elem (i32.const 1) $table_only $answer_part2)
 (import "env" "log" (func $log (param i32)))
 (global $pointer (mut i32) (i32.const 64))
 (export "run" (func $run))
 (export "answer" (func $answer))
 (export "memory" (memory $0))
 (func $run (result i32)
  (global.set $pointer (i32.const 128))
  (i32.add (call $shared) (call $open_part2))
 )
 (func $open_part2 (result i32)
  (call $log (i32.const 7))
  (i32.add (call $deep) (call $shared))
 )
 (func $answer (result i32)
  (call_indirect (result i32) (i32.const 2))
 )
 (func $answer_part2 (result i32)
  (call $deep)
 )
 (func $deep (result i32)
  (global.get $pointer)
 )
 (func $shared (result i32)
  (i32.load (i32.const 0))
 )
 (func $table_only (result i32)
  (i32.const 3)
 )
)
`;

test('the second part gets its entries and what only they reach', () => {
  assert.deepEqual(secondPart(readCalls(wat)).sort(), ['answer_part2', 'deep', 'open_part2']);
});

test('what the client never runs before the second part is there goes with it', () => {
  const print = 'vsnprintf';
  const second = secondPart(readCalls(wat.replace('(call $open_part2)', `(call $${print})`)
    .replace(' (func $shared', ` (func $${print} (result i32)\n  (call $deep)\n )\n (func $shared`)));
  assert.deepEqual(second.sort(), ['answer_part2', 'deep', 'open_part2', print]);
});

test('a function that everybody reaches stays in the first part', () => {
  const second = secondPart(readCalls(wat.replace('(call $shared) (call $open', '(call $deep) (call $open')));
  assert.deepEqual(second.sort(), ['answer_part2', 'open_part2', 'shared']);
});

test('both parts run over one memory, and the first alone refuses', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wufei-split-test-'));
  try {
    const file = (name) => join(folder, name);
    writeFileSync(file('in.wat'), wat);
    execFileSync('wasm-as', ['-g', file('in.wat'), '-o', file('in.wasm')]);
    assert.deepEqual(splitWasm(file('in.wasm'), file('first.wasm'), file('second.wasm')).entries.sort(), ['answer_part2', 'open_part2']);
    const logged = [];
    const placeholder = new Proxy({}, { get: () => () => { throw new Error('second part'); } });
    const first = await WebAssembly.instantiate(readFileSync(file('first.wasm')), { env: { log: (n) => logged.push(n) }, placeholder });
    const { exports } = first.instance;
    assert.throws(() => exports.run(), /second part/);
    assert.throws(() => exports.answer(), /second part/);
    new Int32Array(exports.memory.buffer)[0] = 1000;
    await WebAssembly.instantiate(readFileSync(file('second.wasm')), { primary: exports });
    assert.equal(exports.run(), 1000 + 128 + 1000);
    assert.deepEqual(logged, [7]);
    assert.equal(exports.answer(), 128, 'an entry that is only pointed at');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a program without entries is an error, not a program in one part', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wufei-split-test-'));
  try {
    writeFileSync(join(folder, 'in.wat'), wat.replaceAll('_part2', '_one'));
    execFileSync('wasm-as', ['-g', join(folder, 'in.wat'), '-o', join(folder, 'in.wasm')]);
    assert.throws(() => splitWasm(join(folder, 'in.wasm'), join(folder, 'a'), join(folder, 'b')), /_part2/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('what comes with a module stands in a section of its own, however long it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wufei-split-test-'));
  try {
    writeFileSync(join(folder, 'in.wat'), wat);
    execFileSync('wasm-as', [join(folder, 'in.wat'), '-o', join(folder, 'in.wasm')]);
    for (const length of [0, 1, 100, 127, 128, 16384, 70000]) {
      const content = Buffer.alloc(length, 'x'), file = withSection(readFileSync(join(folder, 'in.wasm')), 'texts', content);
      const module = await WebAssembly.compile(file);
      assert.deepEqual(WebAssembly.Module.customSections(module, 'texts').map((bytes) => Buffer.from(bytes)), [content]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
