import { setupI18n } from '@lingui/core';
import { type CompiledMessage, compileMessage } from '@lingui/message-utils/compileMessage';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatDate,
  formatDay,
  formatInstant,
  formatMonth,
  formatRupees,
} from '../../web/src/i18n/format.ts';
import type { WorkLanguage } from '../../web/src/i18n/language.ts';
import { spokenCatalogues } from '../../web/src/spoken/catalogues.ts';
import { dateParts, timeParts } from '../../web/src/spoken/dates.ts';
import { type Piece, waysOf } from '../../web/src/spoken/message-parts.ts';
import { amountParts, type Follows, numberParts } from '../../web/src/spoken/numbers.ts';
import { screenReader } from '../../web/src/spoken/screen-text.ts';
import { wordsOf } from '../../web/src/spoken/words/words-of.ts';

const languages = ['te', 'en'] as const;

/** The marked messages of a language, compiled, by key. */
const markedIn = (locale: WorkLanguage): [key: string, CompiledMessage][] =>
  spokenCatalogues.flatMap((catalogue) =>
    Object.entries(catalogue).flatMap(([key, { [locale]: text, spoken }]): [string, CompiledMessage][] =>
      spoken === 'no' ? [] : [[key, compileMessage(text)]],
    ),
  );
const everyMessage = (locale: WorkLanguage): Record<string, CompiledMessage> =>
  Object.fromEntries(
    spokenCatalogues.flatMap((catalogue) =>
      Object.entries(catalogue).map(([key, { [locale]: text }]) => [key, compileMessage(text)]),
    ),
  );
const readers = {
  te: screenReader(everyMessage('te'), 'te'),
  en: screenReader(everyMessage('en'), 'en'),
};

/** Whether a placeholder touches a word, so that the recordings before and behind it would not be words. */
const touches = (before: Piece | undefined, behind: Piece | undefined): boolean =>
  (before !== undefined && (!('text' in before) || /[\p{L}\p{M}\p{N}]$/u.test(before.text))) ||
  (behind !== undefined && (!('text' in behind) || /^[\p{L}\p{M}\p{N}]/u.test(behind.text)));

test.each(languages)(
  'in %s every spoken message can be said in recordings: no placeholder touches a word',
  (locale) => {
    const unspeakable = markedIn(locale).flatMap(([key, message]) =>
      waysOf(message).some((pieces) =>
        pieces.some((piece, at) => 'value' in piece && touches(pieces[at - 1], pieces[at + 1])),
      )
        ? [key]
        : [],
    );
    expect(unspeakable).toEqual([]);
    expect(touches({ text: 'Loan ' }, { text: ' of' })).toBe(false);
    expect(touches({ text: '“' }, { text: '”: ' })).toBe(false);
    expect(touches(undefined, { text: 'న' })).toBe(true);
    expect(touches({ text: 'అప్పు ' }, { value: 'date' })).toBe(true);
  },
);

/** What can stand at a placeholder: how it is shown, and how it is said. */
type Value = { readonly shown: string; readonly said: (follows: Follows) => readonly string[] };

const valuesIn = (locale: WorkLanguage): fc.Arbitrary<Value> => {
  const words = wordsOf[locale];
  const day = fc
    .date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  return fc.oneof(
    fc.integer({ min: -9_999_999, max: 999_999_999 }).map((paise) => ({
      shown: formatRupees(paise),
      said: () => amountParts(paise, words),
    })),
    day.map((date) => ({ shown: formatDate(date, locale), said: () => dateParts(date, words) })),
    day.map((date) => ({
      shown: formatMonth(date.slice(0, 7), locale),
      said: () => dateParts(date.slice(0, 7), words),
    })),
    day.map((date) => ({
      shown: formatDay(date, locale),
      said: () => [words.weekdays[new Date(date).getUTCDay()] ?? '', ...dateParts(date, words)],
    })),
    fc.record({ date: day, minute: fc.nat(1439) }).map(({ date, minute }) => {
      const time = [Math.floor(minute / 60), minute % 60]
        .map((one) => String(one).padStart(2, '0'))
        .join(':');
      return {
        shown: formatInstant(`${date}T${time}:00+05:30`, locale),
        said: (follows: Follows) => [...dateParts(date, words), ...timeParts(time, words, follows)],
      };
    }),
    // Years are read as years.
    fc.integer({ min: 0, max: 1899 }).map((count) => ({
      shown: String(count),
      said: (follows: Follows) => numberParts(count, words, follows),
    })),
    fc.constantFrom('లక్ష్మి', 'Sunita Rao', 'M-QXHM').map((name) => ({ shown: name, said: () => [name] })),
  );
};

