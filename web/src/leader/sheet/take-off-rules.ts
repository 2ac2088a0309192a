import type { Member } from '../row-kinds.ts';

/** A member on a sheet. */
export type SheetMember = Member & {
  /** She is no longer on this phone or has moved to another group; then only her entries are known. */
  readonly isElsewhere?: boolean;
  /** The server refused the sheet of this date because of her: she was not in the group then. */
  readonly isRefused?: boolean;
};

/**
 * Whether a member can be taken off a sheet as one who had left the group before its date, by the phone or the
 * server's refusal.
 */
export const hasLeft = (
  { exitedOn, isRefused }: Pick<SheetMember, 'exitedOn' | 'isRefused'>,
  heldOn: string,
): boolean => isRefused === true || (exitedOn !== undefined && exitedOn < heldOn);

/** Whether a leader may take a member off a sheet: she had left before its date, has moved or was erased. */
export const mayTakeOff = (
  member: Pick<SheetMember, 'exitedOn' | 'isElsewhere' | 'isRefused'>,
  heldOn: string,
): boolean => member.isElsewhere === true || hasLeft(member, heldOn);
