/** The largest amount of one entry, payment or usual deposit: one crore rupees. */
export const maxAmountPaise = 1_000_000_000;
