/**
 * The recipient's public key, as `age-keygen` prints it: `age1` and 58 characters, of which the last six are a checksum
 * (Bech32, https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki).
 */

/** Bech32's letters, in the order of the 5-bit values that they stand for. */
const bech32Letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** BIP 173's constants: one for each of the five bits that a step of the checksum shifts out. */
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Bech32's checksum of 5-bit values, a number of 30 bits: `polymod` of BIP 173. It is 1 for a valid key. */
const checksumOf = (values: readonly number[]): number => {
  let checksum = 1;
  for (const value of values) {
    const topFiveBits = checksum >>> 25;
    checksum = ((checksum & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of generators.entries()) {
      if ((topFiveBits >>> bit) & 1) checksum ^= generator;
    }
  }
  return checksum;
};

const prefixCodes = [...'age'].map((letter) => letter.charCodeAt(0));
/** The prefix `age` as the checksum takes it: the high bits of its letters, a zero, and their low bits. */
const prefixValues = [...prefixCodes.map((code) => code >>> 5), 0, ...prefixCodes.map((code) => code & 31)];

/**
 * The form of an age key: `age1` and 58 letters of Bech32 (none of `1`, `b`, `i`, `o`). It says
 * nothing of the checksum, and stands alone in the API's description.
 */
export const recipientPattern = /^age1[023456789ac-hj-np-z]{58}$/;

/** Whether a text is a valid age key of a handover's recipient. With one wrong letter nobody could ever open the handover's encrypted pack. */
export const isRecipientKey = (key: string): boolean => {
  if (!recipientPattern.test(key)) return false;
  const values = [...key.slice('age1'.length)].map((letter) => bech32Letters.indexOf(letter));
  return checksumOf([...prefixValues, ...values]) === 1;
};
