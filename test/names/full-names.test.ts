import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fullNameKeys, fullNameKeysIn, maxFullNameKeys } from '../../functions/shared/names/full-names.ts';
import { heldBackPairs, namePairs } from '../members/name-pairs.ts';
import { inventMembers } from './invent-members.ts';
import { addresses, collectiveNames, mandals, outlets, outreachTitles, reasons } from './open-texts.ts';

/** Whether the full name is seen in the text, by their keys alone. */
const isSeen = (name: string, text: string): boolean => {
  const keys = new Set(fullNameKeys(name));
  return fullNameKeysIn(text).some((key) => keys.has(key));
};

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

describe('a full name in a text', () => {
  test.each([
    ['Vennela Padmavathi', 'How Vennela Padmavathi saved her first rupee'],
    ['Vennela Padmavathi', 'Padmavathi Vennela leads forty women'],
    ['Vennela Padmavathi', 'PADMAVATHI, VENNELA'],
    ['Vennela Padmavathi', 'వెన్నెల పద్మావతి కథ'],
    ['వెన్నెల పద్మావతి', 'Vennela Padmavati’s story'],
    ['వెన్నెల పద్మావతి', 'వెన్నెల పద్మావతికి సన్మానం'],
    ['వెన్నెల పద్మావతి', 'పద్మావతి వెన్నెలతో ముఖాముఖి'],
    ['Vennela Padmavathi', 'Smt. Vennela Padmavathi garu, Guntur'],
    ['Vennela Padmavathi', 'Vennela K. Padmavathi speaks'],
    ['Vennela Naga Mani', 'Vennela Nagamani at the Collectorate'],
    ['Vennela Nagamani', 'Naga Mani Vennela at the Collectorate'],
    ['Vennela Padma Devi', 'Vennela Padma on savings'],
    ['Vennela Padma', 'Vennela Padma Devi on savings'],
    ['K. Nagarathnam', 'Talk by K. Nagarathnam, Guntur'],
    ['కె. నాగరత్నం', 'Talk by K Nagarathnam, Guntur'],
    ['A. Padma', 'A. Padma speaks of her pension'],
    ['K. V. Sujatha', 'KV Sujatha, leader'],
    ['Sk. Reshma', 'Shaik Reshma opens a bank account'],
    ['Sujatha', 'Smt. Sujatha speaks'],
    ['Sujatha', 'Sujatha garu and the collective'],
    ['Sujatha', "Sujatha's new house"],
    ['Vennela Padmavathi', 'https://news.example/guntur/vennela-padmavathi-leads.html'],
    ['Vennela Padmavathi', '先月、Vennela Padmavathiさんが話しました。'],
    ['Vennela Padmavathi', '代表はVennela・Padmavathi'],
    ['Sujatha', '先月Sujathaさんが話しました。'],
  ])('%s is seen in: %s', (name, text) => {
    expect(isSeen(name, text)).toBe(true);
  });

  test.each([
    ['Lakshmi', 'Lakshmi, 34, leads forty women'],
    ['Vennela', 'The collective Vennela saves together'],
    ['K. Lakshmi', 'Sri Lakshmi collective'],
    ['K. Lakshmi', 'P. Lakshmi, sub-inspector'],
    ['Vennela Padmavathi', 'Vennela meets at Padmavathi University'],
    ['Vennela Padmavathi', 'Vennela and Padmavathi'],
    ['A. Padma', 'For a Padma award'],
    ['Vennela Padmavathi', 'Vennela Prameela'],
    ['Vennela Padmavathi', 'VennelaとPadmavathi大学'],
    ['Sujatha', '映画「Sujatha」を見ました。'],
    ['', 'Training on victim compensation, Guntur'],
    ['K.', 'K. K.'],
  ])('%s is not seen in: %s', (name, text) => {
    expect(isSeen(name, text)).toBe(false);
  });

  test('is seen however it is spelled, in either script, surname first or last', ({ annotate }) => {
    const surnames = [
      ['Gorantla', 'గోరంట్ల'],
      ['Yarlagadda', 'యార్లగడ్డ'],
      ['Thota', 'Tota'],
    ];
    const tries = [...namePairs, ...heldBackPairs].flatMap(({ stored, typed }) =>
      surnames.flatMap(([here, there]) => [
        isSeen(`${here} ${stored}`, `Story of ${there} ${typed}, Guntur`),
        isSeen(`${there} ${typed}`, `${stored} ${here} leads`),
      ]),
    );
    const share = tries.filter(Boolean).length / tries.length;
    annotate(`seen, of ${tries.length}: ${percent(share)}`);
    expect(share).toBeGreaterThanOrEqual(0.95);
  });

  test('is rarely seen where none stands, among ten thousand members', ({ annotate }) => {
    const known = new Set(inventMembers(10_000).flatMap(fullNameKeys));
    const rateOf = (texts: readonly string[]): number =>
      texts.filter((text) => fullNameKeysIn(text).some((key) => known.has(key))).length / texts.length;
    const all = [outreachTitles, outlets, addresses, reasons, collectiveNames, mandals];
    annotate(`refused of ${outreachTitles.length} titles: ${percent(rateOf(outreachTitles))}`);
    annotate(`refused of all ${all.flat().length} texts: ${percent(rateOf(all.flat()))}`);
    expect(rateOf(outreachTitles)).toBeLessThanOrEqual(0.03);
    expect(rateOf(all.flat())).toBeLessThanOrEqual(0.01);
    // It can fail: of members' own names nearly each is seen.
    const names = inventMembers(1000, 8).filter((name) => name.includes(' '));
    const known8 = new Set(names.flatMap(fullNameKeys));
    const seen = names.filter((name) => fullNameKeysIn(`Talk by ${name}`).some((key) => known8.has(key)));
    expect(seen.length / names.length).toBeGreaterThan(0.99);
  });

  test('has few keys, and a text not many', ({ annotate }) => {
    const counts = outreachTitles.map((text) => fullNameKeysIn(text).length);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    annotate(`keys of a title: ${mean.toFixed(1)}, at most ${Math.max(...counts)}`);
    expect(Math.max(...counts)).toBeLessThanOrEqual(50);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (text) => {
        expect(fullNameKeys(text).length).toBeLessThanOrEqual(maxFullNameKeys);
        expect(fullNameKeysIn(text).length).toBeLessThanOrEqual(500);
      }),
    );
    expect(fullNameKeysIn('ab '.repeat(700)).length).toBeLessThanOrEqual(100);
    // The longest text that is checked: a narrative of nothing but names.
    const names = inventMembers(700).join(' ').slice(0, 2000);
    expect(fullNameKeysIn(names).length).toBeLessThanOrEqual(2000);
    expect(fullNameKeysIn(`${'word '.repeat(300)}Vennela Padmavathi`)).toContain(
      fullNameKeys('Vennela Padmavathi')[0],
    );
  });
});
