/**
 * The recipient's public key, as `age-keygen` prints it: `age1` and 58 characters, of which the last six are a checksum
 * (Bech32, https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki).
 */

const characters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

const checksumOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => {
    const shifted = ((sum & 0x1ffffff) << 5) ^ value;
    return generators.reduce(
      (mixed, generator, bit) => (((sum >>> 25) >>> bit) & 1 ? mixed ^ generator : mixed),
      shifted,
    );
  }, 1);

/** The prefix `age`, as the checksum takes it: the high bits of its letters, a zero, and their low bits. */
const prefix = [...'age'].map((letter) => letter.charCodeAt(0));
const expanded = [...prefix.map((code) => code >>> 5), 0, ...prefix.map((code) => code & 31)];

export const recipientPattern = /^age1[023456789ac-hj-np-z]{58}$/;

/** Whether a text is a whole age key of a handover's recipient: with one wrong letter nobody could ever open the pack. */
export const isRecipientKey = (key: string): boolean =>
  recipientPattern.test(key) &&
  checksumOf([...expanded, ...[...key.slice('age1'.length)].map((letter) => characters.indexOf(letter))]) ===
    1;
