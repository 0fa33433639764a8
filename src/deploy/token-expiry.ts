import type { Api } from '../api/client.js';
import { formatServerUrl } from '../api/endpoints.js';
import { findToken } from '../api/tokens.js';
import { findWorkspace, type Workspace } from '../api/workspaces.js';
import type { CiProvider } from '../ci/provider.js';
import { reportNotice } from '../ci/report.js';
import type { Inputs } from '../inputs/types.js';
import { createError, type ErrorInfo, toErrorInfo } from '../schema/errors.js';
import type { Outputs } from '../schema/outputs.js';
import { computeExpiry, DAY_MS, type Expiry, formatDate, formatTimeLeft } from '../token/expiry.js';
import { type Claims, parseTimestamp } from '../token/jwt.js';
import type { RunContext } from './context.js';

/** The known dates of the token, in milliseconds since 1970. */
export interface TokenAge {
  /** `never` for a token without expiry; undefined if unknown. */
  readonly expiresAt: number | 'never' | undefined;
  readonly createdAt: number | undefined;
}

/** The workspace, and the dates of the token. */
export interface WorkspaceLookup {
  readonly workspace: Workspace;
  readonly age: TokenAge;
}

/** The dates of the token that are known without a request. */
export function readTokenAge({ inputs }: RunContext): TokenAge {
  return mergeTokenAge(inputs.token.claims, undefined, inputs.expiry.expiresAt);
}

/** True if the token's own expiry has passed, by the clock of this machine. */
export function isLocallyExpired(context: RunContext): boolean {
  const { expiresAt } = readTokenAge(context);
  return typeof expiresAt === 'number' && expiresAt <= Date.now();
}

/**
 * Looks up the workspace, and the dates of the token if the token does not contain them or is about to expire. Changes
 * nothing by itself.
 *
 * @param find finds the workspace in another way
 * @throws DeployError token-expired instead of token-rejected if the token has expired; otherwise as {@link findWorkspace}
 */
export async function lookUpWorkspace(
  context: RunContext,
  signal: AbortSignal,
  find: (api: Api) => Promise<Workspace> = (api) => findWorkspace(api, context.inputs.workspace),
): Promise<WorkspaceLookup> {
  const { inputs, clock } = context;
  const api = context.apiFor(signal);
  const claims = inputs.token.claims;
  try {
    const workspace = await find(api);
    context.ci.addPublicTexts(listPublicTexts(inputs, workspace));
    context.ci.setOutputs({ 'workspace-id': workspace.id, 'workspace-name': workspace.name });
    // Some editions have no such list, or this token has no access to it: use the dates of the token.
    const listed =
      claims?.id === undefined || !isListUseful(context, claims)
        ? undefined
        : await findToken(api, workspace.id, claims.id).catch((error) => {
            context.ci.debug(`list of tokens: ${toErrorInfo(error).message}`);
            return undefined;
          });
    const age = mergeTokenAge(
      claims,
      listed && { expiresAt: listed.expiresAt, createdAt: listed.createdAt },
      inputs.expiry.expiresAt,
    );
    return { workspace, age };
  } catch (error) {
    const { expiresAt } = readTokenAge(context);
    const { code } = toErrorInfo(error);
    // Without a response, trust the token's own expiry, but not the date set by the user.
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

/** Texts that outputs and messages contain from now on, which a secret, such as the URL of another server, may have too. */
function listPublicTexts({ endpoints, servers }: Inputs, { id, name }: Workspace): readonly string[] {
  const urls = servers.map(({ platformId }) => formatServerUrl(endpoints, id, platformId));
  return [id, name, `/v1/workspaces/${id}/servers/`, ...urls];
}

/**
 * True if the list of tokens may know more than the token: a date that it does not contain, or a later expiry. A refresh
 * extends the same token, whose own expiry stays (the vendor's page "API Tokens").
 */
function isListUseful({ inputs, clock }: RunContext, { expiresAt, issuedAt }: Claims): boolean {
  if (expiresAt === undefined || issuedAt === undefined) return true;
  return computeExpiry(expiresAt, clock.now(), inputs.expiry.warningDays).kind !== 'valid';
}

/**
 * Merges the dates of the token, the platform and the user, in this order of precedence. The expiry is the later one of
 * token and platform.
 */
function mergeTokenAge(
  claims: Claims | undefined,
  listed: { readonly expiresAt: unknown; readonly createdAt: unknown } | undefined,
  given: number | undefined,
): TokenAge {
  const known = [claims?.expiresAt, parseTimestamp(listed?.expiresAt)].filter((at) => at !== undefined);
  const expiresAt = known.length > 0 ? Math.max(...known) : given;
  return {
    expiresAt: expiresAt ?? (claims?.neverExpires ? 'never' : undefined),
    createdAt: claims?.issuedAt ?? parseTimestamp(listed?.createdAt),
  };
}

/** The expiry of the token, and the error of an otherwise successful run with `fail-on-expiring`. */
export interface ExpiryReport {
  readonly expiry: Expiry;
  readonly error?: ErrorInfo;
}

/** Step: report the expiry of the token, and what to do about it. */
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

/** Step: report the workspace and the expiry of the token. */
export function reportWorkspace(context: RunContext, workspace: Workspace, age: TokenAge): ExpiryReport {
  reportFoundWorkspace(context.ci, workspace);
  return reportExpiry(context, age);
}

export function reportFoundWorkspace(ci: CiProvider, { id, name }: Workspace): void {
  ci.info(`✓ Workspace ${name} (${id})`);
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
