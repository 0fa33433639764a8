import { findToken } from '../api/tokens.js';
import { findWorkspace, type Workspace } from '../api/workspaces.js';
import { createError, type ErrorInfo, toErrorInfo } from '../schema/errors.js';
import type { Outputs } from '../schema/outputs.js';
import { computeExpiry, DAY_MS, type Expiry, formatDate, formatTimeLeft } from '../token/expiry.js';
import { type Claims, parseTimestamp } from '../token/jwt.js';
import type { RunContext } from './context.js';
import { reportNotice } from './report.js';

/** What is known of the age of the token. Moments in milliseconds since 1970. */
export interface TokenAge {
  /** `never` for a token that has no end; undefined when nothing says so. */
  readonly expiresAt: number | 'never' | undefined;
  readonly createdAt: number | undefined;
}

/** The workspace, and what its platform knows of the token. */
export interface WorkspaceLookup {
  readonly workspace: Workspace;
  readonly age: TokenAge;
}

/** What can be known of the age of the token without asking anybody. */
export function readTokenAge({ inputs }: RunContext): TokenAge {
  return mergeTokenAge(inputs.token.claims, undefined, inputs.expiry.expiresAt);
}

/** True when the token says of itself that it has expired, by the clock of this machine. */
export function isLocallyExpired(context: RunContext): boolean {
  const { expiresAt } = readTokenAge(context);
  return typeof expiresAt === 'number' && expiresAt <= Date.now();
}

/**
 * Asks the platform for the workspace, and for the age of the token where the token does not tell it.
 *
 * @throws Failed token-expired in place of token-rejected where the token says so; else as {@link findWorkspace}
 */
export async function lookUpWorkspace(context: RunContext, signal: AbortSignal): Promise<WorkspaceLookup> {
  const { inputs, clock } = context;
  const api = context.apiFor(signal);
  const claims = inputs.token.claims;
  try {
    const workspace = await findWorkspace(api, inputs.workspace);
    context.ci.setOutputs({ 'workspace-id': workspace.id, 'workspace-name': workspace.name });
    const isTold = claims?.expiresAt !== undefined && claims.issuedAt !== undefined;
    // Some editions have no such list, or do not show it to this token: then the age stays as the token tells it.
    const listed =
      claims?.id === undefined || isTold
        ? undefined
        : await findToken(api, workspace.id, claims.id).catch(() => undefined);
    const age = mergeTokenAge(
      claims,
      listed && { expiresAt: listed.expiresAt, createdAt: listed.createdAt },
      inputs.expiry.expiresAt,
    );
    return { workspace, age };
  } catch (error) {
    const { expiresAt } = readTokenAge(context);
    const { code } = toErrorInfo(error);
    // Without an answer the token's own word has to do; the user's date is no word of the token.
    const isSilent = code === 'api-unreachable' || code === 'api-unexpected';
    const fits = code === 'token-rejected' || (isSilent && claims?.expiresAt !== undefined);
    if (!fits || typeof expiresAt !== 'number' || expiresAt > clock.now() || signal.aborted) throw error;
    context.ci.setOutputs(
      formatExpiryOutputs(computeExpiry(expiresAt, clock.now(), inputs.expiry.warningDays)),
    );
    throw createError(
      'token-expired',
      `It expired on ${formatDate(expiresAt)} (${formatTimeLeft(expiresAt, clock.now())}).`,
    );
  }
}

/** Puts together what the token, the platform and the user say, in this order. */
function mergeTokenAge(
  claims: Claims | undefined,
  listed: { readonly expiresAt: unknown; readonly createdAt: unknown } | undefined,
  given: number | undefined,
): TokenAge {
  const known = claims?.expiresAt ?? parseTimestamp(listed?.expiresAt) ?? given;
  return {
    expiresAt: known ?? (claims?.neverExpires ? 'never' : undefined),
    createdAt: claims?.issuedAt ?? parseTimestamp(listed?.createdAt),
  };
}

/** How long the token lasts, and the error that ends an otherwise good run where `fail-on-expiring` asks for one. */
export interface ExpiryReport {
  readonly expiry: Expiry;
  readonly error?: ErrorInfo;
}

/** Step: say how long the token lasts, and what to do about it. */
export function reportExpiry({ ci, inputs, clock }: RunContext, age: TokenAge): ExpiryReport {
  const { warningDays, rotationDays, failOnExpiring } = inputs.expiry;
  const now = clock.now();
  const expiry = computeExpiry(age.expiresAt, now, warningDays);
  ci.setOutputs(formatExpiryOutputs(expiry));

  const minutes = Math.round(Math.abs(clock.skewMs()) / 60_000);
  if (minutes > 0) {
    const way = clock.skewMs() > 0 ? 'ahead of' : 'behind';
    reportNotice(ci, 'clock-off', `It is ${minutes} minutes ${way} the platform.`);
  }
  if (age.createdAt !== undefined && rotationDays > 0 && now - age.createdAt > rotationDays * DAY_MS) {
    reportNotice(ci, 'token-old', `It is ${Math.floor((now - age.createdAt) / DAY_MS)} days old.`);
  }
  if (expiry.kind === 'never') reportNotice(ci, 'token-never-expires', 'It has no expiry date.');
  if (expiry.kind === 'unknown')
    reportNotice(ci, 'token-expiry-unknown', 'Neither the token nor the platform reports it.');
  if (expiry.kind !== 'expiring' && expiry.kind !== 'expired') return { expiry };
  const when = `${formatDate(expiry.at)} (${formatTimeLeft(expiry.at, now)})`;
  const message = expiry.kind === 'expired' ? `It should have expired on ${when}.` : `It expires on ${when}.`;
  if (failOnExpiring) return { expiry, error: { code: 'token-expiring', message } };
  reportNotice(ci, expiry.kind === 'expired' ? 'token-accepted' : 'token-expiring', message);
  return { expiry };
}

/** Step: say which workspace it is, and how long the token lasts. */
export function reportWorkspace(context: RunContext, { id, name }: Workspace, age: TokenAge): ExpiryReport {
  context.ci.info(`✓ Workspace ${name} (${id})`);
  return reportExpiry(context, age);
}

function formatExpiryOutputs(expiry: Expiry): Outputs {
  if (expiry.kind === 'never') return { 'token-status': 'valid' };
  if (expiry.kind === 'unknown') return { 'token-status': 'unknown' };
  return {
    'token-status': expiry.kind,
    'token-expires-at': new Date(expiry.at).toISOString(),
    'token-days-left': `${expiry.daysLeft}`,
  };
}
