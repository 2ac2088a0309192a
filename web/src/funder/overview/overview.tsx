import { Narrative } from '../narrative/narrative.tsx';
import { Stories } from '../narrative/stories.tsx';
import type { ShownVersion } from '../shown-version.ts';
import { Headlines } from './headlines.tsx';
import { IndicatorTable } from './indicator-table.tsx';

/** The funder's overview, a month at a glance: the headline figures first, then every indicator. */
export function Overview({ shown }: { readonly shown: ShownVersion }) {
  return (
    <>
      <Headlines shown={shown} />
      <Narrative snapshot={shown.snapshot} />
      <Stories snapshot={shown.snapshot} />
      <IndicatorTable shown={shown} />
    </>
  );
}
