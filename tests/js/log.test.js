import assert from 'node:assert/strict';
import { test } from 'node:test';

import { chosenBy, createLog } from '../../components/browser/log.js';

const answer = (chosen = {}, evidence = 'all') => ({
  chosen: { zone: [], sector: [], status: [], ...chosen }, evidence,
});
const chosen = (from, ...entries) => {
  const now = chosenBy(from, entries.map(([kind, value = ''], n) => [n + 1, kind, value]));
  return { zone: [...now.zone], sector: [...now.sector], status: [...now.status], evidence: now.evidence };
};

test('entries are numbered in order, and numbers are never used again', () => {
  const log = createLog('m');
  log.add('zone', 'A');
  log.add('reset', '');
  assert.deepEqual(log.entries(), [[1, 'zone', 'A'], [2, 'reset', '']]);
  log.acknowledge({ mount: 'm', ack: 2 });
  assert.deepEqual(log.entries(), []);
  log.add('zone', 'B');
  assert.deepEqual(log.entries(), [[3, 'zone', 'B']]);
});

test('an answer drops what it knows and keeps what came since', () => {
  const log = createLog('m');
  for (const zone of ['A', 'B', 'C']) log.add('zone', zone);
  log.acknowledge({ mount: 'm', ack: 2 });
  assert.deepEqual(log.entries(), [[3, 'zone', 'C']]);
  log.acknowledge({ mount: 'm', ack: 1 }); // an older answer that came late
  assert.deepEqual(log.entries(), [[3, 'zone', 'C']]);
});

test('an answer to another page\'s log drops nothing', () => {
  const log = createLog('m');
  log.add('zone', 'A');
  log.acknowledge({ mount: 'other', ack: 7 });
  assert.deepEqual(log.entries(), [[1, 'zone', 'A']]);
});

test('of several windows only the last one is kept, among all else', () => {
  const log = createLog('m');
  log.add('window', '1');
  log.add('zone', 'A');
  log.add('window', '2');
  assert.deepEqual(log.entries(), [[2, 'zone', 'A'], [3, 'window', '2']]);
});

test('what was handed over to be sent does not change afterwards', () => {
  const log = createLog('m');
  log.add('zone', 'A');
  const sent = log.entries();
  log.add('zone', 'B');
  assert.equal(sent.length, 1);
});

test('it knows which kinds wait', () => {
  const log = createLog('m');
  log.add('open', 'table-zone');
  assert.ok(log.has('open', 'close'));
  assert.ok(!log.has('close'));
});

test('without entries the answer is what is chosen', () => {
  assert.deepEqual(chosen(answer({ zone: ['C', 'F'] }, 'published')), {
    zone: ['C', 'F'], sector: [], status: [], evidence: 'published',
  });
  assert.deepEqual(chosen(null), { zone: [], sector: [], status: [], evidence: 'all' });
});

test('a click toggles its own value of its own dimension', () => {
  const from = answer({ zone: ['C'] });
  assert.deepEqual(chosen(from, ['zone', 'F']).zone, ['C', 'F']);
  assert.deepEqual(chosen(from, ['zone', 'C']).zone, []);
  assert.deepEqual(chosen(from, ['zone', 'C'], ['zone', 'C']).zone, ['C']);
  assert.deepEqual(chosen(from, ['sector', 'data']), { zone: ['C'], sector: ['data'], status: [], evidence: 'all' });
});

test('reset clears all, unfilter leaves the evidence', () => {
  const from = answer({ zone: ['C'], status: ['open'] }, 'published');
  assert.deepEqual(chosen(from, ['reset']), { zone: [], sector: [], status: [], evidence: 'all' });
  assert.deepEqual(chosen(from, ['unfilter']), { zone: [], sector: [], status: [], evidence: 'published' });
  assert.deepEqual(chosen(from, ['reset'], ['zone', 'A']).zone, ['A']);
});

test('a scene brings its own choice', () => {
  const from = answer({ zone: ['C'], sector: ['data'] });
  assert.deepEqual(chosen(from, ['scene', 'zones?zones=A,B&status=open']), {
    zone: ['A', 'B'], sector: [], status: ['open'], evidence: 'all',
  });
});

test('entries of other kinds choose nothing', () => {
  const from = answer({ zone: ['C'] });
  assert.deepEqual(chosen(from, ['open', 'x'], ['option', 'measure:km2'], ['window', '1,2'], ['asof', '2020']), chosen(from));
});

test('the answer itself is not changed', () => {
  const from = answer({ zone: ['C'] });
  chosen(from, ['reset']);
  assert.deepEqual(from.chosen.zone, ['C']);
});

test('a log begins anew with where the page stands, before what waits', () => {
  const log = createLog('m');
  log.add('zone', 'A');
  const none = { chosen: { zone: [], sector: [], status: [] }, evidence: 'all' };
  log.renew([['option', 'measure:share'], ['stands', 'gaode']], none, none);
  assert.deepEqual(log.entries(), [[2, 'option', 'measure:share'], [3, 'stands', 'gaode'], [4, 'zone', 'A']]);
});

test('what waits is not told twice to a session that has it from the address', () => {
  const answer = zone => ({ chosen: { zone, sector: [], status: [] }, evidence: 'all' });
  const begun = () => {
    const log = createLog('m');
    log.add('zone', 'A');
    log.add('asof', '2020');
    return log;
  };
  // Cut off after the address was written, and before.
  const after = begun(), before = begun(), behind = begun();
  after.renew([], answer(['C']), answer(['C', 'A']));
  assert.deepEqual(after.entries(), [[3, 'asof', '2020']]);
  before.renew([], answer(['C']), answer(['C']));
  assert.deepEqual(before.entries(), [[3, 'asof', '2020'], [4, 'zone', 'A']]);
  // An address that lags behind what was answered.
  behind.renew([], answer(['C']), answer([]));
  assert.deepEqual(behind.entries(), [[3, 'asof', '2020'], [4, 'zone', 'C'], [5, 'zone', 'A']]);
});
