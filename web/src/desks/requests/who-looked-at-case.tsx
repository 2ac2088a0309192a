import type { Api } from '../../api/client.ts';
import { WhoLooked } from '../../record/who-looked.tsx';
import { Fold } from '../frame/fold.tsx';
import { Reading, useRead } from '../frame/reading.tsx';

type WhoLookedAtCaseProps = { readonly api: Api; readonly caseId: string };

/** On the desk's page of a case: the readings of the case, each with the reader's role. They are asked for once the fold is opened. */
export function WhoLookedAtCase(props: WhoLookedAtCaseProps) {
  return (
    <Fold label="case.looked">
      <CaseReadings {...props} />
    </Fold>
  );
}

function CaseReadings({ api, caseId }: WhoLookedAtCaseProps) {
  const request = useRead(['readings', caseId], () =>
    api.request('GET /api/cases/{id}/readings', { path: { id: caseId } }),
  );
  return (
    <Reading of={request}>
      {({ items, since }) => <WhoLooked readings={items} since={{ openings: since }} />}
    </Reading>
  );
}
