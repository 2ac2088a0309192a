/** As much of the programme as a generator must know to send requests that are mostly accepted. */

export type CollectiveModel = {
  readonly id: string;
  readonly formedOn: string;
  cashPaise: number;
};

export type MemberModel = {
  readonly id: string;
  collective: CollectiveModel;
  joinedOn: string;
  exitedOn: string | null;
  birthYear: number;
  /** The latest date that a consent of hers bears. */
  consentOn: string;
  /** She has withdrawn her consent to the services. */
  hasStopped: boolean;
  leads: boolean;
  savingsPaise: number;
  /** What was saved under her id, whoever's account it is in. */
  savedUnderIdPaise: number;
  /** Outstanding, by loan. */
  readonly loans: Map<string, number>;
  /** The ids of the loans that were given under her id. */
  readonly loansGiven: Set<string>;
  /** The member to whom her record was joined, and who has what was hers. */
  joinedTo: MemberModel | undefined;
  readonly children: string[];
  readonly offices: string[];
  readonly requests: string[];
  /** Ids of children, observations, offices, requests and talks, taken back or not. */
  readonly entries: string[];
};

export type EntryModel = {
  readonly memberId: string;
  readonly kind: 'deposit' | 'withdrawal' | 'loan' | 'repayment' | 'interest' | 'fine';
  readonly amountPaise: number;
  readonly loanId?: string;
};

export type MeetingModel = {
  readonly id: string;
  readonly collective: CollectiveModel;
  readonly entries: readonly EntryModel[];
  isReversed: boolean;
};

export type CaseModel = {
  readonly id: string;
  readonly memberId: string;
  readonly openedOn: string;
  /** Ids of what was told of it, taken back or not. */
  readonly events: string[];
  /** Applications for compensation that were filed, by id, with the day. */
  readonly applications: Map<string, string>;
};

export type MoveModel = {
  readonly id: string;
  readonly from: CollectiveModel;
  readonly to: CollectiveModel;
  readonly members: readonly MemberModel[];
  readonly cashPaise: number;
  isReversed: boolean;
};

export type Model = {
  readonly moves: MoveModel[];
  readonly collectives: CollectiveModel[];
  readonly members: MemberModel[];
  readonly meetings: MeetingModel[];
  readonly cases: CaseModel[];
  /** Ids of outreach. */
  readonly outreach: string[];
  readonly demands: { readonly id: string; readonly kind: string; readonly on: string }[];
};

const cashSign = { deposit: 1, withdrawal: -1, loan: -1, repayment: 1, interest: 1, fine: 1 } as const;

const memberOf = (model: Model, id: string): MemberModel | undefined =>
  model.members.find((member) => member.id === id);

/** The member in whose account is what a member has: she, or the one to whom her record was joined. */
export const standingOf = (member: MemberModel): MemberModel =>
  member.joinedTo === undefined ? member : standingOf(member.joinedTo);

/** What two members hold comes together, or goes apart again, by whom it was recorded under. */
export const joinModels = (kept: MemberModel, other: MemberModel): void => {
  kept.savingsPaise += other.savingsPaise;
  for (const [loan, outstanding] of other.loans) kept.loans.set(loan, outstanding);
  other.savingsPaise = 0;
  other.loans.clear();
  other.joinedTo = kept;
};
export const partModels = (kept: MemberModel, other: MemberModel): void => {
  other.joinedTo = undefined;
  other.savingsPaise = other.savedUnderIdPaise;
  kept.savingsPaise -= other.savedUnderIdPaise;
  for (const loan of other.loansGiven) {
    const outstanding = kept.loans.get(loan);
    if (outstanding !== undefined) other.loans.set(loan, outstanding);
    kept.loans.delete(loan);
  }
};

/** Applies entries, or takes them back; false, and nothing is changed, where anything would stand below zero. */
export const settle = (
  model: Model,
  collective: CollectiveModel,
  entries: readonly EntryModel[],
  direction: 1 | -1,
): boolean => {
  const saved = new Map<MemberModel, number>();
  const lent = new Map<MemberModel, Map<string, number>>();
  let cash = collective.cashPaise;
  for (const { memberId, kind, amountPaise, loanId } of entries) {
    const sender = memberOf(model, memberId);
    if (sender === undefined) return false;
    const member = standingOf(sender);
    const amount = amountPaise * direction;
    cash += amount * cashSign[kind];
    const savings = saved.get(member) ?? member.savingsPaise;
    if (kind === 'deposit') saved.set(member, savings + amount);
    if (kind === 'withdrawal') saved.set(member, savings - amount);
    if (loanId !== undefined) {
      const loans = lent.get(member) ?? new Map(member.loans);
      loans.set(loanId, (loans.get(loanId) ?? 0) + (kind === 'loan' ? amount : -amount));
      lent.set(member, loans);
    }
  }
  const figures = [cash, ...saved.values(), ...[...lent.values()].flatMap((loans) => [...loans.values()])];
  if (figures.some((figure) => figure < 0)) return false;
  collective.cashPaise = cash;
  for (const { memberId, kind, amountPaise, loanId } of entries) {
    const sender = memberOf(model, memberId);
    const sign = kind === 'deposit' ? direction : kind === 'withdrawal' ? -direction : 0;
    if (sender !== undefined) sender.savedUnderIdPaise += sign * amountPaise;
    if (kind === 'loan' && loanId !== undefined) sender?.loansGiven.add(loanId);
  }
  for (const [member, savings] of saved) member.savingsPaise = savings;
  for (const [member, loans] of lent) {
    for (const [loan, outstanding] of loans) member.loans.set(loan, outstanding);
  }
  return true;
};

/** Nothing saved and nothing owed. */
export const isSettled = (member: MemberModel): boolean =>
  member.savingsPaise === 0 && [...member.loans.values()].every((outstanding) => outstanding === 0);
