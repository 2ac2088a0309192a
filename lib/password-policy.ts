/** What the user pool asks of a password; the local one asks the same (local/aws/password-rules.ts). */
export const passwordPolicy = {
  minLength: 12,
  requireLowercase: true,
  requireUppercase: true,
  requireDigits: true,
  requireSymbols: true,
} as const;
