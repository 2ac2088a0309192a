// `themes` has the titles of the themes by their codes, in the order of the catalogue.
import { indicators as catalogue, themes } from 'virtual:catalogue';

const themeOf = new Map(catalogue.map(({ code, theme }) => [code, theme]));
/** The default is for the types: the catalogue has themes. */
const [firstTheme = ''] = Object.keys(themes);

/**
 * The funder's indicators by theme: the themes in the order of the catalogue, each with its indicators in the order given. An
 * indicator that the catalogue lacks, since it is newer than the page's code, is listed under the first theme.
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
