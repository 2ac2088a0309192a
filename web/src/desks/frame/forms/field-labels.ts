import { memberLabels } from '../../members/desk-fields.ts';
import type { MessageKey } from '../../text.ts';

/** The labels by the last or first part of an API field's path. */
const labels: Readonly<Record<string, MessageKey>> = {
  ...memberLabels,
  amountPaise: 'amount',
  applicationId: 'application',
  assignedTo: 'assignedTo',
  bankBalancePaise: 'books.bankBalance',
  cashCountedPaise: 'cashCounted',
  closedOn: 'closedOn',
  code: 'code',
  collectives: 'person.collectives',
  consents: 'consents',
  disabled: 'state',
  districts: 'person.districts',
  due: 'due',
  entitlement: 'event.entitlement',
  exitedOn: 'exitedOn',
  firstDueOn: 'books.firstDueOn',
  forum: 'forum',
  formedOn: 'formedOn',
  givenBy: 'givenBy',
  heldOn: 'heldOn',
  id: 'id',
  instalments: 'books.instalments',
  kind: 'kind',
  laws: 'laws',
  loans: 'loans',
  nextOn: 'nextOn',
  note: 'case.note',
  noticeVersion: 'noticeVersion',
  on: 'on',
  openedOn: 'openedOn',
  outlet: 'outlet',
  outcome: 'outcome',
  outstandingPaise: 'books.outstanding',
  participants: 'participants',
  principalPaise: 'books.principal',
  priority: 'priority',
  proceedingId: 'matter',
  provider: 'provider',
  q: 'search.hint',
  recipient: 'handovers.recipient',
  recipientKey: 'handovers.fieldKey',
  ratePerMonthBasisPoints: 'ratePerMonth',
  reason: 'reason',
  savings: 'savings',
  scheme: 'scheme',
  service: 'event.service',
  stage: 'stage',
  statement: 'statement',
  status: 'status',
  step: 'step',
  text: 'event.note',
  title: 'outreach.title',
  to: 'referral.to',
  url: 'url',
  usualDepositPaise: 'usualDeposit',
};

/**
 * The label that the desks' forms have for a field of the API; undefined if no form has it. The first part of its path
 * decides, or, if that has no label and the field is in a row, the last part.
 * @param path `collectives.0`, `lines.2.amountPaise`
 */
export const labelOfField = (path: string): MessageKey | undefined => {
  const parts = path.split('.');
  return labels[parts[0] ?? ''] ?? (parts.length > 2 ? labels[parts.at(-1) ?? ''] : undefined);
};

/**
 * The number, from 1, of the row of a desk's form that an API's field is in, to show beside its label; undefined if it is
 * in no row.
 * @param path `lines.2.amountPaise` is in row 3; `collectives.0` is in none
 */
export const rowOfField = (path: string): number | undefined => {
  const [, index = '', fieldInRow] = path.split('.');
  return fieldInRow !== undefined && /^\d+$/.test(index) ? Number(index) + 1 : undefined;
};
