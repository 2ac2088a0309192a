import { expect, test } from 'vitest';
import { outreachFields } from '../../functions/areas/outreach/definition.ts';
import { line, note, personName } from '../../functions/shared/fields/fields.ts';
import { plaintextLine } from '../../functions/shared/screening/plaintext-fields.ts';

const controls = [
  '\u202a',
  '\u202b',
  '\u202c',
  '\u202d',
  '\u202e',
  '\u2066',
  '\u2067',
  '\u2068',
  '\u2069',
] as const;

test.each(controls)(
  'no text has the control of direction %j, which shows a name otherwise than a check reads it',
  (control) => {
    for (const schema of [line, note, personName, plaintextLine]) {
      expect(schema.safeParse('imaR and others').success).toBe(true);
      expect(schema.safeParse(`${control}imaR and others`).success).toBe(false);
    }
    const { is: address } = outreachFields.url;
    expect(address.safeParse('https://news.example/imaR').success).toBe(true);
    expect(address.safeParse(`https://news.example/${control}imaR`).success).toBe(false);
  },
);

test('what joins the letters of Telugu stays', () => {
  for (const joiner of ['\u200c', '\u200d']) expect(line.safeParse(`క్${joiner}ష`).success).toBe(true);
});
