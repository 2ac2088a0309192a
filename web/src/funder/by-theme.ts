import { indicators as catalogue, themes } from 'virtual:catalogue';

const themeOf = new Map(catalogue.map(({ code, theme }) => [code, theme]));
/** The catalogue has several themes, so it is never empty. */
const [firstTheme = ''] = Object.keys(themes);

/**
 * The funder's indicators by theme, in the order of the catalogue. An indicator that is newer than the page's
 * code, and so missing in its catalogue, is listed under the first theme.
 */
export const groupByTheme = <Item extends { readonly code: string }>(
  indicators: readonly Item[],
): readonly (readonly [theme: string, indicators: readonly Item[]])[] => {
  const groups = Map.groupBy(indicators, ({ code }) => themeOf.get(code) ?? firstTheme);
  return Object.keys(themes).flatMap((theme) => {
    const group = groups.get(theme);
    return group === undefined ? [] : [[theme, group] as const];
  });
};
