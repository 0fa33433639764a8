import { findToken } from '../api/tokens.js';
import { findWorkspace, type Workspace } from '../api/workspaces.js';
import { type Failure, failed, failureOf } from '../schema/errors.js';
import type { Outputs } from '../schema/outputs.js';
import { dateText, day, type Expiry, expiryOf, timeLeftText } from '../token/expiry.js';
import { type Claims, momentOf, readClaims } from '../token/jwt.js';
import type { Scene } from './context.js';
import { giveNotice } from './report.js';

/** What is known of the age of the token. Moments in milliseconds since 1970. */
export interface TokenAge {
  /** `never` for a token that has no end; undefined when nothing says so. */
  readonly expiresAt: number | 'never' | undefined;
  readonly createdAt: number | undefined;
}

/** The workspace, and what its platform knows of the token. */
export interface LookUp {
  readonly workspace: Workspace;
  readonly age: TokenAge;
}

/** What can be known of the age of the token without asking anybody. */
export function ownAge({ inputs }: Scene): TokenAge {
  return ageOf(readClaims(inputs.token), undefined, inputs.expiry.expiresAt);
}

/** True when the token says of itself that it has expired, by the clock of this machine. */
export function looksExpired(scene: Scene): boolean {
  const { expiresAt } = ownAge(scene);
  return typeof expiresAt === 'number' && expiresAt <= Date.now();
}

/**
 * Asks the platform for the workspace, and for the age of the token where the token does not tell it.
 *
 * @throws Failed token-expired in place of token-rejected where the token says so; else as {@link findWorkspace}
 */
export async function lookUp(scene: Scene, signal: AbortSignal): Promise<LookUp> {
  const { inputs, clock } = scene;
  const api = scene.apiFor(signal);
  const claims = readClaims(inputs.token);
  try {
    const workspace = await findWorkspace(api, inputs.workspace);
    scene.host.setOutputs({ 'workspace-id': workspace.id, 'workspace-name': workspace.name });
    const isTold = claims?.expiresAt !== undefined && claims.issuedAt !== undefined;
    // Some editions have no such list, or do not show it to this token: then the age stays as the token tells it.
    const listed =
      claims?.id === undefined || isTold
        ? undefined
        : await findToken(api, workspace.id, claims.id).catch(() => undefined);
    const age = ageOf(
      claims,
      listed && { expiresAt: listed.expiresAt, createdAt: listed.createdAt },
      inputs.expiry.expiresAt,
    );
    return { workspace, age };
  } catch (error) {
    const { expiresAt } = ownAge(scene);
    const { code } = failureOf(error);
    // Without an answer the token's own word has to do; the user's date is no word of the token.
    const isSilent = code === 'api-unreachable' || code === 'api-unexpected';
    const fits = code === 'token-rejected' || (isSilent && claims?.expiresAt !== undefined);
    if (!fits || typeof expiresAt !== 'number' || expiresAt > clock.now() || signal.aborted) throw error;
    scene.host.setOutputs(expiryOutputs(expiryOf(expiresAt, clock.now(), inputs.expiry.warningDays)));
    throw failed(
      'token-expired',
      `It expired on ${dateText(expiresAt)}, ${timeLeftText(expiresAt, clock.now())}.`,
    );
  }
}

/** Puts together what the token, the platform and the user say, in this order. */
function ageOf(
  claims: Claims | undefined,
  listed: { readonly expiresAt: unknown; readonly createdAt: unknown } | undefined,
  given: number | undefined,
): TokenAge {
  const known = claims?.expiresAt ?? momentOf(listed?.expiresAt) ?? given;
  return {
    expiresAt: known ?? (claims?.hasNoEnd ? 'never' : undefined),
    createdAt: claims?.issuedAt ?? momentOf(listed?.createdAt),
  };
}

/** How long the token lasts, and the failure that ends an otherwise good run where `fail-on-expiring` asks for one. */
export interface ToldExpiry {
  readonly expiry: Expiry;
  readonly failure?: Failure;
}

/** Step: say how long the token lasts, and what to do about it. */
export function tellExpiry({ host, inputs, clock }: Scene, age: TokenAge): ToldExpiry {
  const { warningDays, rotationDays, failOnExpiring } = inputs.expiry;
  const now = clock.now();
  const expiry = expiryOf(age.expiresAt, now, warningDays);
  host.setOutputs(expiryOutputs(expiry));

  const minutes = Math.round(Math.abs(clock.ahead()) / 60_000);
  if (minutes > 0) {
    const way = clock.ahead() > 0 ? 'ahead of' : 'behind';
    giveNotice(host, 'clock-off', `It is ${minutes} minutes ${way} the platform.`);
  }
  if (age.createdAt !== undefined && rotationDays > 0 && now - age.createdAt > rotationDays * day) {
    giveNotice(host, 'token-old', `It is ${Math.floor((now - age.createdAt) / day)} days old.`);
  }
  if (expiry.is === 'never') giveNotice(host, 'token-never-expires', 'It has no date of expiry.');
  if (expiry.is === 'unknown')
    giveNotice(host, 'token-expiry-unknown', 'Neither the token nor the platform tells it.');
  if (expiry.is !== 'expiring' && expiry.is !== 'expired') return { expiry };
  const when = `${dateText(expiry.at)}, ${timeLeftText(expiry.at, now)}`;
  const what = expiry.is === 'expired' ? `It should have expired on ${when}.` : `It expires on ${when}.`;
  if (failOnExpiring) return { expiry, failure: { code: 'token-expiring', what } };
  giveNotice(host, expiry.is === 'expired' ? 'token-accepted' : 'token-expiring', what);
  return { expiry };
}

/** Step: say which workspace it is, and how long the token lasts. */
export function tellWhere(scene: Scene, { id, name }: Workspace, age: TokenAge): ToldExpiry {
  scene.host.line(`✓ Workspace ${name} (${id})`);
  return tellExpiry(scene, age);
}

function expiryOutputs(expiry: Expiry): Outputs {
  if (expiry.is === 'never') return { 'token-status': 'valid' };
  if (expiry.is === 'unknown') return { 'token-status': 'unknown' };
  return {
    'token-status': expiry.is,
    'token-expires-at': new Date(expiry.at).toISOString(),
    'token-days-left': `${expiry.daysLeft}`,
  };
}
