import { v7 } from 'uuid';
import type { Api } from '../../api/client.ts';
import { TakeBack } from '../frame/forms/take-back.tsx';

type TakeEntryBackProps = {
  readonly api: Api;
  readonly memberId: string;
  /** The id of the child, observation or office. */
  readonly entryId: string;
  /** Names the entry in the button's label for screen readers. */
  readonly name: string;
  readonly onDone: () => Promise<unknown>;
};

/** The desk's button that takes back (reverses) an entry of a member's record, such as a child or an office, with a reason. */
export const TakeEntryBack = ({ api, memberId, entryId, ...props }: TakeEntryBackProps) => (
  <TakeBack
    {...props}
    onReason={(reason, id) =>
      api.request('POST /api/members/{id}/reversals', {
        path: { id: memberId },
        body: { id, of: entryId, reason },
      })
    }
  />
);

/** The `undo` of a form that records an entry of a member. */
export const undoEntry =
  (api: Api, memberId: string, onDone: () => Promise<unknown>) =>
  async (id: string, reason: string): Promise<void> => {
    await api.request('POST /api/members/{id}/reversals', {
      path: { id: memberId },
      body: { id: v7(), of: id, reason },
    });
    await onDone();
  };