const compared = (text: string): string => text.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();

describe.each(languages)('in %s', (locale) => {
  test('the recordings of a message say what it says, with what is filled in spelled out', () => {
    const words = wordsOf[locale];
    const values = fc.array(valuesIn(locale), { minLength: 6, maxLength: 6 });
    for (const [key, message] of markedIn(locale)) {
      const names = [
        ...new Set(
          waysOf(message).flatMap((way) => way.flatMap((one) => ('value' in one ? [one.value] : []))),
        ),
      ];
      const counted = message.flatMap((token) =>
        typeof token !== 'string' && token[1] === 'plural' ? [token[0]] : [],
      );
      const i18n = setupI18n({ locale, messages: { [locale]: { [key]: message } } });
      fc.assert(
        fc.property(values, fc.integer({ min: 1, max: 1899 }), (filled, count) => {
          const given = Object.fromEntries(
            names.map((name, at): [string, Value] => [
              name,
              counted.includes(name)
                ? { shown: String(count), said: (follows) => numberParts(count, words, follows) }
                : (filled[at] ?? { shown: '', said: () => [] }),
            ]),
          );
          const shownValues = Object.fromEntries(
            names.map((name) => [name, counted.includes(name) ? count : (given[name]?.shown ?? '')]),
          );
          const shown = i18n._(key, shownValues);
          // Each value is marked, so that it is found in the text and replaced by its words.
          const marked = i18n._(
            key,
            Object.fromEntries(names.map((name) => [name, counted.includes(name) ? count : `⟦${name}⟧`])),
          );
          const spelled = marked
            .replaceAll(/(\d[\d,]*)(\s*\p{L})?/gu, (all, digits: string, next: string | undefined) =>
              counted.length > 0 && digits.replaceAll(',', '') === String(count)
                ? `${numberParts(count, words, next === undefined ? 'nothing' : 'noun').join(' ')} ${next ?? ''}`
                : all,
            )
            .replaceAll(
              /⟦(\w+)⟧(\s*\p{L})?/gu,
              (_all, name: string, next: string | undefined) =>
                `${given[name]?.said(next === undefined ? 'nothing' : 'noun').join(' ')} ${next ?? ''}`,
            );
          expect([key, compared(readers[locale](shown).join(' '))]).toEqual([key, compared(spelled)]);
        }),
        { numRuns: names.length === 0 ? 1 : 12 },
      );
    }
  });
});

describe('a text on the screen', () => {
  test.each([
    ['ఆమె పేరు ఏమిటి?', ['ఆమె పేరు ఏమిటి?']],
    ['₹1,250', ['వెయ్యి', 'రెండు వందల', 'యాభై', 'రూపాయలు']],
    ['పొదుపు ₹200', ['పొదుపు', 'రెండు వందల', 'రూపాయలు']],
    ['₹200 తక్కువ ఉంది', ['రెండు వందల', 'రూపాయలు', 'తక్కువ ఉంది']],
    ['బుధవారం, 25 నవంబర్ 2026', ['బుధవారం', 'రెండు', 'వేల', 'ఇరవై ఆరు', 'నవంబర్', 'ఇరవై ఐదో తేదీ']],
    ['ప్రశ్న 3, మొత్తం 7', ['ప్రశ్న', 'మూడు', 'మొత్తం', 'ఏడు']],
    ['నెలకు 2.5 శాతం వడ్డీ', ['నెలకు', 'రెండు', 'పాయింట్', 'ఐదు', 'శాతం వడ్డీ']],
    ['లక్ష్మి', ['లక్ష్మి']],
    ['జమ · ₹50', ['జమ', 'యాభై', 'రూపాయలు']],
    ['జమ: ₹50', ['జమ', 'యాభై', 'రూపాయలు']],
    ['లక్ష్మి ₹1,000 జమ', ['లక్ష్మి', 'వెయ్యి', 'రూపాయలు', 'జమ']],
    ['C-7QX4HM', ['C-7QX4HM']],
    ['✓ వచ్చారు', ['వచ్చారు']],
    ['పట్టిక తెరవండి ›', ['పట్టిక తెరవండి']],
    ['', []],
  ])('%s is %j', (text, parts) => {
    expect(readers.te(text)).toEqual(parts);
  });

  test('a value that is a message itself is said as that message', () => {
    expect(readers.te('పోయినసారి (25 నవంబర్ 2026): ఎవరికీ బాకీ లేను')).toEqual([
      'పోయినసారి',
      'రెండు',
      'వేల',
      'ఇరవై ఆరు',
      'నవంబర్',
      'ఇరవై ఐదో తేదీ',
      'ఎవరికీ బాకీ లేను',
    ]);
  });
});
