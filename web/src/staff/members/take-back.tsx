import type { Api } from '../../api/client.ts';
import { TakeBack } from '../frame/take-back.tsx';

type TakeEntryBackProps = {
  readonly api: Api;
  /** Of the member. */
  readonly path: string;
  /** The id of a child, an observation or an office, and what it is called. */
  readonly of: string;
  readonly name: string;
  readonly onDone: () => Promise<unknown>;
};

/** Takes an entry of a member's record back, with a reason. */
export const TakeEntryBack = ({ path, of, ...props }: TakeEntryBackProps) => (
  <TakeBack {...props} path={`${path}/reversals`} bodyOf={(reason) => ({ of, reason })} />
);
