import type { Member } from '../row-kinds.ts';

/** A member on a sheet. */
export type SheetMember = Member & {
  /** She is no longer on this phone, or has moved to another group: the phone does not know her balances. */
  readonly isElsewhere?: boolean;
  /** The server refused the sheet, with the date that it still has, since she was not in the group on that date. */
  readonly isRefused?: boolean;
};

/** Whether a member had left the group before the date of a sheet, as the phone knows or the server's refusal says. */
export const hasLeft = (
  { exitedOn, isRefused }: Pick<SheetMember, 'exitedOn' | 'isRefused'>,
  heldOn: string,
): boolean => isRefused === true || (exitedOn !== undefined && exitedOn < heldOn);

/** Whether a leader may take a member off a sheet: she had left before its date, or is elsewhere. */
export const mayTakeOff = (
  member: Pick<SheetMember, 'exitedOn' | 'isElsewhere' | 'isRefused'>,
  heldOn: string,
): boolean => member.isElsewhere === true || hasLeft(member, heldOn);
