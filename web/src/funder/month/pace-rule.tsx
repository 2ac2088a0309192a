import { statePaceRule } from '../../../../functions/months/rendering/headlines.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** What the mark on the bar of a year's target is, and what "slightly" says beside it, on the funder's pages; nothing once the year is whole. */
export function PaceRule({ month }: { readonly month: string }) {
  const rule = statePaceRule(month, useLanguage());
  return rule === '' ? null : <p class="soft">{rule}</p>;
}
