import { Narrative } from '../narrative/narrative.tsx';
import { Stories } from '../narrative/stories.tsx';
import type { Shown } from '../shown.ts';
import { Headlines } from './headlines.tsx';
import { IndicatorTable } from './indicator-table.tsx';

/** A month at a glance: the headline figures first, then every indicator. */
export function Overview({ shown }: { readonly shown: Shown }) {
  return (
    <>
      <Headlines shown={shown} />
      <Narrative snapshot={shown.snapshot} />
      <Stories snapshot={shown.snapshot} />
      <IndicatorTable shown={shown} />
    </>
  );
}
