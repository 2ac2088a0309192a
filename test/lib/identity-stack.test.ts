import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { resourcesOf, synthesise } from './synthesise.ts';

const { identity } = synthesise();

describe('sign-in', () => {
  test('is for people whom an administrator let in, by names without meaning, with a second factor', () => {
    identity.hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Retain',
      Properties: {
        DeletionProtection: 'ACTIVE',
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        AliasAttributes: ['preferred_username'],
        UsernameAttributes: Match.absent(),
        AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
        MfaConfiguration: 'ON',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        UserPoolTier: 'ESSENTIALS',
        // It would keep from where each woman signs in.
        UserPoolAddOns: Match.absent(),
        Policies: {
          PasswordPolicy: {
            MinimumLength: 12,
            RequireLowercase: true,
            RequireUppercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
          },
        },
      },
    });
  });

  test('finds somebody without a password for fifteen minutes after she typed it, and no longer', () => {
    const [limit] = resourcesOf(identity, 'AWS::Cognito::UserPoolClientSessionConfigurationAttachment');
    expect(limit?.Properties).toMatchObject({ SSOSession: { MaxValidityMinutes: 15 } });
    const [tracking] = resourcesOf(identity, 'AWS::Cognito::UserPoolSessionConfigurationAttachment');
    expect(tracking?.Properties).toMatchObject({ UserSessionTracking: 'ENABLED' });
  });

  test('gives the web client a code for PKCE, an hour’s access and refresh tokens that are used once', () => {
    identity.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      AccessTokenValidity: 60,
      TokenValidityUnits: { AccessToken: 'minutes' },
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
      // Rotation excludes this flow; passwords never leave the phone.
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      // Nobody can write her name or telephone number into her own entry.
      WriteAttributes: ['locale'],
    });
    const [client] = resourcesOf(identity, 'AWS::Cognito::UserPoolClient');
    expect(JSON.stringify(client?.Properties.CallbackURLs)).toMatch(
      /^\[\{"Fn::Join":\["",\["https:\/\/".*"\/signed-in"/,
    );
  });

  test('has managed login with a style, without which its pages do not open', () => {
    identity.hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: 2 });
    identity.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true });
  });
});
