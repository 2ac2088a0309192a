/** Fixed words about a woman's road: what she is asked of in a talk, for records, the journal and the screens alike. */

/** The areas of her life that a talk asks about; each answer is 1 (worst) to 4. */
export const roadAreas = ['safety', 'debt', 'work', 'mind', 'home', 'belonging'] as const;

export const worstAnswer = 1;
export const bestAnswer = 4;
