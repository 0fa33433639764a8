import { product, RENEWAL_STEPS } from './constants.js';

/** How loud a notice is; a failure is no notice. */
export type NoticeLevel = 'notice' | 'warning';

interface NoticeEntry {
  readonly level: NoticeLevel;
  /** Title of the annotation, and of the entry in the troubleshooting page. */
  readonly title: string;
  readonly hint: string;
}

/** Everything that is said without ending a run. What happened comes from the place where it happened. */
export const noticeCatalogue = {
  'token-expiring': { level: 'warning', title: 'The token expires soon', hint: RENEWAL_STEPS },
  'token-old': {
    level: 'notice',
    title: 'The token is due for rotation',
    hint: 'Create a new one, update the secret, deploy, then revoke the old one; `rotation-days` sets the age.',
  },
  'token-never-expires': {
    level: 'notice',
    title: 'The token does not expire',
    hint: 'Rotate it every 90 days: create a new one, update the secret, deploy, then revoke the old one.',
  },
  'token-expiry-unknown': {
    level: 'notice',
    title: 'The expiry of the token is unknown',
    hint: `Set \`token-expires-at\` to the date that ${product.studio} shows, and be warned in time.`,
  },
  'token-accepted': {
    level: 'warning',
    title: 'The token should have expired, but is accepted',
    hint: `Nothing needs to be done at once. Look it up in ${product.studio}, and replace it when it was not refreshed.`,
  },
  'token-trimmed': {
    level: 'notice',
    title: 'White space around the token was left out',
    hint: 'Store the bare token again as one line, so that other tools take it as well.',
  },
  'token-skipped': {
    level: 'notice',
    title: 'Skipped, because there is no token',
    hint: 'Nothing needs to be done; with `on-missing-token: fail` this would be an error.',
  },
  'report-not-kept': {
    level: 'warning',
    title: 'The report could not be kept',
    hint: 'Look whether the disk is full, or something else has its name in the working directory. Everything else was done.',
  },
  'clean-up-failed': {
    level: 'warning',
    title: 'The private directory could not be removed',
    hint: 'On a machine that other jobs use, remove it by hand: it holds the token.',
  },
  'clock-off': {
    level: 'warning',
    title: 'The clock of this machine is wrong',
    hint: 'Set it, for example with NTP. Until then the time of the platform is used for the expiry of the token.',
  },
  'auto-refresh-missing': {
    level: 'warning',
    title: 'This ntcli cannot refresh the token',
    hint: `Leave \`auto-refresh\` out; refresh a Standard token in ${product.studio}.`,
  },
} as const satisfies Readonly<Record<string, NoticeEntry>>;

export type NoticeCode = keyof typeof noticeCatalogue;
