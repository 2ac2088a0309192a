import { indicators as described, themes } from 'virtual:catalogue';

const themeOf = new Map(described.map(({ code, theme }) => [code, theme]));
const [first = ''] = Object.keys(themes);

/**
 * The funder's indicators by theme, in the order of the catalogue. An indicator that it doesn't know yet stands in
 * the first.
 */
export const byTheme = <One extends { readonly code: string }>(
  indicators: readonly One[],
): readonly (readonly [theme: string, indicators: readonly One[]])[] => {
  const groups = Map.groupBy(indicators, ({ code }) => themeOf.get(code) ?? first);
  return Object.keys(themes).flatMap((theme) => {
    const group = groups.get(theme);
    return group === undefined ? [] : [[theme, group] as const];
  });
};
