// The profile of the zone that a chip or a bar chooses.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { document, place } from './page.js';

globalThis.matchMedia ??= () => ({ matches: false });
const { isProfile, zoneProfile } = await import('../../components/browser/profile.js');

test('a chip or bar of a zone names its profile, any other none', () => {
  place().innerHTML = '<button data-pick="zone:C"><b>C</b></button><button data-pick="zone:a b"></button>'
    + '<button data-pick="sector:data"></button>';
  const [zone, other, sector] = document.querySelectorAll('button');
  assert.equal(zoneProfile(zone.firstElementChild), 'profile-zone-C');
  assert.equal(zoneProfile(other), 'profile-zone-a%20b'); // as Python quotes it
  assert.equal(zoneProfile(sector), null);
  assert.ok(isProfile('profile-zone-C') && !isProfile('figure-1'));
});
