import type { DemoCollective } from './collectives.ts';
import { drawTimeBetweenHours, lastCutoff } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import type { Random } from './random.ts';

/** Collects the requests about one group's own money. */
export class GroupBookWriter {
  readonly #random: Random;
  readonly #collective: DemoCollective;
  readonly requests: DemoRequest[] = [];

  constructor(random: Random, collective: DemoCollective) {
    this.#random = random;
    this.#collective = collective;
  }

  /**
   * Adds a request, unless it would be recorded after the last cutoff.
   * @returns the id of the record that it makes; if it was not added, an id of no record
   */
  #addRequest(
    on: string,
    route: DemoRequest['route'],
    body: object,
    by: DemoRequest['by'] = this.#collective.by,
  ): string {
    const at = drawTimeBetweenHours(this.#random, on, 13, 15);
    const id = makeDemoId(this.#random, at);
    if (at < lastCutoff) {
      this.requests.push({ at, by, route, path: { id: this.#collective.id }, body: { id, ...body } });
    }
    return id;
  }

  addVoucher(on: string, lines: readonly object[]): void {
    this.#addRequest(on, 'POST /api/collectives/{id}/vouchers', { on, lines });
  }

  /** @returns the borrowing's id */
  addBorrowing(sanctionedOn: string, terms: object): string {
    return this.#addRequest(sanctionedOn, 'POST /api/collectives/{id}/borrowings', {
      sanctionedOn,
      ...terms,
    });
  }

  /** Opens the group's books with its earlier balances. @param balances the balances other than zero, at the end of the day `asOf` */
  addOpening(asOf: string, balances: object): void {
    const body = { asOf, cashPaise: 0, grantsPaise: 0, members: [], borrowings: [], ...balances };
    this.#addRequest(asOf, 'POST /api/collectives/{id}/opening', body, 'coordinator');
  }

  /** Adds a meeting about money at the bank. The members whom the entries name are present. */
  addMeeting(
    heldOn: string,
    entries: readonly ({ readonly memberId: string } & Readonly<Record<string, unknown>>)[],
  ): void {
    const attendance = [...new Set(entries.map(({ memberId }) => memberId))].map((memberId) => ({
      memberId,
      status: 'present',
    }));
    this.#addRequest(heldOn, 'POST /api/collectives/{id}/meetings', { heldOn, attendance, entries });
  }

  /** An id for a loan that is given at a meeting on a day. The time in the id is before the time in the meeting's id, as on a phone. */
  newLoanId(on: string): string {
    return makeDemoId(this.#random, drawTimeBetweenHours(this.#random, on, 12, 13));
  }
}
