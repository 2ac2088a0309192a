import type { Plugin } from 'vite';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { type Indicator, subjectOf, themeTitles } from '../../functions/months/indicators/indicator.ts';

/**
 * Whose consent to reporting decides what a number counts:
 * - `lastDay`: the member's on the last day of the month
 * - `recorded`: the member's when the fact was recorded
 * - `requests`: requests count without a consent
 * - `nobody`: facts and stocks of no single member, such as meetings and collectives
 */
type Consent = 'lastDay' | 'recorded' | 'requests' | 'nobody';

function consentOf({ counting }: Indicator): Consent {
  const subject = subjectOf(counting);
  if (subject === 'request') return 'requests';
  if (subject !== 'member') return 'nobody';
  return counting.way === 'stock' || counting.way === 'ratio_of_stocks' ? 'lastDay' : 'recorded';
}

const moduleName = 'virtual:catalogue';
/** Vite's convention for a module that is no file: its resolved id begins with a null character. */
const resolvedId = `\0${moduleName}`;

/**
 * The Vite plugin that gives pages the catalogue of indicators as the module `virtual:catalogue`: titles and definitions,
 * but not the code that counts.
 */
export function indicatorCatalogue(): Plugin {
  const described = indicators.map((indicator) => {
    const { code, theme, unit, title, definition, counting } = indicator;
    return {
      code,
      theme,
      unit,
      title,
      definition,
      isCountedOnce: counting.way === 'distinct' && counting.each === 'lifetime',
      consent: consentOf(indicator),
    };
  });
  return {
    name: 'catalogue',
    resolveId: (id) => (id === moduleName ? resolvedId : undefined),
    load: (id) =>
      id === resolvedId
        ? `export const indicators = ${JSON.stringify(described)};\nexport const themes = ${JSON.stringify(themeTitles)};`
        : undefined,
  };
}
