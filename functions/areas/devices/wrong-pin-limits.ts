import { dateInIndia } from '../../shared/calendar/calendar.ts';
import type { StoredDevice } from './schema.ts';

/** The number of wrong PINs in a row after which a phone is locked and its owner must sign in. A PIN has six digits. */
export const maxWrongTries = 5;
/**
 * The number of wrong PINs in the life of a registration after which a phone is locked. Its owner mistypes a few times a
 * week; somebody who makes four tries each time before she opens it gets no further than this.
 */
export const maxWrongTriesInAll = 300;

/** The journal notes each time that so many wrong PINs were tried within one day, or within the life of the registration. */
const notedPerDay = 10;
const notedInAll = 100;

type TryCount = Pick<StoredDevice, 'wrongTries' | 'wrongTriesInAll' | 'triedOn' | 'wrongTriesThatDay'>;

/** The count after one more wrong proof. @param today the Indian date */
export const countWrongTry = (counted: TryCount, today: string): Required<TryCount> => ({
  wrongTries: counted.wrongTries + 1,
  wrongTriesInAll: counted.wrongTriesInAll + 1,
  triedOn: today,
  wrongTriesThatDay: counted.triedOn === today ? counted.wrongTriesThatDay + 1 : 1,
});

/** How many wrong proofs are left before a device is locked; 0 if it is. */
export const triesLeft = ({
  wrongTries,
  wrongTriesInAll,
}: Pick<TryCount, 'wrongTries' | 'wrongTriesInAll'>): number =>
  Math.max(0, Math.min(maxWrongTries - wrongTries, maxWrongTriesInAll - wrongTriesInAll));

/** Whether the journal notes a wrong proof. @param counted the counters after this wrong proof */
export const isNoted = ({
  wrongTriesInAll,
  wrongTriesThatDay,
}: Pick<TryCount, 'wrongTriesInAll' | 'wrongTriesThatDay'>): boolean =>
  wrongTriesThatDay % notedPerDay === 0 || wrongTriesInAll % notedInAll === 0;

/**
 * Whether a device is locked, so that even the right PIN no longer unlocks it. Without `proof` the server has no key share
 * for it: the device has no PIN, was copied, or was replaced, revoked or ended.
 */
export const isLocked = (device: Pick<StoredDevice, 'proof' | 'wrongTries' | 'wrongTriesInAll'>): boolean =>
  device.proof === undefined || triesLeft(device) === 0;

/**
 * The number of wrong proofs of which a device's owner may not know yet, and the Indian date since which they are counted: the day on which the
 * device was last opened or, if it never was, registered. The wrong proofs of which the last answer told are included until that answer is known to
 * have reached the owner.
 */
export const triesToTell = ({
  wrongTries,
  toldTries = 0,
  toldSince,
  openedOn,
  createdAt,
}: Pick<StoredDevice, 'wrongTries' | 'toldTries' | 'toldSince' | 'openedOn' | 'createdAt'>) => ({
  wrongTries: wrongTries + toldTries,
  since: toldSince ?? openedOn ?? dateInIndia(new Date(createdAt)),
});
