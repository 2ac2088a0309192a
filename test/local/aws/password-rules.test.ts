import { expect, test } from 'vitest';
import { makeOneTimePassword } from '../../../functions/areas/people/random-names-and-passwords.ts';
import { isWeak } from '../../../local/aws/password-rules.ts';

/** Cognito's own list of special characters. */
const signs = [...'^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+-'];

test.each([...signs, ' '])('a password with %s has a symbol', (sign) =>
  expect(isWeak(`Vennela${sign}rises7`)).toBe(false),
);

test.each(['అ', '₹', 'é', '–', '\t'])('%s is no symbol', (sign) =>
  expect(isWeak(`Vennela${sign}rises7`)).toBe(true),
);

test.each([
  ['no symbol', 'Vennelarises7'],
  ['no digit', 'Vennela-rises'],
  ['no capital letter', 'vennela-rises-7'],
  ['no small letter', 'VENNELA-RISES-7'],
  ['eleven characters', 'Vennela-ri7'],
  ['a space before it', ' Vennela-rises-7'],
  ['a space after it, which is no symbol there', 'Vennelarises7 '],
  ['257 characters', `${'Vennela-7'.repeat(28)}Vennel`.slice(0, 257).padEnd(257, 'a')],
])('one with %s is refused', (_, password) => expect(isWeak(password)).toBe(true));

test('a first password is none of these', () => {
  for (let made = 0; made < 100; made += 1) expect(isWeak(makeOneTimePassword())).toBe(false);
});
