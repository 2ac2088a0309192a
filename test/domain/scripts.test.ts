import { describe, expect, test } from 'vitest';
import { fullNameKeys, fullNameKeysIn } from '../../functions/shared/names/full-names.ts';
import { hasKnownScripts, hasWordsOfOneScript } from '../../functions/shared/text/scripts.ts';
import {
  addresses,
  collectiveNames,
  mandals,
  outlets,
  outreachTitles,
  reasons,
} from '../names/open-texts.ts';

const isTaken = (text: string): boolean => hasKnownScripts(text) && hasWordsOfOneScript(text);
/** Whether the check for names finds her in the text. */
const isFound = (name: string, text: string): boolean => {
  const keys = new Set(fullNameKeys(name));
  return fullNameKeysIn(text).some((key) => keys.has(key));
};
const name = 'Vennela Padmavathi';

/** A letter of the name in another form, by the code point of its `a`. */
const inForm = (a: number): string =>
  name
    .toLowerCase()
    .replace(/[a-z]/g, (letter) => String.fromCodePoint(a + (letter.codePointAt(0) ?? 0) - 97));

describe('a name in letters that look like its own', () => {
  test.each([
    ['Cyrillic а, е, р', 'Vеnnеlа Раdmаvаthi'],
    ['Greek ν, α', 'Vennela Padmανathi'],
    ['Armenian', 'Veոոela Padmavathi'],
    ['Cherokee', 'Ꮩennela Ꮲadmavathi'],
    ['Lisu', 'ꓦennela ꓑadmavathi'],
    ['Coptic', 'Ⲣadmavathi Vennela'],
    ['small capitals', 'ᴠᴇɴɴᴇʟᴀ ᴘᴀᴅᴍᴀᴠᴀᴛʜɪ'],
    ['letters with a hook or a stroke', 'Ʋennela Pađmavathi'],
    ['a letter without its dot', 'Vennela Padmavathı'],
    ['letters turned round', 'Vǝnnǝla Padmavathi'],
    ['Kannada', 'ವెన్నెల పద్మావతి'],
    ['marks of other scripts', 'Vennela Pad\u20e3mavathi'],
    ['symbols', '🆅🅴🅽🅽🅴🅻🅰 🅿🅰🅳🅼🅰🆅🅰🆃🅷🅸'],
    ['flags', '🇻🇪🇳🇳🇪🇱🇦 Padmavathi'],
    ['two scripts in one word', 'Vennela Padmaవతి'],
    ['Telugu, then Roman', 'వెన్నెla పద్మాvathi'],
    ['a filler', 'Ven\u3164nela Padmavathi'],
  ])('is refused: %s', (_, text) => {
    expect(isTaken(`Talk by ${text}`)).toBe(false);
  });

  test.each([
    ['full-width', inForm(0xff41)],
    ['bold', inForm(0x1d41a)],
    ['sans-serif', inForm(0x1d5ba)],
    ['monospace', inForm(0x1d68a)],
    ['circled', inForm(0x24d0)],
    ['squared', '🅅🄴🄽🄽🄴🄻🄰 🄿🄰🄳🄼🄰🅅🄰🅃🄷🄸'],
    ['accents', 'Vénnëlā Pādmāvathī'],
    ['a form chosen for a letter', 'Ven\ufe00nela Pad\ufe0emavathi'],
    ['what nobody sees', 'Ven\u200bnela Pad\u00admavathi'],
    ['Devanagari', 'वेन्नेल पद्मावती'],
    ['a Telugu ending', 'Vennela Padmavathiకి'],
  ])('is found as what it is: %s', (_, text) => {
    expect(isTaken(`Talk by ${text}`)).toBe(true);
    expect(isFound(name, `Talk by ${text}`)).toBe(true);
  });
});

describe('what people write', () => {
  test.each([
    'POCSOలో శిక్షణ, ICDSకి వినతి, CWCలకు',
    'తెలుగు, English మరియు हिन्दी में',
    'VIMUKTHIのLakshmiさんがワシントンで講演、ＮＧＯ①',
    'ガーディアン紙（デジタル版）の記事「人身取引」ー第２回',
    'Café Noël: 50% of the ₹1,00,000 – “paid” ✓ ❤️ 👩🏽‍🌾 ½ №3 ™ m²',
    'ఆంధ్రజ్యోతి; ఈనాడు; క్షేత్ర\u200cస్థాయి',
    '',
  ])('is taken: %s', (text) => {
    expect(isTaken(text)).toBe(true);
  });

  test('and what was written, and is of the kind that is published', () => {
    const texts = [...outreachTitles, ...outlets, ...addresses, ...reasons, ...collectiveNames, ...mandals];
    expect(texts.filter((text) => !isTaken(decodeURI(text)))).toEqual([]);
  });
});
