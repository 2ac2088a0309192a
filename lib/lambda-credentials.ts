import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for the SDK's default chain of credential providers when a function is bundled: Lambda hands credentials
 * over in the environment, and the chain's other sources (profiles, single sign-on, instance metadata) weigh a fifth of
 * a bundle.
 */
export const defaultProvider = () => fromEnv();
