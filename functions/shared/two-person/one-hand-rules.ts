import { formatInstant } from '../calendar/calendar.ts';

/** When two people count as one hand, so that neither is the second person for the other (docs/decisions/0068-one-hand.md). */

/**
 * Who could have known a password of a person: by the id of each such knower, when the newest password that the knower could have known was made
 * (RFC 3339).
 */
export type KnownBy = Readonly<Record<string, string>>;

/**
 * A person, with those who could have known a password of hers and so could act as her. If somebody can act as each of two people, the two count as one
 * hand.
 */
export type Hand = {
  readonly personId: string;
  readonly passwordKnownBy?: KnownBy | undefined;
};

/** For how long somebody who could have known a person's password counts as able to act as her. */
const sameHandMs = 30 * 86_400_000;

/** By id: who can act as a person, and until when, in milliseconds since 1970. She herself always can. */
const actorsOf = ({ personId, passwordKnownBy = {} }: Hand): ReadonlyMap<string, number> =>
  new Map([
    ...Object.entries(passwordKnownBy).map(([id, at]) => [id, Date.parse(at) + sameHandMs] as const),
    [personId, Number.POSITIVE_INFINITY],
  ]);

/**
 * Who could have known a password of a person, after a maker has made her a new one: everybody who can act as the maker, and everybody who could have known
 * the old password. The latter still count, since with the old password they could have requested the new one as her.
 */
export const knownByAfter = (person: Hand, maker: Hand, now: Date): KnownBy => {
  const fromBefore = Object.entries(person.passwordKnownBy ?? {}).filter(
    ([, at]) => Date.parse(at) + sameHandMs > now.getTime(),
  );
  const fromNow = [...actorsOf(maker)]
    .filter(([, until]) => until > now.getTime())
    .map(([id]) => [id, formatInstant(now)] as const);
  const knownBy = [...fromBefore, ...fromNow];
  return Object.fromEntries(knownBy.filter(([id]) => id !== person.personId));
};

/**
 * Until when two people count as one hand, so that neither can be the second person for the other: one of them could have known the other's password, or
 * a third person both passwords. Undefined if they don't count as one hand, or no longer do. See docs/decisions/0068-one-hand.md.
 */
export const sameHandUntil = (one: Hand, other: Hand, now: Date): Date | undefined => {
  const actorsOfOther = actorsOf(other);
  // Until when each actor can act as both; minus infinity for somebody who can act only as `one`.
  const actsAsBothUntil = [...actorsOf(one)].map(([actor, until]) =>
    Math.min(until, actorsOfOther.get(actor) ?? Number.NEGATIVE_INFINITY),
  );
  const latest = Math.max(...actsAsBothUntil);
  return latest > now.getTime() ? new Date(latest) : undefined;
};
