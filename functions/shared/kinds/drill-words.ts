/** How a restore drill ends; functions/shared/health/drill-result.ts says what each means. */
export const drillOutcomes = ['whole', 'lost', 'failed'] as const;

/** How far a restore drill has come: it was asked for, the tables are being restored, or what was restored is being counted. */
export const drillSteps = ['asked', 'restoring', 'counting'] as const;
