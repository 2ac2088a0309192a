import { t } from './text.ts';

/** Says how many of the oldest are not in the answer, which would have been too large with all; nothing if none is left out. */
export function LeftOut({ count }: { readonly count: number | undefined }) {
  return count === undefined ? null : <p>{t('record.case.left', { count })}</p>;
}
