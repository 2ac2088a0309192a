import type { Api } from '../../api/client.ts';
import { TakeBack } from '../frame/take-back.tsx';

type TakeEntryBackProps = {
  readonly api: Api;
  readonly memberId: string;
  /** The id of a child, an observation or an office, and what it is called. */
  readonly of: string;
  readonly name: string;
  readonly onDone: () => Promise<unknown>;
};

/** The button by which the desk takes an entry of a member's record back (a child, an office, …), with a reason. */
export const TakeEntryBack = ({ api, memberId, of, ...props }: TakeEntryBackProps) => (
  <TakeBack
    {...props}
    onReason={(reason, id) =>
      api.request('POST /api/members/{id}/reversals', { path: { id: memberId }, body: { id, of, reason } })
    }
  />
);
