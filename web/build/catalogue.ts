import type { Plugin } from 'vite';
import { indicators } from '../../functions/indicators/catalogue.ts';
import { type Indicator, themes } from '../../functions/indicators/indicator.ts';

/** Whose agreement to be counted a number needs, and as of when. */
function consentOf({ counting }: Indicator) {
  if (counting.way === 'stock') {
    return counting.of === 'member' ? 'lastDay' : counting.of === 'request' ? 'requests' : 'nobody';
  }
  if (counting.way === 'distinct') return 'recorded';
  const { fact } = counting.way === 'ratio' ? counting.numerator : counting;
  if (fact === 'request') return 'requests';
  return fact === 'meeting' || fact === 'outreach' ? 'nobody' : 'recorded';
}

const name = 'virtual:catalogue';

/** The indicators' titles and definitions, for the pages that show them; how they are counted stays on the server. */
export function catalogue(): Plugin {
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
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) =>
      id === `\0${name}`
        ? `export const indicators = ${JSON.stringify(described)};\nexport const themes = ${JSON.stringify(themes)};`
        : undefined,
  };
}
