import type { Shown } from '../shown.ts';
import { Headlines } from './headlines.tsx';
import { IndicatorTable } from './indicator-table.tsx';

/** A month at a glance: the headline figures first, then every indicator. */
export function Overview({ shown }: { readonly shown: Shown }) {
  return (
    <>
      <Headlines shown={shown} />
      <IndicatorTable shown={shown} />
    </>
  );
}
