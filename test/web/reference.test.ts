import { describe, expect, test } from 'vitest';
import { chapters } from '../../functions/gateway/api/contracts.ts';
import { examples } from '../../functions/gateway/api/examples.ts';
import { routesOf } from '../../functions/shared/http/route-contract.ts';
import { renderReference } from '../../web/build/reference-html.ts';
import { makeReference } from '../../web/build/reference-plugin.ts';

const page = makeReference('/assets/reference-1.css');
const routes = chapters.flatMap(({ contract }) => routesOf(contract));
const plain = page.replaceAll(/<[^>]+>/g, '');

describe('the reference of the API', () => {
  test('holds every route, with its summary and the codes of its refusals', () => {
    expect(routes.length).toBeGreaterThan(50);
    for (const [key, { refusals = {} }] of routes) {
      expect(plain).toContain(key);
      for (const code of Object.values(refusals).flat()) expect(page).toContain(`<code>${code}</code>`);
    }
  });

  test('shows the example of every body', () => {
    const shown = plain.replaceAll('&quot;', '"');
    for (const body of Object.values(examples)) expect(shown).toContain(JSON.stringify(body, null, 2));
  });

  test('needs neither script nor style of its own, nor anything from elsewhere', () => {
    expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i);
    const addresses = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !/^(#|\/(?!\/))/.test(address ?? ''))).toEqual([]);
  });

  test('has each id once, and no link that leads nowhere', () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(100);
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('shows what it is given as text', () => {
    const tags = [{ name: 'a', description: '<b> & "c"' }];
    expect(renderReference({ tags, info: { description: '' } }, '/x.css')).toContain(
      '&lt;b&gt; &amp; &quot;c&quot;',
    );
  });
});
