// The scripts read all that the contract says. That they read nothing else is what `tsc` checks, and
// that the server sends just that, tests/test_contract.py.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONTRACT = path.join(ROOT, 'components/browser/contract.d.ts');

const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile);
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
const program = ts.createProgram(fileNames, options);
const checker = program.getTypeChecker();
const contract = program.getSourceFile(CONTRACT);
const scripts = ['components/browser', 'components/browser/map'].flatMap(folder => (
  readdirSync(path.join(ROOT, folder)).filter(name => name.endsWith('.js'))
    .map(name => readFileSync(path.join(ROOT, folder, name), 'utf8')))).join('\n');

/** The values of a type that is one of several texts. */
function literals(name) {
  const alias = contract.statements.find(one => ts.isTypeAliasDeclaration(one) && one.name.text === name);
  return alias.type.types.map(one => one.literal.text);
}

/** The keys of the contract that a script reads by their name. */
function keysRead() {
  const found = new Set();
  const add = symbol => symbol?.declarations?.forEach(one => found.add(one));
  const visit = node => {
    if (ts.isPropertyAccessExpression(node)) add(checker.getSymbolAtLocation(node.name));
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      add(checker.getTypeAtLocation(node.parent).getProperty((node.propertyName ?? node.name).text));
    }
    ts.forEachChild(node, visit);
  };
  program.getSourceFiles().filter(({ fileName }) => fileName.endsWith('.js')).forEach(visit);
  return found;
}

test('every key that is sent is read', () => {
  const read = keysRead();
  const unread = contract.statements.filter(ts.isInterfaceDeclaration).flatMap(one => (
    one.members.filter(member => !read.has(member)).map(member => `${one.name.text}.${member.name.text}`)));
  // What goes the other way, and events, which have a test of their own.
  assert.deepEqual(unread.filter(name => !/^(Posted|AtlasEvents)\./.test(name)), []);
});

test('every entry of the log is posted by something', () => {
  const unused = literals('LogKind').filter(kind => !scripts.includes(`'${kind}'`));
  assert.deepEqual(unused, []);
});

test('every event is told and heard', () => {
  const events = contract.statements.find(one => ts.isInterfaceDeclaration(one) && one.name.text === 'AtlasEvents');
  for (const { name: { text } } of events.members) {
    assert.match(scripts, new RegExp(`tell\\('${text}'`));
    assert.match(scripts, new RegExp(`hear\\('${text}'`));
  }
});
