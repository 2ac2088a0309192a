import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'web', 'src', 'design', 'tokens.css'),
  'utf8',
);

/** The colours that a block of tokens.css sets, by the condition above it; '' for those of every page. */
const blocks = new Map(
  [...css.matchAll(/(?:@media (?<media>[^{]+) \{\s*)?:root \{(?<body>[^}]*)\}/g)].map(({ groups = {} }) => [
    groups.media ?? '',
    new Map(
      [...(groups.body ?? '').matchAll(/--color-([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [
        name ?? '',
        colour ?? '',
      ]),
    ),
  ]),
);

const dark = 'screen and (prefers-color-scheme: dark)';
const more = '(prefers-contrast: more)';
const themes: Readonly<Record<string, readonly string[]>> = {
  light: [''],
  dark: ['', dark],
  'light, high contrast': ['', more],
  'dark, high contrast': ['', dark, more, `${dark} and ${more}`],
};

/** Relative luminance as WCAG 2.2 defines it. @param colour `#rrggbb` */
const luminanceOf = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrastOf = (a: string, b: string): number => {
  const [lower = 0, higher = 0] = [luminanceOf(a), luminanceOf(b)].sort((one, other) => one - other);
  return (higher + 0.05) / (lower + 0.05);
};

const grounds = ['page', 'surface', 'raised'];
const fills = ['fill', 'fill-pressed', 'care-fill', 'bad-fill', 'leave-fill'];

/** Text and what it stands on. */
const texts: readonly (readonly [string, string])[] = [
  ...['text', 'text-soft', 'accent', 'good', 'care', 'bad'].flatMap((text) =>
    grounds.map((ground) => [text, ground] as const),
  ),
  ['text', 'accent-surface'],
  ...['good', 'care', 'bad'].flatMap(
    (tone) =>
      [
        [tone, `${tone}-surface`],
        ['text', `${tone}-surface`],
      ] as const,
  ),
  ...fills.map((fill) => ['on-fill', fill] as const),
  ['good-on-fill', 'fill'],
  ['care-on-fill', 'fill'],
];

/** Edges, marks and grounds of what is pressed, against what is beside them. */
const shapes: readonly (readonly [string, string])[] = [
  ...['edge', 'focus', 'accent', 'accent-muted'].flatMap((shape) =>
    grounds.map((ground) => [shape, ground] as const),
  ),
  ['fill', 'page'],
  ['bad-fill', 'page'],
  ['care-fill', 'page'],
  ['leave-fill', 'surface'],
];

test('knows each theme from the file', () => {
  expect([...blocks.keys()]).toEqual(['', dark, more, `${dark} and ${more}`]);
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21);
});

describe.each(Object.entries(themes))('%s', (name, conditions) => {
  const colours = new Map(conditions.flatMap((condition) => [...(blocks.get(condition) ?? [])]));
  const contrast = ([a, b]: readonly [string, string]): number => {
    const [one, other] = [colours.get(a), colours.get(b)];
    if (one === undefined || other === undefined) throw new Error(`${a} or ${b} is no token.`);
    return contrastOf(one, other);
  };
  const isHigh = name.includes('high');

  test.each(texts)(`%s can be read on %s`, (...pair) => {
    expect(contrast(pair)).toBeGreaterThanOrEqual(isHigh ? 7 : 4.5);
  });

  test.each(shapes)('%s can be told from %s', (...pair) => {
    expect(contrast(pair)).toBeGreaterThanOrEqual(isHigh ? 4.5 : 3);
  });
});
