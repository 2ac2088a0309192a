/** Numbers by the words that a page calls them. */
export type Quantities = Readonly<Record<string, number>>;

const wordOf = (text: string, quantities: Quantities): number => {
  const number = Number(text.replaceAll(',', ''));
  const value = Number.isNaN(number) ? quantities[text] : number;
  if (value === undefined) throw new Error(`A formula has a word without a number: ${text}`);
  return value;
};

const productOf = (text: string, quantities: Quantities): number =>
  text.split(/ (?=[×÷] )/).reduce((product, factor) => {
    const value = wordOf(factor.replace(/^[×÷] /, ''), quantities);
    return factor.startsWith('÷ ') ? product / value : product * value;
  }, 1);

/**
 * What a formula comes to: sums of products in words, such as `members × calls ÷ 3 + 2 × price of keys`, without brackets. A page prints
 * the very formula that its figures are computed by.
 */
export const evaluate = (formula: string, quantities: Quantities): number =>
  formula.split(/ (?=[+−] )/).reduce((sum, term) => {
    const value = productOf(term.replace(/^[+−] /, ''), quantities);
    return term.startsWith('− ') ? sum - value : sum + value;
  }, 0);

/** Rounded to so many digits that count. */
export const toDigits = (value: number, digits: number): number => Number(value.toPrecision(digits));

/** A number cut to a number of digits, so that what is promised up to it holds. */
export const floorToDigits = (value: number, digits: number): number => {
  const unit = 10 ** (Math.floor(Math.log10(value)) + 1 - digits);
  return Math.floor(value / unit) * unit;
};
