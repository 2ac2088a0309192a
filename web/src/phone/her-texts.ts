import { t } from '../members/text.ts';
import { type Woman, womanTexts } from '../workspace/row-kinds.ts';

const fields = Object.keys(womanTexts).filter(
  (field): field is keyof typeof womanTexts => field in womanTexts,
);

/** The texts of a woman that phones show as they are, each after its label. */
export const herTexts = (woman: Woman): string[] =>
  fields.flatMap((field) => (woman[field] ? [`${t(field)}: ${woman[field]}`] : []));
