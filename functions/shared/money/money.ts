/** The largest amount of one entry, payment or usual deposit: one crore rupees. */
export const maxAmountPaise = 1_000_000_000;

/**
 * The largest turnover of a group: the sum of all amounts of its opening, sheets and vouchers that were not reversed; 90 crore rupees, what a
 * group that moves a crore a year moves in ninety years. No balance of the group and no figure of it is larger, since each is a sum of
 * some of these amounts. So the programme's figures are exact: of 100,000 groups they reach 9 × 10^15 paise, below 2^53 (9.007 × 10^15).
 */
export const maxTurnoverPaise = 90_000_000_000;
