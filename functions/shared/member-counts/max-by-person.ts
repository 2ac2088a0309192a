/**
 * How many of each one person may record of a woman, many times what anybody ever needs. They are counted by person, and grievances apart: so
 * nobody fills a woman's record until others can't help her, and a refusal tells nobody more than what she recorded herself.
 */
export const maxByPerson = 200;
