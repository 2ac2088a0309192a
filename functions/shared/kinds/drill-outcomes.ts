/** How a restore drill ends; drill-result.ts says what each means. */
export const drillOutcomes = ['whole', 'lost', 'failed'] as const;
