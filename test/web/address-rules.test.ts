import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hrefOf, parseAddress } from '../../web/src/session/desk-address.ts';

test('an address is read as it was written', () => {
  const part = fc.stringMatching(/^[\w-]{1,64}$/);
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      expect(parseAddress(hrefOf(...parts))).toEqual(parts);
    }),
  );
});

test.each([
  '',
  '#',
  '#/',
  '#//',
  '#/members/',
  '#sign-in-name=019a2f3c-0000-7000-8000-000000000001',
  '#/members/Lakshmi%20Devi',
  '#/members/లక్ష్మి',
  '#/members?q=Lakshmi',
  `#/${'a'.repeat(65)}`,
  '#/a/b/c/d/e/f/g',
])('%s is none', (hash) => {
  expect(parseAddress(hash)).toEqual([]);
});
