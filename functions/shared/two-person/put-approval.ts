import { countSetting } from '../setting-counts/count-setting.ts';
import type { Write } from '../table/client.ts';
import { approvalKey, approvalListIndexKeys } from '../table/keys/people.ts';
import type { Approval } from './approval-schema.ts';

/**
 * The writes that store an approval, a request that waits for a second person, and count it for whoever asks. They fail with
 * `too_many` if she has asked for as many this month as one may.
 */
export const putApproval = (value: Approval): readonly Write[] => [
  {
    put: { ...approvalKey(value.id), ...approvalListIndexKeys(value.askedAt, value.id), ...value },
    condition: 'attribute_not_exists(pk)',
  },
  countSetting(value.askedBy, 'approvals', value.askedAt),
];
