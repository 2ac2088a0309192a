import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { collectiveChange, collectiveInput } from '../../functions/areas/collectives/schema.ts';
import { demandInput, demandReversalInput } from '../../functions/areas/demands/schema.ts';
import { consentInput } from '../../functions/areas/members/schema.ts';
import { outreachInput, reversalInput } from '../../functions/areas/outreach/schema.ts';
import { baselinesInput, narrativeInput, termsInput } from '../../functions/areas/programme/schema.ts';
import { correctionInput } from '../../functions/months/closing/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { validDemand } from '../support/scene.ts';
import { collectiveOf, outreachOf } from './bodies.ts';

/** Every text that lies open, beside the vault: what the marker test (markers.test.ts) finds in the table or the bucket. */
const consent = { id: newId(), purpose: 'reporting', given: true, on: '2026-10-01', method: 'spoken' };
type OpenText = [string, (text: string) => { schema: z.ZodType; value: unknown }];
const openTexts: readonly OpenText[] = [
  [
    'the name of a collective',
    (name) => ({ schema: collectiveInput, value: { ...collectiveOf('Guntur'), name } }),
  ],
  ['its mandal', (mandal) => ({ schema: collectiveInput, value: { ...collectiveOf('Guntur'), mandal } })],
  ['its changed name', (name) => ({ schema: collectiveChange, value: { name } })],
  ['its changed mandal', (mandal) => ({ schema: collectiveChange, value: { mandal } })],
  ['the reason of a correction', (reason) => ({ schema: correctionInput, value: { id: newId(), reason } })],
  [
    'the version of a notice',
    (noticeVersion) => ({ schema: consentInput, value: { ...consent, noticeVersion } }),
  ],
  [
    'the reason of taking outreach back',
    (reason) => ({ schema: reversalInput, value: { id: newId(), reason } }),
  ],
  ['the title of a demand', (title) => ({ schema: demandInput, value: { ...validDemand(), title } })],
  [
    'the reason of taking a demand back',
    (reason) => ({ schema: demandReversalInput, value: { id: newId(), reason } }),
  ],
  ['the title of a story', (title) => ({ schema: outreachInput, value: { ...outreachOf(), title } })],
  ['a narrative in English', (en) => ({ schema: narrativeInput, value: { en, ja: null } })],
  ['a narrative in Japanese', (ja) => ({ schema: narrativeInput, value: { en: null, ja } })],
  [
    'the source of a baseline',
    (source) => ({
      schema: baselinesInput,
      value: { baselines: { pensions: { asOf: '2025-03', value: 1, source } } },
    }),
  ],
  ...(['name', 'implementer', 'forum', 'funder', 'state'] as const).map(
    (field): OpenText => [
      `the ${field} in the programme’s terms`,
      (text) => ({
        schema: termsInput,
        value: {
          ...{ id: newId(), from: '2026-04', name: 'Leadership Next', implementer: 'HELP' },
          ...{ forum: 'VIMUKTHI', funder: 'Kamonohashi', state: 'Andhra Pradesh', [field]: text },
        },
      }),
    ],
  ),
  ['its outlet', (outlet) => ({ schema: outreachInput, value: { ...outreachOf(), outlet } })],
  [
    'its address',
    (text) => ({
      schema: outreachInput,
      value: { ...outreachOf(), url: `https://example.org/${encodeURIComponent(text)}` },
    }),
  ],
];

const codesOf = (schema: z.ZodType, value: unknown): unknown[] =>
  schema.safeParse(value).error?.issues.map((issue) => (issue.code === 'custom' ? issue.params?.code : 0)) ??
  [];

describe.each(openTexts)('%s', (_, fill) => {
  const codes = (text: string) => {
    const { schema, value } = fill(text);
    return codesOf(schema, value);
  };

  test.each(['call 98480 22338', '+91 98480-22338', '౯౮౪౮౦౨౨౩౩౮', '0863 2233445'])(
    'takes no telephone number: %s',
    (text) => expect(codes(text)).toContain('invalid_text'),
  );

  test.each(['2345 6789 0124', '234567890124'])('takes no Aadhaar number: %s', (text) =>
    expect(codes(text)).toContain('invalid_aadhaar'),
  );

  test.each(['వెన్నెల 2026', 'Meeting 12 of 2026-10-05', 'Ward 4, 522201', '3 sheets of 1,20,000'])(
    'takes what is neither: %s',
    (text) => expect(codes(text)).toEqual([]),
  );
});
