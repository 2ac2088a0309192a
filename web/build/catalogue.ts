import type { Plugin } from 'vite';
import { indicators } from '../../functions/indicators/catalogue.ts';
import { themes } from '../../functions/indicators/indicator.ts';

const name = 'virtual:catalogue';

/** The indicators' titles and definitions, for the pages that show them; how they are counted stays on the server. */
export function catalogue(): Plugin {
  const described = indicators.map(({ code, theme, unit, title, definition, counting }) => ({
    code,
    theme,
    unit,
    title,
    definition,
    isCountedOnce: counting.way === 'distinct' && counting.each === 'lifetime',
  }));
  return {
    name: 'catalogue',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) =>
      id === `\0${name}`
        ? `export const indicators = ${JSON.stringify(described)};\nexport const themes = ${JSON.stringify(themes)};`
        : undefined,
  };
}
